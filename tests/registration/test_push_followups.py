"""After the first push: corrections, registered changes, cancellations, and taking back what was pushed by mistake."""

from datetime import date
from typing import Any

import pytest

from accounts.actors import Actor
from accounts.enums import DepartmentKind
from accounts.errors import NotAllowed, Stale
from facilities.enums import FacilityState
from facilities.models import Facility
from facilities.workflow import set_state
from obligations.enums import Status
from obligations.models import Obligation
from registration.enums import FilingState, RegistrationState
from registration.errors import DuplicatePush, Incomplete, WrongRegistrar, WrongState
from registration.models import Filing, Registration
from registration.workflow.correcting import correct
from registration.workflow.drafting import start_filing
from registration.workflow.followups import push_cancellation, push_change, retract
from tests.cast import ZHANGGONG, Cast, as_actor, uscc
from tests.registration.pushes import facts, office, place, pushed, registrar

pytestmark = pytest.mark.django_db
SHUINAN, NANKANG_STREET = 360702005000, 360703001000


def corrected(
    by: Actor, row: Registration, *, region: int = 0, reason: str = "录入有误", **changes: Any
) -> Registration:
    said = {
        n: getattr(row, n)
        for n in ("name", "uscc", "approved_on", "address", "entity_kind", "business_scope")
    }
    with as_actor(by):
        return correct(
            by=by,
            registration_id=row.pk,
            facts=facts(**(said | changes)),
            region=place(region or row.region_id),
            reason=reason,
        )


def filed(cast: Cast, row: Registration) -> Facility:
    """The facility of a push, as if its filing had been accepted."""
    with as_actor(cast.officer):
        facility = Facility.objects.get(pk=row.facility_id)
        return set_state(
            by=cast.officer,
            facility=facility,
            state=FacilityState.FILED,
            event="facility.filed",
            filed_on=date(2026, 5, 6),
        )


def duties(cast: Cast, row: Registration) -> list[tuple[str, str]]:
    with as_actor(cast.officer):
        return [(d.rule, d.status) for d in Obligation.objects.filter(subject_id=row.pk).order_by("id")]


def test_a_correction_replaces_the_push_and_moves_the_filing_duty_visibly(cast: Cast) -> None:
    row = pushed(cast.registrar, approved_on=date(2026, 4, 28))

    new = corrected(cast.registrar, row, approved_on=date(2026, 4, 30), name="示例·春晖托育服务中心")

    with as_actor(cast.officer):
        old = Registration.objects.get(pk=row.pk)
        assert (old.state, new.state, new.corrects_id) == ("CORRECTED", "PUSHED", row.pk)
        assert new.changes["fields"]["name"] == ["示例·春芽托育服务中心", "示例·春晖托育服务中心"]
        facility = Facility.objects.get(pk=row.facility_id)
        assert (facility.name, facility.registered_on) == ("示例·春晖托育服务中心", date(2026, 4, 30))
        later = Obligation.objects.get(subject_id=new.pk, rule="filing")
        assert (later.due_on, later.status) == (date(2026, 5, 18), Status.OPEN)
        assert later.replaces is not None and later.replaces.subject_id == row.pk
    assert ("filing", Status.SUPERSEDED) in duties(cast, row)


def test_a_correction_needs_a_reason_and_a_difference(cast: Cast) -> None:
    row = pushed(cast.registrar)

    with pytest.raises(Incomplete) as refusal:
        corrected(cast.registrar, row, name="示例·别的托育中心", reason="  ")
    assert "reason" in refusal.value.extra["problems"]

    with pytest.raises(Incomplete) as refusal:
        corrected(cast.registrar, row)
    assert refusal.value.code == "NOTHING_CHANGED"


def test_a_correction_puts_an_unfiled_facility_into_the_right_street(cast: Cast) -> None:
    row = pushed(cast.registrar)

    new = corrected(cast.registrar, row, region=SHUINAN)

    with as_actor(cast.officer):
        assert Facility.objects.get(pk=row.facility_id).region_id == SHUINAN
        assert new.region_id == SHUINAN
        assert Registration.objects.get(pk=row.pk).region_id == SHUINAN
        assert Obligation.objects.get(subject_id=new.pk, rule="filing").region_id == SHUINAN


