"""Shortcuts for tests of pushes: facts of an approved registration, and the verbs inside the right scope."""

from datetime import date
from typing import Any

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.models import Department
from facilities.models import Facility
from obligations.models import Obligation
from regions.codes import ancestor
from regions.enums import Level
from regions.models import Region
from registration.models import Registration
from registration.rules import RegistrationFacts
from registration.workflow.onboarding import file_first
from registration.workflow.pushing import note_registration, push
from tests.cast import JIEFANG_STREET, Cast, as_actor, uscc

APPROVED = date(2026, 4, 28)


def facts(**changes: Any) -> RegistrationFacts:
    """A social service organisation as its registrar approved it."""
    values: dict[str, Any] = {
        "entity_kind": "SOCIAL_SERVICE_ORG",
        "name": "示例·春芽托育服务中心",
        "uscc": uscc(prefix="52360702MA"),
        "approved_on": APPROVED,
        "address": "示例路 20 号 1 层",
        "business_scope": "3 岁以下婴幼儿托育服务",
        "head_name": "示例·孙悦",
        "phone": "13800000000",
    }
    return RegistrationFacts(**(values | changes))


def place(code: int = JIEFANG_STREET) -> Region:
    return Region.objects.get(pk=code)


def office(actor: Actor) -> Department:
    assert actor.post is not None
    return Department.objects.get(pk=actor.post.department_id)


def registrar(cast: Cast, region: int, kind: DepartmentKind) -> Actor:
    return cast.official(region, kind, Role.REGISTRAR)


def pushed(by: Actor, region: int = JIEFANG_STREET, **changes: Any) -> Registration:
    """One push by a registrar, in their own scope."""
    with as_actor(by):
        return push(by=by, facts=facts(**changes), region=place(region), registrar=office(by))


def noted(by: Actor, region: int = JIEFANG_STREET, **changes: Any) -> Registration:
    with as_actor(by):
        return note_registration(by=by, facts=facts(**changes), region=place(region), registrar=office(by))


def stated(cast: Cast, registrar: Actor, region: int = JIEFANG_STREET, **changes: Any) -> Facility:
    """An operator files first: a facility whose push has not arrived."""
    cast.official(ancestor(region, Level.DISTRICT), DepartmentKind.HEALTH, Role.OFFICER)
    operator = cast.actor(cast.user("first"))
    with as_actor(operator):
        return file_first(
            by=operator, facts=facts(**changes), region=place(region), registrar=office(registrar)
        )


def duty(row: Registration, rule: str) -> Obligation:
    """The latest duty of a rule that a registration opened."""
    return Obligation.objects.filter(subject_id=row.pk, rule=rule).latest("id")
