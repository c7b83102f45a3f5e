"""What changed after a claim was granted: attendance corrected late, a status lost. Nothing granted is rewritten.

More than was granted becomes a claim of its own that corrects the first, and goes its way through every desk into the
next batch; less becomes a recovery with a deadline, which the next batch keeps back, each level in its share.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from audit.workflow import record
from kernel import clock
from subsidies.enums import ClaimState, ClawbackReason
from subsidies.errors import WrongState
from subsidies.models import ClaimLine, Recovery, SubsidyClaim
from subsidies.queries import locked_claim
from subsidies.queries.corrections import Change, change_of
from subsidies.rules.quoting import share
from subsidies.tables import CLAIM
from subsidies.workflow.claims import next_claim_number, payers
from subsidies.workflow.clawbacks import order_clawback
from subsidies.workflow.proposals import settle_proposal


@transaction.atomic
def correct_claim(
    *, by: Actor, claim_id: int, explanation: str, working_days: int, version: int | None = None
) -> SubsidyClaim | Recovery:
    """Settle the difference between what a claim was granted and what its facts give today, under the law it was granted by.

    `working_days`: how long the facility has where something has to come back. Raises WrongState where nothing differs or
    an earlier correction is not decided, FactsRefused, NotAllowed.
    """
    claim = locked_claim(claim_id)
    allow(by, Action.CLAWBACK_ORDER, claim)
    if claim.state not in (ClaimState.APPROVED, ClaimState.PAID) or claim.corrects_id is not None:
        raise WrongState(_("Only a claim that was granted is corrected."))
    change = change_of(claim)
    if change is None:
        raise WrongState(_("Its facts are not read from attendance: order what has to come back by hand."))
    if change.undecided:
        raise WrongState(_("An earlier correction of this claim is not decided yet."))
    if not change.difference:
        raise WrongState(_("Nothing differs: today's facts give what was granted."))
    settle_proposal(claim)
    if change.difference < 0:
        reason = ClawbackReason.STATUS_LOST if change.status_changed else ClawbackReason.ATTENDANCE
        return order_clawback(
            by=by,
            claim_id=claim.pk,
            amount=-change.difference,
            reason=reason.value,
            explanation=explanation,
            working_days=working_days,
            lines={line.ref: -line.amount for line in change.lines},
        )
    return _more(by, claim, change, explanation)


def _more(by: Actor, claim: SubsidyClaim, change: Change, explanation: str) -> SubsidyClaim:
    now = clock.now()
    row = SubsidyClaim.objects.create(
        region_id=claim.region_id,
        facility_id=claim.facility_id,
        facility_name=claim.facility_name,
        programme=claim.programme,
        number=next_claim_number(claim),
        subject=claim.subject,
        facts=change.facts,
        law=claim.law,
        state=ClaimState.FACTS,
        code=change.quote.code,
        quantity=sum(line.amount > 0 for line in change.lines),
        amount=change.difference,
        shares=_difference(claim, change),
        corrects=claim,
        created_at=now,
        created_by_id=by.user_id,
        submitted_at=now,
        remark=explanation.strip()[:500],
    )
    ClaimLine.objects.bulk_create(
        ClaimLine(
            region_id=claim.region_id,
            facility_id=claim.facility_id,
            claim=row,
            position=number,
            ref=line.ref,
            month=f"{line.ref[:7]}-01",
            child_id=line.child_id,
            child_digest=change.digests.get(line.child_id),
            code=line.code,
            amount=line.amount,
        )
        for number, line in enumerate(change.lines, start=1)
    )
    data: dict[str, Any] = {"corrects": claim.number, "amount": row.amount, "shares": row.shares}
    record(
        by=by,
        event=CLAIM.target("correct", "").event,
        region=row.region_id,
        subject=row,
        facility_id=row.facility_id,
        reason=explanation,
        data=data,
    )
    return row


def _difference(claim: SubsidyClaim, change: Change) -> Mapping[str, int]:
    """Each payer's share of the new whole, less what it was granted: the parts of all claims together are as one claim's."""
    whole, before = (
        payers(change.quote.programme, change.quote),
        share(change.quote.programme, change.granted),
    )
    before = before or {next(iter(claim.shares)): change.granted}
    return {payer: part - before.get(payer, 0) for payer, part in whole.items()}
