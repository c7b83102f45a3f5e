"""The month of a facility: what may be marked, the signature, and corrections that stay visible."""

from datetime import date
from typing import Any

import pytest

from accounts.enums import FacilityRole
from accounts.errors import DomainError, NotAllowed
from audit.models import AuditEvent
from facilities.errors import NotRight, WrongState
from facilities.models import AttendanceCorrection, AttendanceMonth, Child
from facilities.queries.attendance import attended, marked_days, usual_service_days
from facilities.rules.attendance import packed, unpacked
from facilities.workflow import attendance as work
from facilities.workflow.children import record_health_check
from facilities.workflow.enrolling import leave
from kernel import clock
from tests.cast import Cast, as_actor
from tests.facilities.nursery import Nursery

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def here(cast: Cast) -> Nursery:
    return Nursery(cast)


def marked(here: Nursery, month: date, child: int, day: int, present: bool = True) -> list[int]:
    with as_actor(here.manager):
        _sheet, bits = work.mark(
            by=here.manager, facility_id=here.facility.pk, month=month, child_id=child, day=day, present=present
        )  # fmt: skip
    return unpacked(bits)


def codes(error: pytest.ExceptionInfo[Any]) -> set[str]:
    return {fault.code for fault in error.value.faults}


def test_a_month_begins_with_its_working_days() -> None:
    days = unpacked(usual_service_days(MAY))
    assert 9 in days and 1 not in days and 5 not in days and 6 in days and 10 not in days


def test_days_are_marked_one_by_one_and_the_trail_tells_it_once(here: Nursery) -> None:
    (child,) = here.filled(here.group(), 1)
    assert marked(here, MAY, child.pk, 6) == [6]
    assert marked(here, MAY, child.pk, 7) == [6, 7]
    assert marked(here, MAY, child.pk, 6, present=False) == [7]
    with as_actor(here.manager):
        assert AuditEvent.objects.filter(event="attendance.recorded").count() == 1


@pytest.mark.parametrize(("day", "code"), [(8, "FUTURE"), (2, "NO_SERVICE")])
def test_the_future_and_closed_days_are_refused(here: Nursery, day: int, code: str) -> None:
    (child,) = here.filled(here.group(), 1)
    with pytest.raises(NotRight) as refused:
        marked(here, MAY, child.pk, day)
    assert codes(refused) == {code}


def test_nobody_attends_before_the_entry_check_and_outside_the_enrolment(here: Nursery) -> None:
    group = here.group()
    child = here.child()
    here.enrolled(child, group, date(2026, 5, 6))
    with pytest.raises(NotRight) as unchecked:
        marked(here, MAY, child.pk, 7)
    with as_actor(here.manager):
        record_health_check(
            by=here.manager, child_id=child.pk, kind="ENTRY", done_on=date(2026, 5, 5), passed=True
        )
    with pytest.raises(NotRight) as no_card:
        marked(here, MAY, child.pk, 7)
    with as_actor(here.manager):
        record_health_check(
            by=here.manager, child_id=child.pk, kind="ENTRY", done_on=date(2026, 5, 5), passed=True, vaccinations_seen=True
        )  # fmt: skip
    with pytest.raises(NotRight) as before:
        marked(here, APRIL, child.pk, 30)
    assert marked(here, MAY, child.pk, 7) == [7]
    assert (codes(unchecked), codes(no_card), codes(before)) == (
        {"NO_ENTRY_CHECK"}, {"NO_ENTRY_CHECK"}, {"NOT_ENROLLED"},
    )  # fmt: skip


def test_after_three_months_away_a_new_check_comes_first(here: Nursery) -> None:
    group = here.group()
    child = here.child(entered=date(2025, 12, 1))
    here.enrolled(child, group, date(2025, 12, 1))
    marked(here, date(2026, 2, 1), child.pk, 6)
    with pytest.raises(NotRight) as refused:
        marked(here, MAY, child.pk, 6)
    assert codes(refused) == {"NO_RETURN_CHECK"}
    with as_actor(here.manager):
        record_health_check(
            by=here.manager, child_id=child.pk, kind="RETURN", done_on=date(2026, 5, 6), passed=True
        )
    assert marked(here, MAY, child.pk, 6) == [6]


def test_service_days_can_be_chosen_but_not_under_a_mark(here: Nursery) -> None:
    (child,) = here.filled(here.group(), 1)
    marked(here, MAY, child.pk, 6)
    with as_actor(here.manager):
        work.set_service_days(by=here.manager, facility_id=here.facility.pk, month=MAY, days=[6, 7, 10])
        with pytest.raises(NotRight) as refused:
            work.set_service_days(by=here.manager, facility_id=here.facility.pk, month=MAY, days=[7])
        assert unpacked(AttendanceMonth.objects.get().service_days) == [6, 7, 10]
    assert codes(refused) == {"MARKED"}


