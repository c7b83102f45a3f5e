"""The table behind the search: its second policy narrows what the wall shows, and never opens it."""

import pytest
from django.db import connection

from accounts.enums import DepartmentKind, Role
from facilities.filters import FacilityFilters
from facilities.models import Facility, FacilitySearch
from facilities.queries import list_page
from facilities.queries.search import ASKED, ask_for_nothing, marks_of
from facilities.workflow import index_names, move_facility
from kernel.names import pair_number
from regions.enums import Level
from regions.models import Region
from regions.scope import Scope, scoped
from tests.cast import GANZHOU, NANKANG, ZHANGGONG, Cast, as_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(cast: Cast) -> Facility:
    return cast.facility(name="小树苗托育园")


@pytest.fixture
def far(cast: Cast) -> Facility:
    return cast.facility(region=NANKANG, name="小树苗托育园")


def seen(asked: str | None, scope: Scope) -> set[int]:
    """What plain SQL reads of the table, whatever was asked for."""
    with scoped(scope), connection.cursor() as cursor:
        if asked is not None:
            cursor.execute("SELECT set_config(%s, %s, true)", [ASKED, asked])
        cursor.execute("SELECT facility_id FROM facilities_facilitysearch")
        return {row[0] for row in cursor.fetchall()}


def found(typed: str, scope: Scope) -> set[int]:
    with scoped(scope):
        return {row.id for row in list_page(FacilityFilters(q=typed)).rows}


def test_asking_takes_rows_away_and_never_shows_those_of_another_place(own: Facility, far: Facility) -> None:
    district, pair = Scope.of_region(ZHANGGONG), pair_number("小树")

    assert seen(None, district) == seen("{}", district) == seen(f"{{{pair}}}", district) == {own.pk}
    assert seen(f"{{{pair_number('月亮')}}}", district) == set()
    assert seen(f"{{{-NANKANG // 1000}}}", district) == set()
    assert seen(f"{{{pair}}}", Scope(Level.NATION)) == {own.pk, far.pk}


def test_several_searches_and_a_new_name_share_one_transaction(cast: Cast, own: Facility) -> None:
    def names(typed: str) -> set[str]:
        return {row.name for row in list_page(FacilityFilters(q=typed)).rows}

    with as_actor(cast.officer):
        assert (names("树苗"), names("小树"), names("月亮")) == ({own.name}, {own.name}, set())
        own.name = "月亮湾托育园"
        own.save(update_fields=["name"])
        index_names(own)
        assert (names("树苗"), names("月亮")) == (set(), {"月亮湾托育园"})


def test_a_moved_facility_is_found_where_it_lies_now(cast: Cast, own: Facility) -> None:
    head = cast.official(GANZHOU, DepartmentKind.HEALTH, Role.HEAD)
    with as_actor(head):
        move_facility(by=head, facility_id=own.pk, region=Region.objects.get(pk=NANKANG), reason="示例")

    assert found("树苗", Scope.of_region(NANKANG)) == {own.pk}
    assert found("树苗", Scope.of_region(ZHANGGONG)) == set()
    with scoped(Scope(Level.NATION)):
        ask_for_nothing()
        row = FacilitySearch.objects.get(pk=own.pk)
    assert (row.region_id, row.marks) == (NANKANG, marks_of(own.name, own.address, NANKANG))


def test_a_granted_facility_of_another_place_is_found_too(own: Facility, far: Facility) -> None:
    assert found("树苗", Scope.of_region(ZHANGGONG)) == {own.pk}
    assert found("树苗", Scope.of_region(ZHANGGONG, (far.pk,))) == {own.pk, far.pk}
    assert found("树苗", Scope.of_facilities((far.pk,))) == {far.pk}


@pytest.mark.parametrize(("typed", "hit"), [("小", True), ("树", False), ("托", False)])
def test_one_character_finds_the_names_that_begin_with_it(own: Facility, typed: str, hit: bool) -> None:
    assert found(typed, Scope(Level.NATION)) == ({own.pk} if hit else set())
