"""A working-day arrangement as a table, and which days it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from policy.calendar import Arrangement
from policy.law import Text
from policy.loader.calendar import arrangement
from policy.queries.calendar import first_difference, proposed_calendar, working_calendar
from policy.queries.history import calendar_versions, festivals, latest_arrangement, missing_year
from policy.queries.loaded import shelf


@dataclass(frozen=True)
class Row:
    """One festival: its days off as ranges, how many, and the make-up days."""

    name: Text
    spans: tuple[tuple[date, date], ...]
    days: int
    work: tuple[date, ...]


@dataclass(frozen=True)
class ChangedDay:
    on: date
    before: str
    after: str
    name: Text


def arrangement_rows(content: Mapping[str, Any]) -> list[Row]:
    """The festivals of an arrangement in the order of their days."""
    held, names = arrangement(dict(content)), festivals()
    codes = dict.fromkeys((*held.off.values(), *held.work.values()))
    rows = [_row(code, held, names) for code in codes]
    return sorted(rows, key=lambda row: row.spans[0][0] if row.spans else row.work[0])


def _row(code: str, held: Arrangement, names: Mapping[str, Text]) -> Row:
    days = sorted(day for day, name in held.off.items() if name == code)
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and spans[-1][1] == day - timedelta(1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    work = tuple(sorted(day for day, name in held.work.items() if name == code))
    return Row(names.get(code, Text(code, code)), tuple(spans), len(days), work)


def changed_days(content: Mapping[str, Any], most: int = 60) -> list[ChangedDay]:
    """The days that would be a working day, or not, other than today's calendar says."""
    now, then = working_calendar(), proposed_calendar(content)
    since = first_difference(now, then)
    if since is None:
        return []
    year = int(content["year"])
    found: list[ChangedDay] = []
    day = max(since, date(year - 1, 12, 1))
    while day <= min(date(year, 12, 31), now.last, then.last) and len(found) < most:
        if now.is_working(day) != then.is_working(day):
            found.append(ChangedDay(day, _kind(now.day(day)), _kind(then.day(day)), then.festival(day)))
        day += timedelta(1)
    return found


def _kind(day: Any) -> str:
    return str(day.kind.label)


def statutory_missing(content: Mapping[str, Any]) -> list[date]:
    """Days off by law that the arrangement does not name and that are no weekend: to be looked at, not refused."""
    held = arrangement(dict(content))
    days = shelf().data.statutory_days(held.year)
    return [day for day in sorted(days) if day not in held.off and (day.weekday() < 5 or day in held.work)]


def calendars_context() -> dict[str, Any]:
    """Every arrangement, with which one counts for its year, and whether next year's is missing."""
    rows = calendar_versions()
    counts: dict[int, str] = {}
    for row in rows:
        counts.setdefault(row.year, row.label)
    return {
        "rows": [(row, counts[row.year] == row.label) for row in rows],
        "missing": missing_year(),
    }


def held_arrangement(year: int) -> Arrangement | None:
    """The arrangement that counts for a year, as the form begins with it."""
    row = latest_arrangement(year)
    return arrangement(row.content) if row else None


def calendar_facts(content: Mapping[str, Any]) -> list[tuple[str, object]]:
    return [
        (_("Notice"), content["document"]),
        (_("Published on"), content["published_on"]),
        (_("Known from"), content["known_from"]),
    ]