def test_several_rows_are_recorded_together_or_not_at_all(here: Nursery) -> None:
    one, two = here.filled(here.group(), 2)
    with as_actor(here.manager):
        rows = {one.pk: packed([6]), two.pk: packed([2, 6])}
        with pytest.raises(NotRight) as refused:
            work.record_days(by=here.manager, facility_id=here.facility.pk, month=MAY, rows=rows)
        assert marked_days(here.facility.pk, MAY) == {}
        assert [f.field for f in refused.value.faults] == [str(two.pk)]
        rows[two.pk] = packed([7])
        work.record_days(by=here.manager, facility_id=here.facility.pk, month=MAY, rows=rows)
        assert marked_days(here.facility.pk, MAY) == rows


def test_a_child_of_another_facility_is_unknown_here(cast: Cast, here: Nursery) -> None:
    other = Nursery(cast, name="示例·邻园")
    (child,) = other.filled(other.group(), 1)
    with pytest.raises(Child.DoesNotExist):
        marked(here, MAY, child.pk, 6)


def test_only_a_manager_signs_and_only_once_the_month_is_over(cast: Cast, here: Nursery) -> None:
    (child,) = here.filled(here.group(), 1)
    marked(here, APRIL, child.pk, 29)
    clerk = cast.operator(here.facility, FacilityRole.CLERK)
    with as_actor(clerk), pytest.raises(NotAllowed):
        work.sign_month(by=clerk, facility_id=here.facility.pk, month=APRIL)
    with as_actor(here.manager):
        with pytest.raises(DomainError) as running:
            work.sign_month(by=here.manager, facility_id=here.facility.pk, month=MAY)
        sheet = work.sign_month(by=here.manager, facility_id=here.facility.pk, month=APRIL)
    assert running.value.code == "MONTH_RUNNING"
    assert (sheet.state, sheet.children, sheet.attended, sheet.signer) == ("SIGNED", 1, 1, here.manager.name)


def test_a_signed_month_is_corrected_with_a_reason_and_never_reopened(here: Nursery) -> None:
    one, two = here.filled(here.group(), 2)
    marked(here, APRIL, one.pk, 29)
    with as_actor(here.manager):
        work.sign_month(by=here.manager, facility_id=here.facility.pk, month=APRIL)
    with pytest.raises(WrongState):
        marked(here, APRIL, one.pk, 30)
    with as_actor(here.manager):
        given = {"by": here.manager, "facility_id": here.facility.pk, "month": APRIL, "child_id": two.pk}
        with pytest.raises(NotRight) as silent:
            work.correct_days(**given, days=packed([28]), reason=" ")
        with pytest.raises(NotRight) as closed:
            work.correct_days(**given, days=packed([26]), reason="漏记")
        work.correct_days(**given, days=packed([28, 29]), reason="漏记")
        row = AttendanceCorrection.objects.get()
        sheet = AttendanceMonth.objects.get()
    assert codes(silent) == {"REQUIRED"} and codes(closed) == {"NO_SERVICE"}
    assert (unpacked(row.days_before), unpacked(row.days_after), row.reason) == ([], [28, 29], "漏记")
    assert (sheet.state, sheet.children, sheet.attended) == ("SIGNED", 2, 3)


def test_a_month_remembers_the_headcount_before_it(here: Nursery) -> None:
    one, two = here.filled(here.group(), 2)
    for month, day in ((MARCH, 31), (APRIL, 29)):
        marked(here, month, one.pk, day)
    marked(here, MARCH, two.pk, 31)
    with as_actor(here.manager):
        for month in (MARCH, APRIL):
            work.sign_month(by=here.manager, facility_id=here.facility.pk, month=month)
        april = AttendanceMonth.objects.get(month=APRIL)
    assert (april.children, april.children_before) == (1, 2)


def test_who_came_cannot_have_left_before(here: Nursery) -> None:
    group = here.group()
    child = here.child(entered=date(2026, 3, 2))
    stay = here.enrolled(child, group)
    marked(here, MAY, child.pk, 6)
    with as_actor(here.manager):
        with pytest.raises(NotRight) as early:
            leave(by=here.manager, enrolment_id=stay.pk, on=date(2026, 5, 5), reason="MOVED")
        with pytest.raises(NotRight):
            leave(by=here.manager, enrolment_id=stay.pk, on=date(2026, 5, 5), reason="MISTAKE")
        leave(by=here.manager, enrolment_id=stay.pk, on=date(2026, 5, 6), reason="MOVED")
    assert codes(early) == {"ATTENDED"}


def test_u18_the_attended_days_are_what_a_subsidy_asks(here: Nursery, django_assert_num_queries: Any) -> None:
    children = here.filled(here.group(), 3)
    marked(here, APRIL, children[0].pk, 29)
    marked(here, APRIL, children[0].pk, 30)
    with as_actor(here.manager):
        work.sign_month(by=here.manager, facility_id=here.facility.pk, month=APRIL)
        with django_assert_num_queries(3):
            found = attended(here.facility.pk, APRIL)
    assert (found.signed, found.service_days) == (True, len(unpacked(usual_service_days(APRIL))))
    assert [child.days for child in found.children] == [2, 0, 0]
    assert found.children[0].spans[0][1] == "FULL_DAY"
    assert clock.today() == date(2026, 5, 7)
