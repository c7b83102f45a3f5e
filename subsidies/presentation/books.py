"""The books of a place in words."""

from collections.abc import Mapping
from typing import Any

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from kernel import clock
from policy.queries import programmes
from regions.queries import name
from subsidies.enums import Account, Payer
from subsidies.presentation.claims import programme_words
from subsidies.presentation.states import badge_of
from subsidies.queries import out_of_balance, trial_balance
from subsidies.queries.batches import payees_to_confirm
from subsidies.queries.budgets import budgets_in
from subsidies.queries.corrections import changed_since_granted, open_proposals
from subsidies.queries.recoveries import unsettled

#: Rows of one table of the page; where there are more, the page says so.
MOST = 200


def books_context(actor: Actor, query: Mapping[str, str]) -> dict[str, Any]:
    """Budgets of a year, the trial balance of the scope, what has to come back, accounts to be confirmed."""
    asked = query.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else clock.today().year
    balance = trial_balance()
    payers = sorted({payer for _account, payer in balance})
    budgets, recoveries, payees = budgets_in(year, MOST + 1), unsettled(MOST + 1), payees_to_confirm(MOST + 1)
    return {
        "year": year,
        "names": {row.programme: programme_words(row.region_id, row.programme) for row in budgets[:MOST]},
        "programmes": [(term, badge_of(term)) for term in programmes(actor.region_id)],
        "budgets": [(row, name(row.region_id), Payer(row.payer).label) for row in budgets[:MOST]],
        "payers": [(payer, Payer(payer).label) for payer in payers],
        "balance": [
            (account.label, [balance.get((account.value, payer), 0) for payer in payers])
            for account in Account
        ]
        if balance
        else [],
        "sums": [sum(total for (_a, p), total in balance.items() if p == payer) for payer in payers],
        "unbalanced": out_of_balance(),
        "recoveries": recoveries[:MOST],
        "payees": payees[:MOST],
        "proposals": open_proposals(20) if decide(actor, Action.CLAWBACK_ORDER) else [],
        "changed": changed_since_granted(20) if decide(actor, Action.CLAWBACK_ORDER) else [],
        "cut": MOST if max(len(budgets), len(recoveries), len(payees)) > MOST else 0,
        "may_set": bool(decide(actor, Action.BUDGET_SET)),
        "may_confirm": bool(decide(actor, Action.PAYEE_CONFIRM)),
        "may_approve": bool(decide(actor, Action.CLAWBACK_APPROVE)),
    }
