"""Reading the trail: of one object, page by page, and proving that it is whole."""

from audit.queries.chains import Break, breaks, chains_under, first_fault
from audit.queries.listing import (
    ORDER,
    TrailFilters,
    event_in,
    export_events,
    latest,
    of_facility,
    of_subject,
    trail_page,
)

__all__ = [
    "ORDER",
    "Break",
    "TrailFilters",
    "breaks",
    "chains_under",
    "event_in",
    "export_events",
    "first_fault",
    "latest",
    "of_facility",
    "of_subject",
    "trail_page",
]
