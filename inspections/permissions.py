"""Who may see and work on one visit. The role policy decides; here stands what follows from taking part in it."""

from collections.abc import Collection

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import NOT_GRANTED, decide
from inspections.enums import InspectionKind
from inspections.models import DutyPeriod, Visit
from kernel.decision import ALLOWED, Decision


def may_view(actor: Actor, visit: Visit, parties: Collection[int]) -> Decision:
    """`parties`: the departments that take part. Whoever is let in for a joint visit sees that visit and no other."""
    if decision := decide(actor, Action.INSPECTION_VIEW, visit):
        return decision
    return may_record(actor, visit, parties) if visit.kind != InspectionKind.SELF_CHECK else decision


def may_record(actor: Actor, visit: Visit, parties: Collection[int]) -> Decision:
    """Whether somebody may answer, photograph and sign: an inspecting office, a department that takes part, or for its
    own check the facility."""
    if visit.kind == InspectionKind.SELF_CHECK:
        return decide(actor, Action.SELF_CHECK_FILL, visit)
    decision = decide(actor, Action.INSPECTION_RECORD, visit)
    if not decision or actor.facilities:
        return decision
    by_role = not actor.opened
    return ALLOWED if by_role or actor.department_id in parties else NOT_GRANTED


def may_record_act(actor: Actor, duty: DutyPeriod, by: Collection[str]) -> Decision:
    """Whether somebody may write down what was done for a recurring duty: those whom its text names."""
    decision = decide(actor, Action.DUTY_RECORD, duty)
    if not decision:
        return decision
    kind = "FACILITY" if actor.post is None else actor.post.kind
    return ALLOWED if kind in by else NOT_GRANTED


def may_answer(actor: Actor, item_office: str, *, lead: bool, kinds: Collection[str]) -> bool:
    """Whose item it is: the office of its kind that takes part, else the lead's. `kinds`: the kinds of the parties."""
    if actor.post is None:
        return True
    own = actor.post.kind == item_office
    return own or (lead and item_office not in kinds)
