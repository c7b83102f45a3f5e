"""Collected reports are received, or returned with a reason."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import DomainError, NotAllowed
from kernel import clock
from obligations.workflow import open_obligation
from reporting.models import Report
from reporting.reports.permissions import may_receive
from reporting.reports.workflow.steps import begin_anew, locked, moved


@transaction.atomic
def receive(*, by: Actor, report_id: int, version: int | None = None) -> Report:
    """The collecting office takes the report as it was handed in. Raises NotAllowed, ReportElsewhere."""
    report = locked(report_id, version)
    if not (decision := may_receive(by, report)):
        raise NotAllowed(decision)
    report.received_at, report.received_by_id = clock.now(), by.user_id
    moved(by, report, "receive")
    return report


@transaction.atomic
def return_report(*, by: Actor, report_id: int, reason: str, version: int | None = None) -> Report:
    """The report is not what was asked for: its author writes on, and owes it again by the same day.

    Raises NotAllowed, ReportElsewhere, DomainError without a reason.
    """
    report = locked(report_id, version)
    if not (decision := may_receive(by, report)):
        raise NotAllowed(decision)
    if not reason.strip():
        raise DomainError(_("Say what has to be changed."), field="reason")
    report.returned_because = reason.strip()[:500]
    begin_anew(report)
    moved(by, report, "return", reason=report.returned_because)
    if (rule := report.facts.get("deadline")) and report.due_on is not None:
        open_obligation(
            by=by, rule=rule, subject=report, trigger=report.counts_from, trigger_event="report_returned", owner=report.office,
            facility_id=report.facility_id, named_day=report.due_on, counted=False,
        )  # fmt: skip
    return report
