"""Child growth stations in words: what state, who accepted, who is still to come."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.enums import DepartmentKind
from accounts.permissions import decide
from facilities.enums import StationState, StationWorks
from facilities.forms.care_officer import AcceptanceForm, CloseForm
from facilities.models import GrowthStation
from facilities.queries.stations import JOINT, standing, station_page, visits_of
from kernel import clock
from kernel.presentation import Badge
from regions.queries import name as region_name


def state_badge(state: str) -> Badge:
    return {
        StationState.BUILT: Badge(_("built, not accepted"), "hourglass", "warn"),
        StationState.ACCEPTED: Badge(_("accepted"), "circle-check", "ok"),
        StationState.CLOSED: Badge(_("closed"), "x", "mute"),
    }[StationState(state)]


def state_of(query: Mapping[str, str]) -> str:
    """Which state the list is narrowed to; '' for all."""
    state = query.get("state", "")
    return state if state in StationState.values else ""


def list_context(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """One page of the list, of one state if asked."""
    state = state_of(query)
    found = station_page(state, query)

    def address(**more: str) -> str:
        return f"{reverse('facilities:stations')}?{urlencode({'state': state, **more})}"

    options = [("", _("all")), *((s.value, state_badge(s.value).label) for s in StationState)]
    return {
        "lines": [(row, state_badge(row.state), region_name(row.region_id)) for row in found.rows],
        "bar": [{"name": "state", "label": _("State"), "options": options, "value": state}],
        "narrowed": bool(state),
        "export_query": urlencode({"state": state}) if decide(actor, Action.FACILITY_EXPORT) else None,
        "may_build": bool(decide(actor, Action.STATION_MANAGE)),
        "next_url": address(after=found.next) if found.next else "",
        "previous_url": address(before=found.previous) if found.previous else "",
    }


def station_context(row: GrowthStation, actor: Actor, **forms: Any) -> dict[str, Any]:
    """One station; `forms` are those that were refused."""
    today, visits = clock.today(), visits_of(row.pk)
    may = bool(decide(actor, Action.STATION_MANAGE, row)) and row.state != StationState.CLOSED
    latest = standing(visits)
    return {
        "station": row,
        "badge": state_badge(row.state),
        "place": region_name(row.region_id),
        "works": StationWorks(row.works).label,
        "visits": visits,
        "joint": [(DepartmentKind(kind).label, latest.get(kind.value)) for kind in JOINT],
        "may_accept": may and actor.post is not None and actor.post.kind in JOINT,
        "may_close": may,
        "accepting": AcceptanceForm(initial={"visited_on": today}),
        "closing": CloseForm(auto_id="closing_%s", initial={"closed_on": today}),
        **forms,
    }
