"""Proving that the trail is whole."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from audit.models import AuditChain, AuditEvent, ChainCheck
from audit.rules import data_digest, link
from kernel.clock import ZONE
from regions.codes import contains
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


def breaks() -> Iterator[Break]:
    """The first fault of every chain: EDITED, MISSING or TRUNCATED; nothing when the trail is whole."""
    for district in AuditChain.objects.order_by("district").values_list("district", flat=True):
        with nation_scope(reason="verify every audit chain"):
            fault = first_fault(district)
        if fault is not None:
            yield fault


def chains_under(region: int) -> list[AuditChain]:
    """The chains of a region and of everything inside it, by district. Heads hold no facts, so no wall keeps them."""
    heads = AuditChain.objects.order_by("district")
    return [head for head in heads if contains(region, head.district)]


def first_fault(district: int) -> Break | None:
    """The first event of a chain that does not follow from the one before it. Inside a transaction of the nation's scope.

    Others write meanwhile: only for the last few events the head is locked, so that events and head agree.
    """
    walk = _Walk(district)
    walk.on()
    head = AuditChain.objects.select_for_update().get(pk=district)
    walk.on()
    if walk.fault is None and (walk.read != head.sequence or walk.digest != head.digest):
        return Break(district, walk.read + 1, "TRUNCATED" if walk.read <= head.sequence else "EDITED")
    return walk.fault


class _Walk:
    """A chain as far as it was read: how many events, the digest of the last one, the first fault."""

    def __init__(self, district: int) -> None:
        self.district, self.read, self.digest = district, 0, ""
        self.fault: Break | None = None

    def on(self) -> None:
        """Read what lies beyond, up to the first fault."""
        beyond = AuditEvent.objects.filter(chain=self.district, sequence__gt=self.read)
        for event in beyond.order_by("sequence").iterator():
            if self.fault is None:
                self._read(event)

    def _read(self, event: AuditEvent) -> None:
        self.read += 1
        if event.sequence != self.read:
            self.fault = Break(self.district, self.read, "MISSING")
            return
        self.digest = link(self.digest, {name: _plain(getattr(event, name)) for name in _CHAINED})
        stale = event.data and data_digest(event.salt, event.data) != event.data_digest
        if self.digest != event.digest or stale:
            self.fault = Break(self.district, self.read, "EDITED")


def _plain(value: Any) -> Any:
    return value.astimezone(ZONE) if hasattr(value, "astimezone") else value


def checks_of(districts: Collection[int]) -> list[ChainCheck]:
    """When each chain was walked last, the longest ago first."""
    return list(ChainCheck.objects.filter(district__in=list(districts)).order_by("checked_at"))
