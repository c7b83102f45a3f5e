"""From the registration to the receipt: where the first filing of a facility stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from facilities.enums import FacilityState
from facilities.models import Facility
from kernel import clock
from kernel.presentation import Step
from registration.enums import FilingKind, FilingState, RegistrationState
from registration.models import Filing, Registration
from registration.presentation.operator.duty import authority, receipt_days
from registration.presentation.operator.slots import slots_of
from registration.queries import operator as read

_AT = {
    FilingState.DRAFT: 2,
    FilingState.SUPPLEMENT_REQUESTED: 2,
    FilingState.SUBMITTED: 4,
    FilingState.NONCOMPLIANCE_NOTIFIED: 4,
    FilingState.RECHECK: 4,
}


def progress_of(facility: Facility, running: Sequence[Filing]) -> dict[str, Any] | None:
    """The six steps to the receipt; None once the facility is filed."""
    if facility.state != FacilityState.REGISTERED:
        return None
    filing = next((each for each in running if each.kind == FilingKind.FIRST), None)
    registration = read.latest_registration(facility.pk)
    days, at = receipt_days(facility.region_id), _AT.get(FilingState(filing.state), 2) if filing else 2
    notes = [
        day(facility.registered_on),
        _pushed(registration),
        _materials(filing),
        day(clock.local_date(filing.submitted_at)) if filing and filing.submitted_at else "",
        _within(days),
        "",
    ]
    office = authority(facility.region_id)
    labels = [
        _("Registration approved"),
        _("%(office)s informed") % {"office": office},
        _("Fill in"),
        _("Submit"),
        _("%(office)s checks") % {"office": office},
        _("Receipt"),
    ]
    steps = [
        Step(label, _state(n, at, registration), note)
        for n, (label, note) in enumerate(zip(labels, notes, strict=True))
    ]
    return {"steps": steps, "days": days}


def _state(number: int, at: int, registration: Registration | None) -> Any:
    if number == 1 and registration is not None and registration.state != RegistrationState.PUSHED:
        return "to_come"  # filing first does not wait for the push
    return "done" if number < at else "current" if number == at else "to_come"


def _pushed(registration: Registration | None) -> str:
    if registration is None:
        return _("files directly")
    if registration.pushed_at is None:
        return _("waiting for the registrar; you need not wait")
    return day(clock.local_date(registration.pushed_at))


def _materials(filing: Filing | None) -> str:
    if filing is None or filing.state not in (FilingState.DRAFT, FilingState.SUPPLEMENT_REQUESTED):
        return ""
    slots = slots_of(filing)
    return _("Materials %(done)s / %(all)s") % {"done": slots.done, "all": len(slots.asked)}


def _within(days: int | None) -> str:
    return (
        ngettext("within %(n)d working day", "within %(n)d working days", days) % {"n": days} if days else ""
    )


def day(on: date) -> str:
    """A day in a note: month and day, with the year where it is another one."""
    if on.year != clock.today().year:
        return on.isoformat()
    return _("%(month)s/%(day)s") % {"month": on.month, "day": on.day}
