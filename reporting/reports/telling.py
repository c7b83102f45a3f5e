"""Who is told when a report moves: whoever the next step waits for, or the author it came back to."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.queries import members
from kernel import clock
from messaging.models import Message
from messaging.queries.reach import operators_of
from messaging.wording import Told
from messaging.workflow.telling import tell
from reporting.enums import ReportState, ReportStep
from reporting.models import Report
from reporting.reports.law import name_of
from reporting.reports.permissions import step_of
from reporting.reports.queries import by_id, countersigning

EVENT = "report_moved"


def tell_next(by: Actor, report: Report) -> None:
    """Tell the people who act next; whoever just acted needs no message."""
    people = _next(report) - {by.user_id or 0}
    tell(
        event=EVENT, subject=report, key=f"{report.state}:{report.step}:{report.version}", to=people,
        facility_id=report.facility_id, facts={"state": report.state, "step": step_of(report), "version": report.version},
    )  # fmt: skip


def _next(report: Report) -> set[int]:
    if report.state == ReportState.IN_STEPS and step_of(report) == ReportStep.COUNTERSIGN:
        return {person for asked in countersigning(report) for person in _desk(asked.office_id)}
    if report.state in (ReportState.IN_STEPS, ReportState.DRAFT):
        if report.facility_id is not None:
            return set(operators_of(report.facility_id, clock.today()))
        return _desk(report.office_id)
    return {report.handed_in_by_id} if report.handed_in_by_id else set()


def _desk(office_id: int | None) -> set[int]:
    return {user for user, _name in members(office_id)} if office_id is not None else set()


def report_told(messages: Collection[Message]) -> Mapping[int, Told]:
    """The words, as long as the report still stands where the message says."""
    rows = by_id([message.subject_id for message in messages])
    found = {}
    for message in messages:
        report = rows.get(message.subject_id)
        if report is None or report.version != message.facts.get("version"):
            continue
        path = reverse("reports:report", args=[report.pk])
        found[message.pk] = Told(_title(report), _title(report), path)
    return found


def _title(report: Report) -> str:
    words = {"name": name_of(report.facts), "reason": report.returned_because}
    if report.state == ReportState.DRAFT:
        return _("%(name)s came back: %(reason)s") % words
    if report.state == ReportState.RECEIVED:
        return _("%(name)s was received") % words
    if report.state == ReportState.SIGNED:
        return _("%(name)s is signed") % words
    if report.state == ReportState.HANDED_IN:
        return _("%(name)s is handed in") % words
    step = step_of(report)
    if step == ReportStep.COUNTERSIGN:
        return _("%(name)s waits for your office's word") % words
    return (
        _("%(name)s waits for your signature") % words
        if step == ReportStep.SIGN
        else _("%(name)s waits for a review") % words
    )
