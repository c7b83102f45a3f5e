"""Pages by key: nothing twice, nothing left out, there and back again."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilities.models import Facility
from kernel import clock
from regions.enums import Level
from regions.keyset import FIRST_PAGE, Cursor, capped_counts, cursor_of, page, read_key, sliced, write_key
from regions.scope import Scope, scoped
from tests.cast import ZHANGGONG, Cast

ORDER = ("-registered_on", "-id")


@pytest.fixture
def eleven(cast: Cast) -> list[int]:
    start = date(2026, 1, 1)
    return [cast.facility(registered_on=start + timedelta(days=n // 3)).pk for n in range(11)]


def walk(cursor: Cursor, *, forwards: bool) -> list[list[int]]:
    pages = []
    while True:
        found = page(Facility.objects.all(), order=ORDER, cursor=cursor, size=4)
        pages.append([row.pk for row in found.rows])
        text = found.next if forwards else found.previous
        if not text:
            return pages
        cursor = cursor_of({"after" if forwards else "before": text}, Facility, ORDER)


def test_walking_forwards_shows_every_row_once_and_in_order(eleven: list[int]) -> None:
    with scoped(Scope.of_region(ZHANGGONG)):
        pages = walk(FIRST_PAGE, forwards=True)
    assert [len(rows) for rows in pages] == [4, 4, 3]
    assert [pk for rows in pages for pk in rows] == eleven[::-1]


def test_walking_back_from_the_last_page_shows_the_same_pages_again(eleven: list[int]) -> None:
    with scoped(Scope.of_region(ZHANGGONG)):
        pages = walk(FIRST_PAGE, forwards=True)
        first_of_last = Facility.objects.get(pk=pages[-1][0])
        back = walk(Cursor((first_of_last.registered_on, first_of_last.pk), True), forwards=False)
    assert back == pages[-2::-1]


def test_the_key_is_compared_as_a_row_so_that_the_index_can_be_walked(eleven: list[int]) -> None:
    with scoped(Scope.of_region(ZHANGGONG)):
        rows = Facility.objects.filter(pk__in=eleven)
        sql = str(sliced(rows, ORDER, Cursor((date(2026, 1, 2), 5))).query)
    assert '("facilities_facility"."registered_on", "facilities_facility"."id") < ' in sql


@pytest.mark.parametrize("text", ["", "x", "2026-01-02", "2026-13-40_5", "2026-01-02_x", "1_2_3", "' OR 1=1"])
def test_a_broken_cursor_shows_the_first_page(text: str) -> None:
    assert read_key(text, Facility, ["registered_on", "id"]) == ()


def test_a_key_survives_the_address(today: object) -> None:
    key = (clock.now(), 42)
    assert read_key(write_key(key), Facility, ["created_at", "id"]) == key


def test_counts_stop_at_the_cap_and_need_one_statement(
    eleven: list[int],
) -> None:
    with scoped(Scope(Level.NATION)):
        parts = {
            "all": Facility.objects.filter(pk__in=eleven),
            "early": Facility.objects.filter(pk__in=eleven, registered_on=date(2026, 1, 1)),
        }
        with CaptureQueriesContext(connection) as queries:
            assert capped_counts(parts, 5) == {"all": 5, "early": 3}
    assert len(queries) == 1
