"""The life of one facility of the world: a class with a child, attendance, a fee, recognition, a growth station."""

from datetime import date
from typing import Any

from accounts.actors import Actor
from facilities.models import (
    Child,
    ClassGroup,
    Enrolment,
    Facility,
    Fee,
    GrowthStation,
    UniversalRecognition,
)
from facilities.workflow import attendance, children, classes, enrolling, fees, stations
from kernel import clock
from tests.cast import as_actor
from tests.facilities.nursery import facts

#: What a parameter of these pages names.
CARE: dict[str, Any] = {
    "class": ClassGroup,
    "child": Child,
    "enrolment": Enrolment,
    "fee": Fee,
    "recognition": UniversalRecognition,
    "station": GrowthStation,
}


def settle_in(operator: Actor, officer: Actor, facility: Facility, *, mark: str) -> None:
    """Everything once, by the real verbs; every text carries the canary `mark`."""
    day = date(2026, 4, 1)
    with as_actor(operator):
        group = classes.open_class(
            by=operator, facility_id=facility.pk, kind="TODDLER", name=f"{mark}班", places=15, opened_on=day
        )
        given = facts(name=f"示例·{mark}", guardian_name=f"示例·{mark}", consented_on=day)
        child = children.add_child(by=operator, facility_id=facility.pk, facts=given)
        children.record_health_check(
            by=operator, child_id=child.pk, kind="ENTRY", done_on=day, passed=True, vaccinations_seen=True
        )
        enrolling.enrol(by=operator, child_id=child.pk, class_id=group.pk, starts_on=day)
        month = {"by": operator, "facility_id": facility.pk, "month": day}
        attendance.mark(**month, child_id=child.pk, day=29, present=True)
        attendance.sign_month(**month)
        fees.state_fee(
            by=operator, facility_id=facility.pk, item="CARE", care_mode="FULL_DAY", unit="MONTH",
            amount=180000, valid_from=clock.today(), comment=mark,
        )  # fmt: skip
    with as_actor(officer):
        fees.recognise(
            by=officer, facility_id=facility.pk, agreement_number=mark, valid_from=day, valid_to=date(2027, 3, 31)
        )  # fmt: skip
        stations.build_station(
            by=officer, region=facility.region, name=mark, address=mark, works="NEW", built_on=day
        )
