"""The people of the demo: an account for every role in every place. Plainly invented; never on a real server.

Made by the real verbs, again and again with the same result. A province registers nothing, so it has no registrar; where
a place has no street the street officer's role is held in its guidance centre. Operators come with their facilities
(config.demo): `<place>-operator` manages some, `<place>-clerk` fills in for them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts import demo_members
from accounts.actors import Actor
from accounts.enums import DepartmentKind as K
from accounts.enums import FacilityRole
from accounts.enums import Role as R
from accounts.models import Appointment, Department, SecondFactor, User
from accounts.queries import post_of
from accounts.workflow import appoint, create_user, open_department
from accounts.workflow.factors import begin_factor, confirm_factor
from kernel import clock
from kernel.totp import DRIFT, STEP_SECONDS, code_at
from regions.codes import level_of
from regions.enums import Level
from regions.models import Region

PASSWORD = "tuoyu-demo-2026"
_FOUNDED = date(2020, 1, 1)
#: Ending of an operator's account name → what they are for their facilities.
OPERATORS = {"operator": FacilityRole.MANAGER, "clerk": FacilityRole.CLERK}
Names = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """`offices`: kind → real name in Chinese and English; `streets`: code of a street → its short name for accounts."""

    key: str
    region: int
    offices: dict[K, Names]
    streets: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """One demo account: who, where, as what."""

    username: str
    name: str
    region: int
    kind: K
    office: Names
    role: R


_HEALTH_ROLES = (
    ("officer", R.OFFICER),
    ("head", R.HEAD),
    ("admin", R.ADMIN),
    ("policy", R.POLICY_ADMIN),
    ("policy-second", R.POLICY_ADMIN),
    ("auditor", R.AUDITOR),
)
_FINANCE_ROLES = (("maker", R.FINANCE_MAKER), ("checker", R.FINANCE_CHECKER), ("payer", R.FINANCE_PAYER))
_REGISTRARS = {
    K.STAFFING_OFFICE: "staffing",
    K.CIVIL_AFFAIRS: "civil",
    K.MARKET: "market",
    K.ADMIN_APPROVAL: "approval",
}


def _ganzhou(name: str, english: str, *, centre: bool = False) -> dict[K, Names]:
    """A county of Ganzhou: administrative approval registers, civil affairs does not (GZ 三（三）1)."""
    return (_centre(name, english) if centre else {}) | {
        K.HEALTH: (f"{name}卫生健康委员会", f"{english} Health Commission"),
        K.ADMIN_APPROVAL: (f"{name}行政审批局", f"{english} Administrative Approval Bureau"),
        K.MARKET: (f"{name}市场监督管理局", f"{english} Market Regulation Bureau"),
        K.STAFFING_OFFICE: (f"{name}委编办", f"{english} Staffing Office"),
        K.FINANCE: (f"{name}财政局", f"{english} Finance Bureau"),
    }


def _centre(name: str, english: str) -> dict[K, Names]:
    return {K.GUIDANCE_CENTRE: (f"{name}托育服务指导中心", f"{english} Childcare Guidance Centre")}


def _elsewhere(name: str, english: str, health: Names) -> dict[K, Names]:
    """A county under the national rules: civil affairs, market regulation and the staffing office register."""
    return {
        K.HEALTH: health,
        K.CIVIL_AFFAIRS: (f"{name}民政局", f"{english} Civil Affairs Bureau"),
        K.MARKET: (f"{name}市场监督管理局", f"{english} Market Regulation Bureau"),
        K.STAFFING_OFFICE: (f"{name}委编办", f"{english} Staffing Office"),
        K.FINANCE: (f"{name}财政局", f"{english} Finance Bureau"),
    }


def _above(name: str, english: str, *, finance: str = "财政局") -> dict[K, Names]:
    return _centre(name, english) | {
        K.HEALTH: (f"{name}卫生健康委员会", f"{english} Health Commission"),
        K.FINANCE: (
            f"{name}{finance}",
            f"{english} Finance {'Bureau' if finance == '财政局' else 'Department'}",
        ),
    }


def _province(name: str, english: str) -> dict[K, Names]:
    return _above(name, english, finance="财政厅")


def _city(name: str, english: str) -> dict[K, Names]:
    return _above(name, english) | {
        K.MARKET: (f"{name}市场监督管理局", f"{english} Market Regulation Bureau")
    }


def _nation() -> dict[K, Names]:
    return _city("国家", "National") | {
        K.FINANCE: ("财政部", "Ministry of Finance"),
        K.MARKET: ("国家市场监督管理总局", "State Administration for Market Regulation"),
    }


_CHAOYANG = _elsewhere("长春市朝阳区", "Chaoyang", ("长春市朝阳区卫生健康局", "Chaoyang Health Bureau"))
_DATONG = _elsewhere("大通区", "Datong", ("大通区卫生健康委员会", "Datong Health Commission"))
_BINJIANG = _elsewhere("滨江区", "Binjiang", ("滨江区社会发展局", "Binjiang Social Development Bureau")) | {
    K.STAFFING_OFFICE: ("滨江区人力社保局（党委编办）", "Binjiang Human Resources Bureau (staffing office)")
}
_OUHAI = _elsewhere("瓯海区", "Ouhai", ("瓯海区卫生健康局", "Ouhai Health Bureau"))

PLACES = (
    Place("zhanggong", 360702000000, _ganzhou("章贡区", "Zhanggong"), {360702001000: "jiefang"}),
    Place("nankang", 360703000000, _ganzhou("南康区", "Nankang"), {360703001000: "rongjiang"}),
    Place("ganxian", 360704000000, _ganzhou("赣县区", "Ganxian"), {360704100000: "meilin"}),
    Place("jingkai", 360771000000, _ganzhou("赣州经开区", "Ganzhou Development Zone", centre=True)),
    Place("rongjiang", 360772000000, _ganzhou("蓉江新区", "Rongjiang New District", centre=True)),
    Place("ganzhou", 360700000000, _city("赣州市", "Ganzhou")),
    Place("jiangxi", 360000000000, _province("江西省", "Jiangxi")),
    Place("chaoyang", 220104000000, _CHAOYANG, {220104001000: "qianjin"}),
    Place("jilin", 220000000000, _province("吉林省", "Jilin")),
    Place("datong", 340402000000, _DATONG, {340402001000: "datong"}),
    Place("huainan", 340400000000, _city("淮南市", "Huainan")),
    Place(
        "binjiang",
        330108000000,
        _BINJIANG,
        {330108001000: "xixing", 330108002000: "changhe", 330108003000: "puyan"},
    ),
    Place("ouhai", 330304000000, _OUHAI, {330304001000: "jingshan"}),
    Place("wenzhou", 330300000000, _city("温州市", "Wenzhou")),
    Place("nation", 0, _nation()),
)

_SURNAMES = "刘陈林黄周吴郑何罗宋谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = "敏洁芳静丽娟霞平红梅勇强军杰涛明超磊斌浩"


def people() -> Iterator[Person]:
    """Every official of the demo, the same in every run."""
    number = 0
    for place in PLACES:
        for suffix, region, kind, office, role in _posts(place):
            name = f"示例·{_SURNAMES[number % len(_SURNAMES)]}{_GIVEN[number % len(_GIVEN)]}"
            yield Person(f"{place.key}-{suffix}", name, region, kind, office, role)
            number += 1
    for key, region, kind in demo_members.STAFFED:
        for suffix, role in demo_members.ROLES:
            name = f"示例·{_SURNAMES[number % len(_SURNAMES)]}{_GIVEN[number % len(_GIVEN)]}"
            yield Person(f"{key}-{suffix}", name, region, kind, demo_members.names_of(region, kind), role)
            number += 1


def _posts(place: Place) -> Iterator[tuple[str, int, K, Names, R]]:
    for suffix, role in _HEALTH_ROLES:
        yield suffix, place.region, K.HEALTH, place.offices[K.HEALTH], role
    for kind, word in _REGISTRARS.items():
        if kind in place.offices:
            yield f"registrar-{word}", place.region, kind, place.offices[kind], R.REGISTRAR
    for suffix, role in _FINANCE_ROLES:
        yield suffix, place.region, K.FINANCE, place.offices[K.FINANCE], role
    if K.GUIDANCE_CENTRE in place.offices:
        yield "centre", place.region, K.GUIDANCE_CENTRE, place.offices[K.GUIDANCE_CENTRE], R.STREET_OFFICER
    for street, word in place.streets.items():
        yield f"{word}-street", street, K.STREET, ("", ""), R.STREET_OFFICER


def operator_names() -> list[str]:
    """Account names that the demo's facilities give to their operators."""
    counties = (place for place in PLACES if level_of(place.region) == Level.DISTRICT)
    return [f"{place.key}-{ending}" for place in counties for ending in OPERATORS]


