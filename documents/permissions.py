"""Who may hand in and open which file. The role policy decides; here stands only which action a purpose asks for."""

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from documents.enums import Purpose
from documents.models import Paper, StoredFile
from kernel.decision import Decision

UPLOAD = {
    Purpose.MATERIAL: Action.FILING_FILL,
    Purpose.RECTIFICATION: Action.FILING_FILL,
    Purpose.PUSH_SHEET: Action.REGISTRATION_PUSH,
    Purpose.VISIT: Action.FILING_VERIFY,
    Purpose.STAFF_PROOF: Action.STAFF_MANAGE,
    Purpose.STAFF_SHEET: Action.STAFF_MANAGE,
    Purpose.BAN: Action.BAN_PROPOSE,
    Purpose.CONSENT: Action.CHILD_MANAGE,
    Purpose.CHILD_SHEET: Action.CHILD_MANAGE,
    Purpose.ATTENDANCE_SHEET: Action.ATTENDANCE_RECORD,
    Purpose.AGREEMENT: Action.UNIVERSAL_RECOGNISE,
    Purpose.CLAIM_EVIDENCE: Action.CLAIM_FILL,
    Purpose.BANK_ANSWER: Action.PAYMENT_ANSWER,
    Purpose.INSPECTION: Action.INSPECTION_RECORD,
    Purpose.SELF_CHECK: Action.SELF_CHECK_FILL,
    # The public sends them; the platform receives them, in nobody's name.
    Purpose.COMPLAINT: Action.COMPLAINT_HANDLE,
    Purpose.DUTY_ACT: Action.DUTY_RECORD,
    Purpose.RATING: Action.RATING_FILL,
}
OPEN = {
    Purpose.MATERIAL: Action.DOCUMENT_VIEW,
    Purpose.RECTIFICATION: Action.DOCUMENT_VIEW,
    Purpose.PUSH_SHEET: Action.REGISTRATION_PUSH,
    Purpose.VISIT: Action.DOCUMENT_VIEW,
    Purpose.STAFF_PROOF: Action.STAFF_VIEW,
    Purpose.STAFF_SHEET: Action.STAFF_MANAGE,
    Purpose.BAN: Action.BAN_VIEW,
    # What names children is the facility's own: the levels above read the register, masked, and not the papers.
    Purpose.CONSENT: Action.CHILD_MANAGE,
    Purpose.CHILD_SHEET: Action.CHILD_MANAGE,
    Purpose.ATTENDANCE_SHEET: Action.ATTENDANCE_RECORD,
    Purpose.AGREEMENT: Action.DOCUMENT_VIEW,
    Purpose.CLAIM_EVIDENCE: Action.CLAIM_VIEW,
    Purpose.BANK_ANSWER: Action.LEDGER_VIEW,
    Purpose.INSPECTION: Action.INSPECTION_VIEW,
    Purpose.SELF_CHECK: Action.INSPECTION_VIEW,
    Purpose.COMPLAINT: Action.COMPLAINT_VIEW,
    Purpose.DUTY_ACT: Action.INSPECTION_VIEW,
    Purpose.RATING: Action.INSPECTION_VIEW,
}


def may_open(actor: Actor, file: StoredFile) -> Decision:
    return decide(actor, OPEN[Purpose(file.purpose)], file)


def may_open_paper(actor: Actor, paper: Paper) -> Decision:
    return decide(actor, Action.DOCUMENT_VIEW, paper)
