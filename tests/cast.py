"""A named cast: officials of several places, operators, and shortcuts to put a facility into a state.

Everything is made by the real verbs. `cast.officer` is the health officer of 章贡区, `cast.neighbour` the one of
南康区 in the same city, `cast.stranger` the one of 瓯海区 in another province, `cast.city` the officer of 赣州市.
"""

from datetime import date
from functools import cached_property
from itertools import count
from typing import Any

from accounts.actors import Actor, system_actor
from accounts.enums import DepartmentKind, FacilityRole, Role
from accounts.models import Department, User
from accounts.queries import post_of
from accounts.workflow import appoint, create_user, open_department
from facilities.models import Facility
from facilities.queries import granted_facilities
from facilities.workflow import create_facility, grant_operator
from kernel.identifiers import uscc_check_digit
from policy.enums import EntityKind
from regions.models import Region
from regions.scope import nation_scope, scoped

ZHANGGONG, NANKANG, GANZHOU, JIANGXI = 360702000000, 360703000000, 360700000000, 360000000000
OUHAI, BINJIANG, CHAOYANG, DATONG = 330304000000, 330108000000, 220104000000, 340402000000
JIEFANG_STREET = 360702001000
PASSWORD = "a-long-enough-password"

_SETUP = system_actor("test set-up")
_numbers = count(1)


def uscc(number: int | None = None, *, prefix: str = "91360702MA") -> str:
    """A valid credit code; each call another one."""
    body = f"{prefix}{number if number is not None else next(_numbers):07d}"
    return body + uscc_check_digit(body)


class Cast:
    def department(self, region: int, kind: DepartmentKind, name: str = "") -> Department:
        found = Department.objects.filter(region_id=region, kind=kind).first()
        return found or open_department(
            by=_SETUP,
            region=Region.objects.get(pk=region),
            kind=kind,
            name=name or f"{region} {kind}",
            valid_from=date(2020, 1, 1),
        )

    def user(self, username: str) -> User:
        found = User.objects.filter(username=username).first()
        return found or create_user(
            by=_SETUP, username=username, name=f"示例·{username}", password=PASSWORD, must_change=False
        )

    def official(self, region: int, kind: DepartmentKind, role: Role) -> Actor:
        """Somebody appointed to a role in an office of a region, the same person each time."""
        user = self.user(f"{region}-{kind}-{role}".lower())
        office = self.department(region, kind)
        row = user.appointments.filter(department=office, role=role).first() or appoint(
            by=_SETUP, user=user, department=office, role=role, valid_from=date(2020, 1, 1)
        )
        return Actor(user_id=user.pk, name=user.name, username=user.username, post=post_of(row))

    @cached_property
    def officer(self) -> Actor:
        return self.official(ZHANGGONG, DepartmentKind.HEALTH, Role.OFFICER)

    @cached_property
    def head(self) -> Actor:
        return self.official(ZHANGGONG, DepartmentKind.HEALTH, Role.HEAD)

    @cached_property
    def neighbour(self) -> Actor:
        return self.official(NANKANG, DepartmentKind.HEALTH, Role.OFFICER)

    @cached_property
    def stranger(self) -> Actor:
        return self.official(OUHAI, DepartmentKind.HEALTH, Role.OFFICER)

    @cached_property
    def city(self) -> Actor:
        return self.official(GANZHOU, DepartmentKind.HEALTH, Role.HEAD)

    @cached_property
    def registrar(self) -> Actor:
        return self.official(ZHANGGONG, DepartmentKind.ADMIN_APPROVAL, Role.REGISTRAR)

    def operator(
        self, facility: Facility, role: FacilityRole = FacilityRole.MANAGER, name: str = ""
    ) -> Actor:
        """A person with a grant on one facility."""
        user = self.user(name or f"operator-{facility.pk}-{role.value}")
        with nation_scope(reason="test set-up"):
            grant_operator(by=_SETUP, facility=facility, user=user, role=role)
        return self.actor(user)

    def actor(self, user: User) -> Actor:
        """The operator as a request would see them, with the grants of this moment."""
        return Actor(
            user_id=user.pk, name=user.name, username=user.username, facilities=granted_facilities(user.pk)
        )

    def facility(self, region: int = JIEFANG_STREET, **facts: Any) -> Facility:
        """A registered facility that nobody has filed yet."""
        values: dict[str, Any] = {
            "name": "示例·小树苗托育园",
            "uscc": uscc(),
            "entity_kind": EntityKind.FOR_PROFIT,
            "address": "示例路 1 号 1 层",
            "registered_on": date(2026, 4, 28),
            "registrar": None,
            "confirmed": True,
        }
        with nation_scope(reason="test set-up"):
            return create_facility(by=_SETUP, region=Region.objects.get(pk=region), **(values | facts))


def as_actor(actor: Actor) -> Any:
    """The scope a request of this actor would run in: `with as_actor(cast.officer): …`."""
    scope = actor.scope()
    assert scope is not None
    return scoped(scope)
