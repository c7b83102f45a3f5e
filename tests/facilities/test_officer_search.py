"""Finding a facility: by two characters of its name, its credit code, its filing number, its address."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilities.filters import FacilityFilters
from facilities.models import Facility
from facilities.queries import export_rows, list_page
from tests.cast import NANKANG, ZHANGGONG, Cast, as_actor


@pytest.fixture
def nursery(cast: Cast) -> dict[str, Facility]:
    return {
        "seedling": cast.facility(name="示例·小树苗托育园", address="章贡区示例路 1 号"),
        "sunshine": cast.facility(
            name="阳光宝贝托育中心", address="文清路 9 号", registered_on=date(2026, 3, 2)
        ),
        "moon": cast.facility(
            name="月亮湾托育服务中心", address="阳光城 3 栋", entity_kind="PUBLIC_INSTITUTION"
        ),
        "far": cast.facility(region=NANKANG, name="示例·小树苗托育园南康店"),
    }


def names(cast: Cast, **filters: object) -> set[str]:
    with as_actor(cast.officer):
        return {row.name for row in list_page(FacilityFilters(**filters)).rows}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("树苗", {"seedling"}),
        ("小树苗", {"seedling"}),
        ("阳光", {"sunshine", "moon"}),
        ("阳光宝贝托育中心", {"sunshine"}),
        ("托育", {"seedling", "sunshine", "moon"}),
        ("中心", {"sunshine", "moon"}),
        ("月", {"moon"}),
        ("文清路 9", {"sunshine"}),
        ("宝月", set()),
        ("100%", set()),
        ("_光", set()),
    ],
)
def test_two_characters_of_a_name_or_address_find_the_facility(
    cast: Cast, nursery: dict[str, Facility], typed: str, found: set[str]
) -> None:
    assert names(cast, q=typed) == {nursery[key].name for key in found}


def test_a_search_agrees_with_a_plain_comparison_for_every_piece_of_every_name(
    cast: Cast, nursery: dict[str, Facility]
) -> None:
    for facility in nursery.values():
        for length in (2, 3, 5):
            for start in range(len(facility.name) - length + 1):
                piece = facility.name[start : start + length]
                with as_actor(cast.officer):
                    plain = set(Facility.objects.filter(name__contains=piece).values_list("name", flat=True))
                assert names(cast, q=piece) >= plain


def test_a_credit_code_is_found_whole_or_by_its_first_six_characters(
    cast: Cast, nursery: dict[str, Facility]
) -> None:
    code = nursery["sunshine"].uscc
    assert names(cast, q=code) == names(cast, q=code.lower()) == {"阳光宝贝托育中心"}
    assert names(cast, q=f"{code[:8]} {code[8:]}") == {"阳光宝贝托育中心"}
    assert "阳光宝贝托育中心" in names(cast, q=code[:12])
    assert names(cast, q="3303" + code[4:8]) == set()


def test_a_filing_number_is_found_with_and_without_the_name_of_the_district(
    cast: Cast, nursery: dict[str, Facility]
) -> None:
    with as_actor(cast.officer):
        Facility.objects.filter(pk=nursery["moon"].pk).update(receipt_number="章贡托备 2026-0021")
    assert names(cast, q="章贡托备 2026-0021") == names(cast, q="2026-0021") == {"月亮湾托育服务中心"}
    assert names(cast, q="2026-002") == set()


def test_filters_combine(cast: Cast, nursery: dict[str, Facility]) -> None:
    assert names(cast, kind="PUBLIC_INSTITUTION") == {"月亮湾托育服务中心"}
    assert names(cast, registered_to=date(2026, 3, 31)) == {"阳光宝贝托育中心"}
    assert names(cast, q="阳光", registered_from=date(2026, 4, 1)) == {"月亮湾托育服务中心"}
    assert names(cast, state="FILED") == set()
    assert names(cast, place=str(NANKANG)) == set()
    assert len(names(cast, place=str(ZHANGGONG))) == 3


@pytest.mark.parametrize("typed", ["", "树苗", "阳光宝贝", "托育", "月", "360702"])
def test_a_page_and_a_search_take_one_statement(cast: Cast, nursery: dict[str, Facility], typed: str) -> None:
    with as_actor(cast.officer), CaptureQueriesContext(connection) as queries:
        list_page(FacilityFilters(q=typed))
    assert len(queries) == 1


def test_an_export_holds_every_filtered_row_of_the_scope(cast: Cast, nursery: dict[str, Facility]) -> None:
    with as_actor(cast.officer):
        assert {row.id for row in export_rows(FacilityFilters())} == {
            nursery[key].pk for key in ("seedling", "sunshine", "moon")
        }


def test_broken_filters_in_an_address_count_as_not_given() -> None:
    query = {"state": "x", "kind": "'", "place": "36", "registered_from": "2026-02-30", "q": " \x00 "}
    assert FacilityFilters.read(query) == FacilityFilters()
