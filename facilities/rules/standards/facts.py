"""The facts that the setting standards are checked against. None: nobody has stated it, which is never a pass."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from facilities.rules.standards.asks import FLAGS, site_value


class ClassFacts(NamedTuple):
    """One class on a day. Children of the wrong age are counted apart: `too_old` passed the band in an earlier month,

    `turning` passed it this month and may stay until its end, `too_young` have not reached it. `carers` are the
    caregivers of the class who count that day (present, valid, not banned); None: nobody has recorded the staff.
    """

    kind: str
    children: int
    carers: int | None
    too_old: int = 0
    turning: int = 0
    too_young: int = 0


class Head(NamedTuple):
    """The head of the facility, for R-STAFF-1. `hours` of training are asked by the recommended standard only."""

    college: bool | None = None
    years: int | None = None
    trained: bool | None = None
    hours: int | None = None


class People(NamedTuple):
    """Who works there on a day, as far as they count. `uncounted` are (person, why), `unqualified` caregivers."""

    carers: int = 0
    head: Head | None = None
    health: int = 0
    health_full_time: int = 0
    guards: int = 0
    cooks: int = 0
    uncounted: tuple[tuple[int, tuple[str, ...]], ...] = ()
    unqualified: tuple[int, ...] = ()


class Site(NamedTuple):
    """What the facility states about its premises, by the names of the asks."""

    tenure: str | None = None
    lease_from: date | None = None
    lease_to: date | None = None
    floor_area: float | None = None
    highest_floor: int | None = None
    below_ground: bool | None = None
    mixed_use: bool | None = None
    steel_panels: bool | None = None
    younger_upstairs: bool | None = None
    children_upstairs: int | None = None
    outdoor_area: float | None = None
    public_outdoor: bool | None = None
    sun_rooms: bool | None = None
    window_percent: float | None = None
    health_room_area: float | None = None
    health_beds: int | None = None
    air: str | None = None
    extinguishers: int | None = None
    extinguisher_kg: float | None = None
    extinguishers_at_point: int | None = None
    alarm: str | None = None
    last_drill_on: date | None = None
    video_everywhere: bool | None = None
    video_days: int | None = None
    outdoor_hours: float | None = None
    meals_a_day: int | None = None
    guard_company: bool | None = None
    insured: bool | None = None
    insured_to: date | None = None


class Facts(NamedTuple):
    """A facility on a day. `children` are all enrolled ones, `unchecked` those without a passed check before entry.

    `classes` go with their numbers; `people` None: nobody has recorded the staff. `cooks` tells whether meals are
    cooked on the premises.
    """

    entity_kind: str
    on: date
    classes: tuple[tuple[int, ClassFacts], ...] = ()
    children: int = 0
    unchecked: int = 0
    people: People | None = None
    site: Site = Site()
    cooks: bool = False


def site_of(stated: Mapping[str, Any]) -> Site:
    """The stated facts as they are kept (JSON) in their types; what cannot be read counts as not stated."""
    values = {name: site_value(name, stated.get(name)) for name in Site._fields}
    return Site(
        **{name: value == "YES" if name in FLAGS and value else value for name, value in values.items()}
    )
