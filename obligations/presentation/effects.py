"""The page of what a calendar touches: provisional dates, dates that today's calendar would move, dates it has moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from kernel import clock
from kernel.due import Due
from kernel.presentation import Clause
from obligations.models import Recount
from obligations.presentation.dates import clause_of, due_of
from obligations.presentation.lines import subject_url
from obligations.queries.effects import (
    MovedRow,
    ProvisionalRow,
    latest_recount,
    moved_count,
    moved_page,
    moves,
    progress,
    provisional_page,
)
from obligations.queries.inbox import CAP
from obligations.queries.subjects import previewed
from obligations.subjects import Subject, subjects_of
from obligations.wording import words_of
from policy.queries import working_calendar
from regions.keyset import Page


@dataclass(frozen=True)
class TouchedLine:
    id: int
    due: Due
    title: object
    name: str
    url: str
    owner: str
    clause: Clause
    missing_years: list[int]


@dataclass(frozen=True)
class MovedLine:
    """`counted` differs from `to` where a facility keeps its later, announced date. `by`: the arrangement."""

    id: int
    title: object
    name: str
    was: date
    to: date
    counted: date
    owner: str = ""
    at: datetime | None = None
    by: str = ""

    @property
    def kept(self) -> bool:
        return self.counted < self.to


def effects_context(actor: Actor, query: QueryDict) -> dict[str, Any]:
    found = provisional_page(actor, query)
    calendar, this_year = working_calendar(), clock.today().year
    unnamed = subjects_of([row for row in found.rows if row.facility_name is None])
    moved = moved_page(actor, query)
    recount = latest_recount()
    return {
        "years": [(year, year not in calendar.unpublished) for year in range(this_year - 1, this_year + 2)],
        "lines": [
            _line(row, unnamed[row.subject_type, row.subject_id].name)
            if (row.subject_type, row.subject_id) in unnamed
            else _line(row, row.facility_name or "")
            for row in found.rows
        ],
        **_pages(found, ""),
        "waiting": _waiting() if recount is not None and recount.finished_at is None else [],
        "recount": recount_context(actor, recount),
        "moved": _moved(moved.rows),
        "moved_pages": _pages(moved, "moved_"),
    }


def recount_context(actor: Actor, recount: Recount | None) -> dict[str, Any] | None:
    """How far the last publication of working days has been worked off, and how many dates of the actor it moved.

    None when nothing was published for a while: old news is no news.
    """
    if recount is None or not 0 <= (clock.now() - recount.created_at).days <= _NEWS_DAYS:
        return None
    return {
        "job": recount,
        "mine": moved_count(actor, recount),
        "capped": CAP,
        "percent": progress(recount) if recount.finished_at is None else 100,
    }


#: For so long a new arrangement is told on the pages of the offices.
_NEWS_DAYS = 30


def _pages(found: Page, prefix: str) -> dict[str, str]:
    here = reverse("obligations:effects")
    return {
        "next_url": f"{here}?{urlencode({f'{prefix}after': found.next})}" if found.next else "",
        "previous_url": f"{here}?{urlencode({f'{prefix}before': found.previous})}" if found.previous else "",
    }


def _line(row: ProvisionalRow, name: str) -> TouchedLine:
    return TouchedLine(
        id=row.id,
        due=due_of(row, clock.today()),
        title=words_of(row.rule).do,
        name=name,
        url=subject_url(row),
        owner=row.owner_name or _("Facility"),
        clause=clause_of(row.source, days=row.days, due_status=row.due_status),
        missing_years=row.missing_years,
    )


def _waiting(limit: int = 200) -> list[MovedLine]:
    """What the counting under way will still move."""
    found = list(islice(moves(), limit))
    rows = previewed([move.id for move in found])
    return [
        MovedLine(
            m.id, words_of(rows[m.id].rule).do, rows[m.id].facility_name or "", m.was, m.due_on, m.fresh
        )
        for m in found
        if m.id in rows
    ]


def _moved(rows: list[MovedRow]) -> list[MovedLine]:
    unnamed = subjects_of([row for row in rows if row.facility_name is None])
    return [
        MovedLine(
            row.id,
            words_of(row.rule).do,
            row.facility_name or _named(unnamed, row),
            row.moved_from,
            row.due_on,
            row.moved_counted,
            row.owner_name or _("Facility"),
            row.moved_at,
            row.moved_by,
        )
        for row in rows
    ]


def _named(subjects: Mapping[tuple[str, int], Subject], row: MovedRow) -> str:
    found = subjects.get((row.subject_type, row.subject_id))
    return found.name if found else ""
