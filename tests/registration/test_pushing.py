"""A push: the facility becomes known or is matched, the duties begin and end, a wrong push is refused with the reason."""

from datetime import date, timedelta

import pytest

from accounts.enums import DepartmentKind
from accounts.errors import NotAllowed
from facilities.models import Facility
from kernel import clock
from obligations.enums import DueStatus, Status
from obligations.models import Obligation
from policy.enums import EntityKind
from registration.enums import RegistrationState
from registration.errors import (
    AlreadyFiled,
    DuplicatePush,
    Incomplete,
    KnownElsewhere,
    OutOfReach,
    UnknownRegion,
    WrongRegistrar,
)
from registration.models import Registration
from registration.workflow.pushing import note_registration, push
from tests.cast import (
    CHAOYANG,
    GANZHOU,
    NANKANG,
    Cast,
    as_actor,
    uscc,
)
from tests.registration.pushes import duty, facts, office, place, pushed, registrar, stated

pytestmark = pytest.mark.django_db
SHUINAN, NANKANG_STREET, CHAOYANG_STREET = 360702005000, 360703001000, 220104001000


def test_a_push_makes_the_facility_known_and_opens_its_filing_duty(cast: Cast) -> None:
    row = pushed(cast.registrar)

    with as_actor(cast.officer):
        facility = Facility.objects.get(uscc=row.uscc)
        assert (facility.name, facility.registration_confirmed) == ("示例·春芽托育服务中心", True)
        assert facility.registrar_id == cast.registrar.department_id
        filing = duty(row, "filing")
        assert (filing.due_on, filing.due_status, filing.status) == (date(2026, 5, 14), "FIRM", Status.OPEN)
        assert filing.facility_id == facility.pk


def test_u02_the_filing_is_due_ten_working_days_after_the_approval(cast: Cast) -> None:
    row = pushed(cast.registrar, approved_on=date(2026, 4, 28))

    with as_actor(cast.officer):
        filing = duty(row, "filing")
        assert filing.due_on == date(2026, 5, 14)
        assert filing.counted_days[0] == "2026-04-29" and "2026-05-09" in filing.counted_days
        assert len(filing.counted_days) == 10


def test_u03_where_the_law_says_promptly_no_date_is_invented(cast: Cast) -> None:
    office_there = registrar(cast, CHAOYANG, DepartmentKind.CIVIL_AFFAIRS)

    row = pushed(office_there, CHAOYANG_STREET)

    with as_actor(office_there):
        for rule in ("registration_push", "filing"):
            found = duty(row, rule)
            assert (found.due_status, found.due_on) == (DueStatus.PROMPT, None)


@pytest.mark.parametrize(("days", "status"), [(5, Status.MET), (6, Status.MET_LATE)])
def test_a_push_settles_the_duty_of_the_office_in_time_or_late(cast: Cast, days: int, status: str) -> None:
    # 2026-04-20 is a Monday: five working days end on Monday 27 April.
    approved = date(2026, 4, 20)
    with clock.frozen(date(2026, 4, 27) + timedelta(days=days - 5)):
        row = pushed(cast.registrar, approved_on=approved)

    with as_actor(cast.officer):
        found = duty(row, "registration_push")
        assert (found.due_on, found.status) == (date(2026, 4, 27), status)
        assert found.owner_id == cast.registrar.department_id


def test_u01_social_organisations_are_registered_by_another_office_in_each_place(cast: Cast) -> None:
    market = registrar(cast, CHAOYANG, DepartmentKind.MARKET)
    with pytest.raises(WrongRegistrar) as refusal:
        pushed(market, CHAOYANG_STREET)
    assert refusal.value.extra["offices"] and "民政" in str(refusal.value.message)

    with pytest.raises(WrongRegistrar) as refusal:
        pushed(cast.registrar, entity_kind=EntityKind.PUBLIC_INSTITUTION)
    assert "编" in str(refusal.value.message)
    assert refusal.value.field == "entity_kind"

    assert pushed(cast.registrar).state == RegistrationState.PUSHED


def test_the_real_office_of_the_place_is_named_where_there_is_one(cast: Cast) -> None:
    cast.department(360702000000, DepartmentKind.STAFFING_OFFICE, "章贡区委编办")

    with pytest.raises(WrongRegistrar) as refusal:
        pushed(cast.registrar, entity_kind=EntityKind.PUBLIC_INSTITUTION)

    assert refusal.value.extra["offices"] == ["章贡区委编办"]


def test_for_profit_facilities_of_ganzhou_may_come_from_either_of_two_offices(cast: Cast) -> None:
    market = registrar(cast, 360702000000, DepartmentKind.MARKET)

    assert pushed(market, entity_kind=EntityKind.FOR_PROFIT).registrar_id == market.department_id
    assert pushed(cast.registrar, entity_kind=EntityKind.FOR_PROFIT).registrar_id != market.department_id


