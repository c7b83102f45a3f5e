"""Reading the trail, and proving that it is whole."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from audit.models import AuditChain, AuditEvent
from audit.rules import data_digest, link
from kernel.clock import ZONE
from regions.scope import nation_scope

_CHAINED = (
    "at",
    "actor_id",
    "department_id",
    "event",
    "outcome",
    "subject_type",
    "subject_id",
    "facility_id",
    "region_id",
    "sequence",
    "data_digest",
)


@dataclass(frozen=True)
class Break:
    """The first event of a chain that does not follow from the one before it."""

    district: int
    sequence: int
    kind: str


def of_facility(
    facility_id: int, limit: int = 50, *, events: Collection[str] | None = None
) -> list[AuditEvent]:
    """The newest events of a facility inside the scope, newest first; of some kinds only, if named."""
    rows = AuditEvent.objects.filter(facility_id=facility_id)
    if events is not None:
        rows = rows.filter(event__in=list(events))
    return list(rows.order_by("-at", "-id")[:limit])


def latest(events: Collection[str], limit: int) -> list[AuditEvent]:
    """The newest of some kinds of events inside the scope, newest first."""
    return list(AuditEvent.objects.filter(event__in=events).order_by("-at", "-id")[:limit])


def of_subject(subject: Any) -> list[AuditEvent]:
    """All events of one object, oldest first."""
    label = subject._meta.label_lower
    return list(AuditEvent.objects.filter(subject_type=label, subject_id=subject.pk).order_by("id"))


def breaks() -> Iterator[Break]:
    """The first fault of every chain: EDITED, MISSING or TRUNCATED; nothing when the trail is whole."""
    with nation_scope(reason="verify every audit chain"):
        for head in AuditChain.objects.order_by("district").iterator():
            if (fault := _first_fault(head)) is not None:
                yield fault


def _first_fault(head: AuditChain) -> Break | None:
    digest, expected = "", 0
    for event in AuditEvent.objects.filter(chain=head.district).order_by("sequence").iterator():
        expected += 1
        if event.sequence != expected:
            return Break(head.district, expected, "MISSING")
        digest = link(digest, {name: _plain(getattr(event, name)) for name in _CHAINED})
        if digest != event.digest or (
            event.data and data_digest(event.salt, event.data) != event.data_digest
        ):
            return Break(head.district, expected, "EDITED")
    if expected != head.sequence or digest != head.digest:
        return Break(head.district, expected + 1, "TRUNCATED")
    return None


def _plain(value: Any) -> Any:
    return value.astimezone(ZONE) if hasattr(value, "astimezone") else value
