"""Questions to the working calendar. In Python without a query; for many rows at once as SQL."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from policy.calendar import WorkingCalendar, build
from policy.loader.calendar import arrangement
from policy.queries.loaded import current


def working_calendar(known_on: date | None = None) -> WorkingCalendar:
    """The working calendar in effect, or as it was known on a date."""
    return current().calendar(known_on)


def working_days_between(a: date, b: date) -> int:
    """Working days after `a` up to and including `b`: days left until a due date; negative when it has passed.

    Dates beyond the calendar count as its first or last day.
    """
    calendar = working_calendar()
    return calendar.between(_within(a, calendar), _within(b, calendar))


def working_days_counted(a: date, b: date) -> tuple[date, ...]:
    """The working days after `a` up to and including `b`."""
    calendar = working_calendar()
    return calendar.counted(_within(a, calendar), _within(b, calendar))


def calendar_version(start: date, end: date) -> str:
    """The labels of the notices that decided the days of a span."""
    calendar = working_calendar()
    return calendar.version(_within(start, calendar), _within(end, calendar))


def proposed_calendar(content: Mapping[str, Any]) -> WorkingCalendar:
    """The working calendar as it would be with one more arrangement (an entry of the calendar file)."""
    data = current().data
    return build(replace(data, arrangements=(*data.arrangements, arrangement(dict(content)))))


def first_difference(one: WorkingCalendar, other: WorkingCalendar) -> date | None:
    """The first day that is a working day, or is published, in one calendar only; None when they agree."""
    last = min(one.last, other.last)
    for number in range((last - one.first).days + 1):
        day = one.first + timedelta(number)
        if (one.is_working(day), day.year in one.unpublished) != (
            other.is_working(day),
            day.year in other.unpublished,
        ):
            return day
    return None if one.last == other.last else last + timedelta(1)


def due_dates_sql(source: str, calendar: str = "policy_calendarday") -> str:
    """SQL for the due dates of many rows by one join on the calendar table.

    `calendar` names another relation of the same shape (day, working, ordinal, published), to try one out.

    `source` is a table or a parenthesised query, never user input, with columns id, trigger_on (date) and days
    (integer ≥ 1 working days, or NULL for 及时). The result has id, due_on and status; a date outside the calendar
    is NOT_COMPUTABLE. Firm and provisional are told by the due day: years are published in order.
    """
    return f"""
        SELECT t.id, due.day AS due_on,
               CASE WHEN t.days IS NULL THEN 'PROMPT'
                    WHEN due.day IS NULL THEN 'NOT_COMPUTABLE'
                    WHEN due.published THEN 'FIRM' ELSE 'PROVISIONAL' END AS status
          FROM {source} t
          LEFT JOIN {calendar} start ON start.day = t.trigger_on
          LEFT JOIN {calendar} due ON due.working AND due.ordinal = start.ordinal + t.days
    """


def _within(day: date, calendar: WorkingCalendar) -> date:
    return min(max(day, calendar.first), calendar.last)
