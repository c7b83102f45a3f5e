"""A world with one of everything in every place; each row's text carries the canary of its district.

Made by the real verbs. `World.ids[kind][district]` lists the objects a URL parameter can name.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from accounts.actors import Actor
from accounts.enums import DepartmentKind, FacilityRole, Role
from accounts.models import Department
from accounts.workflow import issue_token, onboard, open_department
from audit.models import AuditEvent
from documents.models import Paper, StoredFile
from facilities.models import Breach, Facility
from facilities.workflow.joining import invite
from facilities.workflow.premises import state_premises
from facilities.workflow.standards import refresh
from kernel import clock
from messaging.models import Message
from messaging.workflow import tell
from obligations.models import Obligation
from policy.loader.writing import written
from policy.models import Proposal
from policy.workflow import draft_pack, submit
from regions.codes import short
from regions.models import Region, Scoped
from regions.queries import streets
from regions.scope import nation_scope
from registration.enums import Verdict
from registration.models import (
    Filing,
    FilingFile,
    FilingMaterial,
    NoncomplianceNotice,
    PushSheet,
    Receipt,
    Registration,
)
from registration.rules import RegistrationFacts
from registration.workflow import drafting, pushing, reviewing, submitting, verifying
from reporting.figures.workflow.entering import enter
from staff.models import Absence, AbuseCase, Ban, Employment, Proof, StaffMember
from staff.workflow import BanFacts, Named, open_case, propose_ban, record_absence
from tests.cast import _SETUP, Cast, as_actor, uscc
from tests.filing import FORM, hand_in_everything
from tests.isolation.care import CARE, settle_in
from tests.isolation.inspecting import INSPECTED, inspected
from tests.isolation.money import money_of
from tests.isolation.reporting import reports_of
from tests.registration.books import book, checked, good
from tests.staff.people import employed, somebody

Ids = dict[str, dict[int, list[int]]]


#: Tables of people and offices carry no wall; their rows of a district must not change either.
_UNWALLED = [
    f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t.id), '')) FROM {tables} >= %s AND {column} < %s"
    for tables, column in (
        ("accounts_department t WHERE t.region_id", "t.region_id"),
        ("accounts_user t WHERE t.home_region_id", "t.home_region_id"),
        (
            "accounts_appointment t JOIN accounts_department d ON d.id = t.department_id WHERE d.region_id",
            "d.region_id",
        ),
        (
            "accounts_apitoken t JOIN accounts_appointment a ON a.id = t.appointment_id"
            " JOIN accounts_department d ON d.id = a.department_id WHERE d.region_id",
            "d.region_id",
        ),
        (
            "facilities_invitation t JOIN facilities_facility f ON f.id = t.facility_id WHERE f.region_id",
            "f.region_id",
        ),
    )
]


def canary(district: int) -> str:
    return f"金丝雀{district}"


@dataclass
class World:
    """`districts` in order: the actor's own, a sibling in the same city, one of another province."""

    cast: Cast
    districts: tuple[int, ...]
    ids: Ids = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    operators: dict[int, Actor] = field(default_factory=dict)
    streets: dict[int, int] = field(default_factory=dict)

    def build(self) -> "World":
        for district in self.districts:
            _Place(self, district).build()
        return self

    def digest(self, district: int) -> str:
        """One fingerprint over every row of a district in every walled table, the trail aside."""
        names = [m._meta.db_table for m in Scoped.__subclasses__() if m._meta.app_label != "audit"]
        parts = []
        with nation_scope(reason="the fingerprint of a test"), connection.cursor() as cursor:
            for name in sorted(names):
                cursor.execute(
                    f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {name} t WHERE district = %s",
                    [district],
                )
                parts.append(cursor.fetchone()[0])
            for statement in _UNWALLED:
                cursor.execute(statement, [district, district + 10**6])
                parts.append(cursor.fetchone()[0])
        return "".join(parts)


