"""A notice on the days off of a year is judged as a whole before it becomes an arrangement."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from policy.law import Text
from policy.rules.arrangements import Known, Notice, faults
from policy.rules.fault_words import fault_words

TODAY = date(2026, 11, 20)
SPRING = ((date(2027, 2, 5), date(2027, 2, 11)),)
NOTICE = Notice("2027-2", 2027, "国办发明电〔2026〕9号", date(2026, 11, 10), {"SPRING_FESTIVAL": SPRING}, {})
KNOWN = Known(frozenset({"2027-1"}), None, frozenset(), frozenset(), 2004, 2030)


def codes(notice: Notice, known: Known = KNOWN) -> set[str]:
    return {fault.code for fault in faults(notice, known, TODAY)}


def test_a_sound_notice_has_no_fault() -> None:
    assert codes(NOTICE) == set()


def test_a_notice_cannot_replace_one_that_was_published_after_it() -> None:
    newer = replace(KNOWN, published_on=date(2026, 11, 15))
    [fault] = faults(NOTICE, newer, TODAY)
    assert (fault.code, fault.day) == ("PUBLISHED_EARLIER", date(2026, 11, 15))
    assert codes(NOTICE, replace(KNOWN, published_on=NOTICE.published_on)) == set()


def test_the_head_of_a_notice_is_judged() -> None:
    assert "LABEL_EXISTS" in codes(replace(NOTICE, label="2027-1"))
    assert "DOCUMENT_MISSING" in codes(replace(NOTICE, document=" "))
    assert "PUBLISHED_MISSING" in codes(replace(NOTICE, published_on=None))
    assert "PUBLISHED_FUTURE" in codes(replace(NOTICE, published_on=date(2026, 11, 21)))
    assert "PUBLISHED_YEAR" in codes(replace(NOTICE, published_on=date(2025, 11, 10)))
    assert "YEAR" in codes(replace(NOTICE, year=2031))


FESTIVALS = {"SPRING_FESTIVAL": Text("春节", "Spring Festival"), "NEW_YEAR": Text("元旦", "New Year")}


def spans(*days: tuple[int, int, int, int]) -> tuple[tuple[date, date], ...]:
    return tuple((date(2027, a, b), date(2027, c, d)) for a, b, c, d in days)


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"off": {"NEW_YEAR": spans((1, 3, 1, 1))}}, "END_BEFORE_START", "2027 年 1 月 1 日"),
        ({"off": {"NEW_YEAR": spans((1, 1, 2, 20))}}, "TOO_LONG", "31 天"),
        (
            {"off": {"NEW_YEAR": ((date(2026, 11, 30), date(2027, 1, 1)),)}},
            "OTHER_YEAR",
            "2026 年 11 月 30 日",
        ),
        ({"off": {"NEW_YEAR": ((date(2026, 12, 31), date(2028, 1, 1)),)}}, "OTHER_YEAR", "2028 年 1 月 1 日"),
        ({"off": {"SPRING_FESTIVAL": SPRING, "NEW_YEAR": spans((2, 11, 2, 12))}}, "OVERLAP", "春节"),
        ({"work": {"NEW_YEAR": (date(2026, 11, 1),)}}, "OTHER_YEAR", "2026 年 11 月 1 日"),
        ({"work": {"NEW_YEAR": (date(2027, 2, 6),)}}, "WORK_IS_OFF", "春节"),
        ({"work": {"NEW_YEAR": (date(2027, 1, 8),)}}, "WORK_IS_WORKDAY", "周五"),
        ({"work": {"NEW_YEAR": (date(2027, 1, 9), date(2027, 1, 9))}}, "WORK_TWICE", "2027 年 1 月 9 日"),
        ({"off": {}}, "NOTHING_OFF", "至少写一个假期"),
    ],
)
def test_the_days_of_a_notice_are_judged_and_the_fault_told_in_words(
    changes: Mapping[str, Any], code: str, words: str
) -> None:
    fault, *others = faults(replace(NOTICE, **changes), KNOWN, TODAY)
    assert fault.code == code and {other.code for other in others} <= {"NOTHING_OFF"}
    told = fault_words(fault, FESTIVALS)
    assert words in told.zh and told.en and "{" not in told.zh + told.en


def test_two_makeup_days_of_one_festival_are_sound() -> None:
    work = {"SPRING_FESTIVAL": (date(2027, 1, 30), date(2027, 2, 13))}
    assert codes(replace(NOTICE, work=work)) == set()


def test_a_notice_that_changes_nothing_is_told() -> None:
    held = frozenset(date(2027, 2, day) for day in range(5, 12))
    assert codes(NOTICE, replace(KNOWN, off=held)) == {"SAME_DAYS"}
