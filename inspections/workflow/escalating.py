"""What happens to findings by themselves: an overdue one is told to the level above; one of an ended facility lapses."""

import logging
from datetime import date

from django.db import transaction

from accounts.actors import system_actor
from accounts.enums import DepartmentKind
from accounts.models import Department
from accounts.queries import department_for
from inspections.enums import UNSETTLED, FindingState, ReferralState, SuspensionState, VisitState
from inspections.models import Finding, Referral, Suspension, Visit
from inspections.tables import FINDING, REFERRAL, SUSPENSION, VISIT
from inspections.workflow.acts import fall_away
from inspections.workflow.basis import on_trail, save
from inspections.workflow.ordering import OVERDUE, drop_duties, note
from inspections.workflow.ratings import end_ratings
from kernel import clock
from obligations.workflow import cancel, open_obligation
from regions.codes import lineage
from regions.scope import nation_scope

PORTION = 200
_PLATFORM = system_actor("Overdue rectification")
_ENDS = ("facility.cancelled", "facility.removed")
logger = logging.getLogger(__name__)


def escalate_overdue(on: date | None = None, *, portion: int = PORTION) -> int:
    """Tell the level above of every finding whose day has passed; how many. A second run on a day tells nothing twice."""
    day, told = on or clock.today(), 0
    while True:
        with nation_scope(reason="overdue rectifications of all places are told to the level above"):
            rows = Finding.objects.select_for_update(of=("self",), skip_locked=True).filter(
                state=FindingState.OPEN, due_on__lt=day, escalated_on=None
            )
            batch = list(rows.select_related("office__region").order_by("id")[:portion])
            for row in batch:
                _escalate(row, day)
        told += len(batch)
        if len(batch) < portion:
            return told


def _escalate(row: Finding, day: date) -> None:
    step = FINDING.target("escalate", row.state)
    above = level_above(row.region_id, row.office)
    save(row, escalated_on=day, escalated_to=above)
    if above is not None:
        open_obligation(
            by=_PLATFORM,
            rule=OVERDUE,
            subject=row,
            trigger=day,
            trigger_event="finding_overdue",
            owner=above,
            facility_id=row.facility_id,
        )
    note(_PLATFORM, row, step.event, above.name if above else "", row.due_on)


def level_above(region_id: int, office: Department) -> Department | None:
    """The health authority above an office; above a street or another office of the county it is the county's own."""
    if office.kind != DepartmentKind.HEALTH:
        return department_for(region_id, (DepartmentKind.HEALTH,))
    higher = [code for code in lineage(office.region_id) if code != office.region_id]
    return department_for(higher[0], (DepartmentKind.HEALTH,)) if higher else None


def lapse_with_facility(event: str, facility_id: int) -> None:
    """A facility that ended owes nothing any more: its findings lapse, planned visits and referrals fall away.

    Called inside the transaction that ends it, whoever ends it.
    """
    if event not in _ENDS:
        return
    by = system_actor("End of the facility")
    with transaction.atomic():
        for row in _of(Finding, facility_id, state__in=UNSETTLED):
            step = FINDING.target("lapse", row.state)
            save(row, state=FindingState(step.target))
            drop_duties(by, row, step.event)
            note(by, row, step.event)
        for visit in _of(Visit, facility_id, state__in=(VisitState.PLANNED, VisitState.UNDER_WAY)):
            step = VISIT.target("cancel", visit.state)
            save(visit, state=VisitState(step.target), cancelled_because=event)
            on_trail(by, step.event, visit, reason=event)
        for referral in _of(Referral, facility_id, state=ReferralState.SENT):
            step = REFERRAL.target("take_back", referral.state)
            save(referral, state=ReferralState(step.target))
            cancel(by=by, subject=referral, rule="finding_referral", event=step.event)
            on_trail(by, step.event, referral)
        fall_away(by, facility_id, event)
        end_ratings(by, facility_id, event)
        for order in _of(Suspension, facility_id, state=SuspensionState.IN_FORCE):
            step = SUSPENSION.target("lift", order.state)
            ended = {"lifted_at": clock.now(), "lifted_because": event}
            save(order, state=SuspensionState(step.target), **ended)
            on_trail(by, step.event, order)


def _of(model: type, facility_id: int, **conditions: object) -> list:  # type: ignore[type-arg]
    rows = model.objects.select_for_update(of=("self",)).filter(facility_id=facility_id, **conditions)  # type: ignore[attr-defined]
    return list(rows.order_by("id"))
