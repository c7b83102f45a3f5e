"""Budgets, claims, the ledger and payments. All amounts are whole fen."""

from subsidies.models.budgets import Budget, BudgetDocument, PerStudentBudget
from subsidies.models.claims import ClaimEvidence, ClaimLine, SubsidyClaim
from subsidies.models.corrections import CorrectionProposal
from subsidies.models.ledger import Entry, Journal
from subsidies.models.payments import BatchLine, PayeeAccount, PaymentBatch, Recovery
from subsidies.models.runs import MonthlyRun, ProposedClaim

__all__ = [
    "BatchLine",
    "Budget",
    "BudgetDocument",
    "ClaimEvidence",
    "ClaimLine",
    "CorrectionProposal",
    "Entry",
    "Journal",
    "MonthlyRun",
    "PayeeAccount",
    "PaymentBatch",
    "PerStudentBudget",
    "ProposedClaim",
    "Recovery",
    "SubsidyClaim",
]
