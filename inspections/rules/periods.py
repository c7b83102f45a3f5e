"""The periods of recurring duties, and what counts for one. Spans are calendar months from January on: quarters,
half-years, years."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kernel.periods import add_months

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


@dataclass(frozen=True)
class Span:
    """One period; both days belong to it."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class Done:
    """An act: its day and how often it was done on that day."""

    on: date
    times: int = 1


def span_of(months: int, day: date) -> Span:
    """The period of so many months that a day lies in. `months` divides a year."""
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Span(start, add_months(start, months) - timedelta(1))


def before(months: int, span: Span) -> Span:
    return span_of(months, span.starts_on - timedelta(1))


def spans(months: int, first: date, last: date) -> Iterator[Span]:
    """The periods that two days and everything between them lie in, in order."""
    span = span_of(months, first)
    while span.starts_on <= last:
        yield span
        span = span_of(months, span.ends_on + timedelta(1))


def joins_until(span: Span, late_start_days: int, between: Callable[[date, date], int]) -> date:
    """The last day on which somebody who begins still owes this period.

    Who begins in its last `late_start_days` working days is due in the next one (domain 9, U34). `between` counts the
    working days after one day up to and with another.
    """
    day = span.ends_on
    while late_start_days and day >= span.starts_on and between(day, span.ends_on) < late_start_days:
        day -= timedelta(1)
    return day


def first_owed(
    months: int,
    began_on: date,
    late_start_days: int,
    between: Callable[[date, date], int],
    *,
    begins_next: bool,
) -> Span:
    """The first period that somebody owes who began on a day."""
    span = span_of(months, began_on)
    if begins_next or began_on > joins_until(span, late_start_days, between):
        return span_of(months, span.ends_on + timedelta(1))
    return span


def counted(span: Span, began_on: date, acts: Iterable[Done]) -> int:
    """How often a duty was done in a period by those who began on a day. What lies outside counts nowhere else for it."""
    first = max(span.starts_on, began_on)
    return sum(act.times for act in acts if first <= act.on <= span.ends_on)
