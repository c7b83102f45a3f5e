"""Every read of the subsidies: the programmes of a place, and what follows from them."""

from policy.queries import programme, programmes
from subsidies.rules import Quote, compute
from subsidies.rules.facts import Claim

__all__ = ["programme", "programmes", "quote"]


def quote(region_id: int, programme_id: str, claim: Claim) -> Quote:
    """How much a programme of a place gives for a claim. No query once the law is loaded.

    Inside `policy.queries.law_in_use` it answers by the versions of a past case. Raises UnknownProgramme.
    """
    return compute(programme(region_id, programme_id), claim)
