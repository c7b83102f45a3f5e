"""Periods, figures and how far a target is reached. Pure: what is counted and entered goes in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from kernel.periods import add_months

#: Under so many cases a rate says little: it is marked and has no place in a ranking.
FEW = 10
NEAR = Decimal(95)
_PERIOD = re.compile(r"(20[0-9]{2})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


@dataclass(frozen=True)
class Period:
    """A year, quarter or month. `text` as it stands in an address: 2026, 2026-Q3, 2026-09."""

    text: str
    first: date
    last: date

    @property
    def year(self) -> int:
        return self.first.year

    @property
    def months(self) -> tuple[int, ...]:
        """Its months as the sums name them: 202607, 202608, 202609."""
        return tuple(self.year * 100 + m for m in range(self.first.month, self.last.month + 1))

    @property
    def closing(self) -> int:
        """The last month, by which a closed quarter is named."""
        return self.last.year * 100 + self.last.month

    @property
    def whole_year(self) -> bool:
        return len(self.text) == 4


def period_of(text: str) -> Period | None:
    """The period an address names; None for what is none."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        return None
    year, quarter, month = int(found[1]), found[2], found[3]
    begins = int(month) if month else 3 * int(quarter) - 2 if quarter else 1
    length = 1 if month else 3 if quarter else 12
    first = date(year, begins, 1)
    return Period(text, first, add_months(first, length) - timedelta(days=1))


def year_of(day: date) -> Period:
    return Period(str(day.year), date(day.year, 1, 1), date(day.year, 12, 31))


def quarters_ended(since: date, today: date) -> Iterator[int]:
    """The last months of the quarters that ended from `since` until yesterday: 202603, 202606."""
    first = date(since.year, (since.month - 1) // 3 * 3 + 1, 1)
    while (after := add_months(first, 3)) <= today:
        last = after - timedelta(days=1)
        yield last.year * 100 + last.month
        first = after


@dataclass(frozen=True)
class Figure:
    """What an indicator comes to. `value` is None where something is `missing` (names of terms) or nothing is there to
    divide by; money in fen."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    missing: tuple[str, ...] = ()

    @property
    def few(self) -> bool:
        return self.value is not None and self.denominator is not None and self.denominator < FEW


def figure(numerator: str, denominator: str, per: int, known: Mapping[str, Decimal | int | None]) -> Figure:
    """Numerator ÷ denominator × `per` out of what is known by name; without a denominator the numerator itself.

    A name that is not known is missing; it is never taken for zero.
    """
    names = [name for name in (numerator, denominator) if name]
    missing = tuple(name for name in names if known.get(name) is None)
    above = _decimal(known.get(numerator))
    below = _decimal(known.get(denominator)) if denominator else None
    if missing or above is None:
        return Figure(None, above, below, missing)
    if not denominator:
        return Figure(above, above)
    return Figure(above * per / below if below else None, above, below)


def _decimal(number: Decimal | int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


class Reached(StrEnum):
    """How far a target is: done, within five per cent of it, further away, or not to be said."""

    DONE = "DONE"
    NEAR = "NEAR"
    OPEN = "OPEN"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class Aim:
    """A figure to be reached: at least, at most or exactly `value`, or from `value` to `up_to`."""

    comparison: str
    value: Decimal
    up_to: Decimal | None = None


@dataclass(frozen=True)
class Progress:
    """`percent`: how much of the target is reached, not cut at 100; `apart`: what is over it, negative for what lacks."""

    reached: Reached
    percent: Decimal | None = None
    apart: Decimal | None = None


UNKNOWN = Progress(Reached.UNKNOWN)


def progress(value: Decimal | None, aim: Aim) -> Progress:
    """How far a value has come towards an aim."""
    if value is None:
        return UNKNOWN
    if aim.comparison == "AT_MOST":
        percent = Decimal(100) if value <= aim.value else aim.value * 100 / value
        return Progress(_reached(percent), percent, aim.value - value)
    percent = value * 100 / aim.value if aim.value else Decimal(100)
    if aim.comparison == "BETWEEN" and aim.up_to is not None and value > aim.up_to:
        return Progress(_reached(aim.up_to * 100 / value), percent, aim.up_to - value)
    return Progress(_reached(percent), percent, value - aim.value)


def _reached(percent: Decimal) -> Reached:
    if percent >= 100:
        return Reached.DONE
    return Reached.NEAR if percent >= NEAR else Reached.OPEN
