"""The growth stations of the demo: plainly invented, told by the real verbs, in every state, once."""

from typing import Any

import pytest

from accounts.actors import system_actor
from accounts.demo import PASSWORD, create_people
from audit.models import AuditEvent
from config.demo.people import Offices
from config.demo.places import PLACES
from config.demo.stations import STREETS, stations_of
from config.demo.timeline import run
from facilities.models import GrowthStation
from facilities.queries.stations import standing, visits_of
from kernel import clock
from regions.scope import nation_scope


@pytest.fixture
def told(db: None, today: Any) -> list[Offices]:
    create_people(by=system_actor("test"))
    offices = [Offices(place=place, password=PASSWORD) for place in PLACES if place.key in STREETS]
    for each in offices:
        run(stations_of(each, clock.today()), until=clock.now(), tick=lambda: None)
    return offices


def test_stations_stand_in_every_state_and_joint_acceptance_at_every_step(told: list[Offices]) -> None:
    with nation_scope(reason="a test looks"):
        for offices in told:
            rows = GrowthStation.objects.filter(district=offices.place.district).order_by("name")
            assert all(row.name.startswith("示例·") for row in rows)
            states = {row.name[3:5]: row.state for row in rows}
            assert states == {"一号": "ACCEPTED", "二号": "ACCEPTED", "三号": "BUILT", "四号": "BUILT", "五号": "CLOSED"}  # fmt: skip
            by_one = {row.name[3:5]: standing(visits_of(row.pk)) for row in rows if row.state == "BUILT"}
            assert {name: {k: v.accepted for k, v in found.items()} for name, found in by_one.items()} == {
                "三号": {"HEALTH": True},
                "四号": {"HEALTH": False},
            }
        assert AuditEvent.objects.filter(event="station.built").count() == 5 * len(told)


def test_a_run_that_was_interrupted_goes_on_where_it_was(told: list[Offices]) -> None:
    assert [list(stations_of(offices, clock.today())) for offices in told] == [[], []]
