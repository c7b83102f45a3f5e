"""Who acts in the demo: the appointed officials of a district, found or appointed; the operators of its facilities."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.actors import Actor, system_actor
from accounts.enums import DepartmentKind, FacilityRole, Role
from accounts.models import Appointment, Department, User
from accounts.queries import in_force, post_of
from accounts.workflow import appoint, create_user, open_department
from config.demo.places import Place
from facilities.models import Facility
from facilities.queries import granted_facilities
from facilities.workflow import grant_operator
from kernel import clock
from policy.enums import EntityKind
from policy.queries import office, registrars
from regions.models import Region
from regions.scope import acting_in, scoped

SETUP = system_actor("演示数据")
_FOUNDED = date(2020, 1, 1)


@dataclass
class Offices:
    """The people of one district that the stories need."""

    place: Place
    password: str
    officer: Actor = field(init=False)
    head: Actor = field(init=False)
    operators: User = field(init=False)
    public_operator: User = field(init=False)
    clerk: User = field(init=False)

    def __post_init__(self) -> None:
        self.officer = self.official(DepartmentKind.HEALTH, Role.OFFICER)
        self.head = self.official(DepartmentKind.HEALTH, Role.HEAD)
        self.public_operator = self._user(f"{self.place.key}-operator", "示例·李青")
        self.clerk = self._user(f"{self.place.key}-clerk", "示例·王丽")
        self.operators = self._user(f"{self.place.key}-operators", "示例·其他机构经办人")

    def registrar(self, kind: EntityKind, on: date) -> Actor | None:
        """The registrar of a kind of entity here; None where it files directly."""
        allowed = registrars(self.place.district, kind, on)
        return self.official(DepartmentKind(allowed[0].kind), Role.REGISTRAR) if allowed else None

    def operator_of(self, facility: Facility, *, main: bool) -> Actor:
        """Grant a facility to the demo operator and its clerk, or to the account that stands for all the others."""
        user = self.public_operator if main else self.operators
        with acting_in(self.place.district, reason="the demo grants its operators their facilities"):
            grant_operator(by=SETUP, facility=facility, user=user, role=FacilityRole.MANAGER)
            if main:
                grant_operator(by=SETUP, facility=facility, user=self.clerk, role=FacilityRole.CLERK)
        return Actor(
            user_id=user.pk, name=user.name, username=user.username, facilities=granted_facilities(user.pk)
        )

    def official(self, kind: DepartmentKind, role: Role, *, region: int = 0) -> Actor:
        """Who holds a role in the district, or in another place; in the district somebody is appointed when nobody does."""
        row = (
            Appointment.objects.filter(
                in_force(clock.today()),
                department__region_id=region or self.place.district,
                department__kind=kind,
                role=role,
            )
            .select_related("user", "department__region")
            .order_by("id")
            .first()
        ) or self._appoint(kind, role)
        return Actor(user_id=row.user_id, name=row.user.name, username=row.user.username, post=post_of(row))

    def _appoint(self, kind: DepartmentKind, role: Role) -> Appointment:
        region = Region.objects.get(pk=self.place.district)
        department = Department.objects.filter(region=region, kind=kind).first()
        if department is None:
            named = office(region.pk, kind)
            department = open_department(
                by=SETUP,
                region=region,
                kind=kind,
                name=f"{region.name}{named.name_zh}",
                name_en=named.name_en,
                valid_from=_FOUNDED,
            )
        key = f"{self.place.key}-{kind.lower().replace('_', '-')}-{role.lower().replace('_', '-')}"
        user = self._user(key, f"示例·{region.name}{Role(role).label}")
        return appoint(by=SETUP, user=user, department=department, role=role, valid_from=_FOUNDED)

    def _user(self, username: str, name: str) -> User:
        found = User.objects.filter(username=username).first()
        return found or create_user(
            by=SETUP,
            username=username,
            name=name,
            password=self.password if self.place.home else None,
            must_change=False,
        )


def doing(actor: Actor, verb: Any, **facts: Any) -> Any:
    """One verb by one actor in that actor's own scope, as a request would run it."""
    scope = actor.scope()
    if scope is None:
        raise ValueError(f"{actor.name} has no scope")
    with scoped(scope):
        return verb(by=actor, **facts)
