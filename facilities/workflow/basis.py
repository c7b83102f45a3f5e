"""What the verbs of the facility's life have in common: the lock, the right, the version, the trail."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import Stale
from accounts.workflow import allow
from audit.workflow import record
from documents.enums import Purpose
from documents.models import StoredFile
from facilities.enums import ENDED_STATES
from facilities.errors import FacilityEnded
from facilities.models import Facility
from facilities.queries import locked


def held(by: Actor, action: Action, facility_id: int) -> Facility:
    """The facility, locked for a change that `by` may make. Raises NotAllowed, FacilityEnded, DoesNotExist."""
    facility = locked(facility_id)
    allow(by, action, facility)
    if facility.state in ENDED_STATES:
        raise FacilityEnded(
            _("This facility has ended; its records stay as they are."),
            remedy=_("Ask the health authority if something in them is wrong."),
        )
    return facility


def current(row: Any, version: int | None) -> None:
    """Raise Stale when the row has changed since the caller read it; None asks nothing."""
    if version is not None and version != row.version:
        raise Stale(
            _("Somebody changed this meanwhile."),
            remedy=_("Load it again, compare, and save once more."),
            version=row.version,
        )


def save(row: Any, **values: Any) -> list[str]:
    """Write what differs and raise the version; the names of the fields that changed."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, values[name])
        row.version += 1
        row.save(update_fields=[*changed, "version"])
    return changed


def own_file(file: StoredFile | None, facility: Facility, purpose: Purpose) -> StoredFile | None:
    """The file, if it was handed in for this purpose of this facility; anything else counts as unknown."""
    if file is not None and (
        file.facility_id != facility.pk or file.purpose != purpose.value or not file.usable
    ):
        raise StoredFile.DoesNotExist
    return file


def note(
    by: Actor,
    facility: Facility,
    event: str,
    subject: Any,
    data: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Append to the trail. `data` holds plain values without names and numbers of people."""
    record(
        by=by,
        event=event,
        region=facility.region_id,
        subject=subject,
        facility_id=facility.pk,
        reason=reason,
        data=data,
    )
