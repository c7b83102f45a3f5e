"""Ages in completed months, and the end of the month in which a birthday moves a child out of its class."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilities.rules.ages import Band, age_in_months, outgrown, outgrown_on, too_young, warned_from
from kernel.periods import add_months

INFANT, TODDLER, SENIOR = Band(6, 12), Band(12, 24), Band(24, 36)
days = st.dates(date(2018, 1, 1), date(2030, 12, 31))


def test_months_are_completed_on_the_corresponding_day() -> None:
    assert age_in_months(date(2024, 5, 10), date(2025, 5, 9)) == 11
    assert age_in_months(date(2024, 5, 10), date(2025, 5, 10)) == 12
    assert age_in_months(date(2024, 5, 10), date(2024, 5, 9)) == -1


def test_a_child_of_29_february_completes_a_year_on_the_28th_of_a_common_year() -> None:
    assert age_in_months(date(2024, 2, 29), date(2025, 2, 27)) == 11
    assert age_in_months(date(2024, 2, 29), date(2025, 2, 28)) == 12
    assert age_in_months(date(2024, 2, 29), date(2028, 2, 28)) == 47
    assert age_in_months(date(2024, 2, 29), date(2028, 2, 29)) == 48


def test_bands_are_half_open() -> None:
    assert 11 in INFANT and 12 not in INFANT and 12 in TODDLER


def test_u15_a_birthday_is_warned_of_at_the_end_of_its_month_and_not_on_the_day() -> None:
    born = date(2024, 5, 10)
    assert outgrown_on(born, TODDLER) == date(2026, 5, 10)
    assert not outgrown(born, TODDLER, date(2026, 5, 10))
    assert not outgrown(born, TODDLER, date(2026, 5, 30))
    assert outgrown(born, TODDLER, date(2026, 5, 31))
    assert outgrown(date(2025, 6, 30), INFANT, date(2026, 7, 1))


def test_u15_a_birthday_on_the_last_day_of_a_month_is_warned_of_the_day_after() -> None:
    assert warned_from(date(2024, 5, 31), TODDLER) == date(2026, 6, 1)


def test_a_child_below_the_band_is_too_young() -> None:
    assert too_young(date(2026, 1, 10), INFANT, date(2026, 5, 7))
    assert not too_young(date(2025, 11, 7), INFANT, date(2026, 5, 7))


@given(born=days, after=st.integers(0, 4000))
def test_the_age_never_falls_and_its_birthday_is_never_before_the_month_is_complete(
    born: date, after: int
) -> None:
    day = born + timedelta(after)
    months = age_in_months(born, day)
    assert add_months(born, months) <= day < add_months(born, months + 1)
    assert age_in_months(born, day + timedelta(1)) - months in (0, 1)


@given(born=days, band=st.sampled_from([INFANT, TODDLER, SENIOR]))
def test_a_warning_comes_after_the_birthday_and_within_its_month_or_the_day_after(
    born: date, band: Band
) -> None:
    birthday, warned = outgrown_on(born, band), warned_from(born, band)
    assert birthday < warned <= birthday + timedelta(31)
    assert (warned + timedelta(1)).day == 1 or warned.day == 1
