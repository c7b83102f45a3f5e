"""Numbers of identity documents: what people type, and what cannot be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric as oracle

from kernel.id_numbers import check_id_number, id_check_digit
from kernel.identifiers import IdentifierError
from kernel.identity import age_on, check_identity, normalise_person_name

TODAY = date(2026, 5, 7)
PLACE = "110101"


def resident(born_on: date = date(1990, 3, 1), serial: int = 12) -> str:
    body = f"{PLACE}{born_on:%Y%m%d}{serial:03d}"
    return body + id_check_digit(body)


def code_of(kind: str, text: str) -> str:
    with pytest.raises(IdentifierError) as caught:
        check_identity(kind, text, today=TODAY)
    assert str(caught.value) == f"{caught.value.code}: ''", "the number itself is not in the words"
    return caught.value.code


@given(st.dates(date(1930, 1, 1), TODAY), st.integers(0, 999))
def test_a_number_says_birth_date_and_sex_and_another_library_agrees(born_on: date, serial: int) -> None:
    found = check_id_number(resident(born_on, serial), today=TODAY)
    assert (found.born_on, found.male) == (born_on, serial % 2 == 1)
    assert oracle.is_valid(found.text)


@given(st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_mistyped_digit_is_always_found(serial: int, at: int, off: int) -> None:
    number = resident(serial=serial)
    wrong = number[:at] + str((int(number[at]) + off) % 10) + number[at + 1 :]
    with pytest.raises(IdentifierError):
        check_id_number(wrong, today=TODAY)


def test_a_small_x_full_width_digits_spaces_and_hyphens_are_the_same_number() -> None:
    number = next(n for s in range(200) if (n := resident(serial=s)).endswith("X"))
    wide = number.translate({ord(str(d)): ord("０") + d for d in range(10)})
    spaced = f" {number[:6]} {number[6:14]}-{number[14:-1]}x "
    assert {check_id_number(text, today=TODAY).text for text in (number, wide, spaced, number.lower())} == {
        number
    }


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("110101900301012", "OLD"),
        ("11010119900301012", "LENGTH"),
        ("11010119900301O12X", "CHARACTER"),
        ("X10101199003010121", "CHARACTER"),
        ("110101199002300121", "BIRTH_DATE"),
        ("110101199013010121", "BIRTH_DATE"),
        (resident(TODAY + timedelta(days=1)), "FUTURE"),
        (resident()[:-1] + ("1" if resident()[-1] != "1" else "2"), "CHECK_DIGIT"),
        ("", "LENGTH"),
    ],
)
def test_what_is_wrong_is_named(number: str, code: str) -> None:
    assert code_of("RESIDENT_ID", number) == code


def test_other_documents_have_their_own_shape() -> None:
    assert check_identity("PASSPORT", " e12345678", today=TODAY).number == "E12345678"
    assert check_identity("TRAVEL_PERMIT", "H1234567890", today=TODAY).number == "H1234567890"
    assert code_of("PASSPORT", "ABCDEF") == "SHAPE"
    assert code_of("TRAVEL_PERMIT", "HELLO") == "SHAPE"
    assert code_of("BIRTH_CERTIFICATE", "A123456789") == "KIND"


def test_a_resident_number_under_another_kind_is_sent_back() -> None:
    assert code_of("PASSPORT", resident()) == "RESIDENT"
    assert code_of("TRAVEL_PERMIT", resident()) == "RESIDENT"


def test_eighteen_digits_that_are_no_resident_number_are_just_no_passport() -> None:
    wrong = resident()[:-1] + ("1" if resident()[-1] != "1" else "2")
    assert code_of("PASSPORT", wrong) == "SHAPE"


def test_a_residence_permit_says_its_birth_date_too() -> None:
    body = "81000019900301012"
    found = check_identity("TRAVEL_PERMIT", body + id_check_digit(body), today=TODAY)
    assert (found.born_on, found.male) == (date(1990, 3, 1), False)
    assert code_of("TRAVEL_PERMIT", body + ("0" if id_check_digit(body) != "0" else "1")) == "CHECK_DIGIT"


def test_the_same_number_of_another_kind_is_another_document() -> None:
    keys = {check_identity(kind, "12345678", today=TODAY).key for kind in ("PASSPORT", "TRAVEL_PERMIT")}
    assert len(keys) == 2


def test_names_are_compared_as_people_read_them() -> None:
    assert normalise_person_name("阿依 古丽・买买提") == normalise_person_name("阿依古丽·买买提")
    assert normalise_person_name("Anna Lee") == normalise_person_name("ＡＮＮＡ lee")
    assert normalise_person_name("示例·李一") != normalise_person_name("示例·李二")


def test_a_leapling_grows_older_on_28_february_of_a_common_year() -> None:
    assert age_on(date(2008, 2, 29), date(2026, 2, 27)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 18
    assert age_on(date(2008, 2, 29), date(2024, 2, 28)) == 15
    assert age_on(date(2008, 2, 29), date(2024, 2, 29)) == 16


def test_the_number_of_a_card_says_birth_and_sex() -> None:
    found = check_identity("RESIDENT_ID", resident().lower(), today=TODAY)
    assert (found.number, found.key) == (resident(), f"RESIDENT_ID:{resident()}")
    assert found.born_on is not None


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("1990-05-07", "2026-05-06", 35),
        ("1990-05-07", "2026-05-07", 36),
        ("2004-02-29", "2025-02-27", 20),
        ("2004-02-29", "2025-02-28", 21),
        ("2004-02-29", "2024-02-28", 19),
        ("2004-02-29", "2024-02-29", 20),
        ("1896-02-29", "1900-02-28", 4),
    ],
)
def test_a_year_is_complete_on_the_birthday(born: str, day: str, years: int) -> None:
    assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == years
