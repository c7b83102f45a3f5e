"""The states of pushes, sheets and rows as badges: the one map from state to words."""

from django.utils.translation import gettext_lazy as _

from facilities.enums import FacilityState
from kernel.presentation import Badge
from registration.enums import RegistrationState, RowState, SheetState
from registration.models import Registration

REGISTRATION: dict[str, Badge] = {
    RegistrationState.WAITING: Badge(_("To be pushed"), "clock", "warn"),
    RegistrationState.PUSHED: Badge(_("Pushed"), "send", "accent"),
    RegistrationState.CORRECTED: Badge(_("Replaced by a correction"), "refresh", "mute"),
    RegistrationState.WITHDRAWN: Badge(_("Withdrawn"), "minus", "mute"),
}
SHEET: dict[str, Badge] = {
    SheetState.CHECKING: Badge(_("Being checked"), "loader-2", "accent"),
    SheetState.REFUSED: Badge(_("Cannot be used"), "alert-circle", "danger"),
    SheetState.CHECKED: Badge(_("Checked, not pushed"), "clock", "warn"),
    SheetState.PUSHING: Badge(_("Being pushed"), "loader-2", "accent"),
    SheetState.STOPPED: Badge(_("Stopped"), "player-pause", "warn"),
    SheetState.DONE: Badge(_("Finished"), "check", "ok"),
    SheetState.DISCARDED: Badge(_("Discarded"), "minus", "mute"),
}
ROW: dict[str, Badge] = {
    RowState.GOOD: Badge(_("Can be pushed"), "circle-check", "plain"),
    RowState.BAD: Badge(_("Has errors"), "alert-circle", "danger"),
    RowState.DUPLICATE: Badge(_("Known already, skipped"), "info-circle", "warn"),
    RowState.PUSHED: Badge(_("Pushed"), "check", "ok"),
    RowState.REFUSED: Badge(_("Refused when it was pushed"), "alert-circle", "danger"),
}
_FACILITY: dict[str, Badge] = {
    FacilityState.REGISTERED: Badge(_("Not filed yet"), "clock", "plain"),
    FacilityState.FILED: Badge(_("Filed"), "shield", "ok"),
    FacilityState.FILED_VERIFIED: Badge(_("Filed and verified"), "shield-check", "ok"),
    FacilityState.NONCOMPLIANT: Badge(_("Non-compliant, rectifying"), "alert-circle", "danger"),
    FacilityState.SUSPENDED: Badge(_("Service suspended"), "minus", "plain"),
    FacilityState.REMOVED: Badge(_("Filing removed"), "ban", "danger"),
    FacilityState.CANCELLED: Badge(_("Cancelled"), "x", "mute"),
}


def filed_badge(row: Registration) -> Badge | None:
    """How far the facility has come with its filing; None where there is none yet."""
    return _FACILITY[row.facility.state] if row.facility else None
