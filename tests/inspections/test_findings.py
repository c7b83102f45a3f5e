"""From the finding to the closed case: days, proofs, another person's recheck, what follows when nothing happens (U29)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import NotAllowed, Stale
from facilities.enums import FacilityState
from facilities.models import Facility
from facilities.queries import open_rectifications, pressing_rectifications
from facilities.workflow import set_state
from inspections.enums import FindingState, SuspensionState
from inspections.errors import FacilityEnded, Refused, SamePerson, WrongState
from inspections.models import Finding, FindingStep, Suspension
from inspections.queries import law
from inspections.workflow import (
    Found,
    answer_referral,
    escalate_overdue,
    extend_finding,
    lift_suspension,
    order_finding,
    order_suspension,
    refer_finding,
    reject_rectification,
    reopen_finding,
    report_rectified,
    verify_rectified,
    withdraw_finding,
)
from kernel import clock
from kernel.transitions import IllegalTransition
from obligations.models import Obligation
from policy.enums import Severity
from regions.scope import nation_scope
from registration.enums import FilingKind
from registration.errors import WrongState as FilingWrongState
from registration.workflow.drafting import start_filing
from subsidies.queries.gates import gates
from tests.cast import GANZHOU, ZHANGGONG, Cast, as_actor
from tests.inspections.visiting import filed, finished, fresh, reported

TODAY = date(2026, 5, 7)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return filed(cast)


@pytest.fixture
def operator(cast: Cast, facility: Facility) -> Actor:
    return cast.operator(facility)


@pytest.fixture
def finding(cast: Cast, facility: Facility) -> Finding:
    [row] = finished(cast.officer, facility, CN_FIRE_2="一具失效")
    return row


def duties(finding: Finding, rule: str) -> list[tuple[str, date | None]]:
    with nation_scope(reason="a test looks"):
        rows = Obligation.objects.filter(subject_type="inspections.finding", subject_id=finding.pk, rule=rule)
        return list(rows.order_by("id").values_list("status", "due_on"))


def test_the_facility_owes_rectification_by_the_working_day_of_the_order(finding: Finding) -> None:
    """Five working days from Thursday 7 May; Saturday 9 May works."""
    assert finding.due_on == date(2026, 5, 13)
    assert duties(finding, "finding_rectification") == [("OPEN", date(2026, 5, 13))]


def test_evidence_then_another_person_then_closed(cast: Cast, finding: Finding, operator: Actor) -> None:
    reported(operator, finding)
    assert duties(finding, "finding_rectification") == [("MET", date(2026, 5, 13))]
    assert duties(finding, "finding_recheck") == [("OPEN", date(2026, 5, 13))]
    with as_actor(cast.officer):
        closed = verify_rectified(by=cast.officer, finding_id=finding.pk, outcome="现场复核合格")
    assert (closed.state, closed.closed_on) == (FindingState.CLOSED, TODAY)
    assert duties(finding, "finding_recheck") == [("MET", date(2026, 5, 13))]
    with as_actor(cast.officer):
        events = list(
            FindingStep.objects.filter(finding=finding).order_by("id").values_list("event", flat=True)
        )
    assert events == ["finding.ordered", "finding.reported", "finding.verified"]


def test_who_reported_it_cannot_verify_it_and_the_table_refuses_it_too(cast: Cast, finding: Finding) -> None:
    with as_actor(cast.officer):
        report_rectified(by=cast.officer, finding_id=finding.pk, text="现场已换新灭火器")
        with pytest.raises(SamePerson):
            verify_rectified(by=cast.officer, finding_id=finding.pk)
        with pytest.raises(SamePerson):
            reject_rectification(by=cast.officer, finding_id=finding.pk, reason="否", days=5)
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=finding.pk).update(
                state="CLOSED", closed_on=TODAY, verified_by_id=cast.officer.user_id
            )
    with as_actor(cast.head):
        assert verify_rectified(by=cast.head, finding_id=finding.pk).state == FindingState.CLOSED


def test_a_recheck_that_fails_gives_new_days_and_the_old_duty_stays_on_record(
    cast: Cast, finding: Finding, operator: Actor
) -> None:
    reported(operator, finding)
    with as_actor(cast.officer):
        row = reject_rectification(by=cast.officer, finding_id=finding.pk, reason="仍有一具失效", days=3)
    assert (row.state, row.due_on) == (FindingState.OPEN, date(2026, 5, 11))
    assert duties(finding, "finding_rectification")[-1] == ("OPEN", date(2026, 5, 11))


def test_more_time_needs_a_reason_and_moves_the_duty(cast: Cast, finding: Finding) -> None:
    with as_actor(cast.officer):
        with pytest.raises(Refused):
            extend_finding(by=cast.officer, finding_id=finding.pk, days=5, reason=" ")
        with pytest.raises(Refused):
            extend_finding(by=cast.officer, finding_id=finding.pk, days=500, reason="设备订购")
        row = extend_finding(by=cast.officer, finding_id=finding.pk, days=5, reason="设备订购需时")
    assert (row.due_on, row.extended) == (date(2026, 5, 20), 1)
    assert duties(finding, "finding_rectification") == [
        ("SUPERSEDED", date(2026, 5, 13)),
        ("OPEN", date(2026, 5, 20)),
    ]


def test_a_closed_finding_can_be_opened_again(cast: Cast, finding: Finding, operator: Actor) -> None:
    reported(operator, finding)
    with as_actor(cast.officer):
        verify_rectified(by=cast.officer, finding_id=finding.pk)
        row = reopen_finding(by=cast.officer, finding_id=finding.pk, reason="回访又失效", days=2)
    assert (row.state, row.reopened, row.verified_by_id, row.closed_on) == (FindingState.OPEN, 1, None, None)


def test_a_withdrawn_finding_binds_nobody(cast: Cast, facility: Facility, finding: Finding) -> None:
    with as_actor(cast.officer):
        withdraw_finding(by=cast.officer, finding_id=finding.pk, reason="检查表选错")
        assert open_rectifications([facility.pk]) == {facility.pk: []}
        with pytest.raises(IllegalTransition):
            extend_finding(by=cast.officer, finding_id=finding.pk, days=2, reason="不再适用")
    assert duties(finding, "finding_rectification") == [("CANCELLED", date(2026, 5, 13))]


def test_overdue_is_told_to_the_level_above_once(cast: Cast, finding: Finding, operator: Actor) -> None:
    cast.department(GANZHOU, DepartmentKind.HEALTH)
    assert escalate_overdue() == 0
    with clock.frozen(date(2026, 5, 14)):
        assert escalate_overdue() == 1
        assert escalate_overdue() == 0
    row = fresh(finding)
    with nation_scope(reason="a test looks"):
        duty = Obligation.objects.get(rule="overdue_rectification")
        assert row.escalated_on == date(2026, 5, 14) and row.escalated_to_id == duty.owner_id
        assert duty.owner is not None and duty.owner.region_id == GANZHOU
    reported(operator, finding)
    assert [status for status, _due in duties(finding, "overdue_rectification")] == ["MET"]


def test_above_a_street_stands_the_county(cast: Cast, facility: Facility) -> None:
    street = cast.official(facility.region_id, DepartmentKind.STREET, Role.STREET_OFFICER)
    county = cast.department(ZHANGGONG, DepartmentKind.HEALTH)
    [row] = finished(street, facility, CN_FIRE_2="一具失效")
    with clock.frozen(date(2026, 5, 14)):
        escalate_overdue()
    assert fresh(row).escalated_to_id == county.pk


def test_open_and_overdue_findings_close_the_gate_of_subsidies(
    cast: Cast, facility: Facility, operator: Actor
) -> None:
    findings = finished(cast.officer, facility, CN_CARE_1="每天约1小时")
    assert findings[0].severity == Severity.WARN
    with as_actor(cast.officer):
        assert gates(facility.pk, TODAY) == []
        [closed] = gates(facility.pk, date(2026, 6, 30))
        assert closed.code == "RECTIFICATION_OPEN" and "每天约1小时" in str(closed.reason)
    [block] = finished(cast.officer, facility, CN_FIRE_2="一具失效")
    with as_actor(cast.officer):
        assert [each.code for each in gates(facility.pk, TODAY)] == ["RECTIFICATION_OPEN"]
    reported(operator, block)
    with as_actor(cast.officer):
        assert [r.subject_id for r in pressing_rectifications([facility.pk], TODAY)[facility.pk]] == [
            block.pk
        ]
        verify_rectified(by=cast.officer, finding_id=block.pk)
        assert gates(facility.pk, TODAY) == []


def test_the_head_stops_the_service_and_only_the_authority_opens_it_again(
    cast: Cast, facility: Facility, finding: Finding, operator: Actor
) -> None:
    with as_actor(cast.officer), pytest.raises(NotAllowed):
        order_suspension(by=cast.officer, finding_id=finding.pk, reason="灭火器全部失效")
    with as_actor(cast.head):
        order = order_suspension(by=cast.head, finding_id=finding.pk, reason="灭火器全部失效")
        assert Facility.objects.get(pk=facility.pk).state == FacilityState.SUSPENDED
        with pytest.raises(WrongState):
            lift_suspension(by=cast.head, suspension_id=order.pk, reason="已整改")
    with as_actor(operator), pytest.raises(FilingWrongState):
        start_filing(by=operator, facility_id=facility.pk, kind=FilingKind.RESUMPTION)
    reported(operator, finding)
    with as_actor(cast.head):
        verify_rectified(by=cast.head, finding_id=finding.pk)
        lift_suspension(by=cast.head, suspension_id=order.pk, reason="复查合格")
        assert Suspension.objects.get().state == SuspensionState.LIFTED
        assert Facility.objects.get(pk=facility.pk).state != FacilityState.SUSPENDED


def test_only_a_missed_legal_minimum_stops_the_service(cast: Cast, facility: Facility) -> None:
    [row] = finished(cast.officer, facility, CN_CARE_1="每天约1小时")
    with as_actor(cast.head), pytest.raises(Refused):
        order_suspension(by=cast.head, finding_id=row.pk, reason="户外不足")


def test_another_department_answers_on_a_day_of_its_own(cast: Cast, finding: Finding) -> None:
    fire = cast.official(ZHANGGONG, DepartmentKind.FIRE, Role.OFFICER)
    police = cast.official(ZHANGGONG, DepartmentKind.POLICE, Role.OFFICER)
    with as_actor(cast.officer):
        given = {"by": cast.officer, "finding_id": finding.pk, "reason": "请核查消防器材"}
        with pytest.raises(Refused):
            refer_finding(**given, department_id=fire.department_id or 0, due_on=TODAY)
        row = refer_finding(**given, department_id=fire.department_id or 0, due_on=date(2026, 5, 20))
        with pytest.raises(Refused):
            refer_finding(**given, department_id=fire.department_id or 0, due_on=date(2026, 5, 20))
    with as_actor(police), pytest.raises(WrongState):
        answer_referral(by=police, referral_id=row.pk, answer="已核查")
    with as_actor(fire):
        duty = Obligation.objects.get(rule="finding_referral")
        assert (duty.owner_id, duty.due_on) == (fire.department_id, date(2026, 5, 20))
        answer_referral(by=fire, referral_id=row.pk, answer="已责令更换")
        duty.refresh_from_db()
        assert duty.status == "MET"
    assert fresh(finding).state == FindingState.OPEN


def test_findings_of_an_ended_facility_lapse_and_none_is_ordered(
    cast: Cast, facility: Facility, finding: Finding
) -> None:
    with as_actor(cast.officer):
        facility = Facility.objects.get(pk=facility.pk)
        set_state(
            by=cast.officer, facility=facility, state=FacilityState.CANCELLED, event="facility.cancelled"
        )
        assert fresh(finding).state == FindingState.LAPSED
        found = Found(problem="门未锁", severity="WARN", source={"kind": "law"}, days=5)
        office = cast.department(ZHANGGONG, DepartmentKind.HEALTH)
        with pytest.raises(FacilityEnded):
            order_finding(by=cast.officer, facility=facility, office=office, found=found)
    assert duties(finding, "finding_rectification") == [("CANCELLED", date(2026, 5, 13))]


def test_a_recommended_standard_can_never_become_a_breach(cast: Cast, facility: Facility) -> None:
    office = cast.department(ZHANGGONG, DepartmentKind.HEALTH)
    source = {"kind": "standard", "code": "WST"}
    with as_actor(cast.officer):
        found = Found(problem="未投保", severity="BLOCK", source=source, days=5)
        with pytest.raises(Refused):
            order_finding(by=cast.officer, facility=facility, office=office, found=found)
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.create(
                region_id=facility.region_id, facility=facility, origin="COMPLAINT", problem="未投保",
                severity="WARN", source=source, office=office, ordered_at=clock.now(), ordered_on=TODAY,
                limit_days=1, due_on=TODAY,
            )  # fmt: skip
    for kind in ("SELF_CHECK", "ANNUAL_INSPECTION"):
        for item in law.checklist(ZHANGGONG, kind, TODAY):
            assert item.source.kind != "standard" or item.severity == Severity.ADVICE


def test_two_officers_do_not_overwrite_each_other(cast: Cast, finding: Finding) -> None:
    with as_actor(cast.officer):
        extend_finding(by=cast.officer, finding_id=finding.pk, days=2, reason="设备订购", version=1)
        with pytest.raises(Stale):
            extend_finding(by=cast.officer, finding_id=finding.pk, days=3, reason="再延", version=1)


def test_a_stranger_reaches_nothing(cast: Cast, finding: Finding) -> None:
    with as_actor(cast.stranger), pytest.raises(Finding.DoesNotExist):
        verify_rectified(by=cast.stranger, finding_id=finding.pk)
    other = cast.operator(cast.facility(), name="another-operator")
    with as_actor(other), pytest.raises(Finding.DoesNotExist):
        report_rectified(by=other, finding_id=finding.pk, text="已改")