def create_people(*, by: Actor) -> int:
    """Open the offices, make the accounts, appoint. What exists stays as it is; returns how many people were new."""
    new = 0
    for person in people():
        office = _office(by, person)
        user = User.objects.filter(username=person.username).first()
        if user is None:
            new += 1
            user = create_user(
                by=by,
                username=person.username,
                name=person.name,
                password=PASSWORD,
                must_change=False,
                home=office.region,
            )
        if not Appointment.objects.filter(user=user, department=office, role=person.role).exists():
            appoint(by=by, user=user, department=office, role=person.role, valid_from=_FOUNDED)
    _open_members(by)
    _give_authenticators()
    return new


def _open_members(by: Actor) -> None:
    """The offices that owe written reports and in which nobody of the demo sits."""
    for place, offices in demo_members.OFFICES.items():
        region = Region.objects.get(pk=place)
        known = set(Department.objects.filter(region=region).values_list("name", flat=True))
        for kind, (chinese, english) in offices:
            if chinese not in known:
                open_department(
                    by=by, region=region, kind=kind, name=chinese, name_en=english, valid_from=_FOUNDED
                )


def _give_authenticators() -> None:
    """Every payer sets up an authenticator, so that a visitor can release a batch; the page shows its code."""
    payers = Appointment.objects.filter(
        role=R.FINANCE_PAYER, user__username__in=[p.username for p in people()], user__second_factor=None
    )
    for row in payers.select_related("user", "department__region").order_by("id"):
        user = row.user
        payer = Actor(user_id=user.pk, name=user.name, username=user.username, post=post_of(row))
        factor = begin_factor(by=payer, password=PASSWORD)
        confirm_factor(by=payer, code=code_now(factor))


