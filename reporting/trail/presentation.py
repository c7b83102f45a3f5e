"""What the pages of the trail show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.queries import department_names
from audit.models import AuditEvent, Outcome
from audit.queries import TrailFilters, chains_under, trail_page
from audit.queries.chains import checks_of
from audit.wording import EVENTS, words_of
from audit.wording.actors import who
from facilities.queries.facility import facility_names
from kernel.masking import mask_people
from kernel.presentation import Badge
from regions import queries as regions
from reporting.trail.names import KINDS
from reporting.trail.queries import with_facilities
from reporting.trail.words import fact_name, shown_value, thing_name

OUTCOMES = {
    Outcome.DONE: Badge(Outcome.DONE.label, "check", "plain"),
    Outcome.READ: Badge(Outcome.READ.label, "eye", "accent"),
    Outcome.REFUSED: Badge(Outcome.REFUSED.label, "circle-x", "danger"),
}


@dataclass(frozen=True)
class Line:
    """One event of the list."""

    id: int
    at: datetime
    who: str
    office: str
    what: Any
    code: str
    outcome: Badge
    thing: Any
    number: int | None
    facility: str
    place: str
    reason: str


def list_context(actor: Actor, filters: TrailFilters, query: Mapping[str, str]) -> dict[str, Any]:
    """The list with its filters."""
    page = trail_page(with_facilities(filters), query)
    return {
        "page": page,
        "lines": lines(page.rows),
        "filters": filters,
        "bar": _bar(actor, filters),
        "clear_url": reverse("audit:events") if filters.narrowed else "",
        "said": "，".join(filters.query().values()),
        "export_query": "&".join(f"{k}={v}" for k, v in filters.query().items()),
    }


def lines(events: list[AuditEvent]) -> list[Line]:
    """The events as lines; names of facilities and of offices are read in one query each."""
    facilities = facility_names({event.facility_id for event in events})
    offices = department_names({event.department_id for event in events})
    return [
        Line(
            id=event.pk,
            at=event.at,
            who=who(event),
            office=offices.get(event.department_id or 0, ""),
            what=words_of(event.event).title,
            code=event.event,
            outcome=OUTCOMES[Outcome(event.outcome)],
            thing=thing_name(event.subject_type),
            number=event.subject_id,
            facility=facilities.get(event.facility_id or 0, ""),
            place=regions.name(event.region_id),
            reason=mask_people(event.reason).text,
        )
        for event in events
    ]


def _bar(actor: Actor, filters: TrailFilters) -> list[dict[str, Any]]:
    own = actor.region_id
    places = [(f"{code:012d}", name) for code, name in regions.below(own)]
    return [
        {"kind": "text", "name": "person", "label": _("Person"), "value": filters.person},
        {"name": "what", "label": _("What"), "options": [("", _("all")), *_events()], "value": filters.what},
        {"name": "outcome", "label": _("Outcome"), "options": [("", _("all")), *Outcome.choices], "value": filters.outcome},
        {"kind": "text", "name": "thing", "label": _("Facility"), "value": filters.thing},
        {"name": "place", "label": _("Division"), "options": [("", _("all")), *places], "value": filters.place},
        {"kind": "date", "name": "since", "label": _("From"), "value": filters.since or ""},
        {"kind": "date", "name": "until", "label": _("To"), "value": filters.until or ""},
    ]  # fmt: skip


def _events() -> list[tuple[str, str]]:
    """Every kind of event, and under it each event of the kind."""
    options: list[tuple[str, str]] = []
    for kind, words in KINDS.items():
        options.append((kind, _("%(kind)s: all") % {"kind": words}))
        options += [(code, f"　{each.title}") for code, each in EVENTS.items() if code.startswith(f"{kind}.")]
    return options


@dataclass(frozen=True)
class Fact:
    """One fact of an event: what stood there before, where something was changed, and what stands there now."""

    name: Any
    value: Any
    before: Any = None


def event_context(event: AuditEvent) -> dict[str, Any]:
    """One event whole: who, when, what, what changed, and its place in the chain."""
    (line,) = lines([event])
    return {
        "event": event,
        "line": line,
        "facts": _facts(event.data),
        "chain": regions.full_name(event.chain),
    }


def _facts(data: Mapping[str, Any]) -> list[Fact]:
    after, before = data.get("after"), data.get("before")
    changed, found = False, []
    if isinstance(after, Mapping) and isinstance(before, Mapping):
        changed = True
        found += [
            Fact(fact_name(k), shown_value(k, v), shown_value(k, before.get(k))) for k, v in after.items()
        ]
    left_out = {"after", "before", "changed"} if changed else set()
    return found + [Fact(fact_name(k), shown_value(k, v)) for k, v in data.items() if k not in left_out]


def chain_context(region: int) -> dict[str, Any]:
    """Whether the chains of a region are whole, as they were walked last."""
    heads = {head.district: head for head in chains_under(region)}
    checks = checks_of(heads)
    broken = [(regions.name(c.district), c) for c in checks if c.fault]
    read = sum(check.sequence for check in checks)
    return {
        "chains": len(heads),
        "unchecked": len(heads) - len(checks),
        "broken": broken,
        "checked_at": checks[0].checked_at if checks else None,
        "newer": max(sum(head.sequence for head in heads.values()) - read, 0),
        "read": read,
    }
