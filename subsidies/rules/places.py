"""So much a place, once: the construction subsidy of Ganzhou."""

from collections.abc import Iterator, Sequence
from datetime import date

from policy.law import FacilityTest, Programme
from subsidies.enums import Code
from subsidies.rules import windows
from subsidies.rules.facts import PlaceClaim
from subsidies.rules.quoting import Counted, Quote, Step, settle
from subsidies.rules.standing import tested


def quote(terms: Sequence[Programme], claim: PlaceClaim) -> Quote:
    """Places not paid before, as many as are filed. More places than filed are refused whole: the filing is wrong,
    or the claim."""
    day = _tested_on(claim)
    term = windows.term_on(terms, day)
    lines = list(_lines(term, claim, day))
    return settle(lines, per_fen=1, fallback=term)


def _tested_on(claim: PlaceClaim) -> date | None:
    """The day of acceptance; without one the filing, and for works on what exists the change filing (domain 8.1)."""
    if claim.accepted_on is not None or not claim.standing.filed:
        return claim.accepted_on
    starts = [span.start for span in claim.standing.filed]
    return min(starts) if claim.works == "new_build" else max(starts)


def _lines(term: Programme, claim: PlaceClaim, day: date | None) -> Iterator[Counted]:
    unpaid, code, steps = windows.unpaid(term), *_gate(term, claim, day)
    if unpaid:
        steps = (Step("simulated", (unpaid,)), *steps)
    if code != Code.OK:
        yield Counted("places", unpaid or code, 0, steps, term)
        return
    fresh = min(claim.places_claimed, max(0, claim.filed_places - claim.places_already_paid))
    paid_before = claim.places_claimed - fresh
    rate = term.number("rate", location=claim.location, works=claim.works)
    if rate is None:
        yield Counted("places", Code.PARAM_MISSING, None, (*steps, Step("no_rate")), term)
        return
    if fresh or not paid_before:
        counted = Step("places", (claim.places_claimed, claim.places_already_paid, claim.filed_places, fresh))
        priced = Step("place_rate", (fresh, rate, fresh * rate, claim.location, claim.works))
        yield Counted("places", unpaid or Code.OK, fresh * rate, (*steps, counted, priced), term)
    if paid_before:
        again = Step("paid_before", (paid_before, claim.places_already_paid, claim.filed_places))
        ref = "places/paid" if fresh else "places"
        yield Counted(ref, unpaid or Code.DUPLICATE_PLACE, 0, (*steps, again), term)


def _gate(term: Programme, claim: PlaceClaim, day: date | None) -> tuple[Code, tuple[Step, ...]]:
    """Policy window, filed, universal, then no more places than filed."""
    if day is None:
        return Code.NOT_FILED, (Step("never_filed"),)
    code = windows.window(term, day)
    inside = windows.window_step(term, day, code)
    if code != Code.OK:
        return code, (inside,)
    code, standing = tested(term, claim.standing, day, day, FacilityTest.WHOLE_MONTH)
    if code == Code.OK and claim.places_claimed > claim.filed_places:
        code = Code.PLACES_EXCEED_FILED
        return code, (inside, standing, Step("too_many", (claim.places_claimed, claim.filed_places)))
    return code, (inside, standing)
