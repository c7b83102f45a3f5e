"""A list's statement is written once for each shape; what it shows is what a statement written anew would show."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from facilities.filters import FacilityFilters
from facilities.models import Facility
from facilities.queries import list_page
from facilities.queries.listing import ORDER, filtered
from regions import remembered
from regions.enums import Level
from regions.keyset import cursor_of, sliced
from regions.scope import Scope, ScopeMissing, scoped
from tests.cast import GANZHOU, JIEFANG_STREET, NANKANG, ZHANGGONG, Cast

pytestmark = pytest.mark.django_db

GIVEN: dict[str, Any] = {
    "state": "REGISTERED",
    "kind": "FOR_PROFIT",
    "place": str(ZHANGGONG),
    "registered_from": date(2026, 1, 1),
    "registered_to": date(2026, 12, 31),
    "q": "示例",
}


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    remembered.forget()
    yield
    remembered.forget()


@pytest.fixture
def facilities(cast: Cast) -> list[Facility]:
    own = [
        cast.facility(name=f"示例·{name}托育园", registered_on=date(2026, 3, day))
        for day, name in enumerate(("小树苗", "小草", "小花"), 1)
    ]
    return [*own, cast.facility(region=NANKANG)]


def scopes(facilities: list[Facility]) -> list[Scope]:
    far = facilities[-1].pk
    return [
        Scope(Level.NATION),
        Scope.of_region(GANZHOU),
        Scope.of_region(ZHANGGONG),
        Scope.of_region(JIEFANG_STREET),
        Scope.of_region(ZHANGGONG, (far,)),
        Scope.of_facilities((far,)),
        Scope.of_facilities(()),
    ]


def plain(filters: FacilityFilters, query: dict[str, str], size: int) -> set[int]:
    rows = sliced(filtered(filters), ORDER, cursor_of(query, Facility, ORDER), size)
    return {row[0] for row in list(rows)[:size]}


def test_every_filter_in_every_scope_shows_what_a_new_statement_shows(facilities: list[Facility]) -> None:
    for _twice in range(2):
        for scope in scopes(facilities):
            for number in range(3):
                for names in combinations(GIVEN, number):
                    filters = FacilityFilters(**{name: GIVEN[name] for name in names})
                    with scoped(scope):
                        shown = {row.id for row in list_page(filters).rows}
                        assert shown == plain(filters, {}, 50), (scope, names)


def test_pages_in_both_directions_show_what_a_new_statement_shows(facilities: list[Facility]) -> None:
    for _twice in range(2):
        with scoped(Scope(Level.NATION)):
            first = list_page(FacilityFilters(), size=2)
            second = list_page(FacilityFilters(), {"after": first.next}, size=2)
            back = list_page(FacilityFilters(), {"before": second.previous}, size=2)
        assert [row.id for row in back.rows] == [row.id for row in first.rows]
        assert not {row.id for row in first.rows} & {row.id for row in second.rows}


def test_the_second_page_of_a_shape_is_not_written_anew(
    facilities: list[Facility], monkeypatch: pytest.MonkeyPatch
) -> None:
    with scoped(Scope.of_region(ZHANGGONG)):
        list_page(FacilityFilters(state="FILED"))
    monkeypatch.setattr("facilities.queries.listing.filtered", None)
    with scoped(Scope.of_region(NANKANG)):
        assert [row.id for row in list_page(FacilityFilters(state="REGISTERED")).rows] == [facilities[-1].pk]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("360702AA", "91360702"),
        ("91360702MA0000000A", "91360702MA0000000B"),
        ("章贡托备 2026-0021", "2026-0022"),
        ("示", "月"),
        ("小树苗", "100%"),
        ("托育", "中心"),
    ],
)
def test_whatever_is_typed_is_not_written_anew(
    facilities: list[Facility], monkeypatch: pytest.MonkeyPatch, first: str, then: str
) -> None:
    with scoped(Scope.of_region(ZHANGGONG)):
        list_page(FacilityFilters(q=first))
        expected = {row[0] for row in filtered(FacilityFilters(q=then))}
    monkeypatch.setattr("facilities.queries.listing.filtered", None)
    with scoped(Scope.of_region(ZHANGGONG)):
        assert {row.id for row in list_page(FacilityFilters(q=then)).rows} == expected


def test_a_remembered_statement_needs_a_scope(facilities: list[Facility]) -> None:
    with scoped(Scope(Level.NATION)):
        list_page(FacilityFilters())
    with pytest.raises(ScopeMissing):
        list_page(FacilityFilters())
