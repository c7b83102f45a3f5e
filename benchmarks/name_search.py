"""Goal 11: two Chinese characters find a facility among 120,000, under row-level security.

What is typed are the first two characters of the brand of some facility of the scope, always the same one. Names and
addresses are both searched; the plain ORM code it is compared with looks at the name only.
"""

from collections.abc import Callable, Iterator
from functools import partial

from django.db import connection

from benchmarks.facility_list import _COLUMNS, _LEVEL
from benchmarks.measure import Row, at_least, at_most, interleaved
from benchmarks.national import fill_search
from benchmarks.scopes import scopes
from facilities.filters import FacilityFilters
from facilities.models import Facility
from facilities.queries.listing import ORDER, filtered, list_page
from facilities.queries.search import ASKED, asked, meaning
from regions.enums import Level
from regions.keyset import FIRST_PAGE, SIZE, sliced
from regions.scope import Scope, nation_scope, scoped


def rows() -> Iterator[Row]:
    fill_search()
    for name, scope in scopes().items():
        with scoped(scope):
            text, letter = _typed()
            sent, whole, hand, naive, first, first_hand = interleaved(
                _sent(text),
                partial(list_page, FacilityFilters(q=text)),
                _hand(scope, text, "(f.name LIKE %s OR f.address LIKE %s)", f"%{text}%", f"%{text}%"),
                partial(_naive, text),
                _sent(letter),
                _hand(scope, letter, "f.name LIKE %s", f"{letter}%"),
                runs=31,
            )
        query = "the index query"
        yield at_most(f"11-{name}", f"two characters at {name}: database time", sent, hand, 1.5, query)
        yield at_most(
            f"11-{name}-list", f"two characters at {name}, the list's rows", whole, hand, 1.5, query
        )
        if name == "nation":
            yield at_least("11-naive", "two characters in the nation", sent, naive, 100, "icontains")
            yield at_least("11-naive-list", "the list's rows in the nation", whole, naive, 100, "icontains")
            yield at_most("11-first", "one character, the start of the name", first, first_hand, 1.5, query)
    yield _size()


def _typed() -> tuple[str, str]:
    """The brand's beginning, and the first letter of the name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT substr(f.name, length(r.name) + 1, 2), left(f.name, 1) FROM facilities_facility f"
            " JOIN regions_region r ON r.id = f.district ORDER BY md5(f.id::text) LIMIT 1"
        )
        found: tuple[str, str] = cursor.fetchone()
        return found


def _naive(text: str) -> object:
    return list(Facility.objects.filter(name__icontains=text).order_by("-registered_on", "-id")[:51])


def _sent(text: str) -> Callable[[], object]:
    """The statement the list sends, sent bare: what the database does for it."""
    sql, params = sliced(filtered(FacilityFilters(q=text)), ORDER, FIRST_PAGE, SIZE).query.sql_with_params()
    return partial(_ask, sql, params)


def _hand(scope: Scope, typed: str, condition: str, *likes: str) -> Callable[[], object]:
    """The same rows as one would write it by hand: the index first, then the text itself."""
    place = "" if scope.level == Level.NATION else f"f.{_LEVEL[scope.level]} = {scope.code} AND"
    sql = (
        f"SELECT {_COLUMNS} FROM facilities_facility f WHERE {place} f.id = ANY (ARRAY("
        "SELECT s.facility_id FROM facilities_facilitysearch s"
        f" WHERE (SELECT set_config('{ASKED}', %s, true)) IS NOT NULL))"
        f" AND {condition} ORDER BY f.registered_on DESC, f.id DESC LIMIT 51"
    )
    return partial(_ask, sql, (asked(meaning(typed).marks), *likes))


def _ask(sql: str, params: tuple[object, ...]) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _size() -> Row:
    with nation_scope(reason="measure the size of the search table"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_total_relation_size('facilities_facilitysearch') / 1048576.0,"
            " pg_total_relation_size('facilities_facility') / 1048576.0"
        )
        found, table = cursor.fetchone()
    return at_most(
        "11-size",
        "search table against facility table, names and addresses, with indexes, MiB",
        float(found),
        float(table),
        0.5,
        "the facility table",
    )
