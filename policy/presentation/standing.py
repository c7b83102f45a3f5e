"""How a value stands on a day, one map from state to badge, and why one text gives way to another."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.presentation import Badge
from policy.enums import Merge, Standing, Status
from policy.law import Programme, Provision

NOT_YET = "NOT_YET"
BADGES: dict[str, Badge] = {
    Status.IN_FORCE: Badge(gettext_lazy("In force and valid"), "circle-check", "ok"),
    Status.TRIAL: Badge(gettext_lazy("Trial"), "flask", "accent"),
    Status.EXPIRED: Badge(gettext_lazy("Expired"), "clock", "mute"),
    Status.REPEALED: Badge(gettext_lazy("Abolished"), "ban", "mute"),
    Status.DRAFT: Badge(gettext_lazy("A draft"), "pencil", "dashed"),
    Status.NOT_ACTIVATED: Badge(gettext_lazy("Not activated"), "circle-dashed", "dashed"),
    Status.EXPLORATORY: Badge(gettext_lazy("To be explored"), "circle-dashed", "dashed"),
    NOT_YET: Badge(gettext_lazy("Begins later"), "hourglass", "dashed"),
}
#: The states a visitor can filter by, in the order of the page.
STATES = (Status.IN_FORCE, Status.TRIAL, Status.EXPIRED, Status.DRAFT, Status.REPEALED)
WHY: dict[str, object] = {
    Merge.OVERRIDE_BY_LOCAL: gettext_lazy("the local text first"),
    Merge.STRICTEST: gettext_lazy("the stricter one"),
    Merge.UNION: gettext_lazy("all add up"),
    Merge.NATIONAL_ONLY: gettext_lazy("the same nationwide"),
    Merge.SHORTER_FOR_AUTHORITY: gettext_lazy("the same nationwide, a place may only shorten it"),
    Merge.NO_STACK: gettext_lazy("one child-month is paid by one subsidy only"),
}
STANDINGS: dict[str, Badge] = {
    Standing.TAKEN: Badge(gettext_lazy("Taken"), "check", "ok"),
    Standing.NEARER: Badge(gettext_lazy("Overridden"), "arrow-up", "plain"),
    Standing.STRICTER: Badge(gettext_lazy("Replaced by the stricter one"), "arrow-up", "plain"),
    Standing.NATIONAL: Badge(gettext_lazy("Does not count here"), "minus", "plain"),
    Standing.SHORTER: Badge(gettext_lazy("Replaced by the shorter one"), "arrow-up", "plain"),
    Standing.ONE_ONLY: Badge(gettext_lazy("Not beside it"), "minus", "plain"),
    Standing.DRAFT: Badge(gettext_lazy("Draft, binds nobody"), "pencil", "dashed"),
    Standing.INACTIVE: Badge(gettext_lazy("Not put to work"), "circle-dashed", "dashed"),
    Standing.NOT_YET: Badge(gettext_lazy("Begins later"), "hourglass", "dashed"),
    Standing.ENDED: Badge(gettext_lazy("Expired"), "clock", "mute"),
}


def state_of(value: Provision, on: date) -> str:
    """A key of BADGES. A text that ended since, but held on the day, is in force on it."""
    if not value.status.can_bind:
        return value.status
    if value.valid_from > on:
        return NOT_YET
    if not value.in_window(on):
        return Status.REPEALED if value.status == Status.REPEALED else Status.EXPIRED
    return Status.TRIAL if value.status == Status.TRIAL else Status.IN_FORCE


def validity(value: Provision, on: date) -> str:
    """From when to when, in words."""
    if not value.status.can_bind:
        return (
            _("binds nobody, pays nothing")
            if value.status == Status.DRAFT
            else _("not put to work, pays nothing")
        )
    days = {"from": value.valid_from.isoformat(), "to": value.valid_to.isoformat() if value.valid_to else ""}
    told = _("%(from)s to %(to)s") % days if value.valid_to else _("from %(from)s") % days
    pays_on = isinstance(value, Programme) and value.valid_to is not None and value.valid_to < on
    return _("%(window)s; months inside the window are still paid") % {"window": told} if pays_on else told
