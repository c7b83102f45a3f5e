"""How a facility looks: one badge a state, and the words of its facts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from facilities.enums import FacilityState, Meals
from kernel.presentation import Badge
from policy.enums import ClassKind, EntityKind

STATES: dict[str, Badge] = {
    FacilityState.REGISTERED: Badge(_("Registered, not filed"), "file-text", "warn"),
    FacilityState.FILED: Badge(_("Filed"), "shield", "ok"),
    FacilityState.FILED_VERIFIED: Badge(_("Filed and verified"), "shield-check", "ok"),
    FacilityState.NONCOMPLIANT: Badge(_("Non-compliant, rectifying"), "alert-circle", "danger"),
    FacilityState.SUSPENDED: Badge(_("Service suspended"), "player-pause", "mute"),
    FacilityState.REMOVED: Badge(_("Filing removed"), "ban", "danger"),
    FacilityState.CANCELLED: Badge(_("Cancelled"), "x", "mute"),
}
_KINDS = dict(EntityKind.choices)
CARE_MODES = {
    "FULL_DAY": _("Full-day care"),
    "HALF_DAY": _("Half-day care"),
    "HOURLY": _("Hourly care"),
    "DROP_IN": _("Drop-in care"),
}


def state_badge(state: str) -> Badge:
    return STATES[state]


def kind_name(kind: str) -> str:
    """The kind of entity in words; the code itself where it is unknown."""
    return str(_KINDS.get(kind, kind))


def meals_name(meals: str) -> str:
    return str(Meals(meals).label) if meals in Meals.values else ""


def class_rows(profile: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """The filed classes as (kind in words, classes, places), in the order of age."""
    given = profile.get("classes") or {}
    return [
        (str(ClassKind(kind).label), _number(given[kind].get("classes")), _number(given[kind].get("places")))
        for kind in ClassKind.values
        if kind in given
    ]


def care_modes(profile: Mapping[str, Any]) -> list[str]:
    modes: Iterable[str] = profile.get("care_modes") or ()
    return [str(CARE_MODES[mode]) for mode in modes if mode in CARE_MODES]


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0
