"""Budgets, claims, the ledger and payments. All amounts are whole fen."""

from subsidies.models.budgets import Budget, BudgetDocument
from subsidies.models.claims import ClaimEvidence, ClaimLine, SubsidyClaim
from subsidies.models.ledger import Entry, Journal
from subsidies.models.payments import BatchLine, PayeeAccount, PaymentBatch, Recovery

__all__ = [
    "BatchLine",
    "Budget",
    "BudgetDocument",
    "ClaimEvidence",
    "ClaimLine",
    "Entry",
    "Journal",
    "PayeeAccount",
    "PaymentBatch",
    "Recovery",
    "SubsidyClaim",
]
