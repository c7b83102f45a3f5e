"""From a trigger date and a rule to a due date, on a working calendar (domain 7)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.periods import add_months
from policy.calendar import OutsideCalendar, WorkingCalendar
from policy.enums import DueStatus, RuleKind
from policy.law import DeadlineRule, PeriodTerm

FACILITY = "FACILITY"
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class Computed:
    """A due date and what was counted. `legal_on` is the date of the text where `due_on` lies before it."""

    due_on: date | None
    status: DueStatus
    legal_on: date | None = None
    missing_years: tuple[int, ...] = ()
    counted_days: tuple[date, ...] = ()
    calendar_version: str = ""


NOT_COMPUTABLE = Computed(None, DueStatus.NOT_COMPUTABLE)


def compute(rule: DeadlineRule, trigger_on: date, calendar: WorkingCalendar) -> Computed:
    """The due date of a duty triggered on a Chinese date. The trigger day never counts (CC art. 201).

    Never raises for a date the calendar cannot tell: the answer is then NOT_COMPUTABLE.
    """
    try:
        if rule.kind == RuleKind.PROMPT:
            return Computed(None, DueStatus.PROMPT)
        if rule.kind == RuleKind.WORKING_DAYS and rule.days is not None:
            return _working_days(rule.days, trigger_on, calendar)
        if rule.kind == RuleKind.CALENDAR_DATE and rule.month_day is not None:
            return _fixed_date(_next(rule.month_day, trigger_on), trigger_on, calendar)
        if rule.kind == RuleKind.PERIOD and rule.period is not None:
            return _period(rule.period, trigger_on, calendar)
    except (OutsideCalendar, OverflowError):
        pass
    return NOT_COMPUTABLE


def recomputed(owner: str, announced: date, fresh: date | None) -> date:
    """The date that holds after a new arrangement: a facility's may only become later, an authority's is the new one.

    [R] domain 7.11. Without a fresh date the announced one stays.
    """
    if fresh is None:
        return announced
    return max(announced, fresh) if owner == FACILITY else fresh


def _working_days(days: int, trigger_on: date, calendar: WorkingCalendar) -> Computed:
    due = calendar.after(trigger_on, days)
    return _found(due, None, trigger_on, calendar, calendar.counted(trigger_on, due))


def _next(month_day: tuple[int, int], trigger_on: date) -> date:
    """The first such date of the year that is not before the trigger."""
    month, day = month_day
    this_year = date(trigger_on.year, month, min(day, monthrange(trigger_on.year, month)[1]))
    if this_year >= trigger_on:
        return this_year
    return date(trigger_on.year + 1, month, min(day, monthrange(trigger_on.year + 1, month)[1]))


def _fixed_date(legal: date, trigger_on: date, calendar: WorkingCalendar) -> Computed:
    """A date the text fixes stays the legal one; we ask for it on the last working day not after it.

    When that day lies before the trigger, the legal date itself is asked for.
    """
    due = calendar.on_or_before(legal)
    if due < trigger_on:
        due = legal
    return _found(due, legal, min(trigger_on, due), calendar, (), span=(due, legal))


def _period(period: PeriodTerm, trigger_on: date, calendar: WorkingCalendar) -> Computed:
    if period.anchor == "CALENDAR":
        end = _calendar_end(period, trigger_on)
        if period.late_start_days and calendar.between(trigger_on, end) < period.late_start_days:
            end = _calendar_end(period, end + timedelta(1))
        if period.report_day:
            end = add_months(end.replace(day=1), 1).replace(day=period.report_day)
        return _fixed_date(end, trigger_on, calendar)
    if period.unit == "day":
        end = trigger_on + timedelta(period.length)
    else:
        end = add_months(trigger_on, period.length * _MONTHS[period.unit])
    if period.day_off == "STAYS":
        return Computed(end, DueStatus.FIRM, legal_on=end)
    due = calendar.on_or_after(end)
    return _found(due, end, trigger_on, calendar, (), span=(end, due))


def _calendar_end(period: PeriodTerm, day: date) -> date:
    """The last day of the quarter, half-year or year a day lies in."""
    months = _MONTHS[period.unit] * period.length
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return add_months(start, months) - timedelta(1)


def _found(
    due: date,
    legal: date | None,
    start: date,
    calendar: WorkingCalendar,
    counted: tuple[date, ...],
    span: tuple[date, date] | None = None,
) -> Computed:
    """FIRM, or PROVISIONAL when one of the days that mattered lies in a year without a published arrangement."""
    first, last = span or (start + timedelta(1), due)
    missing = calendar.missing_years(first, last)
    status = DueStatus.PROVISIONAL if missing else DueStatus.FIRM
    return Computed(due, status, legal, missing, counted, calendar.version(first, last))
