"""The demo's recurring duties and ratings, told by the real verbs: duties met, missed and open, a rating in each state."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.actors import system_actor
from accounts.demo import PASSWORD, create_people
from config.demo.cycle import FAR, RATED, kept, take
from config.demo.people import Offices
from config.demo.places import PLACES
from config.demo.timeline import run
from facilities.models import Facility
from inspections.models import DutyPeriod, Rating
from kernel import clock
from regions.scope import nation_scope
from tests.cast import Cast
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
