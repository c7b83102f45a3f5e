"""The night's look at attendance that was corrected after the money was granted.

Which claims are concerned is one statement; what each is worth today says the calculator, as it does when somebody settles it.
"""

import logging

from accounts.actors import system_actor
from accounts.errors import DomainError
from audit.workflow import record
from jobs.workflow import pause
from kernel import clock
from regions.scope import nation_scope
from subsidies.models import CorrectionProposal, SubsidyClaim
from subsidies.queries import locked_claim
from subsidies.queries.corrections import change_of, corrected_late

_PLATFORM = system_actor("Late corrections")
_REASON = "attendance that was corrected after a claim was granted, in the whole country"
logger = logging.getLogger(__name__)


def propose_corrections() -> int:
    """Propose a correction for every granted claim whose attendance changed since; how many were found to differ.

    Again it finds nothing new. A claim that cannot be computed is left for the next night and logged.
    """
    with nation_scope(reason=_REASON):
        late = corrected_late()
    found = 0
    for number, (claim_id, seen) in enumerate(late, start=1):
        try:
            with nation_scope(reason=_REASON):
                found += bool(_propose(claim_id, seen))
        except DomainError as refusal:
            logger.warning("claim %s cannot be computed anew: %s", claim_id, refusal.message)
        pause(number, len(late))
    return found


def _propose(claim_id: int, seen: int) -> int:
    """The difference in fen of one claim, kept with the number of corrections it was computed from."""
    claim = locked_claim(claim_id)
    change = change_of(claim)
    difference = change.difference if change is not None else 0
    lines = [[line.ref, line.code, line.amount] for line in change.lines] if change is not None else []
    values = {
        "region_id": claim.region_id,
        "facility_id": claim.facility_id,
        "difference": difference,
        "lines": lines,
        "seen": seen,
        "found_at": clock.now(),
        "settled_at": None,
    }
    CorrectionProposal.objects.update_or_create(claim=claim, defaults=values)
    if difference:
        record(
            by=_PLATFORM,
            event="claim.correction_proposed",
            region=claim.region_id,
            subject=claim,
            facility_id=claim.facility_id,
            data={"amount": difference},
        )
    return difference


def settle_proposal(claim: SubsidyClaim) -> None:
    """A person has settled the difference: nothing waits any more. Inside the caller's transaction."""
    CorrectionProposal.objects.filter(claim=claim, settled_at=None).update(settled_at=clock.now())
