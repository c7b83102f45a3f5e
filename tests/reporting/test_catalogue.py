"""Every indicator by a hand-computed example, and the catalogue in itself."""

from datetime import date
from decimal import Decimal

import pytest

from policy.queries import clause
from reporting.enums import Measure
from reporting.figures.catalogue import CATALOGUE, ENTERED, GROUPS, Unit
from reporting.figures.rules import Aim, Reached, figure, period_of, progress, quarters_ended, rounded

#: What a division has, chosen so that no two numbers are alike; and what each indicator comes to, reckoned by hand.
KNOWN: dict[str, int | Decimal] = {
    "registered": 64, "filed": 56, "places": 4216, "universal": 35, "universal_places": 2650, "public": 9,
    "public_universal": 7, "kindergartens": 12, "covered_streets": 11, "served_streets": 14, "children": 3162,
    "caregivers": 420, "certified": 327, "stations": 5, "overdue": 3, "findings": 6, "late_findings": 2,
    "ratio_breaches": 4, "breaches": 8, "filings": 10, "new_places": 581, "push_due": 21, "push_on_time": 19,
    "filing_due": 18, "filing_on_time": 16, "receipt_due": 24, "receipt_on_time": 24, "notice_due": 30,
    "notice_on_time": 27, "inspections": 73, "rectified_due": 16, "rectified_on_time": 13, "claims": 22, "payments": 20,
    "complaints": 17, "complaints_answered": 15, "paid": 123_456_00, "residents": 720_000, "residents_base": 700_478, "streets": 17, "kindergartens_all": 48,
    "early_development_knowledge": Decimal("82.1"), "satisfaction": Decimal("91.4"), "parent_knowledge": 85,
    "infant_health_management": Decimal("93.5"), "community_coverage": 47, "parenting_group_sessions": 210,
    "demonstration_facilities": 2,
}  # fmt: skip
BY_HAND = {
    "places_per_1000": "5.86", "places_per_1000_base": "6.02", "places": "4216", "new_places": "581",
    "universal_places": "2650", "places_in_use": "75.0", "facilities": "56", "filings": "10", "kindergarten_share": "25.0",
    "kindergartens": "12", "stations": "5", "universal_share": "62.5", "certified_staff_share": "77.9",
    "public_universal": "7", "township_coverage": "64.7", "street_coverage": "82.4", "ratio_breaches": "4", "breaches": "8",
    "filed_share": "87.5", "push_on_time": "90.5", "filing_on_time": "88.9", "receipt_on_time": "100.0",
    "notice_on_time": "90.0", "overdue": "3", "inspections": "73", "rectified_on_time": "81.3", "findings": "6",
    "late_findings": "2", "complaints": "17", "complaints_answered": "15", "claims": "22", "payments": "20", "paid": "12345600.00", "early_development_knowledge": "82.1",
    "satisfaction": "91.4", "parent_knowledge": "85.0", "infant_health_management": "93.5", "community_coverage": "47.0",
    "parenting_group_sessions": "210", "demonstration_facilities": "2",
}  # fmt: skip


@pytest.mark.parametrize("key", list(CATALOGUE))
def test_an_indicator_comes_to_what_was_reckoned_by_hand(key: str) -> None:
    each = CATALOGUE[key]
    found = figure(each.numerator, each.denominator, each.per, KNOWN)
    assert found.value is not None and str(rounded(found.value, each.digits)) == BY_HAND[key]


def test_every_measure_is_used_and_every_term_is_known() -> None:
    terms = {name for each in CATALOGUE.values() for name in (each.numerator, each.denominator) if name}
    measures = {measure.column for measure in Measure}
    assert terms - measures - ENTERED.keys() == {"streets", "residents_base"}
    assert measures - terms == {"public"}  # what the streets are covered by
    assert {each.group for each in CATALOGUE.values()} == set(GROUPS)


def test_every_clause_of_the_catalogue_stands_in_the_register(db: None) -> None:
    named = {name for each in CATALOGUE.values() for name in each.clauses if name}
    assert [name for name in named if clause(name) is None] == []


def test_what_is_not_known_is_missing_and_never_zero() -> None:
    each = CATALOGUE["places_per_1000"]
    without = figure(each.numerator, each.denominator, each.per, {"places": 45})
    assert without.value is None and without.missing == ("residents",)
    nobody = figure(each.numerator, each.denominator, each.per, {"places": 45, "residents": 0})
    assert nobody.value is None and nobody.missing == ()


@pytest.mark.parametrize(
    ("value", "aim", "reached", "percent"),
    [
        (3801, Aim("AT_LEAST", Decimal(3787)), Reached.DONE, "100.4"),
        (1172, Aim("AT_LEAST", Decimal(1195)), Reached.NEAR, "98.1"),
        (2651, Aim("AT_LEAST", Decimal(2857)), Reached.OPEN, "92.8"),
        (100, Aim("EXACTLY", Decimal(100)), Reached.DONE, "100.0"),
        (4, Aim("BETWEEN", Decimal(3), Decimal(5)), Reached.DONE, "133.3"),
        (6, Aim("BETWEEN", Decimal(3), Decimal(5)), Reached.OPEN, "200.0"),
        (5, Aim("AT_MOST", Decimal(4)), Reached.OPEN, "80.0"),
        (0, Aim("AT_MOST", Decimal(0)), Reached.DONE, "100.0"),
        (0, Aim("AT_LEAST", Decimal(0)), Reached.DONE, "100.0"),
    ],
)
def test_progress_has_three_words(value: int, aim: Aim, reached: Reached, percent: str) -> None:
    found = progress(Decimal(value), aim)
    assert found.percent is not None
    assert (found.reached, str(rounded(found.percent, 1))) == (reached, percent)
    assert progress(None, aim).reached == Reached.UNKNOWN


def test_a_period_is_a_year_a_quarter_or_a_month() -> None:
    assert [period_of(text) for text in ("", "2026-13", "2026-Q5", "26", "2026-Q", "x", "2026-09-01")] == [
        None
    ] * 7
    year, quarter, month = (period_of(text) for text in ("2026", "2026-Q3", "2024-02"))
    assert year and quarter and month
    assert (quarter.first, quarter.last, quarter.months) == (
        date(2026, 7, 1),
        date(2026, 9, 30),
        (202607, 202608, 202609),
    )
    assert month.last == date(2024, 2, 29) and year.months[-1] == 202612


def test_a_quarter_has_ended_the_day_after_its_last() -> None:
    assert list(quarters_ended(date(2025, 11, 3), date(2026, 6, 30))) == [202512, 202603]
    assert list(quarters_ended(date(2025, 11, 3), date(2026, 7, 1))) == [202512, 202603, 202606]


def test_shares_are_written_with_one_digit_and_places_with_two() -> None:
    assert {each.digits for each in CATALOGUE.values() if each.unit == Unit.PERCENT} == {1}
    assert CATALOGUE["places_per_1000"].digits == 2
