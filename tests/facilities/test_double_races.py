"""Facilities that enrol one child in the same moment, each in a transaction of its own."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from facilities.models import DoubleEnrolment
from facilities.workflow.enrolling import enrol
from regions.scope import nation_scope
from tests.cast import NANKANG, Cast, as_actor
from tests.facilities.nursery import Nursery, id_number
from tests.racing import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def enrolling(nursery: Nursery, number: str) -> Callable[[], Any]:
    child, group = nursery.child(id_number=number), nursery.group()

    def act() -> Any:
        with as_actor(nursery.manager):
            row = enrol(by=nursery.manager, child_id=child.pk, class_id=group.pk, starts_on=date(2026, 3, 2))
            time.sleep(0.5)  # written, not committed: the other one cannot see it yet
        return row

    return act


def test_two_facilities_enrolling_one_child_at_once_both_hear_of_it(world: Cast) -> None:
    here, there = Nursery(world), Nursery(world, region=NANKANG + 1000, name="示例·别处")
    number = id_number(date(2024, 9, 10))

    found = together(enrolling(here, number), enrolling(there, number))

    assert [type(each).__name__ for each in found] == ["Enrolment", "Enrolment"]
    with nation_scope(reason="test: count everything"):
        told = set(DoubleEnrolment.objects.values_list("facility_id", flat=True))
    assert told == {here.facility.pk, there.facility.pk}
