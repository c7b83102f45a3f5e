"""Who may do what to one report: the policy of roles first, then whose report it is and which step it waits for."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from accounts.queries import anybody_who_may
from kernel.decision import ALLOWED, Decision, refused
from reporting.enums import ReportState, ReportStep
from reporting.models import Report

NOT_YOURS = refused("NOT_YOURS", _("This report belongs to another office."))
ELSEWHERE = refused("WRONG_STATE", _("The report waits for something else now."))
SAME_PERSON = refused(
    "SAME_PERSON",
    _("Who handed the report in cannot also review or sign it."),
    remedy=_("Another person of the office does that."),
)


def step_of(report: Report) -> str:
    """The step a report waits for; '' where it waits for none."""
    steps = report.facts.get("steps", [])
    waits = report.state == ReportState.IN_STEPS and report.step < len(steps)
    return str(steps[report.step]) if waits else ""


def collects(actor: Actor, report: Report) -> bool:
    """Whether the report is handed in to the actor's office: the health authority of the place or one above it."""
    return bool(decide(actor, Action.REPORT_RECEIVE, report))


def came_on_paper(actor: Actor, report: Report) -> bool:
    """Whether the collecting office of the place acts for a member: only for one whose office has nobody to do it."""
    if not report.member or actor.region_id != report.region_id or not collects(actor, report):
        return False
    return report.office_id is None or not anybody_who_may(Action.REPORT_WRITE, report.office_id)


def may_view(actor: Actor, report: Report, asked: Collection[int] = ()) -> Decision:
    """Its authors, who collects it, and the offices that are asked to countersign (`asked`)."""
    decision = decide(actor, Action.REPORT_VIEW, report)
    if not decision or (report.facility_id is not None and actor.is_operator):
        return decision
    if collects(actor, report) or actor.department_id in (report.office_id, *asked):
        return ALLOWED
    return NOT_YOURS


def may_write(actor: Actor, report: Report) -> Decision:
    """Its office or facility while it is a draft; for a member the collecting office writes down what came on paper."""
    decision = decide(actor, Action.REPORT_WRITE, report)
    if not decision:
        return decision
    if report.state != ReportState.DRAFT:
        return ELSEWHERE
    if actor.system or (report.facility_id is not None and actor.is_operator):
        return ALLOWED
    if report.facility_id is not None:
        return NOT_YOURS
    own = actor.department_id == report.office_id
    return ALLOWED if own or came_on_paper(actor, report) else NOT_YOURS


def may_hand_in(actor: Actor, report: Report) -> Decision:
    """Of a facility its manager; else whoever may write it."""
    if report.facility_id is not None and not (decision := decide(actor, Action.REPORT_SIGN, report)):
        return decision
    return may_write(actor, report)


def may_decide(actor: Actor, report: Report) -> Decision:
    """The step that a report waits for: REVIEW somebody else of the office, SIGN its head, COUNTERSIGN is closed by the
    office. What a member without people sent on paper is signed there, so that the collecting office passes it on."""
    step = step_of(report)
    action = Action.REPORT_SIGN if step == ReportStep.SIGN else Action.REPORT_WRITE
    if not (decision := decide(actor, action, report)):
        return decision
    if not step:
        return ELSEWHERE
    if actor.department_id != report.office_id and not came_on_paper(actor, report):
        return NOT_YOURS
    if (
        step != ReportStep.COUNTERSIGN
        and actor.user_id is not None
        and actor.user_id == report.handed_in_by_id
    ):
        return SAME_PERSON
    return ALLOWED


def may_say(actor: Actor, report: Report, offices: Collection[int]) -> Decision:
    """A member that is asked, or the office of the report for one that answered on paper."""
    if not (decision := decide(actor, Action.REPORT_WRITE, report)):
        return decision
    if step_of(report) != ReportStep.COUNTERSIGN:
        return ELSEWHERE
    asked = actor.department_id in offices or actor.department_id == report.office_id
    return ALLOWED if asked else NOT_YOURS


def may_receive(actor: Actor, report: Report) -> Decision:
    if not (decision := decide(actor, Action.REPORT_RECEIVE, report)):
        return decision
    return ALLOWED if report.state == ReportState.HANDED_IN else ELSEWHERE
