"""Open breaches of the setting standards: the officer's list, and what other apps ask before they pay or approve."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from facilities.filters import BreachFilters
from facilities.models import Breach
from policy.enums import Severity
from regions.keyset import SIZE, Page, cursor_of, cut, sliced
from regions.managers import within

ORDER = ("-found_on", "-id")


class BreachRow(NamedTuple):
    """One open breach as a list shows it. `facts` hold `reasons` and the numbers of their sentences."""

    id: int
    facility_id: int
    facility__name: str
    facility__address: str
    region_id: int
    rule: str
    subject_kind: str
    subject_id: int
    severity: str
    facts: dict[str, Any]
    due_on: date | None
    found_on: date
    seen_on: date


_LISTED = Breach.objects.filter(cleared_on__isnull=True).values_list(*BreachRow._fields)


def filtered(filters: BreachFilters) -> QuerySet[Breach, Any]:
    """The open breaches of the scope that the filters leave."""
    given: dict[str, Any] = {
        "rule": filters.rule,
        "severity": filters.severity,
        "found_on__gte": filters.since,
    }
    place = within(int(filters.place)) if filters.place else {}
    return _LISTED.filter(**{name: value for name, value in given.items() if value}, **place)


def breach_page(filters: BreachFilters, query: Mapping[str, str] | None = None, size: int = SIZE) -> Page:
    """One page of the list, the latest found first; one statement."""
    cursor = cursor_of(query or {}, Breach, ORDER)
    rows = sliced(filtered(filters), ORDER, cursor, size)
    return cut(list(map(BreachRow._make, rows)), cursor=cursor, size=size, key=_key)


def export_rows(filters: BreachFilters) -> Iterator[BreachRow]:
    """Every filtered breach, read in portions so that memory stays flat. Iterate inside the scope."""
    return map(BreachRow._make, filtered(filters).order_by(*ORDER).iterator(chunk_size=2000))


def _key(row: BreachRow) -> tuple[Any, ...]:
    return row.found_on, row.id


def serious_breaches(facility_ids: Collection[int]) -> dict[int, list[str]]:
    """Facility of the scope → the standards whose legal minimum it misses, as last checked (at the latest this night).

    For gates of other apps. What only warns or advises is no ground to refuse anything.
    """
    rows = Breach.objects.filter(
        facility_id__in=list(facility_ids), cleared_on__isnull=True, severity=Severity.BLOCK
    ).order_by("facility_id", "rule")
    found: dict[int, list[str]] = {number: [] for number in facility_ids}
    for number, rule in rows.values_list("facility_id", "rule"):
        if rule not in found[number]:
            found[number].append(rule)
    return found
