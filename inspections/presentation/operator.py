"""The facility's own page of inspections: what to put right, what to sign, its own checks."""

from typing import Any

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.enums import ENDED_STATES
from facilities.models import Facility
from inspections.enums import UNSETTLED, InspectionKind, VisitState
from inspections.presentation.findings import line_of
from inspections.presentation.visits import visit_kind
from inspections.presentation.words import VISITS
from inspections.queries import findings as read_findings
from inspections.queries import visits as read_visits


def facility_inspections(facility: Facility, actor: Actor) -> dict[str, Any]:
    """Findings and visits of one facility: for its operator, and for the facility's page at the authority."""
    findings = [line_of(row) for row in read_findings.findings_of(facility.pk)]
    visits = read_visits.visits_of(facility.pk)
    own = next(
        (v for v in visits if v.kind == InspectionKind.SELF_CHECK and v.state == VisitState.UNDER_WAY), None
    )
    return {
        "facility": facility,
        "facility_name": facility.name,
        "open": [line for line in findings if line.row.state in UNSETTLED],
        "settled": [line for line in findings if line.row.state not in UNSETTLED],
        "visits": [(row, VISITS[row.state], visit_kind(row)) for row in visits],
        "to_sign": [row for row in visits if row.state == VisitState.TO_SIGN],
        "self_check": own,
        "suspension": read_findings.suspension_of(facility.pk),
        "may_check": bool(decide(actor, Action.SELF_CHECK_FILL, facility))
        and facility.state not in ENDED_STATES,
        "may_plan": bool(decide(actor, Action.INSPECTION_PLAN, facility))
        and facility.state not in ENDED_STATES,
    }
