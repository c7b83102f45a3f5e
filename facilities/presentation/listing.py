"""The list of facilities: rows in words, and the choices of its filters."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.filters import FacilityFilters
from facilities.presentation.words import STATES, kind_name
from facilities.queries.listing import ListRow, list_page
from kernel.presentation import Badge
from policy.enums import EntityKind
from regions.queries import below
from regions.queries import name as region_name


@dataclass(frozen=True)
class FacilityLine:
    id: int
    name: str
    uscc: str
    kind: str
    badge: Badge
    place: str
    address: str
    places: int
    registered_on: date
    filed_on: date | None
    number: str
    confirmed: bool


def list_context(actor: Actor, filters: FacilityFilters, query: QueryDict) -> dict[str, Any]:
    """One page of the list with its filters and pager."""
    found = list_page(filters, query)
    return {
        "filters": filters,
        "lines": [line_of(row) for row in found.rows],
        "bar": filter_choices(actor, filters),
        "said": "、".join(filters_said(actor, filters)),
        "next_url": _address(filters, after=found.next) if found.next else "",
        "previous_url": _address(filters, before=found.previous) if found.previous else "",
        "clear_url": reverse("facilities:list") if filters.narrowed else "",
        "export_query": urlencode(filters.query()) if decide(actor, Action.FACILITY_EXPORT) else None,
    }


def _address(filters: FacilityFilters, **more: str) -> str:
    return f"{reverse('facilities:list')}?{urlencode({**filters.query(), **more})}"


def line_of(row: ListRow) -> FacilityLine:
    return FacilityLine(
        id=row.id,
        name=row.name,
        uscc=row.uscc,
        kind=kind_name(row.entity_kind),
        badge=STATES[row.state],
        place=region_name(row.region_id),
        address=row.address,
        places=row.places,
        registered_on=row.registered_on,
        filed_on=row.filed_on,
        number=row.receipt_number,
        confirmed=row.registration_confirmed,
    )


def filter_choices(actor: Actor, filters: FacilityFilters) -> list[dict[str, Any]]:
    """The filter bar: what was typed, state, kind of entity, place, days of registration and filing."""
    everything = ("", _("all"))
    states = [(state, badge.label) for state, badge in STATES.items()]
    found: list[dict[str, Any]] = [
        {"kind": "text", "name": "q", "label": _("Name, code, address"), "value": filters.q},
        {"name": "state", "label": _("State"), "options": [everything, *states], "value": filters.state},
        {
            "name": "kind",
            "label": _("Kind"),
            "options": [everything, *EntityKind.choices],
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
    return found + [
        {"kind": "date", "name": name, "label": label, "value": getattr(filters, name) or ""}
        for name, label in (
            ("registered_from", _("Registered from")),
            ("registered_to", _("to")),
            ("filed_from", _("Filed from")),
            ("filed_to", _("to")),
        )
    ]


def filters_said(actor: Actor, filters: FacilityFilters) -> list[str]:
    """The chosen filters in words."""
    said = []
    for choice in filter_choices(actor, filters):
        value = str(choice["value"])
        if value and "options" in choice:
            said += [str(words) for key, words in choice["options"] if str(key) == value]
        elif value:
            said.append(f"{choice['label']} {value}")
    return said
