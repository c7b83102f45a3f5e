"""What holds for every claim: shares and lines add up, more days never pay less, an exact oracle agrees."""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.money import half_up
from subsidies.enums import PAYING
from subsidies.rules import Quote
from tests.subsidies.build import child, classes_of, month, operating, programmes, quoted, with_parameter

MODES = st.sampled_from(["MIN_HALF", "HALF_STEP", "PRO_RATA_CALENDAR", "ANY_DAY"])
DAYS = st.dates(date(2019, 1, 1), date(2024, 12, 31))


@st.composite
def months(draw: st.DrawFn) -> list[dict[str, Any]]:
    names = draw(st.lists(st.sampled_from([f"{y}-{m:02d}" for y in (2022, 2023, 2024, 2025) for m in range(1, 13)]), unique=True, max_size=4))  # fmt: skip
    found = []
    for name in names:
        service = draw(st.integers(0, 23))
        children = [
            child(
                f"C{n}",
                born=draw(st.dates(date(2018, 1, 1), date(2022, 1, 1))).isoformat(),
                attended_days=draw(st.integers(0, service)),
                elsewhere_attended_days=draw(st.integers(0, 23)),
                enrolled_from=draw(st.none() | DAYS.map(date.isoformat)),
            )
            for n in range(draw(st.integers(0, 5)))
        ]
        found.append(month(*children, name=name, service_days=service))
    return found


def _adds_up(quote: Quote) -> None:
    assert quote.amount is not None
    assert sum(line.amount or 0 for line in quote.lines) == quote.amount
    if quote.programme.weights:
        assert sum(quote.shares.values()) == quote.amount
        assert quote.shares["city"] == half_up(quote.amount * 2, 10)


@settings(deadline=None)
@given(months(), MODES, st.integers(1, 50_001))
def test_lines_and_shares_add_up(claimed: list[dict[str, Any]], mode: str, rate: int) -> None:
    programme = with_parameter(programmes()["GZ-OPERATING"], "rate", rate)
    quote = quoted(programme, operating(*claimed, mode=mode))
    _adds_up(quote)
    assert all(line.amount == 0 for line in quote.lines if line.code not in PAYING)


@settings(deadline=None)
@given(months(), MODES, st.integers(0, 4))
def test_one_more_attended_day_never_pays_less(claimed: list[dict[str, Any]], mode: str, place: int) -> None:
    before = quoted("GZ-OPERATING", operating(*claimed, mode=mode)).amount or 0
    for each in claimed:
        for one in each["children"][place : place + 1]:
            one["attended_days"] = min(each["service_days"], one["attended_days"] + 1)
    assert (quoted("GZ-OPERATING", operating(*claimed, mode=mode)).amount or 0) >= before


@settings(deadline=None)
@given(months())
def test_the_modes_stand_in_order(claimed: list[dict[str, Any]]) -> None:
    """Half counted whole pays at most what half steps pay, and those at most what any day pays."""
    strict, steps, any_day = (
        quoted("GZ-OPERATING", operating(*claimed, mode=mode)).amount or 0
        for mode in ("MIN_HALF", "HALF_STEP", "ANY_DAY")
    )
    assert strict <= steps <= any_day


@settings(deadline=None)
@given(months(), st.integers(0, 3))
def test_months_in_another_order_give_the_same_amount(claimed: list[dict[str, Any]], turn: int) -> None:
    turned = claimed[turn:] + claimed[:turn]
    assert (
        quoted("GZ-OPERATING", operating(*claimed)).amount
        == quoted("GZ-OPERATING", operating(*turned)).amount
    )


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5), st.sampled_from(["public", "social_forces"]))
def test_costs_equal_an_exact_computation_rounded_once(costs: list[int], operator: str) -> None:
    pct, cap = (100, 30_000_000) if operator == "public" else (49, 15_000_000)
    exact = sum((min(Fraction(cost * pct, 100), Fraction(cap)) for cost in costs[:2]), Fraction(0))
    quote = quoted("OH-CONSTRUCTION", classes_of(costs, operator))
    assert quote.amount == half_up(exact.numerator, exact.denominator)
    _adds_up(quote)
    assert all(0 <= (line.amount or 0) <= cap for line in quote.lines)


@given(st.integers(0, 10**6), st.integers(0, 10**10))
def test_budgets_equal_an_exact_computation_rounded_once(child_months: int, budget: int) -> None:
    exact = Fraction(child_months * budget * 20, 100 * 12)
    facts = {"child_months": child_months, "per_student_budget_yuan": f"{budget // 100}.{budget % 100:02d}"}
    quote = quoted("HZBJ-OPERATING", facts)
    assert quote.amount == half_up(exact.numerator, exact.denominator)
    assert quote.payable is False
