"""What one person can do to a report now, and why not what they may not."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from kernel.decision import Decision
from reporting.enums import ReportState, ReportStep
from reporting.models import Report
from reporting.reports.permissions import (
    collects,
    may_decide,
    may_hand_in,
    may_receive,
    may_say,
    may_write,
    step_of,
)


@dataclass(frozen=True)
class Act:
    """A button. `post`: it acts at once, else it leads to a form; `why_not`: it cannot be pressed, and this is why."""

    name: str
    label: str
    url: str
    icon: str
    post: bool = False
    primary: bool = False
    why_not: str = ""
    remedy: str = ""


def acts_of(report: Report, actor: Actor, offices: Collection[int], again: bool) -> list[Act]:
    """The acts that belong to this person's part in the report. `again`: it was handed in before."""
    return [*_hand_in(report, actor, again), *_deciding(report, actor), *_saying(report, actor, offices), *_receiving(report, actor)]  # fmt: skip


def _hand_in(report: Report, actor: Actor, again: bool) -> Iterator[Act]:
    if report.state == ReportState.DRAFT and may_write(actor, report):
        label = _("Hand the report in again") if again else _("Hand the report in")
        yield _act(report, "hand_in", label, "send", may_hand_in(actor, report), post=True, primary=True)


def _deciding(report: Report, actor: Actor) -> Iterator[Act]:
    step = step_of(report)
    belongs = actor.department_id is not None and actor.department_id == report.office_id
    on_paper = bool(report.member) and report.office_id is None and collects(actor, report)
    if not step or not (belongs or on_paper):
        return
    decision = may_decide(actor, report)
    label = {
        ReportStep.REVIEW: _("Reviewed, pass on"),
        ReportStep.COUNTERSIGN: _("Close the countersigning"),
        ReportStep.SIGN: _("Sign and freeze"),
    }[ReportStep(step)]
    yield _act(report, "approve", label, "check", decision, primary=True)
    if decision:
        yield _act(report, "send_back", _("Back to the author"), "rotate", decision)


def _saying(report: Report, actor: Actor, offices: Collection[int]) -> Iterator[Act]:
    if decision := may_say(actor, report, offices):
        own = actor.department_id != report.office_id
        label = _("Say what your office thinks") if own else _("Write down an answer on paper")
        yield _act(report, "say", label, "message-report", decision, primary=own)


def _receiving(report: Report, actor: Actor) -> Iterator[Act]:
    if decision := may_receive(actor, report):
        yield _act(report, "receive", _("Receive"), "check", decision, post=True, primary=True)
        yield _act(report, "return", _("Back to the author"), "rotate", decision)


def _act(
    report: Report,
    name: str,
    label: str,
    icon: str,
    decision: Decision,
    *,
    post: bool = False,
    primary: bool = False,
) -> Act:
    return Act(
        name, label, reverse(f"reports:{name}", args=[report.pk]), icon, post, primary,
        "" if decision else str(decision.reason), "" if decision else str(decision.remedy),
    )  # fmt: skip
