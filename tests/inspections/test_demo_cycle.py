"""The demo's recurring duties and ratings, told by the real verbs: duties met, missed and open, a rating in each state."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from accounts.actors import system_actor
from accounts.demo import PASSWORD, create_people
from config.demo.cycle import FAR, INSPECTED_YEARLY, RATED, inspected_yearly, kept, passed_yearly, take
from config.demo.people import Offices
from config.demo.places import PLACES
from config.demo.steps import Case
from config.demo.timeline import run
from facilities.models import Facility
from inspections.enums import Origin
from inspections.models import DutyPeriod, Finding, Rating
from inspections.workflow.recurring import keep_duties
from kernel import clock
from regions.models import Region
from regions.scope import nation_scope
from tests.cast import JIEFANG_STREET, Cast
from tests.inspections.visiting import filed


@pytest.fixture
def offices(db: None, today: Any) -> Offices:
    create_people(by=system_actor("test"))
    return Offices(place=next(place for place in PLACES if place.key == RATED), password=PASSWORD)


def there(cast: Cast, number: int) -> Facility:
    return filed(cast, region=330304001000, name=f"示例·{number}园")


def test_a_rating_stands_in_each_state_of_its_way(cast: Cast, offices: Offices) -> None:
    for number, far in FAR.items():
        facility = there(cast, number)
        take(offices, cast.operator(facility), facility, far)
    with nation_scope(reason="a test looks"):
        states = list(Rating.objects.order_by("id").values_list("state", flat=True))
    assert set(states) == set(FAR.values()) and states.count("PUBLISHED") == 2


def test_duties_are_met_missed_and_open(cast: Cast, offices: Offices) -> None:
    for number in range(4):
        facility = there(cast, number)
        with nation_scope(reason="test set-up"):
            Facility.objects.filter(pk=facility.pk).update(
                filed_on=date(2026, 4, 20) - timedelta(days=number)
            )
    run([kept(offices, clock.today())], until=clock.now(), tick=lambda: None)
    with nation_scope(reason="a test looks"):
        found = set(DutyPeriod.objects.values_list("duty", "state"))
    assert {
        ("OH-D1", "MET"),
        ("OH-D1", "OPEN"),
        ("OH-D2", "LOST"),
        ("OH-D2", "MET"),
        ("OH-D5", "OPEN"),
    } <= found


@pytest.mark.parametrize("another_place_is_ahead", [False, True])
def test_a_yearly_inspection_is_passed_by_one_and_missed_and_ordered_at_another(
    cast: Cast, db: None, today: Any, another_place_is_ahead: bool
) -> None:
    create_people(by=system_actor("test"))
    offices = Offices(place=next(p for p in PLACES if p.key == INSPECTED_YEARLY), password=PASSWORD)
    with clock.frozen(date(2026, 11, 26)):
        street = Region.objects.get(pk=JIEFANG_STREET)
        cases = []
        for number, kind in enumerate(("SOCIAL_SERVICE_ORG", "FOR_PROFIT")):
            facility = filed(cast, region=street.pk, name=f"示例·{number}园")
            with nation_scope(reason="test set-up"):
                Facility.objects.filter(pk=facility.pk).update(filed_on=date(2023, 3, 1), entity_kind=kind)
                facility.refresh_from_db()
            case = Case(number, clock.today(), offices, street, {}, {}, Random(number), facility=facility)
            case.operator = cast.operator(facility)
            cases.append(case)
        if another_place_is_ahead:
            for day in (date(2026, 1, 4), date(2026, 7, 2)):
                keep_duties(day)
        stories = [inspected_yearly(offices, clock.today()), passed_yearly(cases[0])]
        run(stories, until=clock.now(), tick=lambda: None)
    with nation_scope(reason="a test looks"):
        found = dict(DutyPeriod.objects.filter(duty="GZ-D3").values_list("facility", "state"))
        ordered = Finding.objects.filter(origin=Origin.DUTY).values_list("facility", flat=True)
        assert list(ordered) == [cases[1].facility.pk]  # type: ignore[union-attr]
    assert set(found.values()) == {"MET", "MISSED"}
