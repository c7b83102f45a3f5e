"""Getting money back: ordered by one, approved by another, in the shares in which it was paid (U47)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from kernel import clock
from policy.queries import law_in_use, programme, working_calendar
from subsidies.enums import GRANTED, ClaimState, ClawbackReason, JournalKind, RecoveryState
from subsidies.errors import SamePerson, WrongState
from subsidies.models import Journal, Recovery, SubsidyClaim
from subsidies.queries import locked_claim
from subsidies.rules.quoting import share
from subsidies.workflow.ledger import post
from subsidies.workflow.payments import close_if_settled
from subsidies.workflow.trail import fresh, kept


@transaction.atomic
def order_clawback(
    *,
    by: Actor,
    claim_id: int,
    amount: int,
    reason: str,
    explanation: str,
    working_days: int,
    lines: Mapping[str, int] | None = None,
) -> Recovery:
    """Order that a part of a granted claim comes back, in fen. It holds once a second person approves.

    `lines`: where facts changed, line → fen. `working_days`: how long the facility has; the texts name no term, so whoever orders it says so.
    Raises WrongState, DomainError for more than was paid and not yet claimed back.
    """
    claim = locked_claim(claim_id)
    allow(by, Action.CLAWBACK_ORDER, claim)
    if claim.state not in (ClaimState.APPROVED, ClaimState.PAID):
        raise WrongState(_("Only what was granted can come back."))
    if reason not in ClawbackReason.values:
        raise DomainError(_("Choose the reason."), field="reason")
    if not explanation.strip():
        raise DomainError(_("Explain what happened; the facility reads it."), field="explanation")
    if not 1 <= working_days <= 250:
        raise DomainError(_("Give between 1 and 250 working days."), field="working_days")
    left = _granted(claim) - _ordered(claim)
    if not 0 < amount <= left:
        raise DomainError(
            _("Between one fen and what was paid and not yet claimed back."), field="amount", most=left
        )
    row = Recovery(
        region_id=claim.region_id,
        facility_id=claim.facility_id,
        claim_id=claim.pk,
        reason=reason,
        explanation=explanation.strip()[:500],
        amount=amount,
        shares=_shares(claim, amount),
        lines=dict(lines or {}),
        working_days=working_days,
        state=RecoveryState.ORDERED,
        ordered_by_id=by.user_id,
        ordered_at=clock.now(),
        version=0,
    )
    row.save()
    data = {"amount": amount, "shares": row.shares, "reason": reason}
    kept(row, by=by, event="clawback.ordered", reason=explanation, data=data)
    return row


def _granted(claim: SubsidyClaim) -> int:
    """The claim with what corrections added to it."""
    more = SubsidyClaim.objects.filter(corrects=claim, state__in=GRANTED).values_list("amount", flat=True)
    return (claim.amount or 0) + sum(amount or 0 for amount in more)


def _ordered(claim: SubsidyClaim) -> int:
    rows = Recovery.objects.filter(claim_id=claim.pk).exclude(state=RecoveryState.REFUSED)
    return sum(rows.values_list("amount", flat=True))


def _shares(claim: SubsidyClaim, amount: int) -> Mapping[str, int]:
    """As the programme shares it; never more of a payer than that payer gave, so that all parts come back in the end."""
    with law_in_use(claim.law):
        term = programme(claim.region_id, claim.programme)[-1]
    back: dict[str, int] = dict.fromkeys(claim.shares, 0)
    for row in Recovery.objects.filter(claim_id=claim.pk).exclude(state=RecoveryState.REFUSED):
        for payer, part in row.shares.items():
            back[payer] += part
    whole = share(term, amount + sum(back.values())) or {
        next(iter(claim.shares)): amount + sum(back.values())
    }
    return {payer: whole[payer] - back[payer] for payer in claim.shares}


def locked_recovery(recovery_id: int) -> Recovery:
    found: Recovery = Recovery.objects.select_for_update(of=("self",)).get(pk=recovery_id)
    return found


@transaction.atomic
def approve_clawback(*, by: Actor, recovery_id: int, version: int | None = None) -> Recovery:
    """A second person agrees: the debt stands in the books, and the days begin."""
    row = locked_recovery(recovery_id)
    allow(by, Action.CLAWBACK_APPROVE, row)
    fresh(row, version)
    if row.state != RecoveryState.ORDERED:
        raise WrongState(_("This clawback is decided already."))
    if by.user_id == row.ordered_by_id:
        raise SamePerson(_("You ordered this clawback; another person has to approve it."))
    row.state, row.approved_by_id = RecoveryState.OPEN, by.user_id
    row.due_on = working_calendar().after(clock.today(), row.working_days)
    kept(row, "state", "approved_by", "due_on", by=by, event="clawback.approved", data={"amount": row.amount})
    claim = locked_claim(row.claim_id)
    post(by=by, kind=JournalKind.CLAWBACK, key=f"clawback:{row.pk}", claim=claim, parts=row.shares)
    return row


@transaction.atomic
def refuse_clawback(*, by: Actor, recovery_id: int, reason: str, version: int | None = None) -> Recovery:
    """The second person does not agree."""
    row = locked_recovery(recovery_id)
    allow(by, Action.CLAWBACK_APPROVE, row)
    fresh(row, version)
    if row.state != RecoveryState.ORDERED:
        raise WrongState(_("This clawback is decided already."))
    if not reason.strip():
        raise DomainError(_("Say why."), field="reason")
    row.state = RecoveryState.REFUSED
    kept(row, "state", by=by, event="clawback.refused", reason=reason)
    return row


@transaction.atomic
def record_recovery(
    *, by: Actor, recovery_id: int, parts: Mapping[str, int], reference: str, version: int | None = None
) -> Recovery:
    """The facility paid back: payer → fen as they arrived, with the bank's reference. The same one counts once."""
    row = locked_recovery(recovery_id)
    allow(by, Action.PAYMENT_ANSWER, row)
    fresh(row, version)
    if not reference.strip():
        raise DomainError(_("Give the bank's reference."), field="reference")
    key = f"recovery:{row.pk}:{reference.strip()}"[:80]
    if Journal.objects.filter(facility_id=row.facility_id, key=key).exists():
        return row
    if row.state != RecoveryState.OPEN:
        raise WrongState(_("Nothing is open here."))
    for payer, part in parts.items():
        left = row.shares.get(payer, 0) - row.recovered.get(payer, 0)
        if not 0 <= part <= left:
            raise DomainError(_("More than is still open."), field=payer, most=left)
    claim = locked_claim(row.claim_id)
    post(by=by, kind=JournalKind.RECOVERY, key=key, claim=claim, parts=parts, text=reference)
    row.recovered = {p: row.recovered.get(p, 0) + parts.get(p, 0) for p in row.shares}
    close_if_settled(row)
    kept(row, by=by, event="clawback.recovered", reason=reference, data={"parts": dict(parts)})
    return row
