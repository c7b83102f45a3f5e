"""A person once, by number; what is refused beside which field; changes, ends, absences and proofs."""

from datetime import date, timedelta

import pytest

from accounts.enums import FacilityRole
from accounts.errors import NotAllowed, Stale
from audit.models import AuditEvent
from facilities.models import Facility
from obligations.models import Obligation
from regions.scope import nation_scope
from staff.enums import AbsenceKind, CheckResult, ProofKind, StaffRole
from staff.errors import Refused, WrongState
from staff.models import Employment, StaffMember
from staff.queries import countable
from staff.workflow import (
    Certificate,
    Post,
    change_employment,
    correct_identity,
    end_employment,
    hire,
    record_absence,
    record_proof,
    record_return,
    verify_proof,
    withdraw_proof,
)
from tests.cast import OUHAI, Cast, as_actor
from tests.staff.people import employed, number, prove, somebody

TODAY = date(2026, 5, 7)


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


def refused(code: str, field: str) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, check=lambda error: (error.code, error.field) == (code, field))


def test_a_person_stands_once_with_an_employment_for_each_role(cast: Cast, facility: Facility) -> None:
    operator, person = cast.operator(facility), somebody()
    first = employed(operator, facility, person, proved=False)
    second = employed(operator, facility, person, role=StaffRole.FACILITY_HEAD, proved=False)
    assert first == second
    with as_actor(operator):
        assert Employment.objects.filter(member=first).count() == 2
        with refused("EMPLOYED", "starts_on"):
            hire(by=operator, facility_id=facility.pk, person=person, post=Post("CAREGIVER", TODAY))


def test_two_people_with_one_name_are_two_people(cast: Cast, facility: Facility) -> None:
    operator = cast.operator(facility)
    assert employed(operator, facility, somebody(), proved=False) != employed(
        operator, facility, somebody(), proved=False
    )


def test_a_number_under_another_name_is_refused_and_nothing_is_told(cast: Cast, facility: Facility) -> None:
    operator, taken = cast.operator(facility), number()
    away = cast.facility(OUHAI)
    employed(cast.operator(away), away, somebody("示例·王一", number=taken), proved=False)
    with as_actor(operator), refused("OTHER_NAME", "id_number") as caught:
        hire(
            by=operator,
            facility_id=facility.pk,
            person=somebody("示例·王二", number=taken),
            post=Post("CAREGIVER", TODAY),
        )
    assert "王一" not in str(caught.value.message) + str(caught.value.remedy)


def test_a_wrong_name_can_be_put_right_with_a_reason(cast: Cast, facility: Facility) -> None:
    operator, taken = cast.operator(facility), number()
    member = employed(operator, facility, somebody("示例·王一", number=taken), proved=False)
    right = somebody("示例·王二", number=taken)
    with as_actor(operator):
        with refused("REASON", "reason"):
            correct_identity(by=operator, member_id=member.pk, person=right, reason=" ")
        correct_identity(by=operator, member_id=member.pk, person=right, reason="证件上的姓名")
        member.refresh_from_db()
        assert (member.name, member.version) == ("示例·王二", 2)
        with pytest.raises(Stale):
            correct_identity(by=operator, member_id=member.pk, person=right, reason="再改", version=1)


def test_a_name_cannot_be_put_right_while_it_stands_otherwise_elsewhere(
    cast: Cast, facility: Facility
) -> None:
    operator, taken, away = cast.operator(facility), number(), cast.facility(OUHAI)
    member = employed(operator, facility, somebody("示例·王一", number=taken), proved=False)
    employed(cast.operator(away), away, somebody("示例·王一", number=taken), proved=False)
    with as_actor(operator), refused("OTHER_NAME", "id_number"):
        correct_identity(
            by=operator, member_id=member.pk, person=somebody("示例·王二", number=taken), reason="改"
        )


