"""The page of what a calendar touches: provisional dates, dates that today's calendar would move, dates it has moved."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from audit.models import AuditEvent
from kernel import clock
from kernel.due import Due
from kernel.presentation import Clause
from obligations.presentation.dates import clause_of, due_of
from obligations.presentation.lines import subject_url
from obligations.queries.effects import ProvisionalRow, moves, provisional_page, recently_moved
from obligations.queries.subjects import named
from obligations.subjects import subjects_of
from obligations.wording import words_of
from policy.queries import working_calendar


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
    """`counted` differs from `to` where a facility keeps its later, announced date."""

    id: int
    title: object
    name: str
    was: date
    to: date
    counted: date
    at: datetime | None = None

    @property
    def kept(self) -> bool:
        return self.counted < self.to


def effects_context(actor: Actor, query: QueryDict) -> dict[str, Any]:
    found = provisional_page(actor, query)
    calendar, this_year = working_calendar(), clock.today().year
    unnamed = subjects_of([row for row in found.rows if row.facility_name is None])
    here = reverse("obligations:effects")
    return {
        "years": [(year, year not in calendar.unpublished) for year in range(this_year - 1, this_year + 2)],
        "lines": [
            _line(row, unnamed[row.subject_type, row.subject_id].name)
            if (row.subject_type, row.subject_id) in unnamed
            else _line(row, row.facility_name or "")
            for row in found.rows
        ],
        "next_url": f"{here}?{urlencode({'after': found.next})}" if found.next else "",
        "previous_url": f"{here}?{urlencode({'before': found.previous})}" if found.previous else "",
        "waiting": _waiting(),
        "moved": _moved(recently_moved()),
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
    """What the next counting will move: empty unless a calendar was loaded a moment ago."""
    found = [move for _number, move in zip(range(limit), moves(), strict=False)]
    names = named({move.id for move in found})
    return [
        MovedLine(m.id, words_of(names[m.id][0]).do, names[m.id][1], m.was, m.due_on, m.fresh)
        for m in found
        if m.id in names
    ]


def _moved(events: list[AuditEvent]) -> list[MovedLine]:
    names = named({event.subject_id for event in events if event.subject_id})
    return [
        MovedLine(
            event.subject_id or 0,
            words_of(event.data.get("rule", "")).do,
            names.get(event.subject_id or 0, ("", ""))[1],
            date.fromisoformat(event.data["from"]),
            date.fromisoformat(event.data["to"]),
            date.fromisoformat(event.data["counted"]),
            event.at,
        )
        for event in events
        if event.data
    ]