def code_now(factor: SecondFactor) -> str:
    """What the phone of a demo account shows: the next code that was not used yet."""
    step = int(clock.wall_seconds()) // STEP_SECONDS
    unused = min(max(step, factor.last_step + 1), step + DRIFT)
    return code_at(factor.secret.disclosed(to="a visitor of the demo"), unused)


def _office(by: Actor, person: Person) -> Department:
    found = Department.objects.filter(region_id=person.region, kind=person.kind).first()
    if found is not None:
        return found
    region = Region.objects.get(pk=person.region)
    chinese, english = person.office
    return open_department(
        by=by,
        region=region,
        kind=person.kind,
        name=chinese or f"{region.name}{'办事处' if region.name.endswith('街道') else '人民政府'}",
        name_en=english or f"{region.name_en} Office".strip(),
        valid_from=_FOUNDED,
    )


@dataclass(frozen=True)
class Account:
    """One line of the table that `make run` and the sign-in page show."""

    username: str
    password: str
    name: str
    role: str
    department: str
    place: str


def accounts() -> list[Account]:
    """The demo accounts that exist, officials in the order of the places, then operators. Three queries."""
    order = {person.username: number for number, person in enumerate(people())}
    rows = Appointment.objects.filter(user__username__in=order, user__is_active=True, ended_at=None)
    found = [
        Account(
            username=row.user.username,
            password=PASSWORD,
            name=row.user.name,
            role=row.get_role_display(),
            department=row.department.name,
            place=row.department.region.name,
        )
        for row in rows.select_related("user", "department__region")
    ]
    found.sort(key=lambda account: order[account.username])
    operators = User.objects.filter(username__in=operator_names(), is_active=True).order_by("id")
    places = {place.key: place.region for place in PLACES}
    names = dict(Region.objects.filter(pk__in=places.values()).values_list("id", "name"))
    word = _("Operator of a facility")
    return found + [
        Account(
            username=user.username,
            password=PASSWORD,
            name=user.name,
            role=f"{word} · {OPERATORS[ending].label}",
            department="",
            place=names.get(places[key], ""),
        )
        for user in operators
        for key, _dash, ending in [user.username.rpartition("-")]
    ]


def by_place() -> list[tuple[str, list[Account]]]:
    """The table by place, in the order of the places, for the sign-in page of a demo."""
    grouped: dict[str, list[Account]] = {}
    for account in accounts():
        grouped.setdefault(account.place, []).append(account)
    return list(grouped.items())