def test_nobody_under_sixteen_is_hired(cast: Cast, facility: Facility) -> None:
    operator = cast.operator(facility)
    with as_actor(operator):
        with refused("TOO_YOUNG", "born_on"):
            young = somebody(number=number(date(2010, 5, 8), serial=6))
            hire(by=operator, facility_id=facility.pk, person=young, post=Post("OTHER", TODAY))
        old_enough = somebody(number=number(date(2010, 5, 7), serial=7))
        hire(by=operator, facility_id=facility.pk, person=old_enough, post=Post("OTHER", TODAY))


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"number": "360702199003010120"}, "CHECK_DIGIT", "id_number"),
        ({"number": "360702900301012"}, "OLD", "id_number"),
        ({"kind": "PASSPORT", "number": "E12345678"}, "BORN_ON", "born_on"),
        ({"kind": "PASSPORT", "number": "E12345678", "born_on": date(2030, 1, 1)}, "FUTURE", "born_on"),
        ({"born_on": date(1999, 1, 1)}, "BIRTH_DATE", "born_on"),
        ({"name": "  "}, "NAME", "name"),
    ],
)
def test_an_implausible_document_is_refused_beside_its_field(
    today: None, facts: dict[str, object], code: str, field: str
) -> None:
    with refused(code, field) as caught:
        somebody(**facts)
    assert str(facts.get("number", "-")) not in str(caught.value.message)


def test_only_who_operates_the_facility_manages_its_staff(cast: Cast, facility: Facility) -> None:
    clerk = cast.operator(facility, FacilityRole.CLERK)
    employed(clerk, facility)
    with as_actor(cast.officer), pytest.raises(NotAllowed):
        hire(by=cast.officer, facility_id=facility.pk, person=somebody(), post=Post("OTHER", TODAY))
    with as_actor(cast.officer), pytest.raises(Facility.DoesNotExist):
        hire(
            by=cast.officer, facility_id=cast.facility(OUHAI).pk, person=somebody(), post=Post("OTHER", TODAY)
        )


def test_another_class_or_role_is_a_new_row_and_the_same_day_a_correction(
    cast: Cast, facility: Facility
) -> None:
    operator = cast.operator(facility)
    member = employed(operator, facility, proved=False)
    with as_actor(operator):
        row = member.employments.get()
        changed = change_employment(
            by=operator, employment_id=row.pk, post=Post("HEALTH_STAFF", date(2026, 4, 1)), version=1
        )
        row.refresh_from_db()
        assert (row.ends_on, changed.starts_on) == (date(2026, 3, 31), date(2026, 4, 1))
        again = change_employment(
            by=operator, employment_id=changed.pk, post=Post("CAREGIVER", date(2026, 4, 1))
        )
        assert (again.pk, again.role) == (changed.pk, "CAREGIVER")
        with refused("BEFORE_START", "starts_on"):
            change_employment(by=operator, employment_id=again.pk, post=Post("OTHER", date(2026, 3, 1)))
        with pytest.raises(WrongState):
            end_employment(by=operator, employment_id=row.pk, ends_on=TODAY)


def test_whoever_left_is_not_counted_from_the_next_day_and_owes_no_proofs(
    cast: Cast, facility: Facility
) -> None:
    operator = cast.operator(facility)
    member = employed(operator, facility)
    with as_actor(operator):
        assert Obligation.objects.filter(subject_id=member.pk, status="OPEN").count() == 2
        end_employment(by=operator, employment_id=member.employments.get().pk, ends_on=TODAY, reason="辞职")
        assert len(countable([facility.pk], TODAY)) == 1
        assert countable([facility.pk], TODAY + timedelta(days=1)) == []
        assert Obligation.objects.filter(subject_id=member.pk, status="OPEN").count() == 0


def test_a_new_proof_settles_the_yearly_duty_and_opens_the_next(cast: Cast, facility: Facility) -> None:
    operator = cast.operator(facility)
    member = employed(operator, facility)
    with as_actor(operator):
        duties = Obligation.objects.filter(subject_type="staff.staffmember", subject_id=member.pk)
        health = duties.get(rule="staff_health_check", status="OPEN")
        assert (health.due_on, health.facility_id, health.owner) == (date(2027, 1, 5), facility.pk, None)
        record_proof(
            by=operator,
            member_id=member.pk,
            certificate=Certificate(ProofKind.HEALTH_CERTIFICATE, date(2026, 5, 6), date(2027, 5, 5)),
        )
        health.refresh_from_db()
        assert health.status == "MET"
        assert duties.get(rule="staff_health_check", status="OPEN").due_on == date(2027, 5, 5)


