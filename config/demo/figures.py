"""What somebody has entered for the dashboards of the demo: residents, one survey, tasks of places without a table; closed quarters.

Every number but those of Annex 2 is invented and its document says so.
"""

from decimal import Decimal

from accounts.actors import Actor
from accounts.enums import Role
from accounts.models import Appointment
from accounts.queries import in_force, post_of
from config.demo.people import doing
from config.demo.places import ELSEWHERE, GANZHOU
from kernel import clock
from regions.models import Region
from reporting.enums import EnteredKind
from reporting.errors import EnteredTwice
from reporting.figures.workflow.closing import close_ended
from reporting.figures.workflow.entering import enter
from reporting.figures.workflow.folding import fold

_CITY = 360700000000
_BULLETIN = "示例·%(year)s 年统计公报（演示数据，并非真实公报）"
_SURVEY = "示例·%(year)s 年入户抽样调查（演示数据）"
_ORDER = "示例·%(year)s 年度托育任务分解（演示数据，并非真实文件）"
#: Residents of a year in parts of a thousand of those of 2020: the city shrinks a little.
_OF_2020 = {2024: 996, 2025: 994}


def figures_entered() -> int:
    """Enter what is missing, then sum up and close the quarters that have ended; returns how many figures were entered."""
    done = sum(_enter(*each) for each in _wanted())
    fold()
    close_ended()
    return done


def _wanted() -> list[tuple[int, str, str, int, Decimal, str, str]]:
    """(division, kind, key, year, value, document, page)."""
    survey, people, target = EnteredKind.SURVEY.value, EnteredKind.POPULATION.value, EnteredKind.TARGET.value
    found = [
        (
            place.district,
            people,
            "residents",
            year,
            Decimal(place.population * part // 1000),
            _BULLETIN,
            "表 2-1",
        )
        for place in GANZHOU
        for year, part in _OF_2020.items()
    ]
    found += [
        (
            _CITY,
            people,
            "residents",
            year,
            Decimal(sum(p.population * part // 1000 for p in GANZHOU)),
            _BULLETIN,
            "表 2-1",
        )
        for year, part in _OF_2020.items()
    ]
    year = clock.today().year
    found += [
        (_CITY, survey, "early_development_knowledge", year, Decimal("82.1"), _SURVEY, "第 4 页"),
        (_CITY, survey, "satisfaction", year, Decimal("91.4"), _SURVEY, "第 7 页"),
    ]
    return found + [
        (place.district, target, "places", year, Decimal(40 * place.facilities), _ORDER, "附表")
        for place in ELSEWHERE
    ]


def _enter(place: int, kind: str, key: str, year: int, value: Decimal, document: str, page: str) -> bool:
    by = _officer_of(place)
    if by is None:
        return False
    given = {"kind": kind, "key": key, "year": year, "value": value, "page": page}
    try:
        doing(by, enter, region=Region.objects.get(pk=place), document=document % {"year": year}, **given)
    except EnteredTwice:
        return False
    return True


def _officer_of(place: int) -> Actor | None:
    """Who enters figures in a division: its health officer or head, else an administrator of it."""
    rows = Appointment.objects.filter(
        in_force(clock.today()), department__region_id=place, department__kind="HEALTH",
        role__in=(Role.HEAD, Role.OFFICER, Role.ADMIN),
    ).select_related("user", "department__region")  # fmt: skip
    row = rows.order_by("id").first()
    if row is None:
        return None
    return Actor(user_id=row.user_id, name=row.user.name, username=row.user.username, post=post_of(row))
