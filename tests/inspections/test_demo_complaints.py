"""The demo's complaints: one in every state, told by the real verbs."""

from datetime import date
from random import Random
from typing import Any

import pytest
from django.core.cache import cache

from config.demo.complaining import complained, shown_to_everybody
from config.demo.people import Offices
from config.demo.places import PLACES
from config.demo.steps import Case
from config.demo.timeline import run
from facilities.models import PublicFacility
from inspections.models import Complaint
from kernel import clock
from regions.models import Region
from regions.scope import nation_scope
from tests.cast import JIEFANG_STREET, Cast
from tests.inspections.complaining import published
from tests.staff.people import employed

NUMBERS = range(25, 32)


@pytest.fixture
def told(cast: Cast) -> list[Complaint]:
    cache.clear()
    place = next(place for place in PLACES if place.key == "zhanggong")
    offices = Offices(place=place, password="a-long-enough-password")
    stories: list[Any] = []
    for number in NUMBERS:
        facility = published(cast, name=f"示例·第{number}托育园")
        employed(cast.operator(facility), facility)
        street = Region.objects.get(pk=JIEFANG_STREET)
        case = Case(number, date(2026, 5, 7), offices, street, {}, {}, Random(1), facility=facility)
        stories.append(complained(case))
    run(stories, until=clock.now(), tick=lambda: None)
    shown_to_everybody()
    with nation_scope(reason="a test looks"):
        return list(Complaint.objects.order_by("id"))


def test_there_is_one_in_every_state_and_a_report_that_led_to_a_case(told: list[Complaint]) -> None:
    assert {row.state for row in told} == {"RECEIVED", "IN_HAND", "ANSWERED", "CLOSED", "DECLINED"}
    assert [row.case_id is not None for row in told if row.urgent] == [True, False]
    assert any(row.facility_id is None for row in told) and any(row.objections for row in told)
    assert PublicFacility.objects.filter(rectifying=1).count() == 1
