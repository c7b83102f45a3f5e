"""Recurring duties: the night opens and marks them, acts are counted by the period, missed ones are ordered."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import NotAllowed
from audit.models import AuditEvent
from documents.enums import Purpose
from documents.workflow import receive_upload
from facilities.enums import FacilityState
from facilities.models import Facility
from inspections.errors import FacilityEnded, Refused, WrongState
from inspections.models import DutyPeriod
from inspections.rules.periods import Done, counted, span_of
from inspections.workflow import Act, keep_duties, order_for_duty, record_act, withdraw_act
from inspections.workflow.escalating import lapse_with_facility
from kernel import clock
from kernel.transitions import IllegalTransition
from obligations.models import Obligation
from policy.queries import deadline
from regions.scope import nation_scope
from tests.cast import NANKANG, OUHAI, Cast, as_actor
from tests.documents.pictures import photo
from tests.inspections.visiting import filed

OUHAI_STREET = 330304001000


@pytest.fixture
def instructor(cast: Cast) -> Actor:
    return cast.official(OUHAI, DepartmentKind.MCH, Role.STREET_OFFICER)


@pytest.fixture
def health(cast: Cast) -> Actor:
    return cast.official(OUHAI, DepartmentKind.HEALTH, Role.OFFICER)


def there(cast: Cast, filed_on: date = date(2025, 3, 1), name: str = "示例·瓯海园", **facts: Any) -> Facility:
    facility = filed(cast, region=OUHAI_STREET, name=name, **facts)
    with nation_scope(reason="test set-up"):
        Facility.objects.filter(pk=facility.pk).update(filed_on=filed_on)
        return Facility.objects.get(pk=facility.pk)


def rows(duty: str, **conditions: Any) -> list[DutyPeriod]:
    with nation_scope(reason="a test looks"):
        return list(DutyPeriod.objects.filter(duty=duty, **conditions).order_by("starts_on", "id"))


def one(duty: str, **conditions: Any) -> DutyPeriod:
    [row] = rows(duty, **conditions)
    return row


def done(by: Actor, row: DutyPeriod, on: date, **facts: Any) -> Any:
    with as_actor(by):
        return record_act(by=by, duty_id=row.pk, act=Act(on, facts.pop("text", "现场指导"), **facts))


def owed(row: DutyPeriod) -> Obligation:
    with nation_scope(reason="a test looks"):
        found: Obligation = Obligation.objects.filter(
            subject_type="inspections.dutyperiod", subject_id=row.pk
        ).latest("id")
        return found


def night(day: date) -> dict[str, int]:
    with clock.frozen(day):
        return keep_duties()


def test_a_night_opens_each_duty_once_with_owner_day_and_clause(
    cast: Cast, instructor: Actor, health: Actor
) -> None:
    facility = there(cast)
    assert (
        night(date(2026, 5, 7))["opened"] == 6 - 1
    )  # OH-D4 is no counted duty; the facility's three, the place's two
    assert night(date(2026, 5, 8))["opened"] == 0
    visit = one("OH-D1")
    assert (visit.facility_id, visit.office_id) == (facility.pk, instructor.department_id)
    assert (visit.starts_on, visit.last_on, visit.needed) == (date(2026, 4, 1), date(2026, 6, 30), 1)
    duty = owed(visit)
    assert (duty.rule, duty.due_on, duty.owner_id) == (
        "instructor_visit",
        date(2026, 6, 30),
        instructor.department_id,
    )
    assert duty.source["clause"] == "OH-4.2.4-g" and duty.trigger_on == date(2026, 4, 1)
    sessions = one("OH-D5")
    assert (sessions.facility_id, sessions.region_id, sessions.needed) == (None, OUHAI, 200)
    assert sessions.office_id == health.department_id and owed(sessions).due_on == date(2026, 12, 31)
    assert one("OH-D6").office_id is None and owed(one("OH-D6")).owner_kind == "FACILITY"


def test_the_due_date_of_a_row_is_the_one_that_the_policy_gives(cast: Cast, instructor: Actor) -> None:
    """U34: filed on 2026-08-20 one visit is due by 09-30; filed in the last ten working days, in the next quarter."""
    early, late = there(cast, date(2026, 8, 20)), there(cast, date(2026, 9, 21), name="示例·九月园")
    night(date(2026, 9, 22))
    row = one("OH-D1", facility=early)
    assert (row.counts_from, row.last_on) == (date(2026, 8, 20), date(2026, 9, 30))
    assert (
        owed(row).due_on == deadline(OUHAI, "instructor_visit", date(2026, 8, 20)).due_on == date(2026, 9, 30)
    )
    assert rows("OH-D1", facility=late) == []
    night(date(2026, 10, 9))
    row = one("OH-D1", facility=late)
    assert (row.starts_on, row.last_on) == (date(2026, 10, 1), date(2026, 12, 31))
    assert deadline(OUHAI, "instructor_visit", date(2026, 9, 21)).legal_on == row.last_on


@pytest.mark.parametrize("day", [date(2026, 9, n) for n in range(10, 31)])
def test_every_day_of_filing_falls_into_the_period_that_the_policy_names(
    cast: Cast, instructor: Actor, day: date
) -> None:
    facility = there(cast, day)
    night(date(2026, 9, 30))
    this_one = deadline(OUHAI, "instructor_visit", day).legal_on == date(2026, 9, 30)
    assert bool(rows("OH-D1", facility=facility)) == this_one


def test_two_visits_in_one_quarter_do_not_cover_the_next(cast: Cast, instructor: Actor) -> None:
    """U33."""
    there(cast)
    night(date(2026, 1, 5))
    first = one("OH-D1")
    for day in (date(2026, 2, 10), date(2026, 3, 30)):
        with clock.frozen(day):
            done(instructor, first, day)
    night(date(2026, 4, 1))
    first, second = rows("OH-D1")
    assert (first.state, first.done, owed(first).status) == ("MET", 2, "MET")
    assert (second.state, second.done, owed(second).status) == ("OPEN", 0, "OPEN")
    night(date(2026, 7, 1))
    second = rows("OH-D1")[1]
    assert (second.state, owed(second).status) == ("MISSED", "OPEN")
    night(date(2026, 8, 15))
    second = rows("OH-D1")[1]
    assert (second.state, owed(second).status) == ("LOST", "MISSED")


def test_an_act_entered_late_counts_where_its_day_lies_and_needs_a_reason(
    cast: Cast, instructor: Actor
) -> None:
    there(cast)
    night(date(2026, 1, 5))
    row = one("OH-D1")
    night(date(2026, 4, 1))
    assert rows("OH-D1")[0].state == "MISSED"
    with clock.frozen(date(2026, 4, 10)):
        with pytest.raises(Refused) as refused:
            done(instructor, row, date(2026, 3, 31))
        assert refused.value.field == "because"
        done(instructor, row, date(2026, 3, 31), because="系统补录")
    first, second = rows("OH-D1")
    assert (first.state, first.done, second.done) == ("MET", 1, 0)
    assert owed(first).status == "MET" and owed(first).settled_on == date(2026, 3, 31)
    with clock.frozen(date(2026, 5, 15)), pytest.raises(Refused) as refused:
        done(instructor, row, date(2026, 3, 31), because="太晚")
    assert refused.value.code == "TOO_LATE"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"on": date(2026, 5, 8)}, "done_on"),
        ({"text": " "}, "text"),
        ({"times": 0}, "times"),
        ({"times": 51}, "times"),
        ({"result": "PASSED"}, "result"),
        ({"text": "字" * 501}, "text"),
    ],
)
def test_bad_input_of_an_act_is_refused_beside_its_field(
    cast: Cast, instructor: Actor, facts: dict[str, Any], field: str
) -> None:
    there(cast)
    with clock.frozen(date(2026, 5, 7)):
        keep_duties()
        with pytest.raises(Refused) as refused:
            done(instructor, one("OH-D1"), facts.pop("on", date(2026, 5, 7)), **facts)
    assert refused.value.field == field and rows("OH-D1")[0].done == 0


def test_the_same_key_is_one_act(cast: Cast, instructor: Actor) -> None:
    there(cast)
    with clock.frozen(date(2026, 5, 7)):
        keep_duties()
        row = one("OH-D1")
        first = done(instructor, row, date(2026, 5, 6), client_key="k1")
        assert done(instructor, row, date(2026, 5, 6), client_key="k1").pk == first.pk
    assert one("OH-D1").done == 1


def test_a_withdrawn_act_counts_no_more_and_the_duty_is_owed_again(
    cast: Cast, instructor: Actor, health: Actor
) -> None:
    facility = there(cast)
    with clock.frozen(date(2026, 5, 7)):
        keep_duties()
        act = done(instructor, one("OH-D1"), date(2026, 5, 6))
        assert one("OH-D1").state == "MET"
        operator = cast.operator(facility)
        with as_actor(operator), pytest.raises(NotAllowed):
            withdraw_act(by=operator, act_id=act.pk, reason="不对")
        with as_actor(health):
            withdraw_act(by=health, act_id=act.pk, reason="不是这家")
        row = one("OH-D1")
        assert (row.state, row.done, owed(row).status) == ("OPEN", 0, "OPEN")
        with as_actor(health), pytest.raises(IllegalTransition):
            withdraw_act(by=health, act_id=act.pk, reason="再来一次")


def test_who_is_not_named_by_the_text_records_nothing(cast: Cast, instructor: Actor) -> None:
    facility = there(cast)
    with clock.frozen(date(2026, 5, 7)):
        keep_duties()
        operator = cast.operator(facility)
        with pytest.raises(NotAllowed):
            done(operator, one("OH-D1"), date(2026, 5, 6))
        done(operator, one("OH-D6"), date(2026, 5, 6), text="急救培训")
    assert one("OH-D6").state == "MET"


def test_two_hundred_sessions_are_counted_for_the_place(cast: Cast, health: Actor) -> None:
    there(cast)
    with clock.frozen(date(2026, 12, 20)):
        keep_duties()
        row = one("OH-D5")
        for day in range(15, 19):
            done(health, row, date(2026, 12, day), times=50, text="养育照护小组活动")
        assert (one("OH-D5").done, one("OH-D5").state) == (200, "MET")
    night(date(2027, 1, 4))
    assert (rows("OH-D5")[1].done, rows("OH-D5")[1].state) == (0, "OPEN")


def test_the_yearly_inspection_has_the_day_of_the_kind_of_entity_and_begins_the_year_after(
    cast: Cast,
) -> None:
    company = filed(cast)
    charity = filed(cast, entity_kind="SOCIAL_SERVICE_ORG", name="示例·民非园")
    night(date(2026, 5, 7))
    assert rows("GZ-D3") == []
    night(date(2027, 1, 4))
    assert one("GZ-D3", facility=company).last_on == date(2027, 6, 30)
    assert one("GZ-D3", facility=charity).last_on == date(2027, 5, 31)
    duty = owed(one("GZ-D3", facility=company))
    assert duty.rule == "annual_inspection" and duty.source["clause"] == "GZ-3.3.2-c"
    assert rows("GZ-D4") == []


def test_a_failed_inspection_does_not_count_and_a_late_one_is_late(cast: Cast) -> None:
    facility = filed(cast)
    operator = cast.operator(facility)
    night(date(2027, 1, 4))
    row = one("GZ-D3")
    with clock.frozen(date(2027, 7, 20)):
        keep_duties()
        with as_actor(operator):
            upload = SimpleUploadedFile("年报.jpg", photo(), "image/jpeg")
            paper = receive_upload(by=operator, purpose=Purpose.DUTY_ACT, upload=upload, facility=facility)
        with pytest.raises(Refused) as refused:
            done(operator, row, date(2027, 7, 15), result="FAILED", because="迟报")
        assert refused.value.field == "file"
        given = {"file": paper, "because": "迟报"}
        done(operator, row, date(2027, 7, 15), result="FAILED", **given)
        assert one("GZ-D3").state == "MISSED" and one("GZ-D3").done == 0
        done(operator, row, date(2027, 7, 20), result="PASSED", **given)
    assert (one("GZ-D3").state, owed(row).status) == ("MET", "MET_LATE")


def test_a_missed_duty_of_a_facility_is_ordered_once(cast: Cast) -> None:
    facility = filed(cast)
    with clock.frozen(date(2027, 7, 1)):
        keep_duties()
        row = one("GZ-D3", facility=facility)
        with as_actor(cast.officer):
            with pytest.raises(Refused):
                order_for_duty(by=cast.officer, duty_id=row.pk, problem="未参加年检", days=0)
            finding = order_for_duty(by=cast.officer, duty_id=row.pk, problem="未参加年检", days=10)
            assert (finding.origin, finding.visit_id, finding.severity) == ("DUTY", None, "WARN")
            assert finding.source["clause"] == "GZ-3.3.2-c"
            with pytest.raises(WrongState):
                order_for_duty(by=cast.officer, duty_id=row.pk, problem="未参加年检", days=10)
        assert one("GZ-D3").finding_id == finding.pk


def test_an_ended_facility_owes_nothing(cast: Cast, instructor: Actor) -> None:
    facility = there(cast)
    with clock.frozen(date(2026, 5, 7)):
        keep_duties()
        row = one("OH-D1")
        with nation_scope(reason="test set-up"):
            Facility.objects.filter(pk=facility.pk).update(
                state=FacilityState.CANCELLED, ended_on=date(2026, 5, 7)
            )
            lapse_with_facility("facility.cancelled", facility.pk)
        assert one("OH-D1").state == "FELL_AWAY" and owed(row).status == "CANCELLED"
        with pytest.raises(FacilityEnded):
            done(instructor, row, date(2026, 5, 6))
    night(date(2026, 7, 1))
    assert len(rows("OH-D1")) == 1


def test_nights_that_were_missed_leave_nothing_out(cast: Cast, instructor: Actor) -> None:
    there(cast)
    night(date(2026, 7, 2))
    late = there(cast, date(2026, 9, 1), name="示例·后来园")
    night(date(2026, 10, 9))
    assert [row.starts_on for row in rows("OH-D1", facility=late)] == [date(2026, 7, 1), date(2026, 10, 1)]


def test_every_step_of_the_night_is_on_the_trail_of_the_district(cast: Cast, instructor: Actor) -> None:
    there(cast), there(cast, name="示例·二园")
    night(date(2026, 1, 5))
    night(date(2026, 4, 1))
    night(date(2026, 5, 15))
    with nation_scope(reason="a test looks"):
        told = {
            (event, data["duty"], data["count"])
            for event, data in AuditEvent.objects.filter(event__startswith="duty.", chain=OUHAI).values_list(
                "event", "data"
            )
        }
    assert {("duty.opened", "OH-D1", 2), ("duty.missed", "OH-D1", 2), ("duty.lost", "OH-D1", 2)} <= told


def test_the_night_costs_the_same_for_many_facilities(cast: Cast, instructor: Actor) -> None:
    there(cast)
    with CaptureQueriesContext(
        connection,
    ) as few:
        night(date(2026, 1, 5))
    for number in range(12):
        there(cast, name=f"示例·{number}园")
    with CaptureQueriesContext(connection) as many:
        night(date(2026, 4, 1))
    assert len(rows("OH-D1", starts_on=date(2026, 4, 1))) == 13
    assert len(many) <= len(few) + 40


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dates(date(2028, 1, 1), date(2028, 3, 31)),
    st.lists(st.tuples(st.dates(date(2028, 1, 1), date(2028, 6, 30)), st.integers(1, 3)), max_size=6),
)
def test_the_table_counts_as_the_rule_does(
    cast: Cast, instructor: Actor, began: date, acts: list[tuple[date, int]]
) -> None:
    """Acts before the filing, on edge days, on 29 February, entered in any order, more than needed."""
    facility = there(cast, began, name=f"示例·{began}-{len(acts)}-{clock.now().timestamp()}")
    night(date(2028, 3, 31))
    night(date(2028, 4, 2))
    periods = rows("OH-D1", facility=facility)
    wanted = {row.pk: row for row in periods}
    with clock.frozen(date(2028, 6, 30)):
        for day, times in acts:
            back = (date(2028, 6, 30) - day).days
            with clock.frozen(
                min(day + timedelta(days=3), date(2028, 6, 30)) if back > 3 else date(2028, 6, 30)
            ):
                done(instructor, periods[-1], day, times=times)
    for row in rows("OH-D1", facility=facility):
        assert row.pk in wanted
        expected = counted(span_of(3, row.starts_on), began, [Done(day, times) for day, times in acts])
        assert row.done == expected


def test_a_neighbour_sees_and_changes_nothing(cast: Cast, instructor: Actor) -> None:
    there(cast)
    with clock.frozen(date(2026, 5, 7)):
        keep_duties()
        stranger = cast.official(NANKANG, DepartmentKind.HEALTH, Role.OFFICER)
        with as_actor(stranger):
            assert not DutyPeriod.objects.exists()
        with pytest.raises(DutyPeriod.DoesNotExist):
            done(stranger, one("OH-D1"), date(2026, 5, 6))