def test_a_correction_into_another_district_is_refused(cast: Cast) -> None:
    above = registrar(cast, 360700000000, DepartmentKind.ADMIN_APPROVAL)
    row = pushed(above)

    with pytest.raises(WrongState):
        corrected(above, row, region=NANKANG_STREET)


def test_a_corrected_code_must_be_free(cast: Cast) -> None:
    row, other = pushed(cast.registrar), pushed(cast.registrar)
    with pytest.raises(DuplicatePush):
        corrected(cast.registrar, row, uscc=other.uscc)

    free = uscc(prefix="52360702MA")
    corrected(cast.registrar, row, uscc=free)

    with as_actor(cast.officer):
        assert Facility.objects.get(pk=row.facility_id).uscc == free


def test_a_correction_leaves_what_the_filing_established(cast: Cast) -> None:
    row = pushed(cast.registrar)
    operator = cast.operator(filed(cast, row))
    with as_actor(operator):
        Filing.objects.create(
            region_id=row.region_id, facility_id=row.facility_id, kind="CHANGE", state=FilingState.ACCEPTED,
            first_submitted_at=row.created_at, submitted_at=row.created_at, created_at=row.created_at,
            saved_at=row.created_at,
        )  # fmt: skip

    corrected(cast.registrar, row, name="示例·改名托育服务中心")

    with as_actor(cast.officer):
        assert Facility.objects.get(pk=row.facility_id).name == "示例·春芽托育服务中心"


def test_a_correction_of_a_replaced_push_or_by_another_office_is_refused(cast: Cast) -> None:
    row = pushed(cast.registrar)
    corrected(cast.registrar, row, name="示例·一号托育中心")
    with pytest.raises(WrongState):
        corrected(cast.registrar, row, name="示例·二号托育中心")

    market = registrar(cast, ZHANGGONG, DepartmentKind.MARKET)
    with pytest.raises(NotAllowed):
        corrected(market, pushed(cast.registrar), name="示例·三号托育中心")


def test_a_stale_correction_is_refused(cast: Cast) -> None:
    row = pushed(cast.registrar)

    with as_actor(cast.registrar), pytest.raises(Stale):
        correct(
            by=cast.registrar,
            registration_id=row.pk,
            facts=facts(uscc=row.uscc, name="示例·新托育中心"),
            region=place(),
            reason="x",
            version=row.version + 1,
        )


def test_the_open_filing_follows_the_correction(cast: Cast) -> None:
    row = pushed(cast.registrar)
    with as_actor(cast.officer):
        facility = Facility.objects.get(pk=row.facility_id)
    operator = cast.operator(facility)
    with as_actor(operator):
        filing = start_filing(by=operator, facility_id=facility.pk)

    new = corrected(cast.registrar, row, name="示例·新托育中心")

    with as_actor(cast.officer):
        assert Filing.objects.get(pk=filing.pk).registration_id == new.pk


def change(by: Actor, row: Registration, approved_on: date = date(2026, 5, 6), **fields: str) -> Registration:
    with as_actor(by):
        return push_change(
            by=by,
            facility_id=row.facility_id or 0,
            changes=fields,
            approved_on=approved_on,
            registrar=office(by),
        )


def cancelled(by: Actor, row: Registration, approved_on: date = date(2026, 5, 6)) -> Registration:
    with as_actor(by):
        return push_cancellation(
            by=by,
            facility_id=row.facility_id or 0,
            approved_on=approved_on,
            registrar=office(by),
            reason="自行申请",
        )


def test_a_change_of_a_filed_facility_opens_its_prompt_change_filing(cast: Cast) -> None:
    row = pushed(cast.registrar)
    facility = filed(cast, row)

    new = change(cast.registrar, row, name="示例·春风托育服务中心", head_name="示例·周可")

    assert new.changes["fields"]["name"] == [facility.name, "示例·春风托育服务中心"]
    assert duties(cast, new) == [("change_filing", Status.OPEN)]
    with as_actor(cast.officer):
        assert Facility.objects.get(pk=facility.pk).name == "示例·春芽托育服务中心"
        found = Obligation.objects.get(subject_id=new.pk)
        assert (found.due_on, found.due_status, found.trigger_on) == (None, "PROMPT", date(2026, 5, 6))


