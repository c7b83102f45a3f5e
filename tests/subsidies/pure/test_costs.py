"""Budgets, costs and tables: Binjiang (simulated only) and Ouhai (the pilot's window)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from policy.enums import Status
from tests.subsidies.build import one, programmes, quoted, whole, with_parameter


def classes(
    *costs: str, operator: str = "social_forces", passed: str | None = "2023-06-15"
) -> dict[str, Any]:
    return {"operator": operator, "class_costs_yuan": list(costs), "assessment_passed_on": passed}


def station(cost: str, accepted_on: str | None = "2023-06-15", *by: str) -> dict[str, Any]:
    return {"cost_yuan": cost, "accepted_on": accepted_on, "accepted_by": list(by or ("health", "town"))}


def test_u44_binjiang_is_computed_as_a_simulation_and_never_payable() -> None:
    """333 × 23 457.89 × 20 % ÷ 12 = 130 191.2895."""
    quote = quoted("HZBJ-OPERATING", {"child_months": 333, "per_student_budget_yuan": "23457.89"})
    assert (quote.programme.state, quote.payable, quote.simulated) == ("DRAFT", False, True)
    assert whole(quote) == ("POLICY_DRAFT", 13_019_129)
    assert quote.shares == {}


def test_u45_without_last_years_budget_nothing_is_computed() -> None:
    quote = quoted("HZBJ-OPERATING", {"child_months": 333, "per_student_budget_yuan": None})
    assert whole(quote) == ("PARAM_MISSING", None)
    assert quote.payable is False
    late = quoted("HZBJ-OPERATING", {"child_months": 333, "per_student_budget_yuan": "24000"})
    assert late.amount == 333 * 40_000, "computed once the figure is entered"


def test_the_budget_share_is_rounded_once_half_up() -> None:
    programme = with_parameter(programmes()["HZBJ-OPERATING"], "pct", 50)
    assert quoted(programme, {"child_months": 12, "per_student_budget_yuan": "0.01"}).amount == 1
    assert quoted(programme, {"child_months": 11, "per_student_budget_yuan": "0.01"}).amount == 0


@pytest.mark.parametrize("name", ["pct", "months_of_year"])
def test_a_budget_programme_without_its_numbers_is_not_computable(name: str) -> None:
    programme = with_parameter(programmes()["HZBJ-OPERATING"], name, None)
    assert whole(quoted(programme, {"child_months": 1, "per_student_budget_yuan": "1"})) == (
        "PARAM_MISSING",
        None,
    )


def test_a_budget_programme_in_force_pays() -> None:
    programme = replace(programmes()["HZBJ-OPERATING"], status=Status.IN_FORCE)
    quote = quoted(programme, {"child_months": 333, "per_student_budget_yuan": "24000"})
    assert (whole(quote), quote.payable) == (("OK", 13_320_000), True)


def test_u46_ouhai_pays_at_most_150_000_a_class_to_social_forces() -> None:
    quote = quoted("OH-CONSTRUCTION", classes("310000"))
    assert one(quote) == ("CAP_APPLIED", 15_000_000)
    assert whole(quote) == ("OK", 15_000_000)
    assert quote.programme.state == "TRIAL" and quote.payable


@pytest.mark.parametrize(
    ("operator", "cost", "code", "fen"),
    [
        ("social_forces", "280000", "OK", 13_720_000),
        ("social_forces", "306122.44", "OK", 15_000_000),  # 149 999.9956, rounded once
        ("social_forces", "306122.45", "CAP_APPLIED", 15_000_000),
        ("public", "280000", "OK", 28_000_000),
        ("public", "300000", "OK", 30_000_000),
        ("public", "300000.01", "CAP_APPLIED", 30_000_000),
        ("public", "0", "OK", 0),
    ],
)
def test_a_class_gets_its_share_up_to_its_limit(operator: str, cost: str, code: str, fen: int) -> None:
    assert one(quoted("OH-CONSTRUCTION", classes(cost, operator=operator))) == (code, fen)


def test_k13_two_classes_at_most_are_measured() -> None:
    quote = quoted("OH-CONSTRUCTION", classes("280000", "340000", "300000"))
    assert [(line.ref, str(line.code), line.amount) for line in quote.lines] == [
        ("class/1", "OK", 13_720_000),
        ("class/2", "CAP_APPLIED", 15_000_000),
        ("class/3", "CAP_APPLIED", 0),
    ]
    assert whole(quote) == ("OK", 28_720_000)


def test_hundredths_of_a_fen_are_rounded_once_for_all_classes() -> None:
    """Twice 100.01 × 49 % = 98.0098."""
    quote = quoted("OH-CONSTRUCTION", classes("100.01", "100.01"))
    assert (quote.amount, [line.amount for line in quote.lines]) == (9_801, [4_901, 4_900])


@pytest.mark.parametrize(
    ("passed", "code"),
    [
        (None, "NOT_ACCEPTED"),
        ("2022-09-30", "POLICY_NOT_STARTED"),
        ("2022-10-01", "OK"),
        ("2023-09-30", "OK"),
        ("2023-10-01", "POLICY_EXPIRED"),
    ],
)
def test_k14_the_assessment_lies_in_the_year_of_the_pilot(passed: str | None, code: str) -> None:
    assert whole(quoted("OH-CONSTRUCTION", classes("100000", passed=passed)))[0] == code
    assert whole(quoted("OH-STATION", station("100000", passed)))[0] == code


def test_no_class_cost_is_not_computable_unless_something_else_fails_first() -> None:
    assert whole(quoted("OH-CONSTRUCTION", classes())) == ("PARAM_MISSING", None)
    assert whole(quoted("OH-CONSTRUCTION", classes(passed=None))) == ("NOT_ACCEPTED", 0)


@pytest.mark.parametrize(
    ("name", "when"),
    [("pct", {"operator": "public"}), ("cap_per_class", {"operator": "public"}), ("classes_measured", {})],
)
def test_a_class_without_its_numbers_is_not_computable(name: str, when: dict[str, str]) -> None:
    programme = with_parameter(programmes()["OH-CONSTRUCTION"], name, None, **when)
    assert whole(quoted(programme, classes("100000", operator="public"))) == ("PARAM_MISSING", None)
    late = classes("100000", operator="public", passed="2026-01-01")
    assert whole(quoted(programme, late)) == ("POLICY_EXPIRED", 0)


def test_a_draft_on_classes_is_simulated_with_its_cuts() -> None:
    programme = replace(programmes()["OH-CONSTRUCTION"], status=Status.DRAFT)
    quote = quoted(programme, classes("310000", "100000", "100000"))
    assert {str(line.code) for line in quote.lines} == {"POLICY_DRAFT"}
    assert [line.amount for line in quote.lines] == [15_000_000, 4_900_000, 0]
    assert whole(quoted(programme, classes(passed=None))) == ("POLICY_DRAFT", 0)


@pytest.mark.parametrize(
    ("facts", "code", "fen"),
    [
        (station("85000"), "OK", 8_500_000),
        (station("100000"), "OK", 10_000_000),
        (station("100000.01"), "CAP_APPLIED", 10_000_000),
        (station("85000", "2023-06-15", "health"), "NOT_ACCEPTED", 0),
        (station("85000", "2023-06-15", "town"), "NOT_ACCEPTED", 0),
        (station("85000", "2024-06-15", "town"), "POLICY_EXPIRED", 0),
        (station("85000", None), "NOT_ACCEPTED", 0),
    ],
)
def test_a_station_is_accepted_by_both_and_gets_at_most_100_000(
    facts: dict[str, Any], code: str, fen: int
) -> None:
    assert one(quoted("OH-STATION", facts)) == (code, fen)


def test_a_station_without_a_limit_is_not_computable() -> None:
    programme = with_parameter(programmes()["OH-STATION"], "cap", None)
    assert whole(quoted(programme, station("85000"))) == ("PARAM_MISSING", None)


@pytest.mark.parametrize(
    ("name", "state", "payable"),
    [
        ("HZBJ-AWARD", "DRAFT", False),
        ("OH-PER-CHILD", "TRIAL", True),
        ("OH-RATING-AWARD", "TRIAL", True),
        ("OH-POST-ALLOWANCE", "TRIAL", True),
        ("OH-VOUCHER", "EXPLORATORY", False),
    ],
)
def test_k15_a_table_without_amounts_is_not_computable(name: str, state: str, payable: bool) -> None:
    for facts in ({}, {"quantities": {"5": 1}}):
        quote = quoted(name, facts)
        assert whole(quote) == ("PARAM_MISSING", None)
        assert (quote.programme.state, quote.payable, quote.shares) == (state, payable, {})


def test_a_table_that_was_entered_pays_by_its_rows() -> None:
    programme = with_parameter(programmes()["OH-RATING-AWARD"], "amount", 5_000_000, row="5")
    quote = quoted(programme, {"quantities": {"5": 2}})
    assert (one(quote), whole(quote)) == (("OK", 10_000_000), ("OK", 10_000_000))
    assert whole(quoted(programme, {"quantities": {"5": 1, "3": 1}})) == ("PARAM_MISSING", None)
    assert whole(quoted(programme, {"quantities": {}})) == ("OK", 0)


def test_a_table_that_is_only_explored_is_simulated() -> None:
    programme = with_parameter(programmes()["OH-VOUCHER"], "amount", 30_000, row="month")
    quote = quoted(programme, {"quantities": {"month": 3}})
    assert (whole(quote), quote.payable) == (("POLICY_NOT_STARTED", 90_000), False)
    assert programme.status == Status.EXPLORATORY


def test_three_parties_share_by_largest_remainders() -> None:
    programme = programmes()["OH-STATION"]
    for party, weight in (("province", 1), ("city", 1), ("county", 1)):
        programme = with_parameter(programme, "share", weight, party=party)
    quote = quoted(programme, station("100"))
    assert quote.shares == {"province": 3_334, "city": 3_333, "county": 3_333}


def test_the_window_of_the_pilot_is_data() -> None:
    programme = replace(programmes()["OH-STATION"], valid_to=date(2023, 12, 31))
    assert whole(quoted(programme, station("85000", "2023-11-20"))) == ("OK", 8_500_000)
