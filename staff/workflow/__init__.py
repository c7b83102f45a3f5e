"""Every write to staff, cases and bans, one module per noun. Verbs are imported from here."""

from staff.workflow.absences import record_absence, record_return
from staff.workflow.accepting import BlockedStaff, attempts_noted, refuse_blocked_staff
from staff.workflow.bans import (
    BanFacts,
    approve_ban,
    approve_revocation,
    note_appeal,
    propose_ban,
    propose_revocation,
    refuse_ban,
    refuse_revocation,
)
from staff.workflow.cases import (
    Named,
    close_unfounded,
    confirm_case,
    name_in_case,
    open_case,
    open_case_about,
)
from staff.workflow.data import correct_data, correct_identity
from staff.workflow.employments import change_employment, end_employment
from staff.workflow.enforcing import meet_bans, note_blocked_staff
from staff.workflow.hiring import Post, hire
from staff.workflow.importing import import_staff, note_blocked_rows
from staff.workflow.proofs import (
    Certificate,
    acknowledge_conduct,
    record_proof,
    verify_proof,
    withdraw_proof,
)
from staff.workflow.revealing import reveal_number

__all__ = [
    "BanFacts",
    "BlockedStaff",
    "Certificate",
    "Named",
    "Post",
    "acknowledge_conduct",
    "approve_ban",
    "approve_revocation",
    "attempts_noted",
    "change_employment",
    "close_unfounded",
    "confirm_case",
    "correct_data",
    "correct_identity",
    "end_employment",
    "hire",
    "import_staff",
    "meet_bans",
    "name_in_case",
    "note_appeal",
    "note_blocked_rows",
    "note_blocked_staff",
    "open_case",
    "open_case_about",
    "propose_ban",
    "propose_revocation",
    "record_absence",
    "record_proof",
    "record_return",
    "refuse_ban",
    "refuse_blocked_staff",
    "refuse_revocation",
    "reveal_number",
    "verify_proof",
    "withdraw_proof",
]
