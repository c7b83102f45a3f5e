"""The states, steps and periods of reports in words."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.due import Due, due_by, due_done
from kernel.presentation import Badge
from policy.queries import working_days_between
from reporting.enums import Opinion, PrintForm, PrintState, ReportState, ReportStep
from reporting.figures.presentation.words import period_words
from reporting.figures.rules import period_of
from reporting.models import Report
from reporting.reports.permissions import step_of
from reporting.reports.rules import term_of

STATES: Mapping[str, Badge] = {
    ReportState.DRAFT: Badge(ReportState.DRAFT.label, "pencil", "accent"),
    ReportState.IN_STEPS: Badge(ReportState.IN_STEPS.label, "progress", "warn"),
    ReportState.SIGNED: Badge(ReportState.SIGNED.label, "circle-check", "ok"),
    ReportState.HANDED_IN: Badge(ReportState.HANDED_IN.label, "send", "ok"),
    ReportState.RECEIVED: Badge(ReportState.RECEIVED.label, "circle-check", "ok"),
    ReportState.DROPPED: Badge(ReportState.DROPPED.label, "minus", "mute"),
}
#: What a report waits for while it is under way.
WAITS: Mapping[str, Badge] = {
    ReportStep.REVIEW: Badge(_("Waits for the review"), "eye", "warn"),
    ReportStep.COUNTERSIGN: Badge(_("Waits for the members"), "users", "warn"),
    ReportStep.SIGN: Badge(_("Waits for the signature"), "pencil", "warn"),
}
OPINIONS: Mapping[str, Badge] = {
    Opinion.AGREES: Badge(Opinion.AGREES.label, "circle-check", "ok"),
    Opinion.OBJECTS: Badge(Opinion.OBJECTS.label, "alert-circle", "danger"),
}
STEPS: Mapping[str, object] = {
    ReportStep.REVIEW: _("Review in the office"),
    ReportStep.COUNTERSIGN: _("Countersigned by the members"),
    ReportStep.SIGN: _("Signed by the head"),
}
#: How far one section is.
SECTIONS: Mapping[str, Badge] = {
    "DONE": Badge(_("Done"), "check", "ok"),
    "WRITING": Badge(_("Being written"), "pencil", "accent"),
    "MISSING": Badge(_("Figures missing"), "alert-triangle", "warn"),
    "EMPTY": Badge(_("Not begun"), "circle-dashed", "mute"),
    "AUTO": Badge(_("Made by the system"), "table", "ok"),
}
PRINTS: Mapping[str, Badge] = {
    PrintState.WAITING: Badge(PrintState.WAITING.label, "loader-2", "accent"),
    PrintState.READY: Badge(PrintState.READY.label, "circle-check", "ok"),
    PrintState.FAILED: Badge(PrintState.FAILED.label, "alert-circle", "danger"),
    PrintState.STOPPED: Badge(PrintState.STOPPED.label, "ban", "mute"),
}
PRINT_ICONS: Mapping[str, str] = {
    PrintForm.DOCX: "file-text",
    PrintForm.PDF: "file-type-pdf",
    PrintForm.XLSX: "file-spreadsheet",
}


def badge_of(report: Report) -> Badge:
    """The state; of a report under way the step it waits for."""
    return WAITS.get(step_of(report), STATES[report.state])


def term_words(period: int) -> str:
    """2025; 2025, quarter 4."""
    term = term_of(period)
    found = period_of(term.text) if term else None
    return period_words(found) if found else str(period)


def due_of(report: Report, today: date) -> Due | None:
    """The chip of its last day: what is left of it while it is open, else whether it was kept. None where nobody owes it."""
    if report.due_on is None:
        return None
    done = report.signed_at or report.handed_in_at
    if report.state in (ReportState.SIGNED, ReportState.HANDED_IN, ReportState.RECEIVED) and done:
        return due_done(report.due_on, done_on=clock.local_date(done))
    return due_by(report.due_on, today=today, left=working_days_between(today, report.due_on))
