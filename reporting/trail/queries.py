"""Which facilities the typed words of a filter mean."""

from dataclasses import replace

from audit.queries import TrailFilters
from facilities.queries.search import facilities_meant

#: So many facilities a word in the filter may mean; more words narrow it down.
_MOST = 200


def with_facilities(filters: TrailFilters) -> TrailFilters:
    """The filters with the facilities that the typed words mean."""
    if not filters.thing:
        return filters
    return replace(filters, facilities=facilities_meant(filters.thing, _MOST))
