"""Reading duties. Everything runs inside the caller's scope."""

from obligations.queries.counts import open_duties
from obligations.queries.inbox import InboxRow, inbox_page, tab_counts
from obligations.queries.subjects import chain, latest_about, of_subject, open_of_facility

__all__ = [
    "InboxRow",
    "chain",
    "inbox_page",
    "latest_about",
    "of_subject",
    "open_duties",
    "open_of_facility",
    "tab_counts",
]
