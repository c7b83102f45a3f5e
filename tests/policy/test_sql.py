"""Due dates by one join: the same as one by one, for every kind of start."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.db import connection

from policy import queries
from tests.policy.places import NATION

pytestmark = pytest.mark.django_db


def joined(rows: Sequence[tuple[int, date, int | None]]) -> dict[int, tuple[date | None, str]]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE asked (id int, trigger_on date, days int) ON COMMIT DROP")
        cursor.executemany("INSERT INTO asked VALUES (%s, %s, %s)", rows)
        cursor.execute(queries.due_dates_sql("asked"))
        return {number: (due, status) for number, due, status in cursor.fetchall()}


def test_one_join_finds_what_the_calendar_finds() -> None:
    calendar = queries.working_calendar()
    rows = [(n, date(2004, 1, 1) + timedelta(n * 3), 1 + n % 60) for n in range(2700)]
    found = joined(rows)
    for number, trigger, days in rows:
        due = calendar.after(trigger, days)
        status = "PROVISIONAL" if due.year in calendar.unpublished else "FIRM"
        assert found[number] == (due, status), (trigger, days)


def test_promptly_and_dates_outside_the_calendar_have_no_due_date() -> None:
    found = joined(
        [
            (1, date(2026, 4, 28), None),
            (2, date(2031, 1, 18), 5),
            (3, date(1999, 1, 1), 5),
            (4, date(2026, 12, 29), 5),
        ]
    )
    assert found == {
        1: (None, "PROMPT"),
        2: (None, "NOT_COMPUTABLE"),
        3: (None, "NOT_COMPUTABLE"),
        4: (date(2027, 1, 6), "PROVISIONAL"),
    }
    answer = queries.deadline(NATION, "filing_receipt", date(2026, 12, 29))
    assert (answer.due_on, answer.status.value) == found[4]


def test_days_left_and_days_late_are_working_days() -> None:
    thursday = date(2026, 5, 7)
    assert queries.working_days_between(thursday, date(2026, 5, 11)) == 3
    assert queries.working_days_between(thursday, date(2026, 4, 28)) == -4
    assert queries.working_days_between(thursday, thursday) == 0
    assert queries.working_days_between(date(1990, 1, 1), date(2099, 1, 1)) > 6000, (
        "beyond the calendar: its ends"
    )
    assert queries.working_days_counted(thursday, date(2026, 5, 11)) == (
        date(2026, 5, 8),
        date(2026, 5, 9),
        date(2026, 5, 11),
    )
    assert queries.calendar_version(thursday, date(2027, 1, 4)) == "2026-1+2027-0"
