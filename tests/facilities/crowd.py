"""A crowd for tests of the standards: facilities with classes, children and staff as rows, some of everything wrong.

Rows and not verbs: what counts is that the statements in SQL read them as the rules do, also where no verb would.
"""

import hashlib
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from facilities.enums import FacilityState
from facilities.models import Child, ClassGroup, Enrolment, Facility, HealthCheck, Premises
from facilities.rules.standards.asks import ASKS, Kind
from kernel import clock
from policy.enums import ClassKind
from staff.enums import AbsenceKind, Education, Engagement, ProofKind, StaffRole
from staff.models import Absence, Employment, Proof, StaffMember
from tests.cast import Cast

_numbers = count(1)


def digest() -> bytes:
    return hashlib.sha256(f"crowd {next(_numbers)}".encode()).digest()


class Crowd:
    """`on` is the day around which dates fall."""

    def __init__(self, cast: Cast, on: date, seed: int = 7) -> None:
        self.cast, self.on, self.rng = cast, on, Random(seed)

    def day(self, before: int = 400, after: int = 60) -> date:
        return self.on + timedelta(days=self.rng.randint(-before, after))

    def maybe(self, value: Any, share: float = 0.5) -> Any:
        return value if self.rng.random() < share else None

    def facility(self, **facts: Any) -> Facility:
        found = self.cast.facility(**facts)
        Facility.objects.filter(pk=found.pk).update(
            state=self.rng.choice([FacilityState.FILED, FacilityState.FILED_VERIFIED]),
            filed_on=self.on,
            meals=self.rng.choice(["OWN", "NONE"]),
            profile={"floor_area": 300, "floors": 2},
        )
        return Facility.objects.get(pk=found.pk)

    def group(self, facility: Facility, kind: str, **facts: Any) -> ClassGroup:
        given = {"name": f"示例班{next(_numbers)}", "places": 20, "opened_on": date(2020, 1, 1)} | facts
        row: ClassGroup = ClassGroup.objects.create(
            region_id=facility.region_id, facility=facility, kind=kind, **given
        )
        return row

    def child(self, group: ClassGroup, born_on: date, *, checked: bool = True, **span: Any) -> Child:
        here = {"region_id": group.region_id, "facility_id": group.facility_id}
        child = Child.objects.create(
            **here,
            name="示例·小豆",
            born_on=born_on,
            id_kind="RESIDENT_ID",
            id_number="",
            number_digest=digest(),
            name_digest=digest(),
            guardian_name="示例·家长",
            guardian_phone="",
            consented_on=self.on,
            created_at=clock.now(),
        )
        given = {"starts_on": date(2020, 1, 2), "ends_on": None} | span
        Enrolment.objects.create(**here, child=child, class_group=group, care_mode="FULL_DAY", **given)
        if checked:
            HealthCheck.objects.create(
                **here, child=child, kind="ENTRY", done_on=self.on, passed=True, vaccinations_seen=True
            )
        return child

    def person(self, facility: Facility, role: str, **facts: Any) -> StaffMember:
        """Somebody employed, with valid proofs of everyone unless `proofs` says otherwise."""
        here = {"region_id": facility.region_id, "facility": facility}
        proofs = facts.pop("proofs", ("HEALTH_CERTIFICATE", "RECORD_CHECK", "CARE_QUALIFICATION"))
        group = facts.pop("group", None)
        span = {"starts_on": date(2020, 1, 2), "ends_on": None} | facts.pop("span", {})
        engagement = facts.pop("engagement", Engagement.FULL_TIME)
        given = {"education": Education.COLLEGE, "managed_years": 5} | facts
        member: StaffMember = StaffMember.objects.create(
            **here,
            name="示例·李一",
            born_on=date(1990, 3, 1),
            id_number="",
            phone="",
            number_digest=digest(),
            name_digest=digest(),
            created_at=clock.now(),
            **given,
        )
        Employment.objects.create(
            **here, member=member, role=role, engagement=engagement, class_group=group, **span
        )
        for kind in proofs:
            self.proof(member, kind)
        return member

    def proof(self, member: StaffMember, kind: str, **facts: Any) -> Proof:
        given = {"issued_on": date(2026, 1, 5), "valid_to": date(2027, 1, 5), "result": ""} | facts
        if kind == ProofKind.RECORD_CHECK and not given["result"]:
            given["result"] = "CLEAR"
        row: Proof = Proof.objects.create(
            region_id=member.region_id,
            facility_id=member.facility_id,
            member=member,
            kind=kind,
            number="",
            **given,
        )
        return row

    def premises(self, facility: Facility, **facts: Any) -> Premises:
        row: Premises = Premises.objects.create(
            region_id=facility.region_id, facility=facility, facts=facts, stated_at=clock.now()
        )
        return row

    def random_facility(self, **facts: Any) -> Facility:
        """Everything at random: ages, dates, proofs, absences, premises."""
        facility, rng = self.facility(**facts), self.rng
        if rng.random() < 0.6:
            self.premises(facility, **{ask.name: self._answer(ask) for ask in ASKS if rng.random() < 0.8})
        groups = [self._random_group(facility) for _n in range(rng.randint(0, 4))]
        for _n in range(rng.randint(0, 7)):
            self._random_person(facility, groups)
        return facility

    def _random_group(self, facility: Facility) -> ClassGroup:
        kind = self.rng.choice(ClassKind.values)
        group = self.group(facility, kind, closed_on=self.maybe(self.day(20, 20), 0.2))
        for _n in range(self.rng.randint(0, 12)):
            born = self.on - timedelta(days=self.rng.randint(100, 1200))
            start = self.day()
            end = self.maybe(start + timedelta(days=self.rng.randint(0, 500)), 0.4)
            self.child(group, born, checked=self.rng.random() < 0.8, starts_on=start, ends_on=end)
        return group

    def _random_person(self, facility: Facility, groups: list[ClassGroup]) -> None:
        rng, start = self.rng, self.day(900, 10)
        role = rng.choice([*StaffRole.values, StaffRole.CAREGIVER, StaffRole.CAREGIVER])
        member = self.person(
            facility,
            role,
            group=rng.choice([*groups, None]) if role == StaffRole.CAREGIVER else None,
            span={"starts_on": start, "ends_on": self.maybe(start + timedelta(rng.randint(0, 900)), 0.3)},
            engagement=rng.choice(Engagement.values),
            education=rng.choice([*Education.values, ""]),
            managed_years=self.maybe(rng.randint(0, 9), 0.8),
            proofs=(),
        )
        for kind in [*rng.sample(ProofKind.values, rng.randint(0, 8)), "HEALTH_CERTIFICATE", "RECORD_CHECK"]:
            self.proof(
                member,
                kind,
                issued_on=(issued := self.day(700, 5)),
                valid_to=self.maybe(issued + timedelta(days=rng.randint(0, 800)), 0.8),
                result=rng.choice(["CLEAR", "CLEAR", "CLEAR", "HIT"])
                if kind == ProofKind.RECORD_CHECK
                else "",
                hours=self.maybe(rng.randint(20, 90), 0.7),
                withdrawn_at=self.maybe(datetime(2026, 1, 1, tzinfo=clock.ZONE), 0.1),
            )
        if rng.random() < 0.2:
            begins = self.day(20, 5)
            Absence.objects.create(
                region_id=facility.region_id,
                facility=facility,
                member=member,
                kind=rng.choice(AbsenceKind.values),
                starts_on=begins,
                ends_on=self.maybe(begins + timedelta(days=rng.randint(0, 30))),
                lifted_on=self.maybe(begins + timedelta(days=rng.randint(0, 10)), 0.2),
                note="",
            )

    def _answer(self, ask: Any) -> Any:
        if ask.kind in (Kind.CHOICE, Kind.FLAG):
            return self.rng.choice([value for value, _words in ask.choices] or ["YES", "NO"])
        if ask.kind == Kind.DATE:
            return self.day(800, 800).isoformat()
        return self.rng.randint(0, min(ask.largest, 120))
