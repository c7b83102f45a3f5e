"""What a facility is asked about its premises: one table. The form, what is not stated yet and the words follow it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """How an answer is written and read. AREA and NUMBER may have a fraction."""

    CHOICE = "CHOICE"
    FLAG = "FLAG"
    COUNT = "COUNT"
    AREA = "AREA"
    NUMBER = "NUMBER"
    DATE = "DATE"


YES, NO = "YES", "NO"
OWN, LEASE = "OWN", "LEASE"
QUALIFIED, NOT_QUALIFIED, NOT_TESTED = "QUALIFIED", "NOT_QUALIFIED", "NOT_TESTED"
AUTOMATIC, NETWORKED, NO_ALARM = "AUTOMATIC", "NETWORKED", "NONE"
YES_NO = ((YES, _("Yes")), (NO, _("No")))


@dataclass(frozen=True)
class Ask:
    """One question. `largest` is the greatest sensible answer: more is a slip of the hand. `when` names the answer to

    another question under which this one is asked (the script hides it otherwise).
    """

    name: str
    group: str
    kind: Kind
    label: Any
    help: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    unit: Any = ""
    largest: int = 100_000
    when: tuple[str, str] | None = None
    not_family: bool = False


BUILDING, ROOMS, FIRE, CARE = "building", "rooms", "fire", "care"
GROUPS: dict[str, Any] = {
    BUILDING: _("Site and building"),
    ROOMS: _("Rooms and play area"),
    FIRE: _("Fire safety and video"),
    CARE: _("Daily care and insurance"),
}
_M2, _DAYS, _HOURS, _KG, _PIECES = _("m²"), _("days"), _("hours"), _("kg"), _("pieces")
_CHILDREN, _BEDS = _("children"), _("beds")
_LEASED, _INSURED, _SUN = ("tenure", LEASE), ("insured", YES), ("sun_rooms", YES)

ASKS: tuple[Ask, ...] = (
    Ask(
        "tenure", BUILDING, Kind.CHOICE, _("Premises are"), choices=((LEASE, _("Leased")), (OWN, _("Owned")))
    ),
    Ask("lease_from", BUILDING, Kind.DATE, _("Lease begins"), when=_LEASED),
    Ask("lease_to", BUILDING, Kind.DATE, _("Lease ends"), when=_LEASED),
    Ask("floor_area", BUILDING, Kind.AREA, _("Floor area in use"), unit=_M2),
    Ask(
        "highest_floor",
        BUILDING,
        Kind.COUNT,
        _("Highest storey in use"),
        _("1 is the ground floor."),
        largest=99,
    ),
    Ask("below_ground", BUILDING, Kind.FLAG, _("Are rooms underground or half-underground?")),
    Ask(
        "mixed_use",
        BUILDING,
        Kind.FLAG,
        _("Does the building also serve as workshop, store or dwelling (三合一)?"),
    ),
    Ask("steel_panels", BUILDING, Kind.FLAG, _("Is the building made of colour-steel panels?")),
    Ask(
        "younger_upstairs",
        BUILDING,
        Kind.FLAG,
        _("Are classes other than senior classes above the ground floor?"),
        not_family=True,
    ),
    Ask(
        "children_upstairs",
        BUILDING,
        Kind.COUNT,
        _("Children on the second storey"),
        unit=_CHILDREN,
        largest=2000,
        not_family=True,
    ),
    Ask("outdoor_area", ROOMS, Kind.AREA, _("Outdoor play area"), unit=_M2, not_family=True),
    Ask("public_outdoor", ROOMS, Kind.FLAG, _("Is a public space nearby used for play?"), not_family=True),
    Ask("sun_rooms", ROOMS, Kind.FLAG, _("Are there rooms that need sun in winter?")),
    Ask(
        "window_percent",
        ROOMS,
        Kind.NUMBER,
        _("Window openings of these rooms, in per cent of the floor"),
        _("The room with the least counts."),
        unit="%",
        largest=100,
        when=_SUN,
    ),
    Ask("health_room_area", ROOMS, Kind.AREA, _("Health observation room"), unit=_M2, not_family=True),
    Ask(
        "health_beds",
        ROOMS,
        Kind.COUNT,
        _("Children's beds in the health room"),
        unit=_BEDS,
        largest=500,
        not_family=True,
    ),
    Ask(
        "air",
        ROOMS,
        Kind.CHOICE,
        _("Indoor air (formaldehyde, benzene)"),
        choices=(
            (QUALIFIED, _("Tested, meets the standard")),
            (NOT_QUALIFIED, _("Tested, does not")),
            (NOT_TESTED, _("Not tested")),
        ),
    ),
    Ask(
        "extinguishers",
        FIRE,
        Kind.COUNT,
        _("Fire extinguishers"),
        _("Two water extinguishers of 6 litres count as one."),
        unit=_PIECES,
        largest=9999,
    ),
    Ask("extinguisher_kg", FIRE, Kind.NUMBER, _("Weight of the smallest one"), unit=_KG, largest=200),
    Ask(
        "extinguishers_at_point",
        FIRE,
        Kind.COUNT,
        _("Fewest extinguishers at one point"),
        unit=_PIECES,
        largest=99,
    ),
    Ask(
        "alarm",
        FIRE,
        Kind.CHOICE,
        _("Fire alarm"),
        choices=(
            (AUTOMATIC, _("Automatic system")),
            (NETWORKED, _("Networked smoke detectors")),
            (NO_ALARM, _("Neither")),
        ),
    ),
    Ask("last_drill_on", FIRE, Kind.DATE, _("Last evacuation drill")),
    Ask(
        "video_everywhere", FIRE, Kind.FLAG, _("Does video cover all living and activity areas for 24 hours?")
    ),
    Ask("video_days", FIRE, Kind.COUNT, _("Recordings are kept"), unit=_DAYS, largest=3660),
    Ask(
        "guard_company",
        FIRE,
        Kind.FLAG,
        _("Do the guards come from a licensed security company?"),
        not_family=True,
    ),
    Ask("outdoor_hours", CARE, Kind.NUMBER, _("Time outdoors a day"), unit=_HOURS, largest=24),
    Ask("meals_a_day", CARE, Kind.COUNT, _("Meals cooked a day"), _("Without snacks; 0 if none."), largest=6),
    Ask("insured", CARE, Kind.FLAG, _("Is there a liability insurance?")),
    Ask("insured_to", CARE, Kind.DATE, _("Insured until"), when=_INSURED),
)
QUESTIONS: dict[str, Ask] = {ask.name: ask for ask in ASKS}
DATES = tuple(ask.name for ask in ASKS if ask.kind == Kind.DATE)
FLAGS = frozenset(ask.name for ask in ASKS if ask.kind == Kind.FLAG)


def asked(*, family: bool) -> tuple[Ask, ...]:
    """The questions for a family childcare home, or for any other facility."""
    return tuple(ask for ask in ASKS if not (family and ask.not_family))


def site_value(name: str, stored: Any) -> Any:
    """A kept answer in its type; None where it is missing or is no answer to this question."""
    ask = QUESTIONS[name]
    return None if stored is None or stored == "" else _READERS[ask.kind](ask, stored)


def _choice(ask: Ask, stored: Any) -> str | None:
    known = {value for value, _words in (ask.choices or YES_NO)}
    return stored if isinstance(stored, str) and stored in known else None


def _number(ask: Ask, stored: Any) -> float | None:
    if isinstance(stored, bool) or not isinstance(stored, int | float) or not math.isfinite(stored):
        return None
    return stored if 0 <= stored <= ask.largest else None


def _count(ask: Ask, stored: Any) -> int | None:
    return _number_of(stored) if _number(ask, stored) is not None else None


def _number_of(stored: float) -> int | None:
    return int(stored) if stored == int(stored) else None


def _date(ask: Ask, stored: Any) -> date | None:
    try:
        return date.fromisoformat(str(stored))
    except ValueError:
        return None


_READERS: Mapping[Kind, Callable[[Ask, Any], Any]] = {
    Kind.CHOICE: _choice,
    Kind.FLAG: _choice,
    Kind.COUNT: _count,
    Kind.AREA: _number,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
}
