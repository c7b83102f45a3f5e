"""Reading child growth stations (成长驿站)."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from accounts.enums import DepartmentKind
from facilities.models import GrowthStation, StationAcceptance
from regions.codes import level_of
from regions.enums import Level
from regions.keyset import SIZE, Page, cursor_of, page
from regions.models import Region

_ORDER = ("-built_on", "-id")
#: Who accepts a station together on site (OH 四(二)5): the health authority and the town or street.
JOINT = (DepartmentKind.HEALTH, DepartmentKind.STREET)


def station_rows(state: str) -> QuerySet[GrowthStation]:
    """The stations of the scope, the newest first, of one state if named."""
    rows: QuerySet[GrowthStation] = GrowthStation.objects.order_by(*_ORDER)
    return rows.filter(state=state) if state else rows


def station_page(state: str, query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of `station_rows`."""
    cursor = cursor_of(query, GrowthStation, _ORDER)
    return page(station_rows(state), order=_ORDER, cursor=cursor, size=size)


def station_here(station_id: int) -> GrowthStation:
    """A station of the scope. Raises GrowthStation.DoesNotExist."""
    found: GrowthStation = GrowthStation.objects.get(pk=station_id)
    return found


def visits_of(station_id: int) -> list[StationAcceptance]:
    """What each department found on site, the latest visit first."""
    rows = StationAcceptance.objects.filter(station_id=station_id).select_related("department", "recorded_by")
    return list(rows.order_by("-visited_on", "-id"))


def standing(visits: list[StationAcceptance]) -> dict[str, StationAcceptance]:
    """Kind of department → its latest visit, of those that must accept; `visits` come latest first."""
    found: dict[str, StationAcceptance] = {}
    for visit in visits:
        found.setdefault(visit.department.kind, visit)
    return {kind.value: found[kind.value] for kind in JOINT if kind.value in found}


def accepted_since(visits: list[StationAcceptance]) -> date | None:
    """The day on which the last of those who must accept did; None while one is missing or refuses."""
    last = standing(visits)
    if len(last) < len(JOINT) or not all(visit.accepted for visit in last.values()):
        return None
    return max(visit.visited_on for visit in last.values())


def streets_to_build_in(region_id: int) -> list[Region]:
    """The streets and towns in which an office may record a station."""
    if level_of(region_id) == Level.STREET:
        return list(Region.objects.filter(pk=region_id))
    return list(Region.objects.filter(parent_id=region_id, level=Level.STREET).order_by("id"))
