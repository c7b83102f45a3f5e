"""Every write to reports, one module a noun. Verbs are imported from here."""

from reporting.reports.workflow.opening import begin, open_reports, prepare
from reporting.reports.workflow.receiving import receive, return_report
from reporting.reports.workflow.steps import approve, hand_in, say, send_back
from reporting.reports.workflow.writing import save_section

__all__ = [
    "approve",
    "begin",
    "hand_in",
    "open_reports",
    "prepare",
    "receive",
    "return_report",
    "save_section",
    "say",
    "send_back",
]