def test_a_kindergarten_class_in_jilin_is_refused_because_it_files_directly(cast: Cast) -> None:
    market = registrar(cast, CHAOYANG, DepartmentKind.MARKET)

    with pytest.raises(WrongRegistrar) as refusal:
        pushed(market, CHAOYANG_STREET, entity_kind=EntityKind.KINDERGARTEN_CLASS)

    assert refusal.value.extra["offices"] == []


def test_a_family_home_owes_its_own_simpler_filing(cast: Cast) -> None:
    market = registrar(cast, 360702000000, DepartmentKind.MARKET)

    row = pushed(
        market,
        entity_kind=EntityKind.FAMILY_CHILDCARE_HOME,
        name="示例·月亮家庭托育点",
        business_scope="家庭托育服务",
    )

    with as_actor(cast.officer):
        assert duty(row, "family_home_filing").status == Status.OPEN
        assert not Obligation.objects.filter(subject_id=row.pk, rule="filing").exists()


def test_the_name_of_a_family_home_must_say_what_it_is(cast: Cast) -> None:
    market = registrar(cast, 360702000000, DepartmentKind.MARKET)

    with pytest.raises(Incomplete) as refusal:
        pushed(market, entity_kind=EntityKind.FAMILY_CHILDCARE_HOME, name="示例·月亮之家")

    assert [p.code for p in refusal.value.extra["problems"]["name"]] == ["NAME_WORD"]


def test_every_fault_is_told_at_once(cast: Cast) -> None:
    with pytest.raises(Incomplete) as refusal:
        pushed(cast.registrar, name="", uscc="52360702MA00DEM145", approved_on=date(2026, 5, 8), address=" ")

    codes = {name: found[0].code for name, found in refusal.value.extra["problems"].items()}
    assert codes == {
        "name": "REQUIRED",
        "uscc": "USCC_CHECK_DIGIT",
        "approved_on": "DATE_FUTURE",
        "address": "REQUIRED",
    }


def test_a_scope_without_childcare_is_asked_about_and_pushed_when_confirmed(cast: Cast) -> None:
    details = facts(business_scope="家政服务")
    with as_actor(cast.registrar):
        with pytest.raises(Incomplete) as question:
            push(
                by=cast.registrar,
                facts=details,
                region=place(),
                registrar=office(cast.registrar),
                confirmed=(),
            )
        assert question.value.code == "CONFIRM"

        row = push(
            by=cast.registrar,
            facts=details,
            region=place(),
            registrar=office(cast.registrar),
            confirmed=["business_scope"],
        )

    assert row.state == RegistrationState.PUSHED


def test_a_second_push_of_a_code_is_refused_and_names_the_first(cast: Cast) -> None:
    first = pushed(cast.registrar)

    with pytest.raises(DuplicatePush) as refusal:
        pushed(cast.registrar, uscc=first.uscc)

    assert refusal.value.extra["registration"] == first.pk
    assert "2026" in str(refusal.value.message)


def test_a_code_that_stands_in_another_place_is_refused_without_saying_where(cast: Cast) -> None:
    there = registrar(cast, NANKANG, DepartmentKind.ADMIN_APPROVAL)
    first = pushed(there, NANKANG_STREET)

    with pytest.raises(KnownElsewhere) as refusal:
        pushed(cast.registrar, uscc=first.uscc)

    assert "南康" not in str(refusal.value.message)
    assert refusal.value.extra == {}


def test_a_push_for_a_facility_that_is_confirmed_without_a_push_is_refused(cast: Cast) -> None:
    facility = cast.facility()

    with pytest.raises(AlreadyFiled):
        pushed(cast.registrar, uscc=facility.uscc)


def test_u22_a_facility_that_filed_first_is_matched_by_its_code(cast: Cast) -> None:
    code = uscc(prefix="52360702MA")
    facility = stated(cast, cast.registrar, uscc=code)
    with as_actor(cast.registrar):
        waiting = Registration.objects.get(uscc=code)
        assert (waiting.state, waiting.channel) == (RegistrationState.WAITING, "OPERATOR")

    row = pushed(cast.registrar, uscc=code, name="示例·春芽托育服务中心（章贡）")

    with as_actor(cast.officer):
        assert row.pk == waiting.pk and row.facility_id == facility.pk and row.matched_at is not None
        assert Facility.objects.filter(uscc=code).count() == 1
        assert Registration.objects.filter(uscc=code).count() == 1
        facility.refresh_from_db()
        assert facility.registration_confirmed and facility.name == "示例·春芽托育服务中心（章贡）"
        assert duty(row, "registration_push").status == Status.MET
        assert [d.status for d in Obligation.objects.filter(subject_id=row.pk, rule="filing")] == [
            Status.OPEN
        ]


