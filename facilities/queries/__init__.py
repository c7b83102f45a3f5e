"""Reading facilities, one module per question. Everything but the grants runs inside the caller's scope."""

from facilities.queries.breaches import serious_breaches
from facilities.queries.facility import granted_facilities, live_among, live_with_uscc, locked
from facilities.queries.listing import ListRow, export_rows, list_page

__all__ = [
    "ListRow",
    "export_rows",
    "granted_facilities",
    "list_page",
    "live_among",
    "live_with_uscc",
    "locked",
    "serious_breaches",
]
