"""Goal 1: the officer's list of facilities, 50 rows, three filters, at five scopes of 120,000 facilities."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection

from benchmarks.measure import Row, at_least, at_most, at_most_count, interleaved
from benchmarks.scopes import scopes
from benchmarks.signed_in import api_client, statements
from facilities.filters import FacilityFilters
from facilities.models import Facility
from facilities.queries.listing import ORDER, ListRow, filtered, list_page
from obligations.models import Obligation
from regions.enums import Level
from regions.keyset import SIZE, cursor_of, sliced
from regions.models import Region
from regions.scope import Scope, nation_scope, scoped

FILTERS = FacilityFilters(state="FILED_VERIFIED", kind="FOR_PROFIT", registered_from=None)
_COLUMNS = ", ".join(f"f.{name}" for name in ListRow._fields)
_LEVEL = {
    Level.STREET: "region_id",
    Level.DISTRICT: "district",
    Level.CITY: "city",
    Level.PROVINCE: "province",
}


def rows() -> Iterator[Row]:
    timed = {}
    for name, scope in scopes().items():
        with scoped(scope):
            asked, hand, page = interleaved(_asked(), _hand(scope), lambda: list_page(FILTERS), runs=31)
            timed[name] = page
            naive = interleaved(_naive, runs=3, warm=1)[0] if name in ("district", "city", "nation") else None
        yield at_most(f"1-{name}", f"list at {name}: database time", asked, hand, 1.3, "hand-written SQL")
        if naive is not None:
            yield at_least(
                f"1-{name}-naive", f"list at {name} against naive ORM", page, naive, 100, "naive code"
            )
        yield from _view(name, scope, hand)
    yield at_most(
        "1-scopes", "worst scope against best", max(timed.values()), min(timed.values()), 2, "the best scope"
    )
    yield from _deep()


def _asked() -> Callable[[], object]:
    """The statement the list sends, sent bare: what the database does for it."""
    cursor = cursor_of({}, Facility, ORDER)
    rows = sliced(filtered(FILTERS), ORDER, cursor, SIZE)
    sql, params = rows.query.sql_with_params()

    def work() -> object:
        with connection.cursor() as bare:
            bare.execute(sql, params)
            return bare.fetchall()

    return work


def _hand(scope: Scope) -> Callable[[], object]:
    """The same page as one would write it by hand, filtered on the level column."""
    where = "" if scope.level == Level.NATION else f"f.{_LEVEL[scope.level]} = {scope.code} AND"
    sql = (
        f"SELECT {_COLUMNS} FROM facilities_facility f WHERE {where} f.state = %s AND f.entity_kind = %s "
        "ORDER BY f.registered_on DESC, f.id DESC LIMIT 51"
    )

    def work() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, [FILTERS.state, FILTERS.kind])
            return cursor.fetchall()

    return work


def _naive() -> list[dict[str, Any]]:
    """What a tutorial would write: count, objects, and three more questions per row."""
    found = Facility.objects.filter(state=FILTERS.state, entity_kind=FILTERS.kind).order_by(
        "-registered_on", "-id"
    )
    found.count()
    page = []
    for facility in found[:50]:
        page.append(
            {
                "name": facility.name,
                "region": Region.objects.get(pk=facility.region_id).full_name,
                "open": Obligation.objects.filter(facility=facility, status="OPEN").count(),
                "late": Obligation.objects.filter(facility=facility, status="MET_LATE").count(),
                "city": Region.objects.get(pk=facility.city).name,
            }
        )
    return page


def _view(name: str, scope: Scope, hand: float) -> Iterator[Row]:
    client, url = api_client(scope), "/api/v1/facilities?state=FILED_VERIFIED&kind=FOR_PROFIT"
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status_code}")
    taken = interleaved(lambda: client.get(url), runs=31)[0]
    yield at_most(f"1-view-{name}", f"whole request at {name}, signed in", taken, hand, 6, "hand-written SQL")
    if name == "district":
        count = statements(client, url)
        yield at_most_count("1-queries", "statements of a signed-in request", count, 4, "statements")
        count = statements(client, "/facilities/")
        yield at_most_count("1-queries-page", "statements of the page with its frame", count, 4, "statements")


def _deep() -> Iterator[Row]:
    """Page 2,000 of the nation by key, against page 1."""
    with nation_scope(reason="page through the country"):
        key = Facility.objects.order_by("-registered_on", "-id").values_list("registered_on", "id")[100_000]
        deep = {"after": f"{key[0].isoformat()},{key[1]}"}
        first, last = interleaved(
            lambda: list_page(FacilityFilters()), lambda: list_page(FacilityFilters(), deep), runs=31
        )
    yield at_most("1-page-2000", "page 2,000 against page 1", last, first, 1.2, "page 1")
