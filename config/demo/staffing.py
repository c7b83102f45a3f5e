"""Who works at the demo's main facilities: some classes with enough people, some without, and what officers look for."""

from datetime import date, timedelta
from random import Random

from config.demo.cases import decided
from config.demo.names import demo_number, person_name
from config.demo.people import doing
from config.demo.places import PLACES
from config.demo.steps import Case, minute
from config.demo.timeline import Story
from facilities.enums import ENDED_STATES
from facilities.models import ClassGroup, Facility
from kernel import clock
from policy.enums import ClassKind, EntityKind
from regions.scope import Scope, scoped
from staff.enums import AbsenceKind, CheckResult, Education, ProofKind, StaffRole
from staff.identity import Person, identify
from staff.models import StaffMember
from staff.workflow import Certificate, Post, hire, record_absence, record_proof

_C = StaffRole.CAREGIVER
#: Everybody in the order of the list. The senior and the infant class have enough people; the toddler class lacks two.
_ROSTER: tuple[tuple[StaffRole, ClassKind | None], ...] = (
    (StaffRole.FACILITY_HEAD, None),
    *((_C, ClassKind.SENIOR),) * 2,
    *((_C, ClassKind.TODDLER),) * 3,
    *((_C, ClassKind.INFANT),) * 3,
    (StaffRole.HEALTH_STAFF, None),
    (StaffRole.KITCHEN_STAFF, None),
    (StaffRole.SECURITY_GUARD, None),
)
_OWN = {
    StaffRole.FACILITY_HEAD: ProofKind.HEAD_TRAINING,
    StaffRole.CAREGIVER: ProofKind.CARE_QUALIFICATION,
    StaffRole.HEALTH_STAFF: ProofKind.MCH_TRAINING,
    StaffRole.KITCHEN_STAFF: ProofKind.FOOD_HEALTH_CERTIFICATE,
    StaffRole.SECURITY_GUARD: ProofKind.GUARD_CERTIFICATE,
}
#: Days from today to the printed expiry of the health certificate, by the place of the person in the list.
_UNTIL = {2: 20, 3: -6, 6: 50, 7: 80}
#: Whose record check and qualification are not there.
_LACKS = 4
#: People employed at two facilities at once: inside one county, and in two provinces. Facility and place in the list →
#: the serial of the number, and the name.
_TWICE = {
    ("zhanggong", 16, 1): (11000, "示例·周两处"),
    ("zhanggong", 25, 1): (11000, "示例·周两处"),
    ("zhanggong", 25, 7): (11001, "示例·郑跨省"),
    ("ouhai", 25, 7): (11001, "示例·郑跨省"),
}
#: The facility that took on all its caregivers of the list at once, so many days ago.
_GREW, _AGO = 16, 10


def staffed(case: Case, *, on: date) -> Story:
    """The operator of a main facility puts its people on the list, with their proofs."""
    family = case.facts["entity_kind"] == EntityKind.FAMILY_CHILDCARE_HOME
    if (
        not (case.main and case.offices.place.home)
        or family
        or case.operator is None
        or case.facility is None
    ):
        return
    yield minute(case, on)
    with scoped(Scope.of_facilities((case.facility.pk,))):
        if Facility.objects.get(pk=case.facility.pk).state in ENDED_STATES:
            return
        rows = ClassGroup.objects.filter(facility_id=case.facility.pk, closed_on=None).order_by("-id")
        classes = dict(rows.values_list("kind", "id"))
    for place, (role, kind) in enumerate(_ROSTER):
        member = _hired(
            case, place, Post(role, _since(case, role, on), class_group_id=classes.get(kind or ""))
        )
        for said in _proofs(case, place, role):
            doing(case.operator, record_proof, member_id=member.pk, certificate=said)
    doing(
        case.operator, record_absence, member_id=member.pk, kind=AbsenceKind.ILLNESS, starts_on=clock.today()
    )
    if case.number == 25:
        yield minute(case, on)
        decided(case, named=_person(case, 5), strangers=[_person(case, n) for n in range(20, 24)])


def _since(case: Case, role: StaffRole, on: date) -> date:
    grew = case.number == _GREW and role == StaffRole.CAREGIVER
    return case.today - timedelta(days=_AGO) if grew else on - timedelta(days=200)


def _person(case: Case, place: int) -> Person:
    key = case.offices.place.key
    serial = PLACES.index(case.offices.place) * 400 + case.number * 10 + place
    named = person_name(Random(serial))
    serial, name = _TWICE.get((key, case.number, place), (serial, named))
    if place == 0:
        name = case.facts["head_name"]
    number = demo_number(serial)
    return identify(name=name, kind="RESIDENT_ID", number=number, born_on=None, today=clock.today())


def _hired(case: Case, place: int, post: Post) -> StaffMember:
    assert case.operator is not None and case.facility is not None
    head = post.role == StaffRole.FACILITY_HEAD
    member: StaffMember = doing(
        case.operator,
        hire,
        facility_id=case.facility.pk,
        person=_person(case, place),
        post=post,
        phone=f"138{case.rng.randrange(10**8):08d}",
        education=Education.BACHELOR if head else Education.COLLEGE,
        managed_years=case.form["head_years"] if head else None,
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
    return found if place != _LACKS else found[:1]
