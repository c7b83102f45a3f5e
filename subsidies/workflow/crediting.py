"""What was credited and what came back: claim, budgets and books follow the bank together."""

from accounts.actors import Actor
from kernel import clock
from subsidies.enums import BankResult, BatchState, ClaimState, JournalKind
from subsidies.models import BatchLine, PaymentBatch, SubsidyClaim
from subsidies.tables import BATCH, CLAIM
from subsidies.workflow.binding import shift
from subsidies.workflow.ledger import post
from subsidies.workflow.trail import kept


def answered(*, by: Actor, line: BatchLine, result: BankResult, reference: str = "", note: str = "") -> None:
    """A line is credited, or came back. The same result again changes nothing."""
    if line.result == result:
        return
    was_paid = line.result == BankResult.PAID
    line.result, line.result_note = result, note[:200]
    line.bank_reference, line.answered_at = reference[:80], clock.now()
    line.save(update_fields=["result", "result_note", "bank_reference", "answered_at"])
    claim: SubsidyClaim = SubsidyClaim.objects.select_for_update(of=("self",)).get(pk=line.claim_id)
    net = {payer: part - line.offsets.get(payer, 0) for payer, part in line.shares.items()}
    if result == BankResult.PAID:
        post(by=by, kind=JournalKind.PAYMENT, key=f"payment:{line.pk}", claim=claim, parts=net)
        shift(claim, out_of="approved", into="paid")
        step = CLAIM.target("pay", claim.state)
        claim.state, claim.paid_at = ClaimState(step.target), clock.now()
        kept(claim, "state", "paid_at", by=by, event=step.event, data={"line": line.pk})
    elif was_paid:
        post(by=by, kind=JournalKind.BANK_RETURN, key=f"return:{line.pk}", claim=claim, parts=net)
        shift(claim, out_of="paid", into="approved")
        claim.state, claim.paid_at = ClaimState.APPROVED, None
        kept(claim, "state", "paid_at", by=by, event="claim.payment_returned", data={"line": line.pk})


def reconcile_if_done(*, by: Actor, batch: PaymentBatch) -> PaymentBatch:
    """A released batch is done once every claim is credited: by its line, or by the one that was issued anew."""
    lines = BatchLine.objects.filter(batch_id=batch.pk)
    open_lines = lines.exclude(result=BankResult.PAID).exclude(reissued_as__isnull=False)
    if batch.state == BatchState.RELEASED and not open_lines.exists():
        step = BATCH.target("reconcile", batch.state)
        batch.state, batch.reconciled_at = BatchState(step.target), clock.now()
        kept(batch, "state", "reconciled_at", by=by, event=step.event)
    return batch
