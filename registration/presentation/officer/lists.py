"""The officer's lists in words: filings, facilities that have not filed, pushed registrations."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.presentation import kind_name
from facilities.presentation.words import STATES as FACILITY_STATES
from kernel import clock
from kernel.due import Due
from kernel.presentation import Badge, Clause
from obligations.presentation.dates import clause_of, due_of
from policy.enums import EntityKind
from regions.queries import below
from regions.queries import name as region_name
from registration.enums import Channel
from registration.filters import FILING_TABS, FilingFilters, RegistrationFilters
from registration.models import Registration
from registration.presentation.officer.words import KINDS, PUSH_KINDS, PUSH_STATES
from registration.presentation.registrar.details import changed_of
from registration.presentation.states import FILING
from registration.queries.filings import CAP, FilingRow, filing_counts, filing_page
from registration.queries.registrations import (
    PushRow,
    UnfiledRow,
    correction_of,
    pushes_page,
    unfiled_counts,
    unfiled_page,
)

TAB_NAMES = {
    "review": lambda: _("To review"),
    "supplement": lambda: _("In supplement"),
    "verify": lambda: _("To verify on site"),
    "rectify": lambda: _("Rectifying"),
    "all": lambda: _("All"),
}


@dataclass(frozen=True)
class FilingLine:
    """`due` is the nearest open clock's; None where none runs."""

    id: int
    number: str
    name: str
    kind: str
    entity: str
    badge: Badge
    place: str
    submitted_at: datetime | None
    round: int
    reviewer: str
    due: Due | None
    due_id: int | None


def filings_context(actor: Actor, filters: FilingFilters, query: QueryDict) -> dict[str, Any]:
    """One page of filings with tabs, filters and pager."""
    found, counts = filing_page(actor, filters, query), filing_counts(actor, filters)
    total = counts.get(filters.tab)
    return {
        "filters": filters,
        "tabs_shown": [_tab(name, filters, counts.get(name)) for name in FILING_TABS],
        "bar": _filing_choices(actor, filters),
        "lines": [filing_line(row) for row in found.rows],
        "total": total if total is not None and total < CAP else None,
        "next_url": _filings(filters, after=found.next) if found.next else "",
        "previous_url": _filings(filters, before=found.previous) if found.previous else "",
        "clear_url": _filings(FilingFilters(tab=filters.tab)) if filters.narrowed else "",
        "export_query": urlencode(filters.query()) if decide(actor, Action.FACILITY_EXPORT) else None,
    }


def _filings(filters: FilingFilters, **more: str) -> str:
    query = urlencode({**filters.query(), **more})
    return reverse("registration:filings") + (f"?{query}" if query else "")


def _tab(name: str, filters: FilingFilters, count: int | None) -> dict[str, Any]:
    current = name == filters.tab
    return {
        "label": TAB_NAMES[name](),
        "url": _filings(replace(filters, tab=name)),
        "count": count,
        "current": current,
    }


def _filing_choices(actor: Actor, filters: FilingFilters) -> list[dict[str, Any]]:
    everything = ("", _("all"))
    found: list[dict[str, Any]] = [
        {"kind": "text", "name": "q", "label": _("Facility or number"), "value": filters.q},
        {
            "name": "kind",
            "label": _("Kind of filing"),
            "options": [everything, *KINDS.items()],
            "value": filters.kind,
        },
    ]
    if actor.post and (places := below(actor.post.region_id)):
        found.append(
            {
                "name": "place",
                "label": _("Division"),
                "options": [everything, *places],
                "value": filters.place,
            }
        )
    return [*found, {"kind": "tick", "name": "mine", "label": _("Only mine"), "checked": filters.mine}]


def filing_line(row: FilingRow) -> FilingLine:
    return FilingLine(
        id=row.id,
        number=row.number,
        name=row.facility_name,
        kind=str(KINDS[row.kind]),
        entity=kind_name(row.entity_kind),
        badge=FILING[row.state],
        place=region_name(row.region_id),
        submitted_at=row.submitted_at,
        round=row.round,
        reviewer=row.reviewer or "",
        due=_due(row),
        due_id=row.due_id,
    )


def _due(row: FilingRow) -> Due | None:
    """The nearest open clock."""
    return due_of(row, clock.today()) if row.due_id else None  # type: ignore[arg-type]


@dataclass(frozen=True)
class UnfiledLine:
    id: int
    due: Due
    facility_id: int
    registration_id: int
    name: str
    uscc: str
    kind: str
    place: str
    registrar: str
    approved_on: date
    clause: Clause
    urged: date | None
    urged_count: int
    may_urge: bool


@dataclass(frozen=True)
class _Target:
    region_id: int


def unfiled_context(actor: Actor, filters: RegistrationFilters, query: QueryDict) -> dict[str, Any]:
    """Registered, not filed: the longest overdue first (U21)."""
    found, counts = unfiled_page(filters, query), unfiled_counts(filters)
    return {
        **_registration_frame(actor, filters, found),
        "lines": [unfiled_line(row, actor) for row in found.rows],
        "overdue": counts["overdue"],
        "total": counts["unfiled"] if counts["unfiled"] < CAP else None,
        "unfiled_count": counts["unfiled"],
        "export_query": urlencode(filters.query()) if decide(actor, Action.FACILITY_EXPORT) else None,
    }


