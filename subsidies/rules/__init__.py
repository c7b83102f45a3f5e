"""Pure rules: a programme and facts in, a quote out. No database, no clock."""

from collections.abc import Callable, Sequence
from typing import Any

from policy.law import Programme, ProgrammeKind
from subsidies.rules import budgets, child_months, costs, places, tables
from subsidies.rules.facts import ChildMonthClaim, Claim
from subsidies.rules.quoting import Line, Quote, Step

_QUOTED: dict[ProgrammeKind, Callable[[Sequence[Programme], Any], Quote]] = {
    ProgrammeKind.ONE_OFF_PER_PLACE: places.quote,
    ProgrammeKind.PRIOR_YEAR_BUDGET: budgets.quote,
    ProgrammeKind.COST_PER_CLASS: costs.per_class,
    ProgrammeKind.CAPPED_COST: costs.capped,
}


def compute(terms: Sequence[Programme], claim: Claim, beside: frozenset[str] = frozenset()) -> Quote:
    """What follows from a claim. `terms`: the wordings of one programme in time, oldest first, all payable or none;
    `claim` fits their kind. `beside`: the ids of programmes that may pay the same child-month."""
    if isinstance(claim, ChildMonthClaim):
        return child_months.quote(terms, claim, beside)
    return _QUOTED.get(terms[0].kind, tables.quote)(terms, claim)


__all__ = ["Line", "Quote", "Step", "compute"]
