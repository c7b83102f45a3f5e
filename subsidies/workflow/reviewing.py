"""Review: the health officer confirms the facts, the maker passes the amount, the checker, another person, approves."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from kernel import clock
from policy.queries import programme
from policy.queries import versions as law_of_now
from regions.scope import nation_scope
from subsidies.enums import ClaimState, JournalKind
from subsidies.errors import NotComputable, NotPayable, SamePerson, WrongState
from subsidies.models import SubsidyClaim
from subsidies.queries import locked_claim
from subsidies.queries.claims import paid_elsewhere
from subsidies.queries.facts import per_student_facts
from subsidies.queries.gates import gates
from subsidies.tables import CLAIM
from subsidies.workflow.activity import require_reason
from subsidies.workflow.binding import Shortage, reserve, shift
from subsidies.workflow.claims import AMOUNTS, settle_amount
from subsidies.workflow.ledger import post
from subsidies.workflow.queue import advance_queue
from subsidies.workflow.trail import fresh, kept


@transaction.atomic
def confirm_facts(*, by: Actor, claim_id: int, reason: str = "", version: int | None = None) -> SubsidyClaim:
    """The health officer finds that places, children, attendance and status are as claimed.

    `reason`: why an award at discretion is given; stands with the claim. Raises DomainError where it lacks.
    """
    claim = locked_claim(claim_id)
    allow(by, Action.CLAIM_FACTS, claim)
    fresh(claim, version)
    step = CLAIM.target("confirm_facts", claim.state)
    require_reason(programme(claim.region_id, claim.programme)[-1], reason)
    claim.state, claim.remark = ClaimState(step.target), reason.strip()[:500]
    claim.facts_by_id, claim.facts_at = by.user_id, clock.now()
    kept(claim, "state", "remark", "facts_by", "facts_at", by=by, event=step.event, reason=reason)
    return claim


def _reviewer(by: Actor, claim: SubsidyClaim) -> None:
    """Whoever owns the step may return or reject: health for the facts, the maker for the amount."""
    allow(by, Action.CLAIM_FACTS if claim.state == ClaimState.FACTS else Action.CLAIM_MAKE, claim)


@transaction.atomic
def return_claim(
    *,
    by: Actor,
    claim_id: int,
    reason: str,
    remarks: Mapping[int, str] | None = None,
    version: int | None = None,
) -> SubsidyClaim:
    """Give a claim back to the facility with what is to be put right; `remarks`: position of a line → comment."""
    claim = locked_claim(claim_id)
    _reviewer(by, claim)
    fresh(claim, version)
    if claim.corrects_id is not None:
        raise WrongState(
            _("A correction is passed or rejected; the facility has nothing to put right in it.")
        )
    step = CLAIM.target("return", claim.state)
    noted = {position: text.strip()[:300] for position, text in (remarks or {}).items() if text.strip()}
    if not reason.strip() and not noted:
        raise DomainError(_("Say what the facility has to put right."), field="reason")
    for line in claim.lines.filter(position__in=noted):
        line.remark, line.remark_by_id = noted[line.position], by.user_id
        line.save(update_fields=["remark", "remark_by"])
    claim.state, claim.remark, claim.queued_at = ClaimState(step.target), reason.strip()[:500], None
    claim.facts_by_id = claim.facts_at = claim.made_by_id = claim.made_at = None
    fields = ("state", "remark", "queued_at", "facts_by", "facts_at", "made_by", "made_at")
    kept(claim, *fields, by=by, event=step.event, reason=reason, data={"lines": sorted(noted)})
    return claim


@transaction.atomic
def reject_claim(*, by: Actor, claim_id: int, reason: str, version: int | None = None) -> SubsidyClaim:
    """End a claim that nothing can follow from, with a reason. Its months can be claimed anew."""
    claim = locked_claim(claim_id)
    _reviewer(by, claim)
    fresh(claim, version)
    step = CLAIM.target("reject", claim.state)
    if not reason.strip():
        raise DomainError(_("Say why the claim is rejected."), field="reason")
    claim.state, claim.remark, claim.queued_at = ClaimState(step.target), reason.strip()[:500], None
    kept(claim, "state", "remark", "queued_at", by=by, event=step.event, reason=reason)
    return claim


@transaction.atomic
def recompute_claim(*, by: Actor, claim_id: int, version: int | None = None) -> SubsidyClaim:
    """Compute a provisional claim once the parameter that was missing is there, under the law of now (U45)."""
    claim = locked_claim(claim_id)
    allow(by, Action.CLAIM_MAKE, claim)
    fresh(claim, version)
    if claim.state not in (ClaimState.FACTS, ClaimState.MAKING):
        raise WrongState(_("Only a claim under review is computed anew."))
    if claim.amount is not None:
        raise WrongState(_("This claim has its amount already."))
    return recomputed(by, claim)


def recomputed(by: Actor, claim: SubsidyClaim) -> SubsidyClaim:
    """The same without asking who may: entering what was missing computes every claim that waited for it."""
    claim.law = law_of_now()
    if "per_student_budget_yuan" in claim.facts and claim.submitted_at is not None:
        year = clock.local_date(claim.submitted_at).year
        claim.facts = claim.facts | per_student_facts(claim.region_id, year)
    settle_amount(claim)
    kept(claim, "law", "facts", *AMOUNTS, by=by, event="claim.recomputed", data={"amount": claim.amount})
    return claim


@transaction.atomic
def make_claims(
    *, by: Actor, claim_ids: Sequence[int], versions: Mapping[int, int] | None = None
) -> list[SubsidyClaim]:
    """The maker passes claims: their amounts are bound in the budgets and they go to the checker.

    One that does not fit, or would overtake one that waits, is queued whole. All or none of the others.
    Raises WrongState, NotComputable, NotPayable, NoBudget, NotAllowed.
    """
    done = []
    for claim_id in sorted(set(claim_ids)):
        claim = locked_claim(claim_id)
        allow(by, Action.CLAIM_MAKE, claim)
        fresh(claim, (versions or {}).get(claim_id))
        if claim.amount is None:
            raise NotComputable(_("%(number)s cannot be computed yet.") % {"number": claim.number})
        done.append(_simulate(by, claim) if claim.simulated else _make(by, claim))
    return done


def _simulate(by: Actor, claim: SubsidyClaim) -> SubsidyClaim:
    step = CLAIM.target("simulate", claim.state)
    claim.state = ClaimState(step.target)
    claim.made_by_id, claim.made_at = by.user_id, clock.now()
    kept(claim, "state", "made_by", "made_at", by=by, event=step.event, data={"amount": claim.amount})
    return claim


def _make(by: Actor, claim: SubsidyClaim) -> SubsidyClaim:
    step = CLAIM.target("make" if claim.state == ClaimState.MAKING else "queue", claim.state)
    if not claim.amount:
        raise WrongState(_("%(number)s pays nothing: reject it with the reason.") % {"number": claim.number})
    if closed := gates(claim.facility_id, clock.today(), claim.programme):
        raise NotPayable(f"{claim.number}: {closed[0].reason} {closed[0].remedy}", code=closed[0].code)
    claim.made_by_id, claim.made_at, claim.budget_year = by.user_id, clock.now(), clock.today().year
    try:
        with transaction.atomic():
            reserve(claim, claim.budget_year)
            if _somebody_waits(claim):
                raise Shortage({})
    except Shortage as short:
        step = CLAIM.target("queue", claim.state)
        claim.queued_at = clock.now()
        lacking = dict(short.missing)
    else:
        lacking = {}
    claim.state = ClaimState(step.target)
    fields = ("state", "made_by", "made_at", "budget_year", "queued_at")
    data = {"amount": claim.amount, "shares": claim.shares} | ({"lacking": lacking} if lacking else {})
    kept(claim, *fields, by=by, event=step.event, data=data)
    return claim


def _somebody_waits(claim: SubsidyClaim) -> bool:
    return bool(
        SubsidyClaim.objects.filter(
            district=claim.district, programme=claim.programme, state=ClaimState.QUEUED
        ).exists()
    )


@transaction.atomic
def check_claims(
    *, by: Actor, claim_ids: Sequence[int], versions: Mapping[int, int] | None = None
) -> list[SubsidyClaim]:
    """The checker, another person than the maker, approves: the money is owed from now on, and stands in the books.

    Raises SamePerson, WrongState, NotAllowed; a child that another facility is paid for in that month is named.
    """
    done = []
    for claim_id in sorted(set(claim_ids)):
        claim = locked_claim(claim_id)
        allow(by, Action.CLAIM_CHECK, claim)
        fresh(claim, (versions or {}).get(claim_id))
        step = CLAIM.target("check", claim.state)
        if by.user_id in (claim.made_by_id, claim.submitted_by_id, claim.facts_by_id):
            raise SamePerson(_("You handled this claim before; another person has to check it."))
        _refuse_duplicates(claim)
        claim.state = ClaimState(step.target)
        claim.checked_by_id, claim.checked_at = by.user_id, clock.now()
        shift(claim, out_of="reserved", into="approved")
        kept(
            claim, "state", "checked_by", "checked_at", by=by, event=step.event, data={"amount": claim.amount}
        )
        post(by=by, kind=JournalKind.APPROVAL, key=f"approval:{claim.pk}", claim=claim, parts=claim.shares)
        done.append(claim)
    return done


def _refuse_duplicates(claim: SubsidyClaim) -> None:
    with nation_scope(reason="one child, one month, one facility: look across all places before approving"):
        taken = paid_elsewhere(claim)
    if taken:
        refs = ", ".join(ref for ref, _digest in taken[:5])
        raise WrongState(
            _("Meanwhile another facility is paid for: %(refs)s. Send the claim back.") % {"refs": refs},
            lines=[ref for ref, _digest in taken],
        )


@transaction.atomic
def send_back(*, by: Actor, claim_id: int, reason: str, version: int | None = None) -> SubsidyClaim:
    """The checker does not agree: back to the maker, and the budget is free again for whoever waits."""
    claim = locked_claim(claim_id)
    allow(by, Action.CLAIM_CHECK, claim)
    fresh(claim, version)
    step = CLAIM.target("send_back", claim.state)
    if not reason.strip():
        raise DomainError(_("Say what the maker has to look at."), field="reason")
    shift(claim, out_of="reserved")
    claim.state, claim.remark = ClaimState(step.target), reason.strip()[:500]
    claim.made_by_id = claim.made_at = claim.budget_year = None
    kept(
        claim, "state", "remark", "made_by", "made_at", "budget_year", by=by, event=step.event, reason=reason
    )
    advance_queue(by=by, region=claim.region_id, programme=claim.programme)
    return claim
