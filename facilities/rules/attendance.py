"""Days of a month as bits of one integer (bit 0 is the first), and which of them a child can have attended."""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kernel.periods import Period, add_months


class Refusal(StrEnum):
    """Why a day cannot be marked, in the order in which it is said."""

    FUTURE = "FUTURE"
    NOT_ENROLLED = "NOT_ENROLLED"
    NO_SERVICE = "NO_SERVICE"
    NO_ENTRY_CHECK = "NO_ENTRY_CHECK"
    NO_RETURN_CHECK = "NO_RETURN_CHECK"


def last_day(month: date) -> date:
    """The last day of the month whose first day is given."""
    return add_months(month, 1) - date.resolution


def length(month: date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def packed(days: Iterable[int]) -> int:
    """Days of the month as bits. Raises ValueError for what is no day of any month."""
    bits = 0
    for day in days:
        if not 1 <= day <= 31:
            raise ValueError(f"no day of a month: {day}")
        bits |= 1 << (day - 1)
    return bits


def unpacked(bits: int) -> list[int]:
    """The days of the month that are set, rising."""
    return [day for day in range(1, 32) if bits >> (day - 1) & 1]


def count(bits: int) -> int:
    return bits.bit_count()


def span(month: date, start: date, end: date | None) -> int:
    """The days of a month that lie between two days, both included; an open end is None."""
    first, last = max(start, month), min(end or last_day(month), last_day(month))
    return packed(range(first.day, last.day + 1)) if first <= last else 0


def enrolled_days(month: date, spans: Iterable[Period]) -> int:
    """The days of a month on which one of the spans runs."""
    bits = 0
    for each in spans:
        bits |= span(month, each.start, each.end)
    return bits


@dataclass(frozen=True)
class Presence:
    """What decides which days of a month one child can have attended.

    `enrolled`: bits. `entered_on`: the day its entry check was passed (None: not yet). `last_before`: the last day it
    came before this month. `check_from`: from when the law asks for a new check after that day (DL-18).
    `returned_on`: days of passed checks for coming back.
    """

    enrolled: int
    entered_on: date | None
    last_before: date | None = None
    check_from: date | None = None
    returned_on: Sequence[date] = ()


def absent_too_long(month: date, days: int, child: Presence) -> int:
    """The days on which the child cannot come before it was checked again (N58M art. 11, DL-18)."""
    if child.last_before is None or child.check_from is None:
        return 0
    blocked = span(month, child.check_from, None)
    if not blocked or days & ~blocked & span(month, month, None):
        return 0  # it came again before the three months were over
    checks = [day for day in child.returned_on if day > child.last_before]
    return blocked & ~span(month, min(checks), None) if checks else blocked


def refused_days(
    month: date, days: int, *, service: int, child: Presence, today: date
) -> Iterator[tuple[Refusal, int]]:
    """Which of the days cannot be attended, each day under the first reason that applies."""
    every = span(month, month, None)
    rules = (
        (Refusal.FUTURE, ~span(month, month, today)),
        (Refusal.NOT_ENROLLED, ~child.enrolled),
        (Refusal.NO_SERVICE, ~service),
        (Refusal.NO_ENTRY_CHECK, ~(span(month, child.entered_on, None) if child.entered_on else 0)),
        (Refusal.NO_RETURN_CHECK, absent_too_long(month, days, child)),
    )
    left = days & every
    for refusal, wrong in rules:
        if found := left & wrong & every:
            yield refusal, found
            left &= ~found


def open_days(month: date, days: int, *, service: int, child: Presence, today: date) -> int:
    """The days a grid offers to mark, where `days` are marked already."""
    every = span(month, month, today) & child.enrolled & service
    entered = span(month, child.entered_on, None) if child.entered_on else 0
    return every & entered & ~absent_too_long(month, days, child)
