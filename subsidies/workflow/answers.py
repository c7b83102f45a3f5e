"""The bank's answer: what was credited, what came back, and the one new attempt for what came back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from subsidies.enums import BankResult, BatchState
from subsidies.errors import WrongState
from subsidies.models import BatchLine, PayeeAccount, PaymentBatch
from subsidies.workflow.crediting import answered, reconcile_if_done
from subsidies.workflow.payments import locked_batch
from subsidies.workflow.trail import kept


@dataclass(frozen=True)
class Answer:
    """One line of the bank's answer. `amount` in fen; `row` is where it stands in the file."""

    position: int
    amount: int
    result: BankResult
    reference: str = ""
    note: str = ""
    row: int = 0


@transaction.atomic
def record_answers(*, by: Actor, batch_id: int, answers: Sequence[Answer]) -> PaymentBatch:
    """Take in what the bank says, all of it or nothing. The same answer again changes nothing.

    Raises DomainError whose `problems` name every row: unknown line, wrong amount, a line twice, another answer than
    before. Once every line is credited or was issued anew and credited, the batch is reconciled.
    """
    batch = locked_batch(batch_id)
    allow(by, Action.PAYMENT_ANSWER, batch)
    if batch.state not in (BatchState.RELEASED, BatchState.RECONCILED):
        raise WrongState(_("Only a released batch has an answer."))
    rows = BatchLine.objects.select_for_update(of=("self",)).filter(batch_id=batch.pk)
    lines = {line.position: line for line in rows.order_by("position")}
    _refuse_bad(lines, answers)
    for answer in answers:
        line = lines[answer.position]
        answered(by=by, line=line, result=answer.result, reference=answer.reference, note=answer.note)
    return reconcile_if_done(by=by, batch=batch)


def _refuse_bad(lines: dict[int, BatchLine], answers: Sequence[Answer]) -> None:
    problems, seen = [], set[int]()
    for answer in answers:
        line = lines.get(answer.position)
        if line is None:
            said = _("row %(row)s: the batch has no line %(line)s.")
        elif answer.position in seen:
            said = _("row %(row)s: line %(line)s stands here a second time.")
        elif answer.amount != line.net:
            said = _("row %(row)s: the amount of line %(line)s differs from the batch.")
        elif line.result == BankResult.FAILED and answer.result != BankResult.FAILED:
            said = _("row %(row)s: line %(line)s came back before; it is paid by a new line only.")
        else:
            seen.add(answer.position)
            continue
        seen.add(answer.position)
        given = {"row": answer.row, "line": answer.position}
        problems.append(DomainError(said % given, field=f"row {answer.row}"))
    if problems:
        raise DomainError(problems[0].message, code="BAD_ANSWER", problems=problems)


@transaction.atomic
def reissue(*, by: Actor, line_id: int) -> BatchLine:
    """Pay a line that came back once more, to the account that is confirmed now. Only once; then people must talk.

    Both lines stay visible. Raises WrongState, DomainError without a confirmed account.
    """
    line: BatchLine = BatchLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    batch = locked_batch(line.batch_id)
    allow(by, Action.PAYMENT_RELEASE, batch)
    if line.result != BankResult.FAILED:
        raise WrongState(_("Only a payment that came back is issued anew."))
    if line.reissues_id is not None or BatchLine.objects.filter(reissues_id=line.pk).exists():
        raise WrongState(_("This payment was issued anew already; clear it with the facility."))
    payee = PayeeAccount.objects.filter(
        facility_id=line.facility_id, replaced_at=None, confirmed_at__isnull=False
    ).first()
    if payee is None:
        raise DomainError(_("The facility has no confirmed account."), code="PAYEE_MISSING")
    last = BatchLine.objects.filter(batch_id=batch.pk).order_by("-position").first()
    assert last is not None
    again = BatchLine.objects.create(
        region_id=line.region_id,
        facility_id=line.facility_id,
        batch_id=batch.pk,
        claim_id=line.claim_id,
        position=last.position + 1,
        amount=line.amount,
        net=line.net,
        shares=line.shares,
        offsets=line.offsets,
        bank=payee.bank,
        holder=payee.holder,
        account_number=payee.account_number,
        reissues=line,
    )
    kept(batch, by=by, event="batch.reissued", data={"line": line.position, "as": again.position})
    return again
