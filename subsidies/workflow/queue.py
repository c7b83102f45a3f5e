"""The queue for budget: whole claims in their order, nobody overtakes, nothing is cut."""

from django.db import transaction

from accounts.actors import Actor
from kernel import clock
from regions.codes import ancestor
from regions.enums import Level
from subsidies.enums import ClaimState
from subsidies.errors import NoBudget
from subsidies.models import SubsidyClaim
from subsidies.tables import CLAIM
from subsidies.workflow.binding import Shortage, reserve
from subsidies.workflow.trail import kept


@transaction.atomic(savepoint=False)
def advance_queue(*, by: Actor, region: int, programme: str) -> int:
    """Pass on what waits for budget, first come first served, until one does not fit. Returns how many passed.

    Called by every verb that makes room; the maker's decision stands, only the money was missing.
    """
    rows = SubsidyClaim.objects.select_for_update(of=("self",)).filter(
        district=ancestor(region, Level.DISTRICT), programme=programme, state=ClaimState.QUEUED
    )
    passed, year = 0, clock.today().year
    for claim in rows.order_by("queued_at", "id"):
        try:
            reserve(claim, year)
        except (Shortage, NoBudget):
            break
        step = CLAIM.target("make", claim.state)
        claim.state, claim.budget_year, claim.queued_at = ClaimState(step.target), year, None
        kept(claim, "state", "budget_year", "queued_at", by=by, event=step.event, data={"from": "queue"})
        passed += 1
    return passed
