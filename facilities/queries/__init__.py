"""Reading facilities, one module per question. Everything but the grants runs inside the caller's scope."""

from facilities.queries.breaches import serious_breaches
from facilities.queries.facility import (
    granted_facilities,
    live_among,
    live_with_uscc,
    locked,
    opened_facilities,
)
from facilities.queries.listing import ListRow, export_rows, list_page
from facilities.queries.rectifications import (
    open_rectifications,
    pressing_rectifications,
    suspended_by_order,
)

__all__ = [
    "ListRow",
    "export_rows",
    "granted_facilities",
    "list_page",
    "live_among",
    "live_with_uscc",
    "locked",
    "open_rectifications",
    "opened_facilities",
    "pressing_rectifications",
    "serious_breaches",
    "suspended_by_order",
]
