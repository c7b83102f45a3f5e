"""Who works at the demo's main facilities: enough people, most of them in order, some lacking what the pages show."""

from datetime import date, timedelta

from config.demo.names import demo_number, person_name
from config.demo.people import doing
from config.demo.places import PLACES
from config.demo.steps import Case, minute
from config.demo.timeline import Story
from facilities.enums import ENDED_STATES
from facilities.models import Facility
from kernel import clock
from policy.enums import EntityKind
from regions.scope import Scope, scoped
from staff.enums import AbsenceKind, CheckResult, Education, ProofKind, StaffRole
from staff.identity import Person, identify
from staff.models import StaffMember
from staff.workflow import (
    BanFacts,
    Certificate,
    Named,
    Post,
    approve_ban,
    close_unfounded,
    hire,
    open_case,
    propose_ban,
    record_absence,
    record_proof,
)

_ROLES = (
    StaffRole.FACILITY_HEAD,
    *(StaffRole.CAREGIVER,) * 4,
    StaffRole.HEALTH_STAFF,
    StaffRole.KITCHEN_STAFF,
    StaffRole.SECURITY_GUARD,
)
_OWN = {
    StaffRole.FACILITY_HEAD: ProofKind.HEAD_TRAINING,
    StaffRole.CAREGIVER: ProofKind.CARE_QUALIFICATION,
    StaffRole.HEALTH_STAFF: ProofKind.MCH_TRAINING,
    StaffRole.KITCHEN_STAFF: ProofKind.FOOD_HEALTH_CERTIFICATE,
    StaffRole.SECURITY_GUARD: ProofKind.GUARD_CERTIFICATE,
}
#: Days from today to the printed expiry of the health certificate, by the place of the person in the list.
_UNTIL = {2: 20, 3: -6, 5: 75}


def staffed(case: Case, *, on: date) -> Story:
    """The operator of a main facility puts its people on the list, with their proofs."""
    family = case.facts["entity_kind"] == EntityKind.FAMILY_CHILDCARE_HOME
    if not case.main or family or case.operator is None or case.facility is None:
        return
    yield minute(case, on)
    with scoped(Scope.of_facilities((case.facility.pk,))):
        if Facility.objects.get(pk=case.facility.pk).state in ENDED_STATES:
            return
    for place, role in enumerate(_ROLES):
        member = _hired(case, place, role, since=on)
        for said in _proofs(case, place, role):
            doing(case.operator, record_proof, member_id=member.pk, certificate=said)
    doing(
        case.operator, record_absence, member_id=member.pk, kind=AbsenceKind.ILLNESS, starts_on=clock.today()
    )
    if case.number == 25:
        yield minute(case, on)
        _decided(case)


def _person(case: Case, place: int, name: str) -> Person:
    number = demo_number(PLACES.index(case.offices.place) * 400 + case.number * 10 + place)
    return identify(name=name, kind="RESIDENT_ID", number=number, born_on=None, today=clock.today())


def _hired(case: Case, place: int, role: StaffRole, *, since: date) -> StaffMember:
    assert case.operator is not None and case.facility is not None
    name = case.facts["head_name"] if role == StaffRole.FACILITY_HEAD else person_name(case.rng)
    member: StaffMember = doing(
        case.operator,
        hire,
        facility_id=case.facility.pk,
        person=_person(case, place, name),
        post=Post(role, since - timedelta(days=200)),
        phone=f"138{case.rng.randrange(10**8):08d}",
        education=Education.BACHELOR if role == StaffRole.FACILITY_HEAD else Education.COLLEGE,
        managed_years=case.form["head_years"] if role == StaffRole.FACILITY_HEAD else None,
    )
    return member


def _proofs(case: Case, place: int, role: StaffRole) -> list[Certificate]:
    """Issued before the day on which they are recorded; one of each list has run out, one is about to."""
    now, until = clock.today(), case.today + timedelta(days=_UNTIL.get(place, 240))
    issued = min(now, until) - timedelta(days=30)
    found = [
        Certificate(ProofKind.HEALTH_CERTIFICATE, issued, until, issuer="示例妇幼保健院"),
        Certificate(ProofKind.RECORD_CHECK, now, result=CheckResult.CLEAR, issuer="示例公安机关"),
        Certificate(_OWN[role], issued, issuer="示例培训机构"),
        Certificate(ProofKind.CONDUCT, now),
    ]
    if role == StaffRole.FACILITY_HEAD:
        found += [Certificate(kind, issued) for kind in (ProofKind.DEGREE, ProofKind.WORK_HISTORY)]
    return found if place != 4 else found[:1]


def _decided(case: Case) -> None:
    """A case that was unfounded, and a ban by a court's decision: nobody of the demo works under it."""
    officer, head, today = case.offices.officer, case.offices.head, clock.today()
    assert case.facility is not None
    named = Named(_person(case, 8, "示例·甲"))
    opened = doing(
        officer, open_case, facility_id=case.facility.pk, account="示例：家长反映的情况", named=[named]
    )
    doing(officer, close_unfounded, case_id=opened.pk, outcome="示例：查看监控，未发现虐待")
    facts = BanFacts("示例刑初 1 号", "示例人民法院", today)
    ban = doing(officer, propose_ban, person=_person(case, 9, "示例·乙"), facts=facts)
    doing(head, approve_ban, ban_id=ban.pk)