def test_a_withdrawn_proof_takes_its_duty_back(cast: Cast, facility: Facility) -> None:
    operator = cast.operator(facility)
    member = employed(operator, facility)
    with as_actor(operator):
        proof = member.proofs.get(kind=ProofKind.RECORD_CHECK)
        with refused("REASON", "reason"):
            withdraw_proof(by=operator, proof_id=proof.pk, reason="")
        withdraw_proof(by=operator, proof_id=proof.pk, reason="录错人")
        assert not Obligation.objects.filter(
            subject_id=member.pk, rule="record_check", status="OPEN"
        ).exists()
        assert countable([facility.pk], TODAY) == []


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        (Certificate("HEALTH_CERTIFICATE", TODAY, TODAY - timedelta(days=1)), "EXPIRES_BEFORE", "expires_on"),
        (Certificate("HEALTH_CERTIFICATE", TODAY + timedelta(days=1)), "TOO_LATE", "issued_on"),
        (Certificate("RECORD_CHECK", TODAY), "RESULT", "result"),
        (Certificate("DEGREE", TODAY, result=CheckResult.CLEAR), "RESULT", "result"),
    ],
)
def test_an_impossible_proof_is_refused_beside_its_field(
    cast: Cast, facility: Facility, said: Certificate, code: str, field: str
) -> None:
    operator = cast.operator(facility)
    member = employed(operator, facility, proved=False)
    with as_actor(operator), refused(code, field):
        record_proof(by=operator, member_id=member.pk, certificate=said)


def test_the_county_verifies_a_certificate(cast: Cast, facility: Facility) -> None:
    member = employed(cast.operator(facility), facility)
    with as_actor(cast.officer):
        proof = member.proofs.first()
        assert proof is not None
        row = verify_proof(by=cast.officer, proof_id=proof.pk, verified_on=TODAY)
        assert row.verified_by_id == cast.officer.user_id
    with as_actor(cast.city), pytest.raises(NotAllowed):
        verify_proof(by=cast.city, proof_id=proof.pk, verified_on=TODAY)


def test_after_an_infectious_illness_a_certificate_brings_somebody_back(
    cast: Cast, facility: Facility
) -> None:
    operator = cast.operator(facility)
    member = employed(operator, facility)
    with as_actor(operator):
        with refused("NO_END", "ends_on"):
            record_absence(by=operator, member_id=member.pk, kind=AbsenceKind.LEAVE, starts_on=TODAY)
        with refused("KIND", "kind"):
            record_absence(by=operator, member_id=member.pk, kind=AbsenceKind.BLOCKED, starts_on=TODAY)
        ill = record_absence(
            by=operator, member_id=member.pk, kind=AbsenceKind.ILLNESS, starts_on=date(2026, 5, 4)
        )
        assert countable([facility.pk], TODAY) == []
        with refused("NO_CERTIFICATE", "certified"):
            record_return(by=operator, absence_id=ill.pk, back_on=TODAY)
        record_return(by=operator, absence_id=ill.pk, back_on=TODAY, certified=True)
        assert len(countable([facility.pk], TODAY)) == 1
        assert countable([facility.pk], date(2026, 5, 6)) == []


def test_the_trail_names_acts_and_no_numbers(cast: Cast, facility: Facility) -> None:
    operator, secret = cast.operator(facility), number()
    member = employed(operator, facility, somebody(number=secret), phone="13800001234")
    prove(operator, member)
    with nation_scope(reason="what the test wrote"):
        events = list(
            AuditEvent.objects.filter(facility_id=facility.pk).values_list("event", "data", "reason")
        )
    assert {"staff.added", "staff.hired", "proof.recorded"} <= {event for event, _data, _reason in events}
    assert secret not in str(events) and "13800001234" not in str(events)


def test_numbers_and_telephones_show_themselves_masked(cast: Cast, facility: Facility) -> None:
    secret = number()
    member = employed(
        cast.operator(facility), facility, somebody(number=secret), phone="13800001234", proved=False
    )
    with as_actor(cast.officer):
        row = StaffMember.objects.get(pk=member.pk)
    assert str(row.id_number) == secret[:2] + "*" * 14 + secret[-2:]
    assert "0000" not in str(row.phone) and secret not in repr(row.id_number)
