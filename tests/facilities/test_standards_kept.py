"""Breaches as they are kept: found by the same rules for one facility and for all, opened, seen, cleared, never twice."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from audit.models import AuditEvent
from audit.workflow import record
from facilities.enums import FacilityState
from facilities.models import Breach, Child, ClassGroup, Enrolment, Facility, HealthCheck, Premises
from facilities.queries.standards import findings_of, known_facilities, law_of
from facilities.rules.standards import ClassFacts, Facts, site_of
from facilities.tasks import refresh_standards
from facilities.workflow.standards import Kept, Ring, check_all, refresh
from kernel.periods import add_months
from policy.queries import class_kinds
from regions.scope import nation_scope
from staff.models import Proof
from staff.queries import standings
from staff.queries.standards import staffing
from tests.cast import _SETUP, CHAOYANG, NANKANG, Cast
from tests.facilities.crowd import Crowd

ON = date(2026, 3, 10)
NATION = "what the test made"


@pytest.fixture
def crowd(cast: Cast) -> Crowd:
    return Crowd(cast, ON)


def _ids() -> list[int]:
    with nation_scope(reason=NATION):
        return list(Facility.objects.order_by("pk").values_list("pk", flat=True))


def _kept() -> dict[tuple[Any, ...], Breach]:
    with nation_scope(reason=NATION):
        rows = Breach.objects.filter(cleared_on__isnull=True)
        return {(r.facility_id, r.rule, r.subject_kind, r.subject_id): r for r in rows}


def _one_by_one(on: date) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    found = {}
    with nation_scope(reason=NATION):
        for number in _ids():
            for each in findings_of(number, on):
                if each.breach:
                    found[number, *each.key] = (each.severity.value, list(each.reasons))
    return found


def _many(crowd: Crowd, number: int) -> None:
    with nation_scope(reason=NATION):
        for n in range(number):
            place = {} if n % 3 else {"region": CHAOYANG if n % 2 else NANKANG}
            kind = {0: "FAMILY_CHILDCARE_HOME", 1: "KINDERGARTEN_CLASS"}.get(n % 9, "FOR_PROFIT")
            crowd.random_facility(entity_kind=kind, **place)


@pytest.mark.django_db
@pytest.mark.parametrize("on", [ON, date(2026, 2, 28), date(2026, 3, 31)])
def test_the_bulk_finds_what_a_check_of_each_facility_finds(crowd: Crowd, on: date) -> None:
    _many(crowd, 45)
    kept = check_all(on, portion=10)
    rows = {key: (row.severity, row.facts["reasons"]) for key, row in _kept().items()}
    assert rows == _one_by_one(on)
    assert kept == Kept(opened=len(rows))
    assert len({key[1] for key in rows}) > 18, "the crowd breaches most rules somewhere"


@pytest.mark.django_db
@pytest.mark.parametrize("on", [ON, date(2026, 2, 28), date(2026, 3, 31)])
def test_the_facts_are_those_that_a_naive_reading_of_the_rows_gives(crowd: Crowd, on: date) -> None:
    _many(crowd, 30)
    with nation_scope(reason=NATION):
        found = {known.id: known.facts for known in known_facilities(_ids(), on)}
        naive = {facility.pk: _naive(facility, on) for facility in Facility.objects.all()}
    assert found == naive


def _naive(facility: Facility, on: date) -> Facts:
    """Row by row in Python, with the people as `staffing` tells them (its own test counts them)."""
    staff = staffing({facility.pk: law_of(facility.region_id, on)}, on).get(facility.pk)
    bands = class_kinds(facility.region_id, on)
    classes, unchecked = [], 0
    for group in ClassGroup.objects.filter(facility=facility, opened_on__lte=on).order_by("pk"):
        if group.closed_on is not None and group.closed_on < on:
            continue
        rows = [e for e in Enrolment.objects.filter(class_group=group) if _covers(e, on)]
        band = bands[group.kind]
        outgrown = [add_months(e.child.born_on, band.to_months) for e in rows]
        late = [day for day in outgrown if on >= max(_month_end(day), day + timedelta(days=1))]
        turning = [day for day in outgrown if day <= on and day not in late]
        young = [e for e in rows if add_months(e.child.born_on, band.from_months) > on]
        unchecked += sum(not _checked(e.child) for e in rows)
        carers = staff.carers.get(group.pk, 0) if staff else None
        numbers = (len(rows), carers, len(late), len(turning), len(young))
        classes.append((group.pk, ClassFacts(group.kind, *numbers)))
    stated = Premises.objects.filter(facility=facility).values_list("facts", flat=True).first() or {}
    return Facts(
        entity_kind=facility.entity_kind,
        on=on,
        classes=tuple(classes),
        children=sum(each.children for _number, each in classes),
        unchecked=unchecked,
        people=staff.people if staff else None,
        site=site_of({"floor_area": 300, "highest_floor": 2, **stated}),
        cooks=facility.meals == "OWN",
    )


def _covers(row: Enrolment, on: date) -> bool:
    return row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)


def _month_end(day: date) -> date:
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def _checked(child: Child) -> bool:
    return HealthCheck.objects.filter(child=child, kind="ENTRY", passed=True, vaccinations_seen=True).exists()


@pytest.mark.django_db
def test_the_people_of_a_facility_are_counted_as_their_standings_say(crowd: Crowd) -> None:
    _many(crowd, 30)
    with nation_scope(reason=NATION):
        laws = {known.id: known.law for known in known_facilities(_ids(), ON)}
        told, rows = staffing(laws, ON), standings(_ids(), ON)
    for number, staff in told.items():
        here = [row for row in rows if row.facility_id == number]
        carers = [row for row in here if row.role == "CAREGIVER" and row.counts]
        assert staff.people.carers == len(carers)
        assert sum(staff.carers.values()) == len(carers)
        cooks = [row for row in here if row.role == "KITCHEN_STAFF" and row.counts]
        assert staff.people.cooks == len(cooks)
        heads = [row for row in here if row.role == "FACILITY_HEAD"]
        assert (staff.people.head is None) == (not heads)
        missing = {row.member_id for row in here if any(":" in reason for reason in row.reasons)}
        away = {row.member_id for row in here if {"LEAVE", "ILLNESS", "SUSPENSION"} & set(row.reasons)}
        blocked = {row.member_id for row in here if "BLOCKED" in row.reasons}
        assert {person for person, _why in staff.people.uncounted} == (missing | blocked) - away


@pytest.mark.django_db
def test_sixteen_toddlers_with_three_carers_are_two_open_breaches(crowd: Crowd) -> None:
    """U14: size and ratio, by number of the class."""
    with nation_scope(reason=NATION):
        facility = crowd.facility()
        group = crowd.group(facility, "TODDLER")
        for _n in range(16):
            crowd.child(group, date(2024, 9, 1))
        for _n in range(3):
            crowd.person(facility, "CAREGIVER", group=group)
    refresh(facility.pk, ON)
    found = {key[1:]: row for key, row in _kept().items() if row.subject_kind == "CLASS"}
    assert set(found) == {("R-CLS-2", "CLASS", group.pk), ("R-RATIO-2", "CLASS", group.pk)}
    assert found["R-RATIO-2", "CLASS", group.pk].facts["missing"] == 1


@pytest.mark.django_db
def test_a_certificate_that_ends_drops_its_holder_out_of_the_ratio_the_next_day(crowd: Crowd) -> None:
    """U16: it ends on 2026-03-09, so on 03-10 the carer does not count."""
    with nation_scope(reason=NATION):
        facility = crowd.facility()
        group = crowd.group(facility, "TODDLER")
        for _n in range(15):
            crowd.child(group, date(2024, 9, 1))
        people = [crowd.person(facility, "CAREGIVER", group=group) for _n in range(3)]
        Proof.objects.filter(member=people[0], kind="HEALTH_CERTIFICATE").update(valid_to=date(2026, 3, 9))
    check_all(date(2026, 3, 9))
    assert not [key for key in _kept() if key[1] in ("R-RATIO-2", "R-RATIO-6")]
    check_all(date(2026, 3, 10))
    found = {key[1]: row for key, row in _kept().items() if key[1].startswith("R-RATIO")}
    assert found["R-RATIO-2"].facts["carers"] == 2
    assert (found["R-RATIO-6"].subject_id, found["R-RATIO-6"].facts["reasons"]) == (
        people[0].pk,
        ["EXPIRED:HEALTH_CERTIFICATE"],
    )


@pytest.mark.django_db
def test_a_breach_is_opened_seen_again_and_cleared_when_it_passes(crowd: Crowd) -> None:
    with nation_scope(reason=NATION):
        facility = crowd.facility()
        stated = crowd.premises(facility, insured="NO")
    assert refresh(facility.pk, ON).opened == 1
    assert refresh(facility.pk, ON) == Kept(), "the same day changes nothing"
    assert refresh(facility.pk, ON + timedelta(days=1)) == Kept(), (
        "nor does another on which the facts are the same"
    )
    with nation_scope(reason=NATION):
        Premises.objects.filter(pk=stated.pk).update(facts={"insured": "NO", "video_days": 90})
    assert refresh(facility.pk, ON + timedelta(days=1)) == Kept(renewed=1)
    [row] = _kept().values()
    assert (row.found_on, row.seen_on, row.severity) == (ON, ON + timedelta(days=1), "ADVICE")
    with nation_scope(reason=NATION):
        Premises.objects.filter(pk=stated.pk).update(facts={"insured": "YES"})
    assert refresh(facility.pk, ON + timedelta(days=2)) == Kept(cleared=1)
    assert _kept() == {}
    with nation_scope(reason=NATION):
        Premises.objects.filter(pk=stated.pk).update(facts={"insured": "NO"})
        assert refresh(facility.pk, ON + timedelta(days=3)).opened == 1
        assert Breach.objects.filter(facility=facility).count() == 2, "what was cleared stays known"


@pytest.mark.django_db
def test_a_second_night_of_the_same_day_changes_nothing(crowd: Crowd) -> None:
    _many(crowd, 12)
    first = check_all(ON, portion=5)
    assert first.opened > 10
    assert check_all(ON, portion=5) == Kept()
    assert check_all(ON + timedelta(days=1), portion=7).opened < first.opened


@pytest.mark.django_db
def test_a_night_judges_only_those_of_whom_the_last_check_no_longer_speaks(crowd: Crowd) -> None:
    """A drill of 2025-09-11 holds until 2026-03-11; nothing is written, and the day after it is a breach."""
    with nation_scope(reason=NATION):
        drilled, other = crowd.facility(), crowd.facility()
        crowd.premises(drilled, last_drill_on="2025-09-11")
        crowd.premises(other, insured="NO")
    check_all(ON)
    assert not _changed(ON + timedelta(days=1)), "a day on which nothing ends judges nobody"
    assert check_all(ON + timedelta(days=1)) == Kept(), "and writes nothing of what stays open"
    assert _changed(ON + timedelta(days=2)) == {drilled.pk}
    assert check_all(ON + timedelta(days=2)) == Kept(opened=1)
    with nation_scope(reason=NATION):
        Premises.objects.filter(facility=other).update(facts={"insured": "YES"})
    assert _changed(ON + timedelta(days=2)) == {other.pk}, "a fact that nobody announced is met all the same"
    assert check_all(ON + timedelta(days=2)).cleared == 1


@pytest.mark.django_db
def test_a_night_leaves_one_event_in_each_district_where_something_changed(crowd: Crowd) -> None:
    with nation_scope(reason=NATION):
        for region in (NANKANG, CHAOYANG):
            for _n in range(3):
                crowd.premises(crowd.facility(region=region), insured="NO")
        before = AuditEvent.objects.count()
    check_all(ON, portion=1)
    check_all(ON + timedelta(days=1))
    with nation_scope(reason=NATION):
        assert AuditEvent.objects.count() == before + 2, "the second night only saw the same again"
        events = AuditEvent.objects.filter(event="standards.checked").order_by("region_id")
        assert {event.region_id for event in events} == {NANKANG, CHAOYANG}
        assert [event.data for event in events] == [{"day": str(ON), "opened": 3, "cleared": 0}] * 2


def _changed(on: date) -> set[int]:
    with nation_scope(reason=NATION):
        return {known.id for known in known_facilities(_ids(), on) if known.changed}


@pytest.mark.django_db
def test_a_facility_that_is_not_filed_has_no_open_breach(crowd: Crowd) -> None:
    with nation_scope(reason=NATION):
        facility = crowd.facility()
        crowd.premises(facility, insured="NO", steel_panels="YES")
    assert refresh(facility.pk, ON).opened == 2
    with nation_scope(reason=NATION):
        Facility.objects.filter(pk=facility.pk).update(state=FacilityState.SUSPENDED)
    assert refresh(facility.pk, ON) == Kept(cleared=2)
    assert refresh(999_999_999, ON) == Kept()


@pytest.mark.django_db(transaction=True)
def test_two_nights_at_once_keep_each_breach_once(crowd: Crowd) -> None:
    _many(crowd, 16)
    results: list[Kept] = []

    def night() -> None:
        try:
            results.append(check_all(ON, portion=3))
        finally:
            connection.close()

    threads = [threading.Thread(target=night) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = _kept()
    assert len(results) == 2 and len(kept) > 20
    assert check_all(ON) == Kept(), "nothing is left to open, to renew or to clear"
    assert {key: (row.severity, row.facts["reasons"]) for key, row in kept.items()} == _one_by_one(ON)


@pytest.mark.django_db
def test_what_is_written_about_a_facility_rings_once_for_a_check_after_the_commit(
    crowd: Crowd, django_capture_on_commit_callbacks: Any
) -> None:
    with nation_scope(reason=NATION), django_capture_on_commit_callbacks() as waiting:
        facility = crowd.facility()
        crowd.premises(facility, insured="NO")
        for event in ("premises.stated", "child.enrolled", "proof.recorded", "operator.granted"):
            record(by=_SETUP, event=event, region=facility.region_id, facility_id=facility.pk)
        record(by=_SETUP, event="class.opened", region=facility.region_id)
    assert waiting.count(Ring(facility.pk)) == 1
    refresh_standards(facility.pk)
    assert [key[1] for key in _kept()] == ["R-INS-1"]
