"""A share of what the public kindergartens of the place spent on a child last year: the draft of Binjiang."""

from collections.abc import Sequence

from policy.law import Programme
from subsidies.enums import Code
from subsidies.rules import windows
from subsidies.rules.facts import BudgetClaim
from subsidies.rules.quoting import Counted, Quote, Step, settle


def quote(terms: Sequence[Programme], claim: BudgetClaim) -> Quote:
    """Child-months × budget a year × per cent ÷ months of a year, rounded once (K12)."""
    term = terms[-1]
    unpaid = windows.unpaid(term)
    pct, months = term.number("pct"), term.number("months_of_year")
    steps = (Step("simulated", (unpaid,)),) if unpaid else ()
    if claim.per_student_budget is None or pct is None or months is None:
        key = "no_budget" if claim.per_student_budget is None else "no_rate"
        missing = Counted("child_months", Code.PARAM_MISSING, None, (*steps, Step(key)), term)
        return settle([missing], per_fen=1, fallback=term)
    units = claim.child_months * claim.per_student_budget * pct
    counted = Step("budget", (claim.child_months, claim.per_student_budget, pct, months))
    line = Counted("child_months", unpaid or Code.OK, units, (*steps, counted), term)
    return settle([line], per_fen=100 * months, fallback=term)
