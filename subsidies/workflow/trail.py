"""What every verb of the subsidies does at its end: the version goes up, the event goes on the trail."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import Stale
from audit.workflow import record
from subsidies.models import PaymentBatch, Recovery, SubsidyClaim


def fresh(row: SubsidyClaim | PaymentBatch | Recovery, version: int | None) -> None:
    """Raises Stale when somebody changed the row since the page was made."""
    if version is not None and row.version != version:
        raise Stale(_("Somebody changed this meanwhile."), version=row.version)


def kept(
    row: SubsidyClaim | PaymentBatch | Recovery,
    *fields: str,
    by: Actor,
    event: str,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Saves the fields with the next version and writes the event."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    record(
        by=by,
        event=event,
        region=row.region_id,
        subject=row,
        facility_id=getattr(row, "facility_id", None),
        reason=reason,
        data=data,
    )
