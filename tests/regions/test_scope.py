"""The scope: what it shows, that it closes, and that nesting gives back what was before."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from facilities.models import Facility
from regions.enums import Level
from regions.scope import Scope, ScopeMissing, nation_scope, scoped
from tests.cast import GANZHOU, JIANGXI, JIEFANG_STREET, NANKANG, OUHAI, ZHANGGONG, Cast


def settings_now() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('tuoyu.level', true), current_setting('tuoyu.code', true),"
            " current_setting('tuoyu.extra', true)"
        )
        return tuple(value or "" for value in cursor.fetchone())  # type: ignore[return-value]


@pytest.fixture
def three(cast: Cast) -> dict[str, Facility]:
    return {
        "own": cast.facility(),
        "neighbour": cast.facility(region=NANKANG),
        "far": cast.facility(region=OUHAI),
    }


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope.of_region(JIEFANG_STREET), {"own"}),
        (Scope.of_region(ZHANGGONG), {"own"}),
        (Scope.of_region(NANKANG), {"neighbour"}),
        (Scope.of_region(GANZHOU), {"own", "neighbour"}),
        (Scope.of_region(JIANGXI), {"own", "neighbour"}),
        (Scope(Level.NATION), {"own", "neighbour", "far"}),
    ],
)
def test_a_scope_shows_the_rows_of_its_division_and_no_others(
    three: dict[str, Facility], scope: Scope, seen: set[str]
) -> None:
    with scoped(scope):
        found = set(Facility.objects.values_list("id", flat=True))
    assert found == {three[name].pk for name in seen}


def test_an_operator_sees_exactly_the_granted_facilities(three: dict[str, Facility]) -> None:
    with scoped(Scope.of_facilities((three["far"].pk,))):
        assert [f.pk for f in Facility.objects.all()] == [three["far"].pk]


def test_the_database_hides_rows_even_from_a_query_without_the_manager(three: dict[str, Facility]) -> None:
    with scoped(Scope.of_region(NANKANG)), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM facilities_facility")
        assert cursor.fetchall() == [(three["neighbour"].pk,)]


def test_without_a_scope_the_manager_raises_and_the_database_shows_nothing(
    three: dict[str, Facility],
) -> None:
    with pytest.raises(ScopeMissing):
        Facility.objects.count()
    with pytest.raises(ScopeMissing):
        Facility.objects.none()
    assert Facility._base_manager.count() == 0


def test_a_nested_scope_gives_the_outer_one_back(three: dict[str, Facility]) -> None:
    with scoped(Scope.of_region(ZHANGGONG)):
        outer = settings_now()
        with nation_scope(reason="a test of nesting"):
            assert settings_now()[0] == "nation"
        assert settings_now() == outer
        assert [f.pk for f in Facility.objects.all()] == [three["own"].pk]
    assert settings_now() == ("", "", "")


def test_a_scope_that_ends_in_an_error_gives_the_outer_one_back(three: dict[str, Facility]) -> None:
    with scoped(Scope.of_region(ZHANGGONG)):
        outer = settings_now()
        with pytest.raises(IntegrityError), transaction.atomic(), nation_scope(reason="a test of errors"):
            Facility.objects.filter(pk=three["own"].pk).update(state="FILED")
        assert settings_now() == outer


def test_a_row_cannot_be_written_into_a_foreign_region(three: dict[str, Facility]) -> None:
    with scoped(Scope.of_region(ZHANGGONG)), pytest.raises(ProgrammingError), transaction.atomic():
        Facility._base_manager.filter(pk=three["own"].pk).update(region_id=OUHAI)


def test_the_nation_scope_asks_for_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"), nation_scope(reason=" "):
        pass