@dataclass
class _Place:
    world: World
    district: int

    def __post_init__(self) -> None:
        cast = self.world.cast
        self.officer = cast.official(self.district, DepartmentKind.HEALTH, Role.OFFICER)
        self.registrar = cast.official(self.district, DepartmentKind.MARKET, Role.REGISTRAR)
        self.street: Region = streets(self.district)[0]

    def build(self) -> None:
        self.world.streets[self.district] = self.street.pk
        self._waiting()
        self._sheet()
        self._filed(self._submit)
        self._filed(self._submit, self._supplement)
        self._filed(self._submit, self._receipt)
        facility = self._filed(self._submit, self._receipt, self._notice)
        self.world.operators[self.district] = self.world.cast.operator(facility)
        self._breach(facility)
        inspected(self.officer, facility, canary(self.district))
        self._staff(facility)
        settle_in(self.world.operators[self.district], self.officer, facility, mark=canary(self.district))
        self._invited(facility)
        self._told(facility)
        self._proposal()
        self._collect()
        self._entered()
        for kind, ids in money_of(self.district, facility.pk, canary(self.district)).items():
            self.world.ids[kind][self.district] = ids
        for kind, ids in reports_of(facility.pk, canary(self.district)).items():
            self.world.ids[kind][self.district] = ids
        self._bystander()

    def _staff(self, facility: Facility) -> None:
        """Somebody at work with proofs and an absence, a case that names somebody, and a ban that waits."""
        operator, mark = self.world.operators[self.district], canary(self.district)
        member = employed(operator, facility, somebody(f"{mark}员"))
        with as_actor(operator):
            record_absence(
                by=operator, member_id=member.pk, kind="ILLNESS", starts_on=clock.today(), note=mark
            )
        with as_actor(self.officer):
            named = [Named(somebody(f"{mark}某"))]
            open_case(by=self.officer, facility_id=facility.pk, account=mark, named=named)
            facts = BanFacts(mark, f"{mark}法院", clock.today())
            propose_ban(by=self.officer, person=somebody(f"{mark}甲"), facts=facts)

    def _facts(self, word: str) -> RegistrationFacts:
        mark = canary(self.district)
        return RegistrationFacts(
            entity_kind="FOR_PROFIT",
            name=f"示例·{mark}{word}",
            uscc=uscc(),
            approved_on=clock.today() - timedelta(days=6),
            address=f"{mark}路 1 号",
            business_scope=f"托育服务 {mark}",
            head_name=f"{mark}人",
            phone="13800000000",
        )

    def _office(self) -> Department:
        return Department.objects.get(pk=self.registrar.department_id)

    def _waiting(self) -> None:
        with as_actor(self.registrar):
            pushing.note_registration(
                by=self.registrar, facts=self._facts("待推"), region=self.street, registrar=self._office()
            )

    def _sheet(self) -> None:
        """An uploaded sheet whose rows carry the canary."""
        mark = canary(self.district)
        row = good(
            机构名称=f"示例·{mark}表", 机构类型="营利性", 详细地址=mark, **{"住所（街道）": self.street.name}
        )
        checked(self.registrar, book([row]), f"{mark}.xlsx")

    def _filed(self, *steps: Any) -> Facility:
        with as_actor(self.registrar):
            facility = pushing.push(
                by=self.registrar, facts=self._facts("园"), region=self.street, registrar=self._office()
            ).facility
        assert facility is not None
        operator = self.world.cast.operator(facility)
        with as_actor(operator):
            filing = drafting.start_filing(by=operator, facility_id=facility.pk)
            form = {**FORM, "name": facility.name, "address": facility.address, "street": facility.region_id}
            drafting.save_draft(by=operator, filing_id=filing.pk, form=form)
            hand_in_everything(operator, filing)
        for step in steps:
            step(operator, filing)
        return facility

    def _submit(self, operator: Actor, filing: Filing) -> None:
        with as_actor(operator):
            submitting.submit(by=operator, filing_id=filing.pk)

    def _judge(self, filing: Filing, **wrong: str) -> None:
        for row in FilingMaterial.objects.filter(filing=filing, applicable=True):
            reviewing.give_verdict(
                by=self.officer,
                filing_id=filing.pk,
                code=row.code,
                verdict=Verdict.SUPPLEMENT if row.code in wrong else Verdict.OK,
                reason=wrong.get(row.code, ""),
            )

    def _supplement(self, operator: Actor, filing: Filing) -> None:
        with as_actor(self.officer):
            self._judge(filing, M5=canary(self.district))
            reviewing.request_supplement(by=self.officer, filing_id=filing.pk)

    def _receipt(self, operator: Actor, filing: Filing) -> None:
        with as_actor(self.officer):
            self._judge(filing)
            reviewing.issue_receipt(by=self.officer, filing_id=filing.pk)

    def _notice(self, operator: Actor, filing: Filing) -> None:
        with as_actor(self.officer):
            verifying.notify_noncompliance(
                by=self.officer,
                filing_id=filing.pk,
                reasons=[canary(self.district)],
                public_text="已责令改正",
                rectify_by=date(2026, 9, 1),
            )

    def _breach(self, facility: Facility) -> None:
        """A standard that the facility misses; the list shows its name."""
        operator = self.world.operators[self.district]
        with as_actor(operator):
            state_premises(
                by=operator, facility_id=facility.pk, facts={"insured": "NO", "steel_panels": "YES"}
            )
        refresh(facility.pk)
        with nation_scope(reason="a test looks"):
            assert Breach.objects.filter(facility=facility, cleared_on=None).exists()

    def _invited(self, facility: Facility) -> None:
        """Somebody is asked to join the facility and has not come yet."""
        manager = self.world.operators[self.district]
        with as_actor(manager):
            row, _code = invite(
                by=manager, facility_id=facility.pk, role=FacilityRole.CLERK, invitee=canary(self.district)
            )
        self.world.ids["invitation"][self.district] = [row.pk]

    def _entered(self) -> None:
        """A figure that somebody entered, whose document carries the canary."""
        region = Region.objects.get(pk=self.district)
        with as_actor(self.officer):
            row = enter(
                by=self.officer,
                region=region,
                kind="POPULATION",
                key="residents",
                year=2025,
                value=Decimal(700_000),
                document=canary(self.district),
            )
        self.world.ids["figure"][self.district].append(row.pk)

    def _bystander(self) -> None:
        """Somebody with an office, a role and a key whom nobody of the tests is: the pages for administrators act on them."""
        office = open_department(
            by=_SETUP,
            region=Region.objects.get(pk=self.district),
            kind=DepartmentKind.CIVIL_AFFAIRS,
            name=f"{canary(self.district)}局",
            valid_from=date(2020, 1, 1),
        )
        user, _secret = onboard(
            by=_SETUP,
            username=f"bystander-{self.district}",
            name=canary(self.district),
            department=office,
            role=Role.REGISTRAR,
        )
        row = user.appointments.get()
        token, _key = issue_token(by=_SETUP, appointment=row, name=canary(self.district))
        for kind, found in {"department": office, "person": user, "appointment": row, "token": token}.items():
            self.world.ids[kind][self.district] = [found.pk]

    def _proposal(self) -> None:
        """A version of the district's pack that waits for a second person."""
        by = self.world.cast.official(self.district, DepartmentKind.NDRC_LOCAL, Role.POLICY_ADMIN)
        mark = canary(self.district)
        content = {
            "schema": "tuoyu-pack/1",
            "pack": short(self.district),
            "parent": {360702000000: "360700", 360703000000: "360700"}.get(self.district, "330300"),
            "name": {"zh": mark, "en": mark},
            "valid_from": "2026-01-01",
            "sources": {},
        }
        with as_actor(by):
            row = draft_pack(by=by, name=f"{mark}.yaml", data=written(content).encode())
            submit(
                by=by,
                proposal_id=row.pk,
                document=mark,
                reason=mark,
                effective_on=clock.today() + timedelta(9),
            )

    def _told(self, facility: Facility) -> None:
        """The officer and the operator of the place are told of a duty of the facility."""
        people = [self.officer.user_id, self.world.operators[self.district].user_id]
        with as_actor(self.officer):
            row = Obligation.objects.filter(facility=facility).first()
            facts = {"about": canary(self.district)}
            tell(event="urged", subject=row, key="urged:1", to=people, facility_id=facility.pk, facts=facts)

    def _collect(self) -> None:
        """Everything of the place by the name a URL parameter would use."""
        kinds = {
            "facility": Facility,
            "registration": Registration,
            "filing": Filing,
            "material": FilingMaterial,
            "filing_file": FilingFile,
            "file": StoredFile,
            "paper": Paper,
            "obligation": Obligation,
            "message": Message,
            "receipt": Receipt,
            "notice": NoncomplianceNotice,
            "sheet": PushSheet,
            "proposal": Proposal,
            "event": AuditEvent,
            "member": StaffMember,
            "employment": Employment,
            "proof": Proof,
            "absence": Absence,
            "case": AbuseCase,
            "ban": Ban,
            **CARE,
            **INSPECTED,
        }
        with nation_scope(reason="collect what the test made"):
            for kind, model in kinds.items():
                self.world.ids[kind][self.district] = list(
                    model.objects.filter(district=self.district).order_by("id").values_list("id", flat=True)
                )
