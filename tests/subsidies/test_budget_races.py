"""Many clients bind the same budgets at once: not one fen over; with the guard taken away they overspend."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.db.models import F

from kernel import clock
from regions.owner import as_owner
from subsidies.models import Budget, SubsidyClaim
from subsidies.workflow import make_claims
from subsidies.workflow.binding import reserve
from tests.cast import ZHANGGONG, Cast
from tests.conftest import A_THURSDAY
from tests.racing import together
from tests.subsidies.money import PROGRAMME, YEAR, Office, here

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CLIENTS = AT_ONCE = 200
#: Ten years of two payers are twenty budgets.
_YEARS = range(2031, 2041)
_PART = {"city": 200, "county": 800}


def _claim(number: int) -> SubsidyClaim:
    """A claim that needs no row of its own: what binds money reads its place, programme and shares."""
    return SubsidyClaim(pk=number, region_id=360702001000, programme=PROGRAMME, shares=_PART)


def _bind(number: int, year: int = YEAR) -> str:
    try:
        with clock.frozen(A_THURSDAY), here():
            reserve(_claim(number), year)
        return "bound"
    except Exception as error:
        return type(error).__name__
    finally:
        connections.close_all()


def _bind_unguarded(number: int, year: int = YEAR) -> str:
    """What a tutorial would write: look, then take."""
    try:
        with clock.frozen(A_THURSDAY), here():
            rows = Budget.objects.filter(programme=PROGRAMME, year=year)
            if all(row.rest >= _PART[row.payer] for row in rows):
                for payer, part in _PART.items():
                    rows.filter(payer=payer).update(reserved=F("reserved") + part)
                return "bound"
        return "Shortage"
    finally:
        connections.close_all()


def _all(act: Any) -> list[Any]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(act, range(1, CLIENTS + 1)))


@pytest.mark.parametrize(("city", "county"), [(10_000, 40_000), (9_999, 1_000_000), (1_000_000, 7_999)])
def test_two_hundred_clients_on_one_budget_never_go_over(world: Cast, city: int, county: int) -> None:
    office = Office(world, city=city, county=county)
    told = _all(_bind)
    fits = min(city // 200, county // 800)
    assert sorted(set(told)) == ["Shortage", "bound"]
    assert told.count("bound") == fits
    for payer, part in _PART.items():
        row = office.budget(payer)
        assert row.reserved == fits * part <= row.amount


@contextmanager
def _without_the_check() -> Iterator[None]:
    check = next(c for c in Budget._meta.constraints if c.name == "budget_not_over")
    with as_owner() as connection, connection.schema_editor() as editor:
        editor.remove_constraint(Budget, check)
    try:
        yield
    finally:
        with here():
            Budget.objects.all().update(reserved=0)
        with as_owner() as connection, connection.schema_editor() as editor:
            editor.add_constraint(Budget, check)


def test_with_the_guard_removed_the_same_clients_overspend(world: Cast) -> None:
    office = Office(world, city=10_000, county=40_000)
    with _without_the_check():
        told = _all(_bind_unguarded)
        over = office.budget("county")
        assert told.count("bound") > 50
        assert over.reserved > over.amount


def _twenty_budgets() -> None:
    """The city's of each year lasts for five to fourteen claims, the county's for seven."""
    amounts = {"city": lambda year: 200 * (5 + year - _YEARS[0]) + 199, "county": lambda _year: 800 * 7}
    with here():
        Budget.objects.bulk_create(
            Budget(region_id=ZHANGGONG, programme=PROGRAMME, year=year, payer=payer, amount=amount(year))
            for year in _YEARS
            for payer, amount in amounts.items()
        )


def _over() -> list[int]:
    """Years in which more is bound than the budget holds."""
    with here():
        rows = Budget.objects.filter(year__in=_YEARS, reserved__gt=F("amount"))
        return sorted(set(rows.values_list("year", flat=True)))


def _year_of(number: int) -> int:
    return _YEARS[number % len(_YEARS)]


def test_two_hundred_clients_on_twenty_budgets_never_go_over(world: Cast) -> None:
    _twenty_budgets()
    told = _all(lambda number: (_year_of(number), _bind(number, _year_of(number))))
    assert {word for _year, word in told} == {"Shortage", "bound"}
    for year in _YEARS:
        fits = min(5 + year - _YEARS[0], 7)
        assert told.count((year, "bound")) == fits
        with here():
            bound = dict(Budget.objects.filter(year=year).values_list("payer", "reserved"))
        assert bound == {payer: fits * part for payer, part in _PART.items()}
    assert _over() == []


def test_with_the_guard_removed_the_same_clients_overspend_on_twenty(world: Cast) -> None:
    _twenty_budgets()
    with _without_the_check():
        _all(lambda number: _bind_unguarded(number, _year_of(number)))
        assert _over()


def test_without_the_condition_the_database_still_refuses(world: Cast) -> None:
    office = Office(world, city=10_000, county=40_000)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(_bind_or_be_refused, range(CLIENTS)))
    assert office.budget("county").reserved <= 40_000


def _bind_or_be_refused(number: int) -> None:
    try:
        _bind_unguarded(number)
    except Exception:
        return


def test_two_makers_passing_one_claim_bind_it_once(world: Cast) -> None:
    office = Office(world)
    claim = office.confirmed()

    def act() -> Any:
        with here():
            return make_claims(by=office.maker, claim_ids=[claim.pk])

    _ = office.maker
    found = together(act, act)
    assert sorted(type(each).__name__ for each in found) == ["IllegalTransition", "list"]
    assert office.budget("city").reserved == 12000


def test_eight_makers_at_once_pass_one_claim_and_queue_the_rest(world: Cast) -> None:
    office = Office(world, city=12_000, county=1_000_000)
    claims = [office.confirmed(f"2024-{m:02d}") for m in range(1, 9)]
    _ = office.maker

    def act(pk: int) -> Any:
        def passed() -> Any:
            with here():
                return make_claims(by=office.maker, claim_ids=[pk])

        return passed

    together(*(act(claim.pk) for claim in claims))
    states = [office.again(claim).state for claim in claims]
    assert states.count("CHECKING") == 1
    assert states.count("QUEUED") == 7
