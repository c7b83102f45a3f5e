"""Every write of the subsidies, one module per noun. Verbs are imported from here."""

from subsidies.workflow.answers import record_answers, reissue
from subsidies.workflow.budgets import set_budget
from subsidies.workflow.claims import fill_claim, start_claim, submit_claim, withdraw_claim
from subsidies.workflow.clawbacks import (
    approve_clawback,
    order_clawback,
    record_recovery,
    refuse_clawback,
)
from subsidies.workflow.corrections import correct_claim
from subsidies.workflow.evidence import attach_evidence, remove_evidence
from subsidies.workflow.payees import confirm_payee, state_payee
from subsidies.workflow.payments import (
    build_batch,
    dissolve_batch,
    freeze_batch,
    note_refused_code,
    release_batch,
)
from subsidies.workflow.per_student import state_per_student_budget
from subsidies.workflow.queue import advance_queue
from subsidies.workflow.reviewing import (
    check_claims,
    confirm_facts,
    make_claims,
    recompute_claim,
    reject_claim,
    return_claim,
    send_back,
)
from subsidies.workflow.runs import cancel_run, start_run

__all__ = [
    "advance_queue",
    "approve_clawback",
    "attach_evidence",
    "build_batch",
    "cancel_run",
    "check_claims",
    "confirm_facts",
    "confirm_payee",
    "correct_claim",
    "dissolve_batch",
    "fill_claim",
    "freeze_batch",
    "make_claims",
    "note_refused_code",
    "order_clawback",
    "recompute_claim",
    "record_answers",
    "record_recovery",
    "refuse_clawback",
    "reissue",
    "reject_claim",
    "release_batch",
    "remove_evidence",
    "return_claim",
    "send_back",
    "set_budget",
    "start_claim",
    "start_run",
    "state_payee",
    "state_per_student_budget",
    "submit_claim",
    "withdraw_claim",
]
