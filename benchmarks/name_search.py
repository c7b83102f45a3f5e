"""Goal 11: two Chinese characters find a facility among 120,000, under row-level security.

What is typed are the first two characters of the brand of some facility of the scope, always the same one.
"""

from collections.abc import Iterator
from functools import partial

from django.db import connection

from benchmarks.measure import Row, at_least, at_most, interleaved
from benchmarks.national import fill_grams
from benchmarks.scopes import scopes
from facilities.filters import FacilityFilters
from facilities.models import Facility
from facilities.queries.listing import list_page
from regions.enums import Level
from regions.scope import Scope, nation_scope, scoped

_LEVEL = {
    Level.STREET: "region_id",
    Level.DISTRICT: "district",
    Level.CITY: "city",
    Level.PROVINCE: "province",
}


def rows() -> Iterator[Row]:
    fill_grams()
    for name, scope in scopes().items():
        with scoped(scope):
            text = _typed()
            ours, hand, naive = interleaved(
                partial(list_page, FacilityFilters(q=text)),
                partial(_ask, _hand(scope, text)),
                partial(_naive, text),
            )
        yield at_most(f"11-{name}", f"two characters at {name}", ours, hand, 1.5, "the index query")
        if name == "nation":
            yield at_least("11-naive", "two characters in the nation", ours, naive, 100, "icontains")
    yield _size()


def _typed() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT substr(f.name, length(r.name) + 1, 2) FROM facilities_facility f"
            " JOIN regions_region r ON r.id = f.district ORDER BY md5(f.id::text) LIMIT 1"
        )
        return str(cursor.fetchone()[0])


def _naive(text: str) -> object:
    return list(Facility.objects.filter(name__icontains=text).order_by("-registered_on", "-id")[:51])


def _hand(scope: Scope, text: str) -> str:
    where = "" if scope.level == Level.NATION else f"AND g.{_LEVEL[scope.level]} = {scope.code}"
    return (
        "SELECT f.id, f.name, f.registered_on FROM facilities_facilitygram g"
        f" JOIN facilities_facility f ON f.id = g.facility_id WHERE g.gram = '{text}' {where}"
        f" AND f.name LIKE '%{text}%' ORDER BY f.registered_on DESC, f.id DESC LIMIT 51"
    )


def _ask(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _size() -> Row:
    with nation_scope(reason="measure the size of the search table"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_total_relation_size('facilities_facilitygram') / 1048576.0,"
            " pg_total_relation_size('facilities_facility') / 1048576.0"
        )
        grams, table = cursor.fetchone()
    return at_most(
        "11-size",
        "search table against facility table, MiB",
        float(grams),
        float(table),
        0.5,
        "the facility table",
    )
