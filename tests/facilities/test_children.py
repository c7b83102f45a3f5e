"""Children recorded, enrolled, moved and gone: what each verb keeps and what it refuses."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck as Slow
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.errors import NotAllowed, Stale
from audit.models import AuditEvent
from facilities.enums import FacilityState
from facilities.errors import FacilityEnded, NotRight, WrongState
from facilities.models import Child, ClassGroup, DoubleEnrolment, Enrolment
from facilities.queries.children import doubled, name_digest, names_elsewhere, number_digest
from facilities.queries.roll import class_rolls, headcount, rolls, still_enrolled
from facilities.workflow.attendance import mark
from facilities.workflow.children import add_child, correct_child, renew_consent, withdraw_consent
from facilities.workflow.classes import change_class, classes_as_filed, close_class, open_class
from facilities.workflow.enrolling import enrol, leave, move_class, seat_warnings
from kernel import clock
from regions.scope import nation_scope
from tests.cast import NANKANG, OUHAI, Cast, as_actor
from tests.facilities.nursery import Nursery, facts, id_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast: Cast) -> Nursery:
    return Nursery(cast)


def faults(error: pytest.ExceptionInfo[Any]) -> set[str]:
    return {fault.code for fault in error.value.faults}


def test_a_recorded_child_is_sealed_and_shows_itself_masked(here: Nursery) -> None:
    child = here.child(name="示例·王小豆")
    with nation_scope(reason="a test looks"), connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM facilities_child c WHERE id = %s", [child.pk])
        row = cursor.fetchone()[0]
    assert "小豆" not in row and "13800001234" not in row
    assert str(Child(name=child.name)) == "示例·王**"
    assert str(child.guardian_phone) == "138****1234"


def test_an_officer_records_no_child(cast: Cast, here: Nursery) -> None:
    with as_actor(cast.officer), pytest.raises(NotAllowed):
        add_child(by=cast.officer, facility_id=here.facility.pk, facts=facts())


def test_the_same_number_twice_is_the_same_child(here: Nursery) -> None:
    child = here.child()
    number = child.id_number.disclosed(to="a test")
    with pytest.raises(NotRight) as refused:
        here.child(id_number=number)
    assert faults(refused) == {"RECORDED_ALREADY"}


def test_two_children_of_one_name_are_two_children(here: Nursery) -> None:
    assert here.child(name="示例·同名").pk != here.child(name="示例·同名").pk


def test_a_number_under_another_name_is_refused_without_saying_where(cast: Cast, here: Nursery) -> None:
    number = id_number(date(2024, 9, 10))
    there = Nursery(cast, region=OUHAI + 1000, name="示例·别处")
    there.child(id_number=number, name="示例·甲")
    with pytest.raises(NotRight) as refused:
        here.child(id_number=number, name="示例·乙")
    assert faults(refused) == {"ANOTHER_NAME"}
    assert "别处" not in str(refused.value.faults[0])
    assert here.child(id_number=number, name="示例· 甲").pk


def test_a_correction_says_what_changed_but_not_what_it_was(here: Nursery) -> None:
    child = here.child(name="示例·王小豆")
    with as_actor(here.manager):
        given = facts(id_number=child.id_number.disclosed(to="a test"), name="示例·王小斗")
        correct_child(by=here.manager, child_id=child.pk, facts=given, version=1)
        event = AuditEvent.objects.filter(event="child.corrected").get()
        with pytest.raises(Stale):
            correct_child(by=here.manager, child_id=child.pk, facts=given, version=1)
    assert "name" in event.data["changed"] and "小" not in str(event.data)


def test_a_child_that_grew_past_three_can_still_be_corrected(here: Nursery) -> None:
    child = here.child(date(2023, 6, 1))
    number = child.id_number.disclosed(to="a test")
    with clock.frozen(date(2026, 9, 1)), as_actor(here.manager):
        given = facts(date(2023, 6, 1), id_number=number, name="示例·新名")
        assert correct_child(by=here.manager, child_id=child.pk, facts=given).name == "示例·新名"
        with pytest.raises(NotRight) as refused:
            other = facts(date(2023, 6, 2), name="示例·新名")
            correct_child(by=here.manager, child_id=child.pk, facts=other)
    assert faults(refused) == {"TOO_OLD"}


def test_enrolments_of_a_child_never_overlap(here: Nursery) -> None:
    one, two = here.group(), here.group()
    child = here.child()
    stay = here.enrolled(child, one)
    with pytest.raises(NotRight) as refused:
        here.enrolled(child, two, date(2026, 5, 4))
    assert faults(refused) == {"OVERLAPS"}
    with as_actor(here.manager):
        leave(by=here.manager, enrolment_id=stay.pk, on=date(2026, 5, 3), reason="MOVED")
    again = here.enrolled(child, two, date(2026, 5, 4))
    with as_actor(here.manager), pytest.raises(NotRight) as longer:
        leave(by=here.manager, enrolment_id=stay.pk, on=date(2026, 5, 4), reason="MOVED")
    assert faults(longer) == {"OVERLAPS"} and again.pk


def test_the_last_day_of_a_child_may_be_the_day_it_came_last_and_not_the_day_before(here: Nursery) -> None:
    (child,) = here.filled(here.group(), 1)
    with as_actor(here.manager):
        stay = Enrolment.objects.get(child=child)
        mark(by=here.manager, facility_id=here.facility.pk, month=date(2026, 5, 1), child_id=child.pk, day=6, present=True)  # fmt: skip
        with pytest.raises(NotRight) as refused:
            leave(by=here.manager, enrolment_id=stay.pk, on=date(2026, 5, 5), reason="MOVED")
        with pytest.raises(NotRight) as mistaken:
            leave(by=here.manager, enrolment_id=stay.pk, on=date(2026, 5, 6), reason="MISTAKE")
        left = leave(by=here.manager, enrolment_id=stay.pk, on=date(2026, 5, 6), reason="MOVED")
    assert faults(refused) == {"ATTENDED"} and faults(mistaken) == {"ATTENDED"}
    assert left is not None and left.ends_on == date(2026, 5, 6)


def test_a_move_ends_one_enrolment_and_begins_the_next(here: Nursery) -> None:
    one, two = here.group(), here.group("SENIOR", 20)
    stay = here.enrolled(here.child(), one)
    with as_actor(here.manager):
        fresh = move_class(by=here.manager, enrolment_id=stay.pk, class_id=two.pk, on=date(2026, 5, 7))
        stay.refresh_from_db()
        with pytest.raises(NotRight):
            move_class(by=here.manager, enrolment_id=fresh.pk, class_id=two.pk, on=date(2026, 5, 8))
    assert (stay.ends_on, stay.leaving_reason) == (date(2026, 5, 6), "CLASS_CHANGE")
    assert (fresh.starts_on, fresh.ends_on, fresh.class_group_id) == (date(2026, 5, 7), None, two.pk)


def test_an_enrolment_entered_by_mistake_is_taken_away(here: Nursery) -> None:
    stay = here.enrolled(here.child(), here.group())
    with as_actor(here.manager):
        assert leave(by=here.manager, enrolment_id=stay.pk, on=clock.today(), reason="MISTAKE") is None
        assert not Enrolment.objects.filter(pk=stay.pk).exists()


def test_a_full_class_and_another_age_are_warned_of_and_not_refused(here: Nursery) -> None:
    group = here.group("SENIOR", 1)
    here.enrolled(here.child(), group)
    child = here.child()
    with as_actor(here.manager):
        codes = [w.code for w in seat_warnings(child, group, clock.today())]
    assert codes == ["TOO_YOUNG", "CLASS_FULL"]
    assert here.enrolled(child, group).pk


def test_another_facilitys_class_is_no_class(cast: Cast, here: Nursery) -> None:
    foreign = Nursery(cast, name="示例·邻园").group()
    with pytest.raises(ClassGroup.DoesNotExist):
        here.enrolled(here.child(), foreign)


def test_a_withdrawn_consent_ends_the_enrolment_and_erases_the_guardian(here: Nursery) -> None:
    group = here.group()
    child = here.child()
    stay = here.enrolled(child, group)
    with as_actor(here.manager):
        row = withdraw_consent(by=here.manager, child_id=child.pk)
        stay.refresh_from_db()
        assert (bool(row.guardian_name), bool(row.guardian_phone), stay.ends_on) == (
            False,
            False,
            clock.today(),
        )
        with pytest.raises(WrongState):
            enrol(by=here.manager, child_id=child.pk, class_id=group.pk, starts_on=date(2026, 6, 1))
        renew_consent(
            by=here.manager,
            child_id=child.pk,
            guardian_name="示例·家长",
            guardian_phone="13800001234",
            consented_on=clock.today(),
        )
        assert enrol(by=here.manager, child_id=child.pk, class_id=group.pk, starts_on=date(2026, 6, 1)).pk


def test_an_ended_facility_records_nothing_more(here: Nursery) -> None:
    with nation_scope(reason="a test ends a facility"):
        type(here.facility).objects.filter(pk=here.facility.pk).update(state=FacilityState.CANCELLED)
    with pytest.raises(FacilityEnded):
        here.child()


def test_the_roll_counts_children_of_the_day_and_their_ages(here: Nursery) -> None:
    group, empty = here.group(places=2), here.group("SENIOR", 20)
    old, young = here.child(date(2024, 6, 1)), here.child(date(2025, 4, 1))
    here.enrolled(old, group)
    here.enrolled(young, group, date(2026, 5, 1))
    with as_actor(here.manager):
        april = {row.id: row for row in class_rolls(here.facility.pk, date(2026, 4, 30))}
        may = {row.id: row for row in class_rolls(here.facility.pk, date(2026, 5, 7))}
        assert (april[group.pk].children, may[group.pk].children, may[empty.pk].children) == (1, 2, 0)
        assert (may[group.pk].oldest, may[group.pk].youngest) == (date(2024, 6, 1), date(2025, 4, 1))
        assert headcount(here.facility.pk, date(2026, 4, 30)) == 1
        assert still_enrolled(here.facility.pk, date(2026, 5, 7)) == 2


def test_the_roll_of_many_facilities_is_one_statement(
    cast: Cast, here: Nursery, django_assert_num_queries: Any
) -> None:
    other = Nursery(cast, name="示例·邻园")
    for nursery in (here, other):
        nursery.enrolled(nursery.child(), nursery.group())
    with as_actor(cast.officer), django_assert_num_queries(1):
        assert sorted(row["children"] for row in rolls(clock.today())) == [1, 1]


def test_classes_follow_an_accepted_filing_and_keep_those_with_children(here: Nursery) -> None:
    with as_actor(here.manager):
        filed = {"INFANT": {"classes": 1, "places": 10}, "TODDLER": {"classes": 2, "places": 31}}
        groups = classes_as_filed(by=here.manager, facility=here.facility, filed=filed, on=date(2026, 3, 1))
    assert sorted((g.kind, g.places) for g in groups) == [("INFANT", 10), ("TODDLER", 15), ("TODDLER", 16)]
    toddlers = sorted((g for g in groups if g.kind == "TODDLER"), key=lambda g: g.pk)
    here.enrolled(here.child(), toddlers[0])
    here.enrolled(here.child(), toddlers[1])
    with as_actor(here.manager):
        fewer = {"TODDLER": {"classes": 1, "places": 15}}
        left = classes_as_filed(by=here.manager, facility=here.facility, filed=fewer, on=date(2026, 5, 7))
        assert {g.kind for g in left if g.closed_on is None} == {"TODDLER"}
        assert len([g for g in left if g.closed_on is None]) == 2


def test_a_class_with_children_is_not_closed(here: Nursery) -> None:
    group = here.group()
    here.enrolled(here.child(), group)
    with as_actor(here.manager):
        with pytest.raises(Exception, match="1"):
            close_class(by=here.manager, class_id=group.pk)
        with pytest.raises(NotRight) as refused:
            open_class(by=here.manager, facility_id=here.facility.pk, kind="X", name="", places=0)
        row = change_class(
            by=here.manager, class_id=group.pk, name="蓝天班", kind="MIXED", places=18, care_mode="HALF_DAY", version=1
        )  # fmt: skip
    assert faults(refused) == {"NAME", "UNKNOWN", "PLACES"} and row.name == "蓝天班"


def test_one_child_in_two_places_is_known_on_both_sides_and_names_neither(cast: Cast, here: Nursery) -> None:
    there = Nursery(cast, region=NANKANG + 1000, name="示例·别处")
    number = id_number(date(2024, 9, 10))
    mine, theirs = here.child(id_number=number), there.child(id_number=number)
    first = here.enrolled(mine, here.group())
    second = there.enrolled(theirs, there.group(), date(2026, 5, 4))
    with as_actor(here.manager):
        assert doubled([mine.pk], clock.today()) == {mine.pk}
        row = DoubleEnrolment.objects.get()
        assert (row.facility_id, row.starts_on, row.ends_on) == (here.facility.pk, date(2026, 5, 4), None)
    with as_actor(cast.neighbour):
        assert DoubleEnrolment.objects.get().facility_id == there.facility.pk
    with as_actor(there.manager):
        leave(by=there.manager, enrolment_id=second.pk, on=date(2026, 5, 20), reason="OTHER_FACILITY")
    with as_actor(here.manager):
        assert DoubleEnrolment.objects.get().ends_on == date(2026, 5, 20)
        assert doubled([mine.pk], date(2026, 5, 21)) == set()
        leave(by=here.manager, enrolment_id=first.pk, on=date(2026, 5, 3), reason="OTHER_FACILITY")
        assert DoubleEnrolment.objects.get().cleared_on == clock.today()


def test_a_foreign_actor_stands_on_no_trail_of_the_other_facility(cast: Cast, here: Nursery) -> None:
    there = Nursery(cast, region=NANKANG + 1000, name="示例·别处")
    number = id_number(date(2024, 9, 10))
    there.enrolled(there.child(id_number=number), there.group())
    here.enrolled(here.child(id_number=number), here.group())
    with as_actor(cast.neighbour):
        event = AuditEvent.objects.filter(event="child.double_found").get()
    assert event.actor_id is None and event.facility_id == there.facility.pk


@settings(max_examples=25, suppress_health_check=[Slow.function_scoped_fixture, Slow.too_slow])
@given(
    serials=st.lists(st.integers(0, 6), min_size=2, max_size=6),
    names=st.lists(st.sampled_from(["示例·同", "示例·名"]), min_size=6, max_size=6),
)
def test_numbers_match_and_names_do_not(serials: list[int], names: list[str]) -> None:
    digests = [number_digest("RESIDENT_ID", id_number(date(2024, 9, 10), s)) for s in serials]
    for one, left in zip(serials, digests, strict=True):
        for two, right in zip(serials, digests, strict=True):
            assert (one == two) == (left == right)
    assert name_digest(names[0]) not in digests


def test_a_name_alone_never_makes_two_children_one(cast: Cast, here: Nursery) -> None:
    there = Nursery(cast, region=NANKANG + 1000, name="示例·别处")
    for nursery in (here, there):
        nursery.enrolled(nursery.child(name="示例·同名"), nursery.group())
    with nation_scope(reason="a test looks"):
        assert DoubleEnrolment.objects.count() == 0
    assert names_elsewhere([number_digest("RESIDENT_ID", "x")], facility_id=0) == {}
