"""The one function that decides whether somebody may do something (design 3.2, wall a)."""

from typing import Protocol

from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.roles import FACILITY_GRANTS, JOINT_ACTIONS, KEY_ACTIONS, ROLE_GRANTS, Reach
from kernel.decision import ALLOWED, Decision, refused
from regions.codes import contains, level_of


class Target(Protocol):
    """What an object shows of its tenancy: its region, and `facility_id` if it belongs to one facility."""

    @property
    def region_id(self) -> int: ...


NOT_GRANTED = refused(
    "NOT_GRANTED",
    _("Your role does not include this action."),
    remedy=_("Ask the administrator of your department."),
)
OUT_OF_REACH = refused("OUT_OF_REACH", _("This belongs to another place."))
NOT_BY_KEY = refused(
    "NOT_BY_KEY",
    _("A key of a computer system cannot do this."),
    remedy=_("Sign in on the web page and do it there."),
)
ABOVE_COUNTY = refused(
    "ABOVE_COUNTY",
    _("This is the work of the county where the facility lies."),
    remedy=_("You can read it; the county's officer decides."),
)


def facility_of(target: Target) -> int | None:
    """The facility an object belongs to; a Facility is its own. Other numbers are never taken for a facility's."""
    if hasattr(target, "facility_id"):
        return target.facility_id  # type: ignore[no-any-return]
    return getattr(target, "id", None) if getattr(target, "facility_field", None) == "id" else None


def decide(actor: Actor, action: Action, target: Target | None = None) -> Decision:
    """Whether `actor` may do `action`, on `target` if given. What no line of roles.py grants is refused."""
    if actor.system:
        return ALLOWED
    if actor.token_id is not None and action not in KEY_ACTIONS:
        return NOT_BY_KEY
    if actor.post is None:
        return _decide_operator(actor, action, target)
    if actor.opened and action in JOINT_ACTIONS and (target is None or facility_of(target) in actor.opened):
        return ALLOWED
    post, answer = actor.post, NOT_GRANTED
    for grant in ROLE_GRANTS[post.role]:
        if action not in grant.actions or post.kind not in grant.kinds:
            continue
        if target is None:
            return ALLOWED
        if not contains(post.region_id, target.region_id):
            answer = OUT_OF_REACH
        elif grant.reach is Reach.OWN and not _own(post.region_id, target.region_id):
            answer = ABOVE_COUNTY
        else:
            return ALLOWED
    return answer


def _own(department: int, region: int) -> bool:
    """A county office owns its county with its streets, a street office its street; the levels above own nothing."""
    return level_of(department) in ("district", "street") and contains(department, region)


def _decide_operator(actor: Actor, action: Action, target: Target | None) -> Decision:
    if target is None:
        held = {role for roles in actor.facilities.values() for role in roles}
    else:
        held = set(actor.facilities.get(facility_of(target) or 0, ()))
        if not held:
            return OUT_OF_REACH
    return ALLOWED if any(action in FACILITY_GRANTS[role] for role in held) else NOT_GRANTED
