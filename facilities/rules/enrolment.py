"""When a child may be enrolled, and what is worth a warning. A warning never keeps a fact from being recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from facilities.rules.ages import Band, age_in_months, outgrown
from facilities.rules.faults import Fault
from kernel.periods import Period


def overlapping(wanted: Period, held: Iterable[Period]) -> Period | None:
    """The first of the spans that shares a day with the wanted one."""
    return next((each for each in held if each.overlaps(wanted)), None)


@dataclass(frozen=True)
class Seat:
    """A class as a child would find it: its ages where the law has any, its places and how many are taken."""

    band: Band | None
    places: int
    taken: int


def warnings(born_on: date, seat: Seat, on: date) -> list[Fault]:
    """What the facility should know before it puts a child into a class (R-CLS)."""
    found = []
    months = age_in_months(born_on, on)
    if seat.band is not None and months < seat.band.from_months:
        found.append(
            Fault(
                "class_group",
                "TOO_YOUNG",
                _("The child is %(age)d months old; this class begins at %(from)d months.")
                % {"age": months, "from": seat.band.from_months},
            )
        )
    if seat.band is not None and (months >= seat.band.to_months or outgrown(born_on, seat.band, on)):
        found.append(
            Fault(
                "class_group",
                "TOO_OLD_FOR_CLASS",
                _("The child is %(age)d months old; this class ends at %(to)d months.")
                % {"age": months, "to": seat.band.to_months},
            )
        )
    if seat.taken >= seat.places:
        found.append(
            Fault(
                "class_group",
                "CLASS_FULL",
                _("The class is full: %(taken)d children on %(places)d places.")
                % {"taken": seat.taken, "places": seat.places},
            )
        )
    return found
