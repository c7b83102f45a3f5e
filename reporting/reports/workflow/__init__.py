"""Every write to reports, one module a noun. Verbs are imported from here."""

from reporting.reports.workflow.opening import begin, open_reports, prepare
from reporting.reports.workflow.print_tidying import tidy_prints
from reporting.reports.workflow.print_work import print_waiting
from reporting.reports.workflow.printing import ask_print, download_print, stop_print
from reporting.reports.workflow.receiving import receive, return_report
from reporting.reports.workflow.steps import approve, hand_in, say, send_back
from reporting.reports.workflow.writing import save_section

__all__ = [
    "approve",
    "ask_print",
    "begin",
    "download_print",
    "hand_in",
    "open_reports",
    "prepare",
    "print_waiting",
    "receive",
    "return_report",
    "save_section",
    "say",
    "send_back",
    "stop_print",
    "tidy_prints",
]
