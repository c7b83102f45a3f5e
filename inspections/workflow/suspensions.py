"""The order to suspend the service where a legal minimum is missed, and its end."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from facilities.enums import FILED_STATES, FacilityState
from facilities.queries import locked
from facilities.workflow import set_state
from inspections.enums import UNSETTLED, SuspensionState
from inspections.errors import Refused, WrongState
from inspections.models import Suspension
from inspections.tables import SUSPENSION
from inspections.workflow.basis import check_version, living, numbered, on_trail, said, save
from inspections.workflow.findings import locked_finding
from inspections.workflow.ordering import note
from inspections.workflow.papers import suspension_paper
from kernel import clock
from policy.enums import Severity
from registration.queries.facility import state_by_filings


@transaction.atomic
def order_suspension(*, by: Actor, finding_id: int, reason: str, version: int | None = None) -> Suspension:
    """The head orders that the service stops until a legal minimum is met. The facility and the public list say so.

    Raises NotAllowed, FacilityEnded, Refused (the finding misses no legal minimum), WrongState, Stale.
    """
    finding = locked_finding(by, Action.SUSPENSION_ORDER, finding_id, version)
    step = SUSPENSION.target("suspend", "")
    facility = living(finding.facility_id)
    if finding.severity != Severity.BLOCK or finding.state not in UNSETTLED:
        raise Refused(_("Only a legal minimum that is still missed stops the service."), code="NOT_BLOCKING")
    if facility.state not in FILED_STATES and facility.state != FacilityState.SUSPENDED:
        raise WrongState(_("This facility is not filed."))
    if Suspension.objects.filter(facility=facility, state=SuspensionState.IN_FORCE).exists():
        raise WrongState(_("The service is stopped by an order already."))
    row = Suspension.objects.create(
        region_id=facility.region_id,
        facility=facility,
        finding=finding,
        state=SuspensionState(step.target),
        number=numbered(facility.region_id, "suspension", "托停"),
        reason=said(reason, field="reason", most=500, missing=_("Say why the service has to stop.")),
        state_before=facility.state,
        ordered_at=clock.now(),
        ordered_by_id=by.user_id,
    )
    row.paper = suspension_paper(by=by, suspension=row)
    row.save(update_fields=["paper"])
    set_state(by=by, facility=facility, state=FacilityState.SUSPENDED, event="facility.suspended_by_order")
    on_trail(by, step.event, row, number=row.number, finding=finding.pk)
    note(by, finding, step.event, row.reason)
    return row


@transaction.atomic
def lift_suspension(*, by: Actor, suspension_id: int, reason: str, version: int | None = None) -> Suspension:
    """The service may resume: what stopped it is put right. The facility stands again where its filings put it.

    Raises NotAllowed, WrongState while the finding is not closed, Refused, Stale.
    """
    row: Suspension = (
        Suspension.objects.select_for_update(of=("self",)).select_related("finding").get(pk=suspension_id)
    )
    allow(by, Action.SUSPENSION_ORDER, row)
    check_version(row, version)
    step = SUSPENSION.target("lift", row.state)
    if row.finding.state in UNSETTLED:
        raise WrongState(
            _("What stopped the service is not put right yet."),
            remedy=_("Close or withdraw the finding first."),
        )
    why = said(reason, field="reason", most=500, missing=_("Say why the service may resume."))
    facility = locked(row.facility_id)
    save(
        row,
        state=SuspensionState(step.target),
        lifted_at=clock.now(),
        lifted_by_id=by.user_id,
        lifted_because=why,
    )
    if facility.state == FacilityState.SUSPENDED and row.state_before != FacilityState.SUSPENDED:
        state = state_by_filings(facility)
        set_state(by=by, facility=facility, state=state, event="facility.resumed_by_order")
    on_trail(by, step.event, row)
    note(by, row.finding, step.event, why)
    return row
