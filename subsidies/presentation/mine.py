"""The operator's subsidies in words: which programmes there are, what can be claimed, how claims stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.permissions import decide
from facilities.models import Facility
from facilities.queries.facility import facility_here
from kernel import clock
from kernel.presentation import Badge
from policy.law import Programme
from policy.queries import programme, programmes
from subsidies.forms.claims import TYPED
from subsidies.forms.starting import Start
from subsidies.models import ProposedClaim, SubsidyClaim
from subsidies.presentation.claims import STATES, period_of, programme_name
from subsidies.presentation.evidence import papers_asked
from subsidies.presentation.explanation import Explanation, explained
from subsidies.presentation.states import badge_of, badge_of_code
from subsidies.queries.batches import payee_of
from subsidies.queries.claims import claims_of_facility, remarks_of
from subsidies.queries.facts import facts_now
from subsidies.queries.gates import gates
from subsidies.queries.given import inactive
from subsidies.queries.prefill import open_months
from subsidies.queries.quoting import quote
from subsidies.queries.recoveries import debts_of
from subsidies.queries.runs import proposals_of
from subsidies.queries.subjects import BY_MONTH
from subsidies.serializers.claims import read_claim


@dataclass(frozen=True)
class Offer:
    """One programme of the place. `months` can be claimed now; `typed`: the operator states the works."""

    programme: Programme
    badge: Badge
    typed: bool
    months: list[date] = field(default_factory=list)
    inactive: bool = False
    proposals: list[ProposedClaim] = field(default_factory=list)

    @property
    def by_month(self) -> bool:
        return self.programme.kind in BY_MONTH

    @property
    def claimable(self) -> bool:
        return not self.inactive and (self.typed or bool(self.months))


@dataclass(frozen=True)
class MyClaim:
    claim: SubsidyClaim
    programme: str
    period: str
    badge: Badge


def mine_context(facility: Facility, actor: Actor) -> dict[str, Any]:
    """Offers, claims and debts of a facility."""
    claims = claims_of_facility(facility.pk)
    return {
        "facility": facility,
        "offers": [_offer(facility, each) for each in programmes(facility.region_id)],
        "claims": [
            MyClaim(each, programme_name(each), period_of(each), STATES[each.state]) for each in claims
        ],
        "debts": debts_of(facility.pk),
        "payee": payee_of(facility.pk),
        "may_submit": bool(decide(actor, Action.CLAIM_SUBMIT, facility)),
    }


def _offer(facility: Facility, term: Programme) -> Offer:
    by_month = term.kind in BY_MONTH
    months = open_months(facility, term.id) if by_month else []
    proposals = proposals_of(facility.pk, term.id) if months else []
    return Offer(term, badge_of(term), term.kind in TYPED, months, inactive(term), proposals)


def draft_context(
    claim: SubsidyClaim, actor: Actor, errors: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A draft with its amount as it would be now; what is wrong with its facts stands in `problems`, what was refused of
    its papers (`errors`: code → words) beside them."""
    answer, problems = _computed(claim)
    return {
        "claim": claim,
        "programme": programme_name(claim),
        "period": period_of(claim),
        "badge": STATES[claim.state],
        "answer": answer,
        "papers": papers_asked(claim, programme(claim.region_id, claim.programme)[-1], errors),
        "problems": problems,
        "gates": gates(claim.facility_id, clock.today(), claim.programme),
        "remarks": remarks_of(claim),
        "may_submit": bool(decide(actor, Action.CLAIM_SUBMIT, claim)),
        "badge_of_code": badge_of_code,
    }


def _computed(claim: SubsidyClaim) -> tuple[Explanation | None, list[str]]:
    terms = programme(claim.region_id, claim.programme)
    facility = facility_here(claim.facility_id)
    try:
        facts = read_claim(terms[-1], facts_now(facility, claim.programme, claim.facts))
    except DomainError as refusal:
        return None, [str(each.message) for each in refusal.extra.get("problems") or [refusal]]
    return explained(quote(claim.region_id, claim.programme, facts), facts), []


def preview_context(start: Start) -> dict[str, Any]:
    """What follows from the fields of a page as they stand: `quote`, or `why` there is none."""
    if start.facts is None:
        return {"quote": None, "why": start.error}
    terms = programme(start.facility.region_id, start.programme.id)
    try:
        facts = read_claim(terms[-1], start.facts)
    except DomainError as refusal:
        return {"quote": None, "why": str(refusal.message)}
    return {"quote": explained(quote(start.facility.region_id, start.programme.id, facts), facts), "why": ""}
