"""A month of visits: by day, and how many each inspector has."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from accounts.actors import Actor
from inspections.models import Visit
from inspections.presentation.words import kind_label
from inspections.queries.visits import calendar_of
from kernel import clock
from policy.enums import DayKind
from policy.queries import working_calendar


@dataclass(frozen=True)
class CalendarDay:
    """`outside`: of the month before or after; `off`: nobody works on it."""

    on: date
    outside: bool
    off: bool
    today: bool
    visits: list[tuple[Visit, str, str]]


def calendar_context(actor: Actor, asked: str) -> dict[str, Any]:
    """Six weeks at most, from the Monday before the first of the month."""
    first = month_of(asked)
    after = (first + timedelta(days=32)).replace(day=1)
    start = first - timedelta(days=first.weekday())
    weeks = -(-((after - start).days) // 7)
    found = calendar_of(actor, start, start + timedelta(days=7 * weeks - 1))
    days = [_day(start + timedelta(days=n), first, found) for n in range(7 * weeks)]
    people = Counter(
        str(each.user) for rows in found.values() for row in rows for each in row.inspectors.all()
    )
    address = reverse("inspections:calendar")
    return {
        "month": first,
        "weeks": [days[n : n + 7] for n in range(0, len(days), 7)],
        "people": people.most_common(),
        "previous": f"{address}?month={(first - timedelta(days=1)):%Y-%m}",
        "next": f"{address}?month={after:%Y-%m}",
    }


def _day(on: date, first: date, found: dict[date, list[Visit]]) -> CalendarDay:
    calendar = working_calendar()
    off = on <= calendar.last and calendar.day(on).kind in (DayKind.WEEKEND, DayKind.HOLIDAY)
    visits = [
        (row, kind_label(row.kind), "、".join(str(each.user) for each in row.inspectors.all()))
        for row in found.get(on, ())
    ]
    return CalendarDay(on, on.month != first.month, off, on == clock.today(), visits)


def month_of(text: str) -> date:
    """The first day of a month written 2026-05; of this month for anything else."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return clock.today().replace(day=1)
    return found if 2020 <= found.year <= 2100 else clock.today().replace(day=1)
