"""Questions to the working calendar. In Python without a query; for many rows at once as SQL."""

from datetime import date

from policy.calendar import WorkingCalendar
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


def due_dates_sql(source: str) -> str:
    """SQL for the due dates of many rows by one join on the calendar table.

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
          LEFT JOIN policy_calendarday start ON start.day = t.trigger_on
          LEFT JOIN policy_calendarday due ON due.working AND due.ordinal = start.ordinal + t.days
    """


def _within(day: date, calendar: WorkingCalendar) -> date:
    return min(max(day, calendar.first), calendar.last)
