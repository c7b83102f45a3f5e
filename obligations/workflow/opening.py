"""Duties begin: one, or many of one rule at once. Called by the verbs of other apps, inside their transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from accounts.actors import Actor
from accounts.models import Department
from audit.workflow import Happened, record_all
from kernel import clock
from obligations.enums import FACILITY, Status
from obligations.models import Obligation
from policy.queries import deadline, due_on_named_day


@transaction.atomic(savepoint=False)
def open_obligation(
    *,
    by: Actor,
    rule: str,
    subject: Any,
    trigger: date | datetime,
    trigger_event: str,
    owner: Department | None = None,
    facility_id: int | None = None,
    replaces: Obligation | None = None,
    assignee_id: int | None = None,
    named_day: date | None = None,
    counted: bool = True,
) -> Obligation:
    """A duty begins. Its due date follows from the rule in force on the trigger date where the subject lies.

    `subject` is a saved tenant row. `owner` None means the facility itself owes it. A plain date as trigger
    stands for its midnight in China. `named_day` is the due date where the decision itself names it; no later
    calendar moves it; `counted` False leaves out the working days up to it, where a paper says the day. Opening a duty that is open already returns the open one.
    """
    opening = Opening(
        subject, trigger, trigger_event, owner, facility_id, replaces, assignee_id, named_day, counted
    )
    return open_all(by=by, rule=rule, openings=[opening])[0]


class Opening(NamedTuple):
    """One duty that begins, as `open_obligation` takes it."""

    subject: Any
    trigger: date | datetime
    trigger_event: str
    owner: Department | None = None
    facility_id: int | None = None
    replaces: Obligation | None = None
    assignee_id: int | None = None
    named_day: date | None = None
    counted: bool = True


@transaction.atomic(savepoint=False)
def open_all(*, by: Actor, rule: str, openings: Sequence[Opening]) -> list[Obligation]:
    """Many duties of one rule and one kind of subject begin at once, each as by `open_obligation`: a handful of statements."""
    if not openings:
        return []
    kind = openings[0].subject._meta.label_lower
    wanted = [each.subject.pk for each in openings]
    rows = Obligation.objects.filter(
        subject_type=kind, subject_id__in=wanted, rule=rule, status=Status.OPEN
    ).order_by("-id")
    open_now = {row.subject_id: row for row in rows}
    fresh = {each.subject.pk: _row(rule, each) for each in openings if each.subject.pk not in open_now}
    made = Obligation.objects.bulk_create(list(fresh.values()), batch_size=500)
    facts = [{"rule": rule, "due_on": str(row.due_on or ""), "due_status": row.due_status} for row in made]
    record_all(
        by=by,
        happened=[
            Happened("obligation.opened", row.region_id, row, row.facility_id, data=data)
            for row, data in zip(made, facts, strict=True)
        ],
    )
    found = open_now | {row.subject_id: row for row in made}
    return [found[number] for number in wanted]


def _row(rule: str, opening: Opening) -> Obligation:
    """The duty with its due date, not saved."""
    subject, trigger, owner = opening.subject, opening.trigger, opening.owner
    result = deadline(subject.region_id, rule, trigger)
    if opening.named_day is not None:
        result = due_on_named_day(result, opening.named_day, counted=opening.counted)
    at = (
        trigger
        if isinstance(trigger, datetime)
        else datetime.combine(trigger, datetime.min.time(), clock.ZONE)
    )
    return Obligation(
        region_id=subject.region_id,
        facility_id=opening.facility_id,
        rule=rule,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        owner_kind=owner.kind if owner else FACILITY,
        owner=owner,
        trigger_event=opening.trigger_event,
        trigger_at=at,
        trigger_on=result.trigger_on,
        days=result.days,
        due_on=result.due_on,
        due_status=result.status,
        missing_years=list(result.missing_years),
        counted_days=[day.isoformat() for day in result.counted_days],
        source=result.source.as_json(),
        pack=result.policy["pack"],
        pack_version=result.policy["version"],
        calendar_version=result.calendar_version or "",
        opened_at=clock.now(),
        replaces=opening.replaces,
        assignee_id=opening.assignee_id,
    )
