"""Complaints for tests: what somebody types, and a facility that the public list shows."""

from datetime import date, datetime
from typing import Any

from accounts.actors import Actor
from facilities.models import Facility
from facilities.workflow.facility import publish
from inspections.models import Complaint
from inspections.workflow import Complained, Received, complain, take_up
from kernel import clock
from obligations.models import Obligation
from regions.scope import nation_scope
from tests.cast import Cast, as_actor
from tests.inspections.visiting import filed


def published(cast: Cast, **facts: Any) -> Facility:
    """A filed facility in the public list, and the office that answers for it."""
    facility = filed(cast, **facts)
    assert cast.officer.department_id
    with nation_scope(reason="test set-up"):
        publish(facility)
    return facility


def complained(facility: Facility | None = None, **facts: Any) -> Received:
    values: dict[str, Any] = {
        "category": "FEES",
        "text": "退费一直不退",
        "facility_id": facility.pk if facility else None,
    }
    pictures = facts.pop("pictures", ())
    return complain(said=Complained(**(values | facts)), pictures=pictures)


def taken_up(by: Actor, facility: Facility, **facts: Any) -> Complaint:
    row = complained(facility, **facts).complaint
    with as_actor(by):
        return take_up(by=by, complaint_id=row.pk, category=row.category)


def again(row: Complaint) -> Complaint:
    with nation_scope(reason="a test looks"):
        return Complaint.objects.get(pk=row.pk)


def duties(row: Complaint) -> dict[str, tuple[str, date | None]]:
    """Rule → state and day of what is owed about a complaint."""
    with nation_scope(reason="a test looks"):
        rows = Obligation.objects.filter(subject_type="inspections.complaint", subject_id=row.pk)
        return {each.rule: (each.status, each.due_on) for each in rows.order_by("id")}


def on(day: int, month: int = 5) -> Any:
    """Ten in the morning of a day of 2026."""
    return clock.frozen(datetime(2026, month, day, 10, tzinfo=clock.ZONE))
