"""What facilities have been ordered to put right: for the page of a facility, and for gates of other apps."""

from collections.abc import Collection
from datetime import date

from facilities.rectifying import Rectification, told


def open_rectifications(facility_ids: Collection[int]) -> dict[int, list[Rectification]]:
    """Facility of the scope → every order to rectify that is not settled, of filings and of inspections."""
    return told(facility_ids) if facility_ids else {}


def pressing_rectifications(facility_ids: Collection[int], on: date) -> dict[int, list[Rectification]]:
    """Facility → the orders that keep it from being paid: a legal minimum is missed, or the day has passed."""
    found = open_rectifications(facility_ids)
    return {number: [r for r in rows if r.serious or r.overdue(on)] for number, rows in found.items()}


def suspended_by_order(facility_id: int) -> bool:
    """Whether an order to suspend is in force: then only the authority opens the facility again."""
    return any(each.suspends for each in open_rectifications([facility_id]).get(facility_id, ()))
