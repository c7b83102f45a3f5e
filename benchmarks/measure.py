"""Timing two ways of one thing in turn, so that a drifting machine slows both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of results.json: `ours` and `peer` in milliseconds, `ratio` = ours ÷ peer or its inverse.

    `holds` compares the ratio with the goal; `limit` is what the goal says in words.
    """

    row: str
    what: str
    ours: float
    peer: float
    limit: str
    ratio: float
    goal: float
    holds: bool
    at_least: bool = False

    def as_json(self) -> dict[str, Any]:
        names = ("row", "what", "ours", "peer", "limit", "ratio", "goal", "holds")
        return {name: getattr(self, name) for name in names}


def interleaved(*works: Work, runs: int = 15, warm: int = 2) -> list[float]:
    """The median milliseconds of each piece of work, run in turn `runs` times after `warm` rounds."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(warm + runs):
        for kept, work in zip(times, works, strict=True):
            start = time.perf_counter()
            work()
            spent = (time.perf_counter() - start) * 1000
            if turn >= warm:
                kept.append(spent)
    return [statistics.median(kept) for kept in times]


def at_most(row: str, what: str, ours: float, peer: float, goal: float, unit: str) -> Row:
    """Ours may cost at most `goal` times the peer."""
    ratio = ours / peer
    limit = f"at most {goal} times {unit}"
    return Row(row, what, round(ours, 4), round(peer, 4), limit, round(ratio, 3), goal, ratio <= goal)


def at_least(row: str, what: str, ours: float, peer: float, goal: float, unit: str) -> Row:
    """The peer must cost at least `goal` times ours."""
    ratio = peer / ours
    limit = f"at least {goal:g} times faster than {unit}"
    return Row(row, what, round(ours, 4), round(peer, 4), limit, round(ratio, 1), goal, ratio >= goal, True)


def at_most_count(row: str, what: str, count: int, goal: int, unit: str) -> Row:
    """A count, not a time."""
    return Row(row, what, count, goal, f"at most {goal} {unit}", count / goal, 1, count <= goal)


def share_of(row: str, what: str, ours: float, peer: float, goal: float, unit: str) -> Row:
    """Ours must be at least `goal` times the peer: of two throughputs."""
    ratio = ours / peer
    limit = f"at least {goal} times {unit}"
    return Row(row, what, round(ours, 1), round(peer, 1), limit, round(ratio, 3), goal, ratio >= goal, True)
