"""Random things that happen to facilities, people, duties and money: what the sums must survive."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from accounts.enums import DepartmentKind
from facilities.enums import FacilityState
from facilities.models import (
    Breach,
    Child,
    ClassGroup,
    Enrolment,
    Facility,
    GrowthStation,
    UniversalRecognition,
)
from facilities.workflow import create_facility
from facilities.workflow.facility import set_state, update_facts
from facilities.workflow.moving import move_facility
from inspections.models import Complaint, Finding, Visit
from kernel import clock
from obligations.models import Obligation
from policy.enums import EntityKind
from regions.models import Region
from staff.models import Employment, Proof, StaffMember
from subsidies.models import BatchLine, SubsidyClaim
from tests.cast import _SETUP, Cast, uscc

#: Streets of three districts of two provinces, and a district whose streets are not known.
PLACES = (360702001000, 360702002000, 360703001000, 330304001000, 360771000000)
#: So few facilities that what happens meets in the same ones.
FEW, MANY = 3, 6


@dataclass
class Life:
    """Acts on facilities, chosen by the numbers of `rng`; the days lie around the day of the clock."""

    cast: Cast
    rng: Random
    facilities: list[Facility] = field(default_factory=list)

    def happen(self) -> None:
        act = self.rng.choice(_ACTS)
        if len(self.facilities) < FEW:
            act = Life.appears
        if len(self.facilities) > MANY and act is Life.appears:
            act = Life.changes_state
        act(self)

    def day(self, before: int = 40, after: int = 12) -> date:
        return clock.today() + timedelta(days=self.rng.randint(-before, after))

    def later(self, day: date) -> date | None:
        return self.rng.choice((None, day + timedelta(days=self.rng.randint(0, 40))))

    def one(self) -> Facility:
        return Facility.objects.get(pk=self.rng.choice(self.facilities).pk)

    def where(self) -> dict[str, Any]:
        facility = self.one()
        return {"facility_id": facility.pk, "region_id": facility.region_id}

    def some(self, rows: Any) -> Any:
        found = list(rows.order_by("pk"))
        return self.rng.choice(found) if found else None

    def is_complained_about(self) -> None:
        """The row of a complaint lies in the district, whoever it is about."""
        district = self.one().region_id // 1_000_000 * 1_000_000
        office, number = self.cast.department(district, DepartmentKind.HEALTH), Complaint.objects.count()
        Complaint.objects.create(
            region_id=district, category="OTHER", text="x", code_digest=f"{number}".encode().rjust(32, b"0"), office=office,
            received_at=clock.now(), received_on=self.day(after=0),
        )  # fmt: skip

    def is_answered(self) -> None:
        row = self.some(Complaint.objects.filter(answered_on=None))
        if row is not None:
            row.answered_on, row.answered_at, row.result, row.state = (
                self.day(after=0),
                clock.now(),
                "CONFIRMED",
                "ANSWERED",
            )
            row.save()

    def appears(self) -> None:
        kind = self.rng.choice(
            (EntityKind.PUBLIC_INSTITUTION, EntityKind.FOR_PROFIT, EntityKind.KINDERGARTEN_CLASS)
        )
        place = Region.objects.get(pk=self.rng.choice(PLACES))
        self.facilities.append(
            create_facility(
                by=_SETUP, region=place, name="示例·园", uscc=uscc(), entity_kind=kind, address="示例路 1 号",
                registered_on=self.day(after=0), registrar=None, confirmed=True,
            )
        )  # fmt: skip

    def changes_state(self) -> None:
        facility, state = self.one(), self.rng.choice((*FacilityState, *(FacilityState.FILED,) * 12))
        facts: dict[str, Any] = {"places": self.rng.choice((0, 24, 45, 60))}
        if state != FacilityState.REGISTERED:
            facts["filed_on"] = facility.filed_on or clock.today()
        facts["ended_on"] = clock.today() if state in ("REMOVED", "CANCELLED") else None
        set_state(by=_SETUP, facility=facility, state=state, event="facility.changed", **facts)

    def changes_places(self) -> None:
        facility = self.one()
        mode = self.rng.choice(("", "KINDERGARTEN", "MARKET"))
        update_facts(
            by=_SETUP,
            facility=facility,
            event="facility.changed",
            places=self.rng.randint(0, 90),
            provision_mode=mode,
        )

    def moves(self) -> None:
        facility, place = self.one(), Region.objects.get(pk=self.rng.choice(PLACES))
        if (
            not SubsidyClaim.objects.filter(facility_id=facility.pk).exists()
            and place.pk != facility.region_id
        ):
            move_facility(by=_SETUP, facility_id=facility.pk, region=place, reason="测试")

    def is_recognised(self) -> None:
        first = self.day()
        UniversalRecognition.objects.create(
            **self.where(),
            agreement_number="协 1",
            valid_from=first,
            valid_to=first + timedelta(days=self.rng.randint(0, 60)),
            granted_at=clock.now(),
        )

    def loses_recognition(self) -> None:
        row = self.some(UniversalRecognition.objects.filter(facility__in=self.facilities))
        if row:
            row.withdrawn_from, row.withdrawal_reason = (
                row.valid_from + timedelta(days=self.rng.randint(0, 60)),
                "测试",
            )
            row.save()

    def takes_a_child(self) -> None:
        place, first = self.where(), self.day()
        number = Child.objects.count()
        child = Child.objects.create(
            **place, name="示例·宝", born_on=date(2024, 1, 1), id_kind="RESIDENT_ID", id_number=f"{number}", guardian_name="示例", guardian_phone="13800000000",
            number_digest=f"{number}".encode().rjust(32), name_digest=b"n".rjust(32), consented_on=first, created_at=clock.now(),
        )  # fmt: skip
        group = ClassGroup.objects.create(
            **place, kind="MIXED", name=f"班{number}", places=18, opened_on=first
        )
        Enrolment.objects.create(
            **place,
            child=child,
            class_group=group,
            care_mode="FULL_DAY",
            starts_on=first,
            ends_on=self.later(first),
        )

    def a_child_leaves(self) -> None:
        row = self.some(Enrolment.objects.filter(ends_on=None))
        if row:
            row.ends_on = max(row.starts_on, self.day())
            row.save()

    def hires(self) -> None:
        place, first = self.where(), self.day()
        number = StaffMember.objects.count()
        member = StaffMember.objects.create(
            **place, name="示例·员", born_on=date(1990, 1, 1), id_number=f"s{number}", phone="13800000000",
            number_digest=f"s{number}".encode().rjust(32), name_digest=b"n".rjust(32), created_at=clock.now(),
        )  # fmt: skip
        ends = self.later(first)
        Employment.objects.create(**place, member=member, role="CAREGIVER", starts_on=first, ends_on=ends)
        if ends:  # and goes on in another class
            Employment.objects.create(**place, member=member, role="CAREGIVER", starts_on=ends)

    def is_certified(self) -> None:
        member = self.some(StaffMember.objects.all())
        if member:
            first = self.day()
            until = self.rng.choice((None, first + timedelta(days=self.rng.randint(-5, 60))))
            Proof.objects.create(
                facility_id=member.facility_id,
                region_id=member.region_id,
                member=member,
                kind="CARE_QUALIFICATION",
                number="1",
                issued_on=first,
                valid_to=until,
            )

    def a_proof_is_withdrawn(self) -> None:
        row = self.some(Proof.objects.filter())
        if row:
            row.withdrawn_at, row.withdrawal_reason = clock.now(), "测试"
            row.save()

    def owes(self) -> None:
        for _number in range(3):
            self.owes_one()

    def owes_one(self) -> None:
        place, due = self.where(), self.day()
        if self.rng.random() < 0.3:
            place["facility_id"] = None
        number = Obligation.objects.count()
        Obligation.objects.create(
            **place, rule=self.rng.choice(("registration_push", "filing", "filing_receipt", "noncompliance_notice", "rectification")),
            subject_type="x", subject_id=number, owner_kind="HEALTH", trigger_event="x", trigger_at=clock.now(), trigger_on=due,
            due_on=due, due_status=self.rng.choice(("FIRM", "FIRM", "FIRM", "PROVISIONAL")), pack="CN", pack_version="1", opened_at=clock.now(),
        )  # fmt: skip

    def settles(self) -> None:
        for _number in range(2):
            self.settles_one()

    def settles_one(self) -> None:
        row = self.some(Obligation.objects.filter(status="OPEN"))
        if row:
            on = self.day(after=0)
            row.status = self.rng.choice(("DONE", "DONE", "DONE", "SUPERSEDED", "CANCELLED"))
            if row.status == "DONE":
                row.status = "MET" if on <= row.due_on else "MET_LATE"
            row.settled_on, row.settled_at = on, datetime.combine(on, clock.now().timetz())
            row.save()

    def misses_a_standard(self) -> None:
        place, found = self.where(), self.day(after=0)
        Breach.objects.create(
            **place, rule=self.rng.choice(("R-RATIO-1", "R-CLS-1")), subject_id=Breach.objects.count(), severity=self.rng.choice(("BLOCK", "WARN", "ADVICE")),
            found_on=found, seen_on=found, cleared_on=self.later(found),
        )  # fmt: skip

    def is_visited(self) -> None:
        on = self.day(after=0)
        office = self.cast.department(360702000000, DepartmentKind.HEALTH)
        state = self.rng.choice(("PLANNED", "UNDER_WAY", "TO_SIGN", "DONE"))
        kind = self.rng.choice(("SELF_CHECK", "PATROL"))
        Visit.objects.create(
            **self.where(),
            kind=kind,
            state=state,
            office=office,
            planned_on=on,
            visited_on=on,
            acknowledgement="SIGNED",
            created_at=clock.now(),
        )

    def has_to_rectify(self) -> None:
        on = self.day(after=0)
        office = self.cast.department(360702000000, DepartmentKind.HEALTH)
        one, two = (self.cast.user(f"somebody-{n}") for n in (1, 2))
        state = self.rng.choice(("OPEN", "REPORTED", "CLOSED", "CLOSED", "WITHDRAWN"))
        ended: dict[str, Any] = {}
        if state == "CLOSED":
            ended = {
                "reported_by": one,
                "verified_by": two,
                "closed_on": on + timedelta(days=self.rng.randint(0, 40)),
            }
        Finding.objects.create(
            **self.where(), origin="DUTY", problem="测试", severity="WARN", office=office, state=state, ordered_at=clock.now(),
            ordered_on=on, limit_days=10, due_on=on + timedelta(days=self.rng.randint(0, 40)), **ended,
        )  # fmt: skip

    def claims(self) -> None:
        on = datetime.combine(self.day(after=0), clock.now().timetz())
        claim = SubsidyClaim.objects.create(
            **self.where(), facility_name="示例", programme="GZ-OPERATING", subject=f"{SubsidyClaim.objects.count()}", facts={},
            state=self.rng.choice(("DRAFT", "FACTS", "WITHDRAWN", "REJECTED")), simulated=self.rng.random() < 0.2, created_at=on,
            submitted_at=self.rng.choice((None, on)),
        )  # fmt: skip
        BatchLine.objects.create(
            facility_id=claim.facility_id, region_id=claim.region_id, batch_id=1, claim_id=claim.pk, position=1, amount=500, net=self.rng.randint(0, 500),
            bank="x", holder="x", account_number="6021", result=self.rng.choice(("", "PAID", "FAILED")), answered_at=on,
        ) if not claim.simulated else None  # fmt: skip

    def a_station_opens(self) -> None:
        built = self.day(after=0)
        GrowthStation.objects.create(
            region_id=self.rng.choice(PLACES), name="示例·驿站", address="x", works="NEW", built_on=built,
            state="ACCEPTED", accepted_on=built, closed_on=self.later(built),
        )  # fmt: skip


_ACTS: tuple[Callable[[Life], None], ...] = tuple(
    value
    for name, value in vars(Life).items()
    if callable(value)
    and not name.startswith("_")
    and name not in ("happen", "day", "later", "one", "where", "some")
)
