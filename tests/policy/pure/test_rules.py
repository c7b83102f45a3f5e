"""Due dates from made-up rules: every kind of term, on the real calendar."""

from datetime import date
from typing import Any

import pytest

from policy.calendar import WorkingCalendar, build
from policy.enums import DueStatus, RuleKind
from policy.law import PeriodTerm
from policy.loader.calendar import arrangement_entries, calendar_data
from policy.rules.deadlines import Computed, compute, recomputed
from policy.rules.wording import span_words, term_words
from tests.policy.build import duty


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return build(calendar_data(arrangement_entries()))


def period(calendar: WorkingCalendar, trigger: date, *term: Any, **more: Any) -> Computed:
    rule = duty("CN", kind=RuleKind.PERIOD, days=None, period=PeriodTerm(*term, **more))
    return compute(rule, trigger, calendar)


def test_u34_a_facility_filed_in_mid_quarter_has_one_visit_due_by_its_end(calendar: WorkingCalendar) -> None:
    answer = period(calendar, date(2026, 8, 20), 1, "quarter", "CALENDAR", late_start_days=10)
    assert (answer.due_on, answer.status) == (date(2026, 9, 30), DueStatus.FIRM)


def test_u34_one_filed_in_the_last_ten_working_days_belongs_to_the_next_quarter(
    calendar: WorkingCalendar,
) -> None:
    last_in_time, too_late = date(2026, 9, 16), date(2026, 9, 17)
    assert calendar.between(last_in_time, date(2026, 9, 30)) == 10
    assert period(calendar, last_in_time, 1, "quarter", "CALENDAR", late_start_days=10).due_on == date(
        2026, 9, 30
    )
    after = period(calendar, too_late, 1, "quarter", "CALENDAR", late_start_days=10)
    assert (after.due_on, after.legal_on) == (date(2026, 12, 31), date(2026, 12, 31))


def test_half_years_and_years_end_on_their_last_working_day(calendar: WorkingCalendar) -> None:
    assert period(calendar, date(2026, 2, 1), 1, "half_year", "CALENDAR").due_on == date(2026, 6, 30)
    assert period(calendar, date(2023, 2, 1), 1, "year", "CALENDAR").due_on == date(2023, 12, 29)
    assert period(calendar, date(2023, 2, 1), 1, "year", "CALENDAR").legal_on == date(2023, 12, 31)


def test_u55_the_report_of_a_quarter_is_due_on_a_day_of_the_next_month(calendar: WorkingCalendar) -> None:
    answer = period(calendar, date(2026, 5, 7), 1, "quarter", "CALENDAR", report_day=10)
    assert (answer.due_on, answer.legal_on) == (date(2026, 7, 10), date(2026, 7, 10))
    assert period(calendar, date(2025, 11, 7), 1, "quarter", "CALENDAR", report_day=10).due_on == date(
        2026, 1, 9
    )


def test_a_period_from_the_trigger_ends_on_the_corresponding_day_and_moves_off_a_day_off(
    calendar: WorkingCalendar,
) -> None:
    moved = period(calendar, date(2025, 5, 9), 1, "year", "TRIGGER")
    assert (moved.due_on, moved.legal_on) == (date(2026, 5, 9), date(2026, 5, 9)), (
        "the make-up Saturday works"
    )
    moved = period(calendar, date(2025, 5, 10), 1, "year", "TRIGGER")
    assert (moved.due_on, moved.legal_on) == (date(2026, 5, 11), date(2026, 5, 10))
    leap = period(calendar, date(2024, 2, 29), 1, "year", "TRIGGER", day_off="STAYS")
    assert leap.due_on == date(2025, 2, 28)
    assert period(calendar, date(2026, 3, 9), 90, "day", "TRIGGER", day_off="STAYS").due_on == date(
        2026, 6, 7
    )
    assert period(calendar, date(2026, 12, 31), 1, "month", "TRIGGER").status == DueStatus.PROVISIONAL


def test_a_leap_day_as_a_fixed_date_falls_on_28_february_in_common_years(calendar: WorkingCalendar) -> None:
    rule = duty("CN", kind=RuleKind.CALENDAR_DATE, days=None, month_day=(2, 29))
    assert compute(rule, date(2024, 1, 2), calendar).legal_on == date(2024, 2, 29)
    assert compute(rule, date(2024, 3, 1), calendar).legal_on == date(2025, 2, 28)


def test_without_a_number_nothing_is_computed(calendar: WorkingCalendar) -> None:
    for kind in (RuleKind.WORKING_DAYS, RuleKind.CALENDAR_DATE, RuleKind.PERIOD):
        answer = compute(duty("CN", kind=kind, days=None), date(2026, 3, 9), calendar)
        assert (answer.due_on, answer.status) == (None, DueStatus.NOT_COMPUTABLE)
    assert compute(duty("CN", kind=RuleKind.PROMPT, days=None), date(2026, 3, 9), calendar).status == "PROMPT"
    assert compute(duty("CN"), date(2031, 1, 18), calendar).status == DueStatus.NOT_COMPUTABLE
    far = duty("CN", kind=RuleKind.PERIOD, days=None, period=PeriodTerm(1, "day", "TRIGGER", day_off="STAYS"))
    assert compute(far, date.max, calendar).status == DueStatus.NOT_COMPUTABLE


def test_after_a_new_arrangement_a_facility_never_has_less_time() -> None:
    announced, earlier, later = date(2027, 1, 6), date(2027, 1, 5), date(2027, 1, 7)
    assert recomputed("FACILITY", announced, earlier) == announced
    assert recomputed("FACILITY", announced, later) == later
    assert recomputed("HEALTH", announced, earlier) == earlier
    assert recomputed("HEALTH", announced, None) == announced


@pytest.mark.parametrize(
    ("changes", "days", "zh", "en"),
    [
        ({}, 5, "5 个工作日", "5 working days"),
        ({}, 1, "1 个工作日", "1 working day"),
        ({"kind": RuleKind.PROMPT}, None, "及时", "promptly"),
        ({"month_day": (11, 30)}, None, "每年 11 月 30 日前", "by 30 November every year"),
        ({"period": PeriodTerm(1, "quarter", "CALENDAR")}, None, "每季度", "every quarter"),
        ({"period": PeriodTerm(1, "half_year", "CALENDAR")}, None, "每半年", "every half year"),
        ({"period": PeriodTerm(1, "year", "TRIGGER")}, None, "1 年", "1 year"),
        ({"period": PeriodTerm(90, "day", "TRIGGER")}, None, "90 天", "90 days"),
        ({}, None, "条文没有写期限", "the text gives no term"),
    ],
)
def test_a_term_in_words(changes: dict[str, Any], days: int | None, zh: str, en: str) -> None:
    words = term_words(duty("CN", **changes), days)
    assert (words.zh, words.en) == (zh, en)
    assert not term_words(None, None)


def test_spans_of_days_in_words() -> None:
    assert span_words(date(2026, 5, 1), date(2026, 5, 5), 2026).zh == "5 月 1–5 日"
    assert span_words(date(2026, 5, 1), date(2026, 5, 5), 2026).en == "1–5 May"
    assert span_words(date(2026, 5, 1), date(2026, 5, 1), 2026).zh == "5 月 1 日"
    assert (
        span_words(date(2026, 9, 30), date(2026, 10, 2), 2027).zh == "2026 年 9 月 30 日至 2026 年 10 月 2 日"
    )
