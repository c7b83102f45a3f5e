"""Who a child is: every fault that people type, and what they are told."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facilities.rules.ages import Band
from facilities.rules.enrolment import Seat, overlapping, warnings
from facilities.rules.identity import ChildFacts, check_child, normal_name
from kernel.periods import Period
from tests.facilities.nursery import id_number

TODAY = date(2026, 5, 7)
GOOD = ChildFacts(
    name="示例·小豆",
    id_kind="RESIDENT_ID",
    id_number=id_number(date(2024, 9, 10), 12),
    guardian_name="示例·家长",
    guardian_phone="13800001234",
    consented_on=TODAY,
)


def faults(**given: Any) -> dict[str, str]:
    _cleaned, found = check_child(replace(GOOD, **given), today=TODAY, under_months=36)
    return {fault.field: fault.code for fault in found}


def test_birth_and_sex_follow_from_the_number() -> None:
    cleaned, found = check_child(GOOD, today=TODAY, under_months=36)
    assert (cleaned.born_on, cleaned.sex, found) == (date(2024, 9, 10), "FEMALE", [])


def test_a_number_is_read_however_it_was_typed() -> None:
    number = next(n for serial in range(1000) if (n := id_number(date(2024, 9, 10), serial)).endswith("X"))
    typed = f" {number[:6]} {number[6:14]}-{number[14:17]}x"
    cleaned, found = check_child(replace(GOOD, id_number=typed), today=TODAY, under_months=36)
    assert (cleaned.id_number, found) == (number, [])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (GOOD.id_number[:17] + ("1" if GOOD.id_number[17] != "1" else "2"), "CHECK_DIGIT"),
        ("360702240910012", "OLD"),
        ("36070220240931012X", "BIRTH_DATE"),
        (id_number(date(2026, 6, 1), 12), "FUTURE"),
        ("3607022024", "LENGTH"),
        ("36070220240910O12X", "CHARACTER"),
        ("", "REQUIRED"),
        (id_number(date(2021, 3, 2), 12), None),
    ],
)
def test_what_is_wrong_with_a_number_is_said_at_the_number(number: str, code: str | None) -> None:
    assert faults(id_number=number).get("id_number") == code


def test_a_child_of_five_years_is_refused_and_so_is_one_that_is_not_born() -> None:
    assert faults(id_number=id_number(date(2021, 3, 2), 12)) == {"born_on": "TOO_OLD"}
    unborn = {"id_kind": "BIRTH_CERTIFICATE", "id_number": "V360123456", "born_on": date(2026, 6, 1)}
    assert faults(**unborn)["born_on"] == "FUTURE"


def test_a_child_is_under_three_until_the_day_before_its_birthday() -> None:
    certificate = {"id_kind": "BIRTH_CERTIFICATE", "id_number": "V360123456"}
    assert faults(**certificate, born_on=date(2023, 5, 8)) == {}
    assert faults(**certificate, born_on=date(2023, 5, 7)) == {"born_on": "TOO_OLD"}


def test_another_persons_number_shows_in_birth_and_sex() -> None:
    assert faults(born_on=date(2024, 9, 11)) == {"born_on": "NOT_OF_NUMBER"}
    assert faults(sex="MALE") == {"sex": "NOT_OF_NUMBER"}


def test_a_birth_certificate_says_no_birthday_so_it_is_asked_for() -> None:
    assert faults(id_kind="BIRTH_CERTIFICATE", id_number="v 360 123 456") == {"born_on": "REQUIRED"}
    assert faults(id_kind="BIRTH_CERTIFICATE", id_number="360123456")["id_number"] == "CERTIFICATE"
    assert faults(id_kind="PASSPORT", id_number=GOOD.id_number)["id_number"] == "RESIDENT"
    assert faults(id_kind="PASSPORT", id_number="?")["id_number"] == "SHAPE"
    assert faults(id_kind="")["id_kind"] == "REQUIRED"


def test_a_passport_of_the_usual_shape_is_taken_with_the_birthday_that_was_typed() -> None:
    assert faults(id_kind="PASSPORT", id_number="E12345678", born_on=date(2024, 9, 10)) == {}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 0000-1234", "13800001234"),
        ("＋86 138 0000 1234", "13800001234"),
        ("0797-8123456", "07978123456"),
    ],
)
def test_a_phone_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    cleaned, found = check_child(replace(GOOD, guardian_phone=typed), today=TODAY, under_months=36)
    assert (cleaned.guardian_phone, found) == (kept, [])


@pytest.mark.parametrize("typed", ["12345678901", "138000012", "phone", "", "1" * 30, "110"])
def test_what_is_no_phone_is_refused(typed: str) -> None:
    if typed != "138000012":  # nine digits may be a landline
        assert "guardian_phone" in faults(guardian_phone=typed)


def test_names_and_consent_are_needed() -> None:
    assert faults(name=" ", guardian_name="\x07") == {"name": "REQUIRED", "guardian_name": "UNPRINTABLE"}
    assert faults(name="王" * 61) == {"name": "TOO_LONG"}
    assert faults(name="123") == {"name": "NO_NAME"}
    assert faults(consented_on=None) == {"consented_on": "REQUIRED"}
    assert faults(consented_on=date(2026, 5, 8)) == {"consented_on": "FUTURE"}
    assert faults(consented_on=date(2024, 1, 1)) == {"consented_on": "BEFORE_BIRTH"}


def test_without_a_text_no_age_is_refused() -> None:
    old = replace(GOOD, id_number=id_number(date(2015, 1, 1), 12))
    assert check_child(old, today=TODAY, under_months=None)[1] == []


def test_a_name_is_compared_without_spaces_dots_and_case() -> None:
    assert normal_name("阿依古丽 · 买买提") == normal_name("阿依古丽•买买提")
    assert normal_name("Ｌｉ") == normal_name("li")


def test_warnings_name_age_and_full_classes() -> None:
    seat = Seat(Band(12, 24), 15, 15)
    assert [w.code for w in warnings(date(2024, 9, 10), seat, TODAY)] == ["CLASS_FULL"]
    assert [w.code for w in warnings(date(2025, 9, 10), Seat(Band(12, 24), 15, 3), TODAY)] == ["TOO_YOUNG"]
    assert [w.code for w in warnings(date(2024, 4, 10), Seat(Band(12, 24), 15, 3), TODAY)] == [
        "TOO_OLD_FOR_CLASS"
    ]
    assert warnings(date(2024, 4, 10), Seat(None, 15, 3), TODAY) == []


def test_a_child_fits_from_the_first_to_the_last_day_of_the_band() -> None:
    """Exactly twelve months is old enough; on the birthday that completes twenty-four the class has ended for the child."""
    seat = Seat(Band(12, 24), 15, 3)
    assert [w.code for w in warnings(date(2025, 5, 7), seat, TODAY)] == []
    assert [w.code for w in warnings(date(2025, 5, 8), seat, TODAY)] == ["TOO_YOUNG"]
    assert [w.code for w in warnings(date(2024, 5, 8), seat, TODAY)] == []
    assert [w.code for w in warnings(date(2024, 5, 7), seat, TODAY)] == ["TOO_OLD_FOR_CLASS"]


spans = st.builds(
    lambda start, length: Period(
        start, None if length is None else date.fromordinal(start.toordinal() + length)
    ),
    st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    st.one_of(st.none(), st.integers(0, 200)),
)


@given(wanted=spans, held=st.lists(spans, max_size=4), day=st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_an_overlap_is_found_exactly_when_a_day_is_shared(
    wanted: Period, held: list[Period], day: date
) -> None:
    found = overlapping(wanted, held)
    if found is None:
        assume(day in wanted)
        assert all(day not in each for each in held)
    else:
        shared = max(wanted.start, found.start)
        assert shared in wanted and shared in found