def test_a_push_to_another_street_of_the_district_keeps_the_place_the_operator_named(cast: Cast) -> None:
    facility = stated(cast, cast.registrar)

    row = pushed(cast.registrar, SHUINAN, uscc=facility.uscc)

    assert row.region_id == facility.region_id
    assert row.changes["street"] == SHUINAN


def test_the_delay_is_charged_to_the_office_that_really_registered(cast: Cast) -> None:
    """The operator named the other one of the two offices that may register it."""
    market = registrar(cast, 360702000000, DepartmentKind.MARKET)
    facility = stated(cast, market, entity_kind=EntityKind.FOR_PROFIT, approved_on=date(2026, 4, 30))

    row = pushed(
        cast.registrar, uscc=facility.uscc, entity_kind=EntityKind.FOR_PROFIT, approved_on=date(2026, 4, 28)
    )

    with as_actor(cast.officer):
        pushes = Obligation.objects.filter(subject_id=row.pk, rule="registration_push").order_by("id")
        assert [(d.owner_id, d.status) for d in pushes] == [
            (market.department_id, Status.SUPERSEDED),
            (cast.registrar.department_id, Status.MET),
        ]
        filings = Obligation.objects.filter(subject_id=row.pk, rule="filing").order_by("id")
        assert [(d.trigger_on.day, d.status) for d in filings] == [
            (30, Status.SUPERSEDED),
            (28, Status.OPEN),
        ]


def test_a_statement_whose_code_was_mistyped_is_pushed_with_the_right_one(cast: Cast) -> None:
    facility = stated(cast, cast.registrar)
    right = uscc(prefix="52360702MA")
    with as_actor(cast.registrar):
        waiting = Registration.objects.get(facility=facility)

        row = push(
            by=cast.registrar,
            facts=facts(uscc=right),
            region=place(),
            registrar=office(cast.registrar),
            waiting=waiting,
        )

    assert row.facility_id == facility.pk
    with as_actor(cast.officer):
        facility.refresh_from_db()
        assert facility.uscc == right


def test_a_push_outside_the_own_division_is_refused_and_the_office_there_named(cast: Cast) -> None:
    cast.department(NANKANG, DepartmentKind.ADMIN_APPROVAL, "南康区行政审批局")

    with pytest.raises(OutOfReach) as refusal:
        pushed(cast.registrar, NANKANG_STREET)

    assert refusal.value.extra["offices"] == ["南康区行政审批局"]


def test_k4_a_city_office_pushes_to_the_county_where_the_facility_lies(cast: Cast) -> None:
    above = registrar(cast, GANZHOU, DepartmentKind.ADMIN_APPROVAL)

    row = pushed(above, NANKANG_STREET)

    assert row.region_id == NANKANG_STREET
    with as_actor(cast.neighbour):
        assert Facility.objects.get(uscc=row.uscc).district == NANKANG


def test_a_place_wider_than_a_district_is_refused(cast: Cast) -> None:
    above = registrar(cast, GANZHOU, DepartmentKind.ADMIN_APPROVAL)

    with pytest.raises(UnknownRegion):
        pushed(above, GANZHOU)


def test_nobody_pushes_in_the_name_of_another_office(cast: Cast) -> None:
    market = registrar(cast, 360702000000, DepartmentKind.MARKET)

    with as_actor(cast.registrar), pytest.raises(NotAllowed):
        push(by=cast.registrar, facts=facts(), region=place(), registrar=office(market))


def test_a_health_officer_does_not_push(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        pushed(cast.officer)


def test_an_approval_from_before_the_texts_is_pushed_without_an_invented_date(cast: Cast) -> None:
    row = pushed(cast.registrar, approved_on=date(2015, 3, 2))

    with as_actor(cast.officer):
        assert duty(row, "registration_push").due_on is None


def test_a_refused_push_leaves_nothing_behind(cast: Cast) -> None:
    with as_actor(cast.city):
        before = (Facility.objects.count(), Registration.objects.count(), Obligation.objects.count())
    for wrong in ({"uscc": "x"}, {"entity_kind": "PUBLIC_INSTITUTION"}, {"name": "a\x00b"}):
        with pytest.raises((Incomplete, WrongRegistrar)):
            pushed(cast.registrar, **wrong)

    with as_actor(cast.city):
        assert (Facility.objects.count(), Registration.objects.count(), Obligation.objects.count()) == before


def test_note_registration_refuses_a_place_elsewhere(cast: Cast) -> None:
    with as_actor(cast.registrar), pytest.raises(OutOfReach):
        note_registration(
            by=cast.registrar,
            facts=facts(),
            region=place(NANKANG_STREET),
            registrar=office(cast.registrar),
        )
