"""Costs met up to a limit: classes and growth stations of Ouhai."""

from collections.abc import Iterator, Sequence
from datetime import date

from policy.law import ClassChoice, Programme
from subsidies.enums import Code
from subsidies.rules import windows
from subsidies.rules.facts import ClassClaim, CostClaim
from subsidies.rules.quoting import Counted, Quote, Step, settle

_HUNDREDTHS = 100  # of a fen, as per cent of whole fen


def per_class(terms: Sequence[Programme], claim: ClassClaim) -> Quote:
    """The smaller of a share of the cost and the limit, for each of the first classes measured (K13)."""
    term = windows.term_on(terms, claim.assessment_passed_on)
    gate, steps = _gate(term, claim.assessment_passed_on, claim.assessment_passed_on is not None)
    lines = list(_classes(term, claim, gate, steps))
    empty = Code.PARAM_MISSING if gate == Code.OK else windows.unpaid(term) or gate
    return settle(lines, per_fen=_HUNDREDTHS, fallback=term, empty=empty)


def capped(terms: Sequence[Programme], claim: CostClaim) -> Quote:
    """The cost, at most the limit; accepted by everybody whom the text names."""
    term = windows.term_on(terms, claim.accepted_on)
    accepted = claim.accepted_on is not None and claim.accepted_by.issuperset(term.texts("accepted_by"))
    gate, steps = _gate(term, claim.accepted_on, accepted)
    cap = term.number("cap")
    line = _met(term, "cost", claim.cost * _HUNDREDTHS, cap, gate, (*steps, Step("cost", (claim.cost,))))
    return settle([line], per_fen=_HUNDREDTHS, fallback=term)


def _gate(term: Programme, day: date | None, accepted: bool) -> tuple[Code, tuple[Step, ...]]:
    """Policy window, then acceptance."""
    unpaid = windows.unpaid(term)
    steps = (Step("simulated", (unpaid,)),) if unpaid else ()
    if day is not None:
        code = windows.window(term, day)
        steps = (*steps, windows.window_step(term, day, code))
        if code != Code.OK:
            return code, steps
    if not accepted:
        return Code.NOT_ACCEPTED, (*steps, Step("not_accepted", (term.texts("accepted_by"),)))
    return Code.OK, steps


def _classes(term: Programme, claim: ClassClaim, gate: Code, steps: tuple[Step, ...]) -> Iterator[Counted]:
    pct = term.number("pct", operator=claim.operator)
    cap = term.number("cap_per_class", operator=claim.operator)
    measured = term.number("classes_measured")
    ranks = _ranks(term, claim.class_costs)
    for number, cost in enumerate(claim.class_costs, start=1):
        ref, rank = f"class/{number}", ranks[number - 1]
        if gate == Code.OK and (pct is None or measured is None):
            yield Counted(ref, Code.PARAM_MISSING, None, (*steps, Step("no_rate")), term)
        elif gate == Code.OK and measured is not None and rank > measured:
            over = windows.unpaid(term) or Code.CAP_APPLIED
            yield Counted(ref, over, 0, (*steps, Step("class_over", (number, measured))), term)
        else:
            share = Step("class_share", (cost, pct, claim.operator))
            yield _met(term, ref, cost * (pct or 0), cap, gate, (*steps, share))


def _ranks(term: Programme, costs: Sequence[int]) -> list[int]:
    """The place of each class in the order in which classes are measured, from 1."""
    places = range(len(costs))
    dearest = term.choice("class_choice") == ClassChoice.HIGHEST_COST
    order = sorted(places, key=lambda n: -costs[n]) if dearest else list(places)
    ranks = {place: rank for rank, place in enumerate(order, start=1)}
    return [ranks[place] for place in places]


def _met(
    term: Programme, ref: str, units: int, cap: int | None, gate: Code, steps: tuple[Step, ...]
) -> Counted:
    """A line of what is met: nothing behind a failed gate, else at most `cap` fen."""
    unpaid = windows.unpaid(term)
    if gate != Code.OK:
        return Counted(ref, unpaid or gate, 0, steps[:-1], term)
    if cap is None:
        return Counted(ref, Code.PARAM_MISSING, None, (*steps, Step("no_rate")), term)
    limited = units > cap * _HUNDREDTHS
    code = unpaid or (Code.CAP_APPLIED if limited else Code.OK)
    step = Step("cap_applied" if limited else "under_cap", (cap,))
    return Counted(ref, code, min(units, cap * _HUNDREDTHS), (*steps, step), term)
