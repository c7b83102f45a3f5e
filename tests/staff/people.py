"""People for tests: plainly invented, with numbers that are valid and never twice the same."""

from datetime import date
from itertools import count
from typing import Any

from accounts.actors import Actor
from facilities.models import Facility
from kernel import clock
from kernel.id_numbers import id_check_digit
from staff.enums import CheckResult, ProofKind, StaffRole
from staff.identity import Person, identify
from staff.models import StaffMember
from staff.workflow import Certificate, Post, hire, record_proof
from tests.cast import as_actor

_serials = count(0)
BORN = date(1990, 3, 1)


def number(born_on: date = BORN, serial: int | None = None, place: str = "360702") -> str:
    """A resident number; each call another one. The birth year moves on when the serials of a day are used up."""
    at = next(_serials) if serial is None else serial
    body = f"{place}{born_on.replace(year=born_on.year - at // 1000):%Y%m%d}{at % 1000:03d}"
    return body + id_check_digit(body)


def somebody(name: str = "示例·李一", **facts: Any) -> Person:
    values = {"kind": "RESIDENT_ID", "number": facts.pop("number", None) or number(), "born_on": None}
    return identify(name=name, **(values | facts), today=clock.today())


def employed(
    by: Actor,
    facility: Facility,
    person: Person | None = None,
    *,
    role: str = StaffRole.CAREGIVER,
    since: date = date(2026, 1, 5),
    proved: bool = True,
    **facts: Any,
) -> StaffMember:
    """Somebody at work in a facility, by default with the two proofs that everyone needs."""
    with as_actor(by):
        member = hire(
            by=by, facility_id=facility.pk, person=person or somebody(), post=Post(role, since), **facts
        )
        if proved:
            prove(by, member)
    return member


def prove(by: Actor, member: StaffMember, *, on: date = date(2026, 1, 5), until: date | None = None) -> None:
    with as_actor(by):
        for kind, result in ((ProofKind.HEALTH_CERTIFICATE, ""), (ProofKind.RECORD_CHECK, CheckResult.CLEAR)):
            record_proof(
                by=by,
                member_id=member.pk,
                certificate=Certificate(kind, on, until if not result else None, result=result),
            )
