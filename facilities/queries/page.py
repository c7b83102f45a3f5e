"""One facility with everything its page shows."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from facilities.models import Facility, FacilityResidence
from obligations.subjects import Subject


def visible(facility_id: int) -> Facility:
    """A facility of the scope with its registrar. Raises Facility.DoesNotExist."""
    found: Facility = Facility.objects.select_related("registrar", "region").get(pk=facility_id)
    return found


def residences(facility_id: int) -> list[FacilityResidence]:
    """Where the facility was, the latest first, as far as the scope reaches."""
    return list(FacilityResidence.objects.filter(facility_id=facility_id).order_by("-valid_from", "-id"))


@dataclass(frozen=True)
class Kin:
    """A facility that came before or after this one, under another credit code."""

    id: int
    name: str
    uscc: str


def predecessor(facility: Facility) -> Kin | None:
    """The facility this one succeeds, if the scope reaches it."""
    if facility.predecessor_id is None:
        return None
    return _kin(Facility.objects.filter(pk=facility.predecessor_id))


def successor(facility: Facility) -> Kin | None:
    """The facility that named this one as its predecessor."""
    return _kin(Facility.objects.filter(predecessor_id=facility.pk, district=facility.district))


def _kin(rows: QuerySet[Facility]) -> Kin | None:
    found = rows.order_by("-id").values_list("id", "name", "uscc").first()
    return Kin(*found) if found else None


def subjects(numbers: Collection[int]) -> dict[int, Subject]:
    """Facilities of the scope as subjects of duties and events, in one query."""
    rows = Facility.objects.filter(pk__in=numbers).values_list("id", "name")
    return {number: Subject(name) for number, name in rows}
