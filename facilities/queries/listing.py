"""The list of facilities: one statement a page, the newest registration first."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Value
from django.db.models.functions import NullIf

from documents.sheets.lines import Typed, cells, worded
from facilities.filters import FacilityFilters
from facilities.models import Facility
from facilities.queries.search import found_by, meaning, parameters
from regions.keyset import SIZE, Page, cursor_of, cut, sliced
from regions.managers import within
from regions.portions import portions
from regions.queries import full_names
from regions.remembered import ask

ORDER = ("-registered_on", "-id")


class ListRow(NamedTuple):
    """One facility as a list shows it."""

    id: int
    name: str
    uscc: str
    entity_kind: str
    state: str
    region_id: int
    address: str
    places: int
    registered_on: date
    filed_on: date | None
    receipt_number: str
    registration_confirmed: bool


#: The columns are chosen once; which rows they are read from is decided when a page asks (regions.managers).
_LISTED = Facility.objects.values_list(*ListRow._fields)


def _given(filters: FacilityFilters) -> dict[str, Any]:
    """The conditions on columns, by name: the order in which Django writes them."""
    conditions: dict[str, Any] = {
        "state": filters.state,
        "entity_kind": filters.kind,
        "registered_on__gte": filters.registered_from,
        "registered_on__lte": filters.registered_to,
        "filed_on__gte": filters.filed_from,
        "filed_on__lte": filters.filed_to,
    }
    if filters.place:
        conditions |= within(int(filters.place))
    return {name: value for name, value in sorted(conditions.items()) if value}


def filtered(filters: FacilityFilters) -> QuerySet[Facility, Any]:
    """The facilities of the scope that the filters leave, as the columns of ListRow."""
    return found_by(_LISTED.filter(**_given(filters)), meaning(filters.q))


def list_page(filters: FacilityFilters, query: Mapping[str, str] | None = None, size: int = SIZE) -> Page:
    """One page of the list; `query` holds its cursor (`after` or `before`)."""
    cursor = cursor_of(query or {}, Facility, ORDER)
    given, meant = _given(filters), meaning(filters.q)
    rows = ask(
        ("facilities", *given, meant.kind, bool(meant.marks), bool(cursor), cursor.backwards, size),
        [*given.values(), *parameters(meant), *cursor.key],
        lambda: sliced(filtered(filters), ORDER, cursor, size),
    )
    return cut(list(map(ListRow._make, rows)), cursor=cursor, size=size, key=_key)


def _key(row: ListRow) -> tuple[Any, ...]:
    return row.registered_on, row.id


def export_lines(
    filters: FacilityFilters, states: Mapping[str, str], kinds: Mapping[str, str]
) -> Iterator[str]:
    """Every filtered facility as CSV, many lines at a time. Iterate inside the scope. `states`, `kinds`: the words."""
    before = cells(Typed(F("name")), F("uscc"), worded("entity_kind", kinds), worded("state", states))
    places = NullIf(F("places"), Value(0))
    number = Typed(F("receipt_number"))
    after = cells(Typed(F("address")), places, F("registered_on"), F("filed_on"), number)
    rows = filtered(filters).order_by(*ORDER).values_list(before, "region_id", after)
    paths = full_names()
    for portion in portions(rows):
        yield "".join([f'{left},"{paths.get(place, place)}",{right}\r\n' for left, place, right in portion])


def export_rows(filters: FacilityFilters) -> Iterator[ListRow]:
    """Every filtered facility, read in portions so that memory stays flat. Iterate inside the scope."""
    rows = filtered(filters).order_by(*ORDER)
    return map(ListRow._make, rows.iterator(chunk_size=2000))
