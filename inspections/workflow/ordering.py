"""The order to rectify: a finding begins, with a day in working days that the facility owes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Department
from facilities.models import Facility
from inspections.enums import FindingState, Origin
from inspections.errors import Refused
from inspections.models import Finding, FindingStep, Visit, VisitItem
from inspections.tables import FINDING
from inspections.workflow.basis import on_trail, refuse_ended, said
from kernel import clock
from obligations.queries import latest_about
from obligations.workflow import cancel, open_obligation, supersede
from policy.enums import Severity
from policy.queries import working_calendar

#: The duty of the facility; of the office that rechecks; of the level above; all have the finding as their subject.
RECTIFY, RECHECK, OVERDUE = "finding_rectification", "finding_recheck", "overdue_rectification"


@dataclass(frozen=True)
class Found:
    """What was found wrong. `text`: the item in both languages; `source` as a Source writes it; `days` working days."""

    problem: str
    severity: str
    source: Mapping[str, Any]
    days: int
    text: Mapping[str, str] | None = None
    code: str = ""
    visit: Visit | None = None
    item: VisitItem | None = None
    origin: str = Origin.VISIT


def order_finding(
    *, by: Actor, facility: Facility, office: Department, found: Found, number: str = ""
) -> Finding:
    """The facility is ordered to put something right. Called by the verbs that find, inside their transaction; they have
    checked their right and locked the facility.

    Raises FacilityEnded, and Refused for what a recommended standard advises: that is never a breach.
    """
    refuse_ended(facility)
    if found.severity not in (Severity.BLOCK, Severity.WARN) or found.source.get("kind") == "standard":
        raise Refused(_("A recommended standard advises; nothing can be ordered by it."), code="ADVICE")
    step, now = FINDING.target("order", ""), clock.now()
    problem = said(found.problem, field="problem", most=1000, missing=_("Say what was found."))
    row = Finding.objects.create(
        region_id=facility.region_id,
        facility=facility,
        origin=found.origin,
        visit=found.visit,
        item=found.item,
        code=found.code,
        text=dict(found.text or {}),
        problem=problem,
        severity=found.severity,
        source=dict(found.source),
        office=office,
        state=FindingState(step.target),
        order_number=number,
        ordered_at=now,
        ordered_on=now.date(),
        ordered_by_id=by.user_id,
        limit_days=found.days,
        due_on=due_after(now.date(), found.days),
    )
    owe_rectification(by, row)
    note(by, row, step.event, problem, row.due_on)
    return row


def due_after(start: date, days: int) -> date:
    """The day on which so many working days after a day have passed; the first day does not count."""
    return working_calendar().after(start, days)


def owe_rectification(by: Actor, row: Finding) -> None:
    """The facility owes it by the day of the order; an earlier day of the same finding is replaced."""
    before = supersede(by=by, subject=row, rule=RECTIFY, event="finding.day_changed")
    open_obligation(
        by=by,
        rule=RECTIFY,
        subject=row,
        trigger=row.ordered_at,
        trigger_event="finding_ordered",
        facility_id=row.facility_id,
        named_day=row.due_on,
        replaces=before or latest_about(row, RECTIFY),
    )


def drop_duties(by: Actor, row: Finding, event: str) -> None:
    """Nobody owes anything about this finding any more."""
    for rule in (RECTIFY, RECHECK, OVERDUE):
        cancel(by=by, subject=row, rule=rule, event=event)


def note(
    by: Actor, row: Finding, event: str, text: str = "", due_on: date | None = None, **data: Any
) -> None:
    """What happened goes on the finding's timeline and on the trail. The trail does not repeat what was typed."""
    FindingStep.objects.create(
        region_id=row.region_id,
        facility_id=row.facility_id,
        finding=row,
        event=event,
        at=clock.now(),
        by_name=by.name[:80],
        text=text,
        due_on=due_on,
    )
    on_trail(by, event, row, due_on=str(due_on or ""), **data)
