"""The page of one facility: facts, what lies ahead, the story so far, and the parts other apps add."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from audit.queries import of_facility
from audit.wording import TOLD, timeline_event
from facilities.enums import ENDED_STATES
from facilities.models import Facility
from facilities.presentation.words import STATES, care_modes, class_rows, kind_name, meals_name
from facilities.queries.page import predecessor, residences, successor
from facilities.sections import Section, sections_of
from obligations.presentation.ahead import ahead_of
from regions.queries import full_name, name

OVERVIEW, HISTORY = "overview", "history"


def page_context(facility: Facility, actor: Actor, tab: str) -> dict[str, Any]:
    """What the chosen tab shows; the head and the side column are the same on every tab."""
    parts = sections_of(facility, actor)
    keys = {OVERVIEW, HISTORY, *(part.key for part in parts)}
    chosen = tab if tab in keys else OVERVIEW
    events = of_facility(facility.pk, limit=200) if chosen == HISTORY else []
    return {
        "facility": facility,
        "badge": STATES[facility.state],
        "kind": kind_name(facility.entity_kind),
        "place": name(facility.region_id),
        "phone": str(facility.phone),
        "may_reveal": bool(decide(actor, Action.CONTACT_REVEAL, facility)),
        "may_move": facility.state not in ENDED_STATES
        and bool(decide(actor, Action.FACILITY_MOVE, facility)),
        "tab": chosen,
        "tabs_shown": _tabs(parts, chosen),
        "alerts": [part.alert for part in parts if part.alert],
        "parts": [part for part in parts if chosen in (OVERVIEW, part.key)],
        "classes": class_rows(facility.profile),
        "facts": facts_of(facility),
        "ahead": ahead_of(facility.pk),
        "story": [timeline_event(event) for event in of_facility(facility.pk, limit=12, events=TOLD)],
        "events": [timeline_event(event) for event in events],
        "residences": _residences(facility),
        "predecessor": predecessor(facility),
        "successor": successor(facility),
    }


def _tabs(parts: list[Section], chosen: str) -> list[dict[str, Any]]:
    rows: list[tuple[str, object, int | None]] = [
        (OVERVIEW, _("Overview"), None),
        *((part.key, part.label, part.count) for part in parts),
        (HISTORY, _("Full record"), None),
    ]
    return [
        {
            "label": label,
            "url": "?" if key == OVERVIEW else f"?tab={key}",
            "count": count,
            "current": key == chosen,
        }
        for key, label, count in rows
    ]


def facts_of(facility: Facility) -> list[tuple[str, object]]:
    """The basic facts in the order of the filing form; what nobody stated is left out."""
    profile = facility.profile
    rows: list[tuple[str, object]] = [
        (_("Registered by"), facility.registrar.name if facility.registrar else ""),
        (_("Head"), facility.head_name),
        (_("Care"), "、".join(care_modes(profile))),
        (_("Floor area"), _("%(n)s m²") % {"n": profile["floor_area"]} if profile.get("floor_area") else ""),
        (
            _("Outdoor area"),
            _("%(n)s m²") % {"n": profile["outdoor_area"]} if profile.get("outdoor_area") else "",
        ),
        (_("Floors"), profile.get("floors", "")),
        (_("Meals"), meals_name(facility.meals) if facility.filed_on else ""),
        (_("Carers"), profile.get("caregivers", "")),
    ]
    return [(label, value) for label, value in rows if value not in ("", None)]


def _residences(facility: Facility) -> list[tuple[str, Any, Any]]:
    """Former and present divisions, only where the facility has moved."""
    rows = residences(facility.pk)
    return [(full_name(row.region_id), row.valid_from, row.valid_to) for row in rows] if len(rows) > 1 else []
