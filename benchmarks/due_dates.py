"""Goal 4: 150,000 due dates, in Python and in one SQL join, against day-by-day counting."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from chinese_calendar import is_workday
from django.db import connection

from benchmarks.measure import Row, at_least, at_most, at_most_count, interleaved
from benchmarks.national import OPEN_DUTIES
from policy.queries import due_dates_sql, working_calendar

_TERMS = (5, 10, 15, 20, 30, 60)
_SAMPLE = 1_000


def rows() -> Iterator[Row]:
    rng = Random(4)
    days = [date(2007, 1, 2) + timedelta(rng.randrange(7000)) for _ in range(OPEN_DUTIES)]
    terms = [rng.choice(_TERMS) for _ in range(OPEN_DUTIES)]
    calendar = working_calendar()
    base, ordinals, found = calendar.first.toordinal(), calendar.ordinals, calendar.working_days
    ours, bare = interleaved(
        lambda: calendar.after_each(days, terms),
        lambda: [found[ordinals[d.toordinal() - base] + n] for d, n in zip(days, terms, strict=True)],
        runs=31,
    )
    naive = interleaved(lambda: _naive(days[:_SAMPLE], terms[:_SAMPLE]), runs=3, warm=1)[0]
    naive *= OPEN_DUTIES / _SAMPLE
    if calendar.after_each(days[:_SAMPLE], terms[:_SAMPLE]) != _naive(days[:_SAMPLE], terms[:_SAMPLE]):
        raise RuntimeError("the two ways disagree")
    yield at_most(
        "4-python",
        "150,000 due dates against bare list accesses without any check",
        ours,
        bare,
        1.5,
        "bare lists",
    )
    yield at_least(
        "4-naive", "150,000 due dates against a loop over is_workday", ours, naive, 5000, "counting days"
    )
    size = sys.getsizeof(calendar.ordinals) + sys.getsizeof(calendar.working_days)
    yield at_most_count("4-memory", "the calendar's tables", size // 1024, 1024, "KiB")
    yield from _sql(days, terms)


def _naive(days: list[date], terms: list[int]) -> list[date]:
    """Day by day, asking a library whether each day works, as most programs do."""
    found = []
    for day, left in zip(days, terms, strict=True):
        while left:
            day += timedelta(days=1)
            left -= is_workday(day)
        found.append(day)
    return found


def _sql(days: list[date], terms: list[int]) -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_duty (id int, trigger_on date, days int)")
        cursor.execute(
            "INSERT INTO bench_duty SELECT * FROM unnest(%s::int[], %s::date[], %s::int[])",
            [list(range(len(days))), days, terms],
        )
        cursor.execute("ANALYZE bench_duty")
    ours = f"SELECT count(due_on) FROM ({due_dates_sql('bench_duty')}) d"
    hand = (
        "SELECT count(e.day) FROM bench_duty t JOIN policy_calendarday s ON s.day = t.trigger_on"
        " JOIN policy_calendarday e ON e.working AND e.ordinal = s.ordinal + t.days"
    )
    taken, peer = interleaved(lambda: _ask(ours), lambda: _ask(hand))
    yield at_most("4-sql", "150,000 due dates in one join", taken, peer, 1.3, "a hand-written join")


def _ask(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
