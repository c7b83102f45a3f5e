"""Every write to staff, cases and bans, one module per noun. Verbs are imported from here."""

from staff.workflow.absences import record_absence, record_return
from staff.workflow.data import correct_data, correct_identity
from staff.workflow.employments import change_employment, end_employment
from staff.workflow.hiring import Post, hire
from staff.workflow.proofs import (
    Certificate,
    acknowledge_conduct,
    record_proof,
    verify_proof,
    withdraw_proof,
)

__all__ = [
    "Certificate",
    "Post",
    "acknowledge_conduct",
    "change_employment",
    "correct_data",
    "correct_identity",
    "end_employment",
    "hire",
    "record_absence",
    "record_proof",
    "record_return",
    "verify_proof",
    "withdraw_proof",
]
