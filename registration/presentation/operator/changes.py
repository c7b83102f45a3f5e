"""What can change after the filing: which acts are open for a facility now, and how each goes."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from facilities.enums import ENDED_STATES, FacilityState
from facilities.models import Facility
from registration.enums import FilingKind
from registration.errors import WrongState
from registration.presentation.states import FILING as BADGES
from registration.queries import operator as read
from registration.workflow.starting import check_kind


@dataclass(frozen=True)
class Choice:
    """One kind of change: what it is for, what happens, and either the button or why it is not possible now."""

    kind: str
    title: Any
    text: str
    icon: str
    open_url: str = ""
    refused: str = ""


def changes_context(facility: Facility) -> dict[str, Any]:
    """The kinds of change with their buttons, and what was changed so far."""
    kinds = [FilingKind.CHANGE, FilingKind.RELOCATION]
    suspended = facility.state == FacilityState.SUSPENDED
    kinds += [FilingKind.RESUMPTION if suspended else FilingKind.SUSPENSION, FilingKind.CANCELLATION]
    filed = facility.state not in ENDED_STATES and facility.state != FacilityState.REGISTERED
    return {
        "facility": facility,
        "facility_name": facility.name,
        "filed": filed,
        "ended": facility.state in ENDED_STATES,
        "choices": [_choice(facility, kind) for kind in kinds] if filed else [],
        "filings": [
            (filing, BADGES[filing.state])
            for filing in read.filings_of([facility.pk])
            if filing.kind != FilingKind.FIRST
        ],
        "heads": facility.profile.get("former_heads", []),
        "home": reverse("operator:home"),
    }


def successor_context(facility: Facility) -> dict[str, Any]:
    """The way from for-profit to non-profit or back, and whether its first step can be taken here."""
    filed = facility.state not in ENDED_STATES and facility.state != FacilityState.REGISTERED
    return {"facility": facility, "facility_name": facility.name, "cancellable": filed}


def _choice(facility: Facility, kind: FilingKind) -> Choice:
    text, icon = _words(kind)
    running = next((f for f in read.running_filings(facility.pk) if f.kind == kind), None)
    if running is not None:
        return Choice(kind, kind.label, text, icon, open_url=reverse("operator:filing", args=[running.pk]))
    try:
        check_kind(facility, kind)
    except WrongState as refusal:
        return Choice(kind, kind.label, text, icon, refused=f"{refusal.message} {refusal.remedy}".strip())
    return Choice(kind, kind.label, text, icon)


def _words(kind: FilingKind) -> tuple[str, str]:
    return {
        FilingKind.CHANGE: (
            _("Name, head, places, kinds of classes, telephone. Old and new stand side by side."),
            "edit",
        ),
        FilingKind.RELOCATION: (
            _("New premises in the same district: new address, premises proof and fire-safety certificate."),
            "map-pin",
        ),
        FilingKind.SUSPENSION: (
            _("For a while no children are cared for. You say where they go."),
            "player-pause",
        ),
        FilingKind.RESUMPTION: (_("Care begins again after a suspension."), "refresh"),
        FilingKind.CANCELLATION: (
            _("The facility ends. First no child may be left without a place: give a plan for each."),
            "door-exit",
        ),
    }[kind]
