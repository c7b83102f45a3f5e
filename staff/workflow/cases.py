"""A case of abuse at a facility: whoever it names is off duty the same day, until it is closed (N15, CN-S5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.models import Department
from accounts.workflow import allow
from facilities.models import Facility
from facilities.queries import locked
from kernel import clock
from kernel.transitions import Transition
from staff.enums import CasePart, CaseState
from staff.errors import Refused
from staff.identity import Person, person_of_member
from staff.models import AbuseCase, CaseSubject, StaffMember
from staff.queries.matching import under_another_name
from staff.tables import CASE
from staff.workflow.checks import check_version, on_trail, other_name
from staff.workflow.enforcing import lift, suspend


@dataclass(frozen=True)
class Named:
    """Somebody whom a case names: the person, or whoever managed directly."""

    person: Person
    part: str = CasePart.PERSON


@transaction.atomic
def open_case(*, by: Actor, facility_id: int, account: str, named: Sequence[Named]) -> AbuseCase:
    """The county opens a case; everybody it names is suspended from today at every facility of the country.

    Raises NotAllowed, Refused (nobody named, no account, a number that stands under another name).
    """
    facility = locked(facility_id)
    allow(by, Action.CASE_MANAGE, facility)
    step = CASE.target("open_case", "")
    if not account.strip():
        raise Refused(_("Say what is said to have happened."), code="ACCOUNT", field="account")
    if not named:
        raise Refused(_("Name at least one person."), code="NOBODY", field="name")
    case: AbuseCase = AbuseCase.objects.create(
        region_id=facility.region_id,
        facility=facility,
        authority_id=by.department_id,
        account=account.strip(),
        state=step.target,
        opened_on=clock.today(),
        opened_by_id=by.user_id,
    )
    on_trail(by, step.event, case)
    _name(by, case, named, facility)
    return case


@transaction.atomic
def open_case_about(*, by: Actor, facility_id: int, account: str, members: Mapping[int, str]) -> AbuseCase:
    """A case about people on the staff of the facility: their row there → their part. As `open_case`.

    Raises Refused for a row of another facility.
    """
    rows = StaffMember.objects.filter(facility_id=facility_id, pk__in=members).order_by("pk")
    named = [Named(person_of_member(row), members[row.pk]) for row in rows]
    if len(named) < len(members):
        raise Refused(_("Name people of this facility."), code="NOBODY", field="members")
    return open_case(by=by, facility_id=facility_id, account=account, named=named)


@transaction.atomic
def name_in_case(*, by: Actor, case_id: int, named: Named, version: int | None = None) -> AbuseCase:
    """The case names another person, who is suspended from today. Raises as `open_case`, and Stale."""
    case, step = locked_case(by, case_id, version, "name_in_case")
    taken = CaseSubject.objects.filter(case=case, number_digest=named.person.number_digest)
    if taken.exists():
        raise Refused(_("The case names this person already."), code="TWICE", field="id_number")
    _bump(case)
    _name(by, case, [named], case.facility)
    on_trail(by, step.event, case, part=named.part)
    return case


@transaction.atomic
def close_unfounded(*, by: Actor, case_id: int, outcome: str, version: int | None = None) -> AbuseCase:
    """Nothing was found: the suspension of everybody named is lifted from today."""
    case = _close(by, case_id, outcome, version, "close_unfounded")
    case.subjects.filter(released_on__isnull=True).update(released_on=clock.today())
    lift(by=by, on=clock.today(), case_id=case.pk)
    return case


@transaction.atomic
def confirm_case(*, by: Actor, case_id: int, outcome: str, version: int | None = None) -> AbuseCase:
    """The case is confirmed: everybody named stays suspended until a ban is decided, for the person and the manager."""
    return _close(by, case_id, outcome, version, "confirm")


def locked_case(by: Actor, case_id: int, version: int | None, action: str) -> tuple[AbuseCase, Transition]:
    case: AbuseCase = (
        AbuseCase.objects.select_for_update(of=("self",))
        .select_related("facility", "authority")
        .get(pk=case_id)
    )
    allow(by, Action.CASE_MANAGE, case)
    check_version(case, version)
    return case, CASE.target(action, case.state)


def _close(by: Actor, case_id: int, outcome: str, version: int | None, action: str) -> AbuseCase:
    case, step = locked_case(by, case_id, version, action)
    if not outcome.strip():
        raise Refused(_("Say what was found, and by which decision."), code="OUTCOME", field="outcome")
    case.state, case.closed_on, case.closed_by_id = CaseState(step.target), clock.today(), by.user_id
    case.outcome = outcome.strip()[:500]
    _bump(case, "state", "closed_on", "closed_by", "outcome")
    on_trail(by, step.event, case)
    return case


def _bump(case: AbuseCase, *fields: str) -> None:
    case.version += 1
    case.save(update_fields=[*fields, "version"])


def _name(by: Actor, case: AbuseCase, named: Sequence[Named], facility: Facility) -> None:
    pairs = [(each.person.number_digest, each.person.name_digest) for each in named]
    if len(dict(pairs)) < len(pairs):
        raise Refused(_("One person is named twice."), code="TWICE", field="id_number")
    if under_another_name(pairs):
        raise other_name()
    here = {
        bytes(digest): pk
        for pk, digest in StaffMember.objects.filter(facility=facility).values_list("pk", "number_digest")
    }
    rows = [
        CaseSubject(
            region_id=case.region_id,
            facility_id=case.facility_id,
            case=case,
            part=each.part,
            name=each.person.name,
            id_kind=each.person.kind,
            id_number=each.person.number,
            number_digest=each.person.number_digest,
            name_digest=each.person.name_digest,
            member_id=here.get(each.person.number_digest),
        )
        for each in named
    ]
    CaseSubject.objects.bulk_create(rows)
    authority = Department.objects.get(pk=case.authority_id).name
    suspend(by=by, case=case, subjects=rows, authority=authority)
