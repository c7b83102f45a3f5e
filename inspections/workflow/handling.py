"""What every verb on a complaint writes down, and the duties that follow from one."""

from datetime import date
from typing import Any

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from audit.workflow import record
from inspections.models import Complaint, ComplaintStep
from inspections.workflow.basis import check_version
from kernel import clock
from obligations.workflow import cancel, open_obligation

#: Duties of the office; all have the complaint as their subject, and none names the facility: an operator reads those.
TRIAGE, ANSWER, ABUSE = "complaint_triage", "complaint_answer", "complaint_abuse"


def locked_complaint(by: Actor, complaint_id: int, version: int | None = None) -> Complaint:
    """The complaint, locked, if `by` may handle it. Raises Complaint.DoesNotExist, NotAllowed, Stale."""
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("office")
    row: Complaint = rows.get(pk=complaint_id)
    allow(by, Action.COMPLAINT_HANDLE, row)
    check_version(row, version)
    return row


def note(
    by: Actor,
    row: Complaint,
    event: str,
    text: str = "",
    *,
    told: bool = False,
    finding_id: int | None = None,
    **data: Any,
) -> ComplaintStep:
    """What happened goes on the timeline and on the trail. The trail repeats nothing that was typed, and no facility's
    listener hears of it."""
    step: ComplaintStep = ComplaintStep.objects.create(
        region_id=row.region_id,
        complaint=row,
        event=event,
        at=clock.now(),
        by_name=by.name[:80],
        text=text,
        told=told,
        finding_id=finding_id,
    )
    record(by=by, event=event, region=row.region_id, subject=row, data=data)
    return step


def owe(by: Actor, row: Complaint, rule: str) -> date | None:
    """The office owes something about the complaint from now on; the day, None where the law names none."""
    now = clock.now()
    duty = open_obligation(
        by=by,
        rule=rule,
        subject=row,
        trigger=now,
        trigger_event="complaint_received",
        owner=row.office,
        assignee_id=row.assignee_id,
        named_day=now.date() if rule == ABUSE else None,
    )
    return duty.due_on


def drop_duties(by: Actor, row: Complaint, event: str) -> None:
    """Nobody owes anything about this complaint any more."""
    for rule in (TRIAGE, ANSWER, ABUSE):
        cancel(by=by, subject=row, rule=rule, event=event)
