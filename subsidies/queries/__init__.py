"""Every read of the subsidies: the programmes of a place, what follows from them, claims, budgets and the books."""

from policy.queries import programme, programmes
from subsidies.queries.budgets import bound, budget_of, budgets_of
from subsidies.queries.claims import claims_page, lines_of, locked_claim, places_in_queue
from subsidies.queries.ledger import out_of_balance, trial_balance
from subsidies.queries.quoting import choices, known_programme, quote, stacking

__all__ = [
    "bound",
    "budget_of",
    "budgets_of",
    "choices",
    "claims_page",
    "known_programme",
    "lines_of",
    "locked_claim",
    "out_of_balance",
    "places_in_queue",
    "programme",
    "programmes",
    "quote",
    "stacking",
    "trial_balance",
]
