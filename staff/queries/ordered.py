"""Who of a facility is kept from duty by an authority: what the facility may know is that it is so, and whom to ask."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from staff.enums import ORDERED
from staff.models import Absence, Employment


@dataclass(frozen=True)
class BlockedPerson:
    """A member of staff who may not be on duty. `absence_id` is the row that says so."""

    member_id: int
    name: str
    authority: str
    absence_id: int


def ordered_on(on: date) -> Q:
    """Absences that an authority ordered and that hold on a day."""
    return (
        Q(kind__in=list(ORDERED), starts_on__lte=on)
        & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
        & (Q(lifted_on__isnull=True) | Q(lifted_on__gt=on))
    )


def blocked_people(facility_id: int, on: date) -> list[BlockedPerson]:
    """The blocked people whom a facility of the scope employs on a day. One query."""
    employed = Employment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), member=OuterRef("member"), starts_on__lte=on
    )
    rows = Absence.objects.filter(ordered_on(on), Exists(employed), facility_id=facility_id)
    named = rows.order_by("member__name", "id").values_list("member_id", "member__name", "authority", "id")
    return list({row[0]: BlockedPerson(*row) for row in named}.values())
