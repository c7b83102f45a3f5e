"""Breaches at 1,000 and at 12,000 facilities: the list takes one statement and walks its own index, the night a handful."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.national import fill
from benchmarks.nursery import fill_life
from benchmarks.scopes import scopes
from facilities.filters import BreachFilters
from facilities.models import Facility, StandardsCheck
from facilities.queries.breaches import breach_page
from facilities.queries.standards import known_facilities
from facilities.workflow.standards import Kept, check_all, keep
from regions.scope import nation_scope, scoped
from tests.plans import plan_of, scanned_by

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

DAY = date(2026, 11, 10)
MADE = "benchmark data"
#: The statements of a portion: facilities, classes, the staff, what was judged, what is found in place of what was open.
A_HANDFUL = 5
PAGES = {
    "all": BreachFilters(),
    "one standard": BreachFilters(rule="R-RATIO-2"),
    "serious, since": BreachFilters(severity="BLOCK", since=date(2026, 1, 1)),
}
_TABLES = (
    "facilities_breach", "facilities_standardscheck", "facilities_healthcheck", "facilities_enrolment", "staff_proof", "staff_employment",
    "staff_staffmember", "facilities_child", "facilities_classgroup", "facilities_premises", "facilities_facility",
)  # fmt: skip


def grow(count: int) -> None:
    """Exactly so many facilities with everything the standards ask about, checked."""
    with nation_scope(reason=MADE), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_district, bench_street, bench_facility")
        for table in _TABLES:
            cursor.execute(f"DELETE FROM {table}")
    fill(count)
    fill_life()


def of_a_portion() -> int:
    """How many statements a portion of the night takes of which every second facility is to be judged anew."""
    with nation_scope(reason=MADE):
        ids = list(Facility.objects.order_by("pk").values_list("pk", flat=True)[:500])
        StandardsCheck.objects.filter(pk__in=ids[::2]).update(mark=b"")
        with CaptureQueriesContext(connection) as queries:
            keep(ids, DAY)
    return len(queries)


def read_whole() -> frozenset[str]:
    """The tables that a portion of the night reads from end to end: the country again for each portion."""
    with nation_scope(reason=MADE):
        ids = list(Facility.objects.order_by("pk").values_list("pk", flat=True)[:400])
        return scanned_by(lambda: list(known_facilities(ids, DAY)))


def of_the_list() -> set[int]:
    found = set()
    for scope in scopes().values():
        for filters in PAGES.values():
            with scoped(scope), CaptureQueriesContext(connection) as queries:
                breach_page(filters)
            found.add(len(queries))
    return found


def test_lists_and_nights_take_the_same_statements_at_1_000_and_at_12_000_facilities() -> None:
    grow(1000)
    assert check_all(DAY).opened > 500
    assert (of_a_portion(), of_the_list()) == (A_HANDFUL, {1})
    grow(12000)
    assert check_all(DAY).opened > 5000
    assert (of_a_portion(), of_the_list()) == (A_HANDFUL, {1})
    assert check_all(DAY) == Kept(), "a second run of the night changes nothing"
    assert not read_whole() & {
        "staff_staffmember", "staff_employment", "staff_proof", "facilities_child", "facilities_enrolment", "facilities_healthcheck",
    }  # fmt: skip
    for level, scope in scopes().items():
        with scoped(scope):
            plan = plan_of(lambda: breach_page(BreachFilters()))
        assert any(name.startswith("breach_open_") for name in plan.indexes), (level, plan)
        assert "facilities_breach" not in plan.scanned, (level, plan)
