"""The list of what was settled: how it ended, when, and whether in time."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from audit.wording import words_of as event_words
from kernel import clock
from kernel.due import Due
from kernel.presentation import Badge, Clause
from obligations.enums import Status
from obligations.presentation.dates import clause_of, due_shown
from obligations.presentation.lines import subject_url
from obligations.queries.finished import FinishedRow, finished_page
from obligations.subjects import Subject, subjects_of
from obligations.wording import RULES, STATUS, words_of


@dataclass(frozen=True)
class DoneLine:
    id: int
    due: Due
    badge: Badge
    title: object
    url: str
    name: str
    clause: Clause
    owner: str
    by: str
    settled_on: date
    event: object


def finished_context(actor: Actor, query: QueryDict) -> dict[str, Any]:
    found = finished_page(actor, query)
    unnamed = subjects_of([row for row in found.rows if row.facility_name is None])
    chosen = {name: str(query[name]) for name in ("status", "rule") if query.get(name)}
    return {
        "lines": [_line(row, unnamed) for row in found.rows],
        "bar": _choices(query),
        "clear_url": reverse("obligations:finished") if chosen else "",
        "next_url": _address(chosen, after=found.next) if found.next else "",
        "previous_url": _address(chosen, before=found.previous) if found.previous else "",
    }


def _address(chosen: dict[str, str], **more: str) -> str:
    return f"{reverse('obligations:finished')}?{urlencode({**chosen, **more})}"


def _choices(query: QueryDict) -> list[dict[str, Any]]:
    everything = ("", _("all"))
    ended = [(status, STATUS[status].label) for status in STATUS if status != Status.OPEN]
    rules = [(name, words.do) for name, words in RULES.items()]
    return [
        {
            "name": "status",
            "label": _("Ended"),
            "options": [everything, *ended],
            "value": query.get("status", ""),
        },
        {
            "name": "rule",
            "label": _("Matter"),
            "options": [everything, *rules],
            "value": query.get("rule", ""),
        },
    ]


def _line(row: FinishedRow, unnamed: dict[tuple[str, int], Subject]) -> DoneLine:
    subject = unnamed.get((row.subject_type, row.subject_id))
    return DoneLine(
        id=row.id,
        due=due_shown(row, clock.today()),
        badge=STATUS[row.status],
        title=words_of(row.rule).do,
        url=subject_url(row),
        name=row.facility_name or (subject.name if subject else ""),
        clause=clause_of(row.source, days=row.days, due_status=row.due_status),
        owner=row.owner_name or _("Facility"),
        by=row.settled_by or "",
        settled_on=row.settled_on,
        event=event_words(row.settled_event).title,
    )
