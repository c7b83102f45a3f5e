"""From counted lines to a quote: one rounding, shares that add up, the code of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kernel.money import half_up, largest_remainder, rest_to
from policy.law import Programme, Rounding
from subsidies.enums import PAYING, Code


class Step(NamedTuple):
    """One step of an explanation: which sentence, and the values in it. Words are found later, in any language."""

    key: str
    values: tuple[object, ...] = ()


class Counted(NamedTuple):
    """A line before rounding: `units` of which `Settled.per_fen` make a fen; None where a parameter is missing."""

    ref: str
    code: Code
    units: int | None
    steps: tuple[Step, ...]
    term: Programme


class Line(NamedTuple):
    ref: str
    code: Code
    amount: int | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Quote:
    """How much follows from a programme, in fen; `amount` None: not computable.

    `simulated`: nothing of it can be paid, whatever the amount says.
    """

    programme: Programme
    code: Code
    amount: int | None
    shares: dict[str, int]
    lines: tuple[Line, ...]

    @property
    def payable(self) -> bool:
        return self.programme.payable

    @property
    def simulated(self) -> bool:
        return not self.programme.payable


def settle(
    counted: Sequence[Counted],
    *,
    per_fen: int,
    fallback: Programme,
    empty: Code = Code.OK,
) -> Quote:
    """Round once for each wording of the programme, or as it says, share, and give every line its part of the sum.

    `fallback` speaks for a claim without lines, `empty` is its code.
    """
    code = _code(counted, empty)
    if code == Code.PARAM_MISSING:
        return _not_computable(counted, per_fen, fallback)
    terms = _terms(counted) or [fallback]
    amounts = [0] * len(counted)
    amount, shares = 0, dict[str, int]()
    for term in terms:
        places = [n for n, line in enumerate(counted) if line.term is term]
        total = _apportion(counted, places, per_fen, amounts, term.choice("rounding"))
        amount += total
        for party, part in share(term, total).items():
            shares[party] = shares.get(party, 0) + part
    lines = tuple(
        [Line(line.ref, line.code, fen, line.steps) for line, fen in zip(counted, amounts, strict=True)]
    )
    return Quote(_newest(terms), code, amount, shares, lines)


def _not_computable(counted: Sequence[Counted], per_fen: int, fallback: Programme) -> Quote:
    """No amount for the whole; a line that could be computed keeps its own."""
    lines = tuple(
        Line(line.ref, line.code, None if line.units is None else half_up(line.units, per_fen), line.steps)
        for line in counted
    )
    return Quote(_newest(_terms(counted) or [fallback]), Code.PARAM_MISSING, None, {}, lines)


def _terms(counted: Sequence[Counted]) -> list[Programme]:
    """The wordings of the lines, each once."""
    terms: list[Programme] = []
    for line in counted:
        if not terms or (line.term is not terms[-1] and line.term not in terms):
            terms.append(line.term)
    return terms


def _newest(terms: Sequence[Programme]) -> Programme:
    return max(terms, key=lambda term: term.valid_from) if len(terms) > 1 else terms[0]


def share(programme: Programme, total: int) -> dict[str, int]:
    """Who pays how much of a total; adds up exactly. Empty where the text names nobody."""
    weights = programme.weights
    if not weights:
        return {}
    if rest := programme.choice("share_rest_to"):
        return rest_to(total, weights, rest)
    return dict(zip(weights, largest_remainder(total, list(weights.values())), strict=True))


def _apportion(
    counted: Sequence[Counted], places: list[int], per_fen: int, amounts: list[int], rounding: str
) -> int:
    """Fills in the amounts of the lines at `places`, which add up to the sum as it is rounded; returns that sum."""
    units = [counted[n].units or 0 for n in places]
    if per_fen == 1:
        parts = units
    elif any(each % per_fen for each in units):
        parts = _rounded(units, per_fen, rounding)
    else:
        parts = [each // per_fen for each in units]
    for place, part in zip(places, parts, strict=True):
        amounts[place] = part
    return sum(parts)


def _rounded(units: list[int], per_fen: int, rounding: str) -> list[int]:
    """Once for the claim and half up, where the programme does not say otherwise."""
    if rounding == Rounding.HALF_UP_PER_LINE:
        return [half_up(each, per_fen) for each in units]
    down = rounding == Rounding.DOWN_ONCE_PER_CLAIM
    return largest_remainder(sum(units) // per_fen if down else half_up(sum(units), per_fen), units)


def _code(counted: Sequence[Counted], empty: Code) -> Code:
    """OK when at least one line pays; a missing parameter makes the whole not computable."""
    codes = {line.code for line in counted}
    if Code.PARAM_MISSING in codes:
        return Code.PARAM_MISSING
    if codes & PAYING:
        return Code.OK
    return counted[0].code if codes else empty
