"""Counting by the period: every day lies in exactly one, every act counts once at most, nothing is carried over."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.rules.periods import Done, Span, before, counted, first_owed, joins_until, span_of, spans

MONTHS = st.sampled_from([1, 3, 6, 12])
DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))
ACTS = st.lists(st.builds(Done, DAYS, st.integers(1, 9)), max_size=30)


def weekdays(start: date, end: date) -> int:
    """Working days after one day up to and with another, on a calendar without holidays."""
    return sum((start + timedelta(n)).weekday() < 5 for n in range(1, (end - start).days + 1))


@given(MONTHS, DAYS, DAYS)
def test_every_day_between_two_lies_in_exactly_one_period(months: int, a: date, b: date) -> None:
    first, last = min(a, b), max(a, b)
    found = list(spans(months, first, last))
    assert found[0].starts_on <= first and found[-1].ends_on >= last
    for left, right in pairwise(found):
        assert right.starts_on == left.ends_on + timedelta(1) and before(months, right) == left
    assert sum(first in span for span in found) == 1 and sum(last in span for span in found) == 1


@given(MONTHS, DAYS)
def test_a_period_begins_with_a_month_and_ends_with_one(months: int, day: date) -> None:
    span = span_of(months, day)
    assert span.starts_on.day == 1 and (span.ends_on + timedelta(1)).day == 1
    assert day in span and span_of(months, span.ends_on) == span == span_of(months, span.starts_on)


@given(MONTHS, DAYS, ACTS)
def test_acts_count_once_and_surplus_is_not_carried_over(months: int, began: date, acts: list[Done]) -> None:
    """Over all periods the counts add up to the acts since the beginning; each period has its own only."""
    first, last = date(2023, 1, 1), date(2029, 12, 31)
    by_span = {span: counted(span, began, acts) for span in spans(months, first, last)}
    assert sum(by_span.values()) == sum(act.times for act in acts if act.on >= began)
    for span, number in by_span.items():
        alone = [act for act in acts if act.on in span]
        assert number == counted(span, began, alone)


@given(MONTHS, DAYS, ACTS)
def test_the_order_in_which_acts_are_entered_does_not_matter(
    months: int, day: date, acts: list[Done]
) -> None:
    """An act that is entered late counts where its day lies."""
    span = span_of(months, day)
    assert counted(span, day, acts) == counted(span, day, list(reversed(acts)))


@given(MONTHS, DAYS)
def test_the_first_and_the_last_day_belong_to_the_period(months: int, day: date) -> None:
    span = span_of(months, day)
    edge = [Done(span.starts_on), Done(span.ends_on)]
    outside = [Done(span.starts_on - timedelta(1)), Done(span.ends_on + timedelta(1))]
    assert counted(span, span.starts_on, edge) == 2 and counted(span, span.starts_on, outside) == 0


@given(MONTHS, DAYS, st.integers(0, 30))
def test_who_begins_late_is_due_in_the_next_period(months: int, began: date, late: int) -> None:
    span = span_of(months, began)
    left = weekdays(began, span.ends_on)
    owed = first_owed(months, began, late, weekdays, begins_next=False)
    assert owed == (span if left >= late else span_of(months, span.ends_on + timedelta(1)))
    if began <= joins_until(span, late, weekdays):
        assert weekdays(joins_until(span, late, weekdays), span.ends_on) >= late


@given(MONTHS, DAYS)
def test_a_duty_of_the_past_period_begins_with_the_next(months: int, began: date) -> None:
    assert first_owed(months, began, 0, weekdays, begins_next=True).starts_on > began


@pytest.mark.parametrize(
    ("months", "day", "starts", "ends"),
    [
        (3, date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31)),
        (1, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (1, date(2027, 2, 28), date(2027, 2, 1), date(2027, 2, 28)),
        (6, date(2026, 6, 30), date(2026, 1, 1), date(2026, 6, 30)),
        (6, date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31)),
        (12, date(2028, 12, 31), date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_named_periods(months: int, day: date, starts: date, ends: date) -> None:
    assert span_of(months, day) == Span(starts, ends)


def test_two_visits_in_the_first_quarter_do_not_cover_the_second() -> None:
    acts = [Done(date(2026, 2, 3)), Done(date(2026, 3, 31))]
    first, second = span_of(3, date(2026, 1, 1)), span_of(3, date(2026, 4, 1))
    assert (counted(first, first.starts_on, acts), counted(second, first.starts_on, acts)) == (2, 0)