def unfiled_line(row: UnfiledRow, actor: Actor) -> UnfiledLine:
    due = due_of(_dated(row), clock.today())
    pressing = due.state in ("overdue", "today", "near", "prompt")
    return UnfiledLine(
        id=row.id,
        due=due,
        facility_id=row.facility_id,
        registration_id=row.registration_id,
        name=row.name,
        uscc=row.uscc,
        kind=kind_name(row.entity_kind),
        place=region_name(row.region_id),
        registrar=row.registrar or "",
        approved_on=row.approved_on,
        clause=clause_of(row.source, days=row.days, due_status=row.due_status),
        urged=clock.local_date(row.urged_at) if row.urged_at else None,
        urged_count=row.urged_count,
        may_urge=pressing and bool(decide(actor, Action.OBLIGATION_URGE, _Target(row.region_id))),
    )


@dataclass(frozen=True)
class _Dated:
    trigger_on: date
    due_on: date | None
    due_status: str
    missing_years: list[int]


def _dated(row: UnfiledRow) -> _Dated:
    return _Dated(row.approved_on, row.due_on, row.due_status, row.missing_years)


@dataclass(frozen=True)
class PushLine:
    id: int
    kind: str
    badge: Badge
    name: str
    uscc: str
    entity: str
    place: str
    registrar: str
    approved_on: date
    pushed_at: datetime | None
    facility_id: int | None
    facility_badge: Badge | None
    matched: bool


def pushes_context(actor: Actor, filters: RegistrationFilters, query: QueryDict) -> dict[str, Any]:
    """Everything that registrars pushed, the newest first."""
    found = pushes_page(filters, query)
    return {
        **_registration_frame(actor, filters, found),
        "lines": [push_line(row) for row in found.rows],
        "unfiled_count": unfiled_counts(replace(filters, unfiled=True, kind=""))["unfiled"],
    }


def push_line(row: PushRow) -> PushLine:
    return PushLine(
        id=row.id,
        kind=str(PUSH_KINDS[row.kind]),
        badge=PUSH_STATES[row.state],
        name=row.name,
        uscc=row.uscc,
        entity=kind_name(row.entity_kind),
        place=region_name(row.region_id),
        registrar=row.registrar or "",
        approved_on=row.approved_on,
        pushed_at=row.pushed_at,
        facility_id=row.facility_id,
        facility_badge=FACILITY_STATES[row.facility_state] if row.facility_state else None,
        matched=row.matched_at is not None,
    )


def _registration_frame(actor: Actor, filters: RegistrationFilters, found: Any) -> dict[str, Any]:
    return {
        "filters": filters,
        "bar": _registration_choices(actor, filters),
        "unfiled_url": _registrations(replace(filters, unfiled=True, kind="")),
        "all_url": _registrations(replace(filters, unfiled=False)),
        "next_url": _registrations(filters, after=found.next) if found.next else "",
        "previous_url": _registrations(filters, before=found.previous) if found.previous else "",
        "clear_url": _registrations(RegistrationFilters(unfiled=filters.unfiled)) if filters.narrowed else "",
    }


def _registrations(filters: RegistrationFilters, **more: str) -> str:
    query = urlencode({**filters.query(), **more})
    return reverse("registration:registrations") + (f"?{query}" if query else "")


def _registration_choices(actor: Actor, filters: RegistrationFilters) -> list[dict[str, Any]]:
    everything = ("", _("all"))
    found: list[dict[str, Any]] = [
        {"kind": "text", "name": "q", "label": _("Name or code"), "value": filters.q}
    ]
    if not filters.unfiled:
        found.append(
            {
                "name": "kind",
                "label": _("Push"),
                "options": [everything, *PUSH_KINDS.items()],
                "value": filters.kind,
            }
        )
    found.append(
        {
            "name": "entity",
            "label": _("Kind"),
            "options": [everything, *EntityKind.choices],
            "value": filters.entity,
        }
    )
    if actor.post and (places := below(actor.post.region_id)):
        found.append(
            {
                "name": "place",
                "label": _("Division"),
                "options": [everything, *places],
                "value": filters.place,
            }
        )
    return found


def registration_context(row: Registration, actor: Actor) -> dict[str, Any]:
    """One registration with every fact that was pushed; the phone stays with the registrar's page."""
    return {
        "row": row,
        "badge": PUSH_STATES[row.state],
        "kind": PUSH_KINDS[row.kind],
        "facts": [
            (_("Credit code"), row.uscc),
            (_("Kind of entity"), kind_name(row.entity_kind)),
            (_("Approved on"), row.approved_on.isoformat()),
            (_("Address"), row.address),
            (_("Division"), region_name(row.region_id)),
            (_("Business scope"), row.business_scope),
            (_("Head"), row.head_name),
            (_("Registered by"), row.registrar.name if row.registrar else ""),
            (_("Came by"), Channel(row.channel).label),
            (_("Number at the registrar"), row.external_id),
        ],
        "changes": changed_of(row),
        "replaced_by": correction_of(row),
        "may_open": bool(decide(actor, Action.FACILITY_VIEW, row)),
    }
