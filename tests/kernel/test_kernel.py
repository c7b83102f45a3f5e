"""The ground everything stands on: time, codes, names, spans, tables."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as oracle

from kernel import clock
from kernel.identifiers import IdentifierError, check_uscc, uscc_check_digit
from kernel.names import UnprintableText, bigrams, clean_text, pair_number
from kernel.periods import Period, add_months, whole_months
from kernel.transitions import IllegalTransition, Transition, Workflow


def test_an_instant_is_frozen_to_itself_and_the_wall_moves_on() -> None:
    at = datetime(2026, 4, 13, 23, 50, tzinfo=clock.ZONE)
    with clock.frozen(at):
        assert clock.now() == at
        before, wall, after = time.time(), clock.wall_seconds(), time.time()
    assert before <= wall <= after


def test_ten_to_midnight_in_china_is_that_day_and_twenty_minutes_later_is_the_next() -> None:
    late = datetime(2026, 4, 13, 15, 50, tzinfo=UTC)
    assert clock.local_date(late) == date(2026, 4, 13)
    assert clock.local_date(late + timedelta(minutes=20)) == date(2026, 4, 14)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        clock.local_date(datetime(2026, 4, 13, 15))


def test_the_demo_can_stand_on_any_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUOYU_TODAY", "2026-05-07")
    assert clock.today() == date(2026, 5, 7)
    with clock.frozen(date(2024, 2, 29)):
        assert clock.now().isoformat() == "2024-02-29T10:00:00+08:00"


BODY = st.builds(
    lambda head, org: head + org,
    st.sampled_from(["91360702", "52220104", "12330108", "92330304"]),
    st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9),
)


@given(BODY)
def test_our_credit_code_check_agrees_with_an_independent_one(body: str) -> None:
    code = body + uscc_check_digit(body)
    assert oracle.calc_check_digit(body) == code[-1]
    assert check_uscc(f" {code.lower()} ") == code


@given(BODY, st.integers(0, 17))
def test_one_wrong_character_is_always_found(body: str, at: int) -> None:
    code = body + uscc_check_digit(body)
    other = "A" if code[at] != "A" else "B"
    with pytest.raises(IdentifierError):
        check_uscc(code[:at] + other + code[at + 1 :])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "LENGTH"),
        ("9136070", "LENGTH"),
        ("9136070２MA00DEM143X", "LENGTH"),
        ("9136070OMA00DEM143", "CHARACTER"),
    ],
)
def test_a_malformed_credit_code_says_what_is_wrong(text: str, code: str) -> None:
    with pytest.raises(IdentifierError) as error:
        check_uscc(text)
    assert error.value.code == code


def test_names_lose_direction_marks_and_refuse_control_characters() -> None:
    assert clean_text("示例\u202e·小树苗\u200b ") == "示例·小树苗"
    with pytest.raises(UnprintableText):
        clean_text("小\x00树")


def test_two_neighbouring_characters_are_what_a_name_is_found_by() -> None:
    assert bigrams("小树 苗") == {"小树", "树苗"}
    assert bigrams("ＡＢ托") == {"ab", "b托"}


def test_a_pair_is_a_number_that_fits_an_integer_column() -> None:
    assert pair_number("ab") == 97 * 65_599 + 98
    assert pair_number("小树") == 1_545_998_274 != pair_number("树小")
    assert 0 <= pair_number("𠮷𠮷") < 2**31


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 4, 1), date(2028, 3, 31), 24),
        (date(2025, 1, 1), date(2027, 12, 31), 36),
        (date(2025, 1, 31), date(2025, 2, 26), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
    ],
)
def test_a_lease_is_counted_in_whole_months_with_its_last_day(start: date, end: date, months: int) -> None:
    assert whole_months(start, end) == months


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_adding_months_never_leaves_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_periods_hold_both_their_ends() -> None:
    may = Period(date(2026, 5, 1), date(2026, 5, 31))
    assert date(2026, 5, 1) in may and date(2026, 5, 31) in may and date(2026, 6, 1) not in may
    assert may.overlaps(Period(date(2026, 5, 31))) and not may.overlaps(Period(date(2026, 6, 1)))
    with pytest.raises(ValueError, match="before"):
        Period(date(2026, 5, 2), date(2026, 5, 1))


TABLE = Workflow(
    "door",
    (
        Transition("open", ("shut",), "ajar", "door.opened"),
        Transition("shut", ("ajar",), "shut", "door.shut"),
    ),
    {"shut": "porter", "ajar": ""},
)


def test_a_table_answers_what_is_possible_and_refuses_the_rest() -> None:
    assert TABLE.target("open", "shut").target == "ajar"
    assert TABLE.actions("ajar") == ("shut",)
    assert set(TABLE.states()) == set(TABLE.owners)
    assert TABLE.unknown_states() == set()
    with pytest.raises(IllegalTransition):
        TABLE.target("open", "ajar")


def test_a_table_prints_itself_as_a_diagram() -> None:
    assert "shut --> ajar: open" in TABLE.mermaid()