def test_a_change_of_an_unfiled_facility_simply_counts(cast: Cast) -> None:
    row = pushed(cast.registrar)

    new = change(cast.registrar, row, name="示例·春风托育服务中心")

    with as_actor(cast.officer):
        assert Facility.objects.get(pk=row.facility_id).name == "示例·春风托育服务中心"
    assert duties(cast, new) == []


def test_u12_profit_type_is_not_changed_but_cancelled_and_registered_anew(cast: Cast) -> None:
    row = pushed(cast.registrar)

    with pytest.raises(WrongState) as refusal:
        change(cast.registrar, row, entity_kind="FOR_PROFIT")

    assert "cancellation" in str(refusal.value.remedy) or "注销" in str(refusal.value.remedy)


@pytest.mark.parametrize("fields", [{}, {"name": ""}, {"name": "示例·春芽托育服务中心"}, {"uscc": "x"}])
def test_a_change_that_changes_nothing_known_is_refused(cast: Cast, fields: dict[str, str]) -> None:
    row = pushed(cast.registrar)

    with pytest.raises(Incomplete):
        change(cast.registrar, row, **fields)


@pytest.mark.parametrize("on", [date(2026, 4, 27), date(2026, 5, 8)])
def test_a_follow_up_lies_between_the_registration_and_today(cast: Cast, on: date) -> None:
    row = pushed(cast.registrar)

    with pytest.raises(Incomplete):
        change(cast.registrar, row, on, name="示例·春风托育服务中心")


def test_another_kind_of_office_does_not_follow_up(cast: Cast) -> None:
    row = pushed(cast.registrar)
    staffing = registrar(cast, ZHANGGONG, DepartmentKind.STAFFING_OFFICE)

    with pytest.raises(WrongRegistrar):
        cancelled(staffing, row)


def test_a_cancellation_of_a_filed_facility_opens_its_report(cast: Cast) -> None:
    row = pushed(cast.registrar)
    filed(cast, row)

    new = cancelled(cast.registrar, row)

    assert duties(cast, new) == [("cancellation_report", Status.OPEN)]
    with pytest.raises(DuplicatePush):
        cancelled(cast.registrar, row)


def test_a_facility_that_never_filed_ends_with_its_registration_and_its_draft(cast: Cast) -> None:
    row = pushed(cast.registrar)
    with as_actor(cast.officer):
        facility = Facility.objects.get(pk=row.facility_id)
    operator = cast.operator(facility)
    with as_actor(operator):
        filing = start_filing(by=operator, facility_id=facility.pk)

    cancelled(cast.registrar, row)

    with as_actor(cast.officer):
        assert Facility.objects.get(pk=facility.pk).state == FacilityState.CANCELLED
        assert Filing.objects.get(pk=filing.pk).state == FilingState.WITHDRAWN
        assert not Obligation.objects.filter(facility=facility, status=Status.OPEN).exists()
    with pytest.raises(WrongState):
        cancelled(cast.registrar, row)


def test_a_code_cancelled_by_mistake_can_be_pushed_anew(cast: Cast) -> None:
    row = pushed(cast.registrar)
    cancelled(cast.registrar, row)

    again = pushed(cast.registrar, uscc=row.uscc)

    assert again.facility_id != row.facility_id


def test_a_change_pushed_by_mistake_is_taken_back_while_nothing_followed(cast: Cast) -> None:
    row = pushed(cast.registrar)
    filed(cast, row)
    new = change(cast.registrar, row, name="示例·春风托育服务中心")

    with as_actor(cast.registrar):
        back = retract(by=cast.registrar, registration_id=new.pk, reason="误推")

    assert back.state == RegistrationState.WITHDRAWN
    assert duties(cast, new) == [("change_filing", Status.CANCELLED)]
    with as_actor(cast.registrar), pytest.raises(WrongState):
        retract(by=cast.registrar, registration_id=row.pk, reason="误推")
