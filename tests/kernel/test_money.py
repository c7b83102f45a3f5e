"""Money in fen: nothing is lost, nothing is rounded unasked."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.money import BadMoney, capital, half_up, largest_remainder, parse_yuan, plain_yuan, rest_to

FEN = st.integers(min_value=-(10**14), max_value=10**14)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0", 0), ("85000", 8_500_000), ("23457.89", 2_345_789), ("0.5", 50), ("90.32", 9_032), ("007.10", 710)],
)
def test_yuan_are_read_to_the_fen(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *[(text, "FORM") for text in ("", "abc", "1,000", "1.", ".5", "１２", "1e3", "NaN", " 1", "+1", "--1", "1.2.3")],
        *[(text, "NEGATIVE") for text in ("-1", "-0", "-0.01", "-1.005")],
        *[(text, "PRECISION") for text in ("0.001", "1.000", "23457.891")],
        ("1" + "0" * 12, "SIZE"),
    ],
)  # fmt: skip
def test_what_is_no_money_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadMoney) as refused:
        parse_yuan(text)
    assert refused.value.reason == reason


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_what_is_written_reads_back(fen: int) -> None:
    assert parse_yuan(plain_yuan(fen)) == fen


def test_negative_yuan_keep_their_sign_below_one() -> None:
    assert (plain_yuan(-5), plain_yuan(-123_456), plain_yuan(0)) == ("-0.05", "-1234.56", "0.00")


@given(st.integers(-(10**16), 10**16), st.integers(1, 10**6))
def test_rounding_is_to_the_nearest_with_halves_away_from_zero(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    rounded = half_up(numerator, denominator)
    assert abs(exact - rounded) <= Fraction(1, 2)
    assert abs(exact - rounded) < Fraction(1, 2) or abs(rounded) > abs(exact)
    assert half_up(-numerator, denominator) == -rounded


@given(FEN, st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any))
def test_largest_remainders_add_up_and_stay_within_a_fen(total: int, weights: list[int]) -> None:
    parts = largest_remainder(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
    assert largest_remainder(-total, weights) == [-part for part in parts]


def test_left_over_fen_go_to_the_largest_remainder_and_then_to_the_first() -> None:
    assert largest_remainder(10, [1, 1, 1]) == [4, 3, 3]
    assert largest_remainder(10, [1, 2, 4]) == [1, 3, 6]
    assert largest_remainder(5, [0, 1]) == [0, 5]


@pytest.mark.parametrize("weights", [[0, 0], [-1, 2]])
def test_nothing_is_shared_among_nobody(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        largest_remainder(1, weights)


def test_u41_the_rest_goes_to_the_county() -> None:
    """90.32 → 18.06 + 72.26."""
    assert rest_to(9_032, {"city": 2, "county": 8}, "county") == {"city": 1_806, "county": 7_226}
    assert rest_to(-9_032, {"city": 2, "county": 8}, "county") == {"city": -1_806, "county": -7_226}


@given(FEN, st.integers(1, 100), st.integers(0, 100))
def test_two_shares_add_up_in_the_order_of_the_rule(total: int, city: int, county: int) -> None:
    shares = rest_to(total, {"city": city, "county": county}, "county")
    assert list(shares) == ["city", "county"] and sum(shares.values()) == total
    assert shares["city"] == half_up(total * city, city + county)


@pytest.mark.parametrize("party", ["nation", "county"])
def test_the_rest_needs_one_of_two_parties(party: str) -> None:
    with pytest.raises(ValueError, match="rest"):
        rest_to(1, {"city": 2, "district": 8}, party)


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (2_380_000, "贰万叁仟捌佰元整"),
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (12_005, "壹佰贰拾元零伍分"),
        (12_050, "壹佰贰拾元伍角整"),
        (10_007_68, "壹万零柒元陆角捌分"),
        (100_000_000_00, "壹亿元整"),
        (100_010_001_00, "壹亿零壹万零壹元整"),
        (1_002_000_00, "壹佰万贰仟元整"),
        (100_005_000_00, "壹亿零伍仟元整"),
        (10_203_00, "壹万零贰佰零叁元整"),
        (-1_806, "负壹拾捌元零陆分"),
    ],
)
def test_the_capital_form_of_vouchers(fen: int, words: str) -> None:
    assert capital(fen) == words
