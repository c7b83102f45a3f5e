"""Child growth stations of the demo: accepted jointly, waiting for the street, to be put right, and closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from config.demo.people import Offices, doing
from config.demo.timeline import Story, at, working_days_back
from facilities.enums import StationWorks
from facilities.models import GrowthStation
from facilities.workflow.stations import build_station, close_station, record_acceptance
from regions.models import Region
from regions.scope import acting_in

#: Where stations stand, by the key of the place: the street whose office builds them.
STREETS = {"ouhai": 330304001000, "zhanggong": 360702001000}


@dataclass(frozen=True)
class Station:
    """Days are working days before today. `refused`: what the health authority found; `closed`: on which day it ended."""

    name: str
    address: str
    works: str
    area: int
    built: int
    health: int | None = None
    street: int | None = None
    refused: str = ""
    closed: int | None = None


_STATIONS = (
    Station("示例·一号成长驿站", "示例路 11 号 1 层", StationWorks.NEW, 120, 70, health=62, street=60),
    Station("示例·二号成长驿站", "示例路 25 号 1 层", StationWorks.CONVERTED, 86, 40, health=33, street=33),
    Station("示例·三号成长驿站", "示例巷 3 号 1 层", StationWorks.CONVERTED, 64, 14, health=6),
    Station("示例·四号成长驿站", "示例巷 18 号 1 层", StationWorks.NEW, 95, 12, health=5, refused="活动区插座没有防护盖，请改正后再约验收。"),
    Station("示例·五号成长驿站", "示例广场 2 号 1 层", StationWorks.CONVERTED, 70, 90, health=82, street=80, closed=9),
)  # fmt: skip


def stations_of(offices: Offices, today: date) -> Iterator[Story]:
    """One story for each station of a place that is not there yet."""
    street = STREETS.get(offices.place.key)
    if street is None:
        return
    with acting_in(offices.place.district, reason="the demo looks what it has begun"):
        there = set(GrowthStation.objects.values_list("name", flat=True))
    officer = offices.official(DepartmentKind.STREET, Role.STREET_OFFICER, region=street)
    for station in _STATIONS:
        if station.name not in there:
            yield _told(station, offices.officer, officer, street, today)


def _told(station: Station, health: Actor, street: Actor, region: int, today: date) -> Story:
    """Built by the street, visited by both, closed: each on its day."""

    def day(back: int) -> date:
        return working_days_back(back, of=today)

    yield at(day(station.built), 9)
    row = doing(
        street,
        build_station,
        region=Region.objects.get(pk=region),
        name=station.name,
        address=station.address,
        works=station.works,
        built_on=day(station.built),
        area=Decimal(station.area),
    )
    for who, back, hour in ((health, station.health, 10), (street, station.street, 11)):
        if back is not None:
            yield at(day(back), hour)
            refused = station.refused if who is health else ""
            doing(
                who,
                record_acceptance,
                station_id=row.pk,
                visited_on=day(back),
                accepted=not refused,
                remark=refused,
            )
    if station.closed is not None:
        yield at(day(station.closed), 15)
        doing(street, close_station, station_id=row.pk, closed_on=day(station.closed))
