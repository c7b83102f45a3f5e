"""So much a place, once: the construction subsidy of Ganzhou."""

from collections.abc import Iterator, Sequence
from datetime import date

from policy.law import DayTested, FacilityTest, LocationRule, PlaceRule, Programme
from subsidies.enums import Code
from subsidies.rules import windows
from subsidies.rules.facts import PlaceClaim
from subsidies.rules.quoting import Counted, Quote, Step, settle
from subsidies.rules.standing import tested

URBAN, RURAL = "urban", "rural"
NEW_BUILD = "new_build"


def quote(terms: Sequence[Programme], claim: PlaceClaim) -> Quote:
    """Places not paid before, as many as are filed. More places than filed are refused whole: the filing is wrong,
    or the claim."""
    day = _tested_on(terms[-1], claim)
    term = windows.term_on(terms, day)
    lines = list(_lines(term, claim, day))
    return settle(lines, per_fen=1, fallback=term)


def _tested_on(term: Programme, claim: PlaceClaim) -> date | None:
    """The day of acceptance; without one the filing, and for works on what exists the change filing (domain 8.1)."""
    rule = term.choice("day_tested")
    if rule == DayTested.ACCEPTED_ONLY:
        return claim.accepted_on
    if claim.accepted_on is not None and rule != DayTested.FILED:
        return claim.accepted_on
    starts = [span.start for span in claim.standing.filed]
    if not starts:
        return None
    return min(starts) if claim.works == NEW_BUILD else max(starts)


def location_of(term: Programme, claim: PlaceClaim) -> tuple[str | None, Step]:
    """(town or countryside, why); None where the rule of the programme has nothing to go by (K9)."""
    by_code = None
    if claim.urban_code and term.choice("location_rule") != LocationRule.AS_STATED:
        if not (codes := term.texts("urban_codes")):
            return claim.location, Step("no_codes", (claim.urban_code,))
        by_code = URBAN if claim.urban_code.startswith(codes) else RURAL
    if claim.location is None:
        key = "no_location" if by_code is None else "location_by_code"
        return by_code, Step(key, (claim.urban_code, by_code))
    if by_code is not None and by_code != claim.location:
        return claim.location, Step("location_overridden", (claim.urban_code, by_code, claim.location))
    return claim.location, Step("location_stated", (claim.location,))


def _lines(term: Programme, claim: PlaceClaim, day: date | None) -> Iterator[Counted]:
    unpaid, code, steps = windows.unpaid(term), *_gate(term, claim, day)
    if unpaid:
        steps = (Step("simulated", (unpaid,)), *steps)
    if code != Code.OK:
        yield Counted("places", unpaid or code, 0, steps, term)
        return
    location, where = location_of(term, claim)
    steps = (*steps, where)
    rate = term.number("rate", location=location, works=claim.works) if location else None
    if rate is None:
        missing = (*steps, Step("no_rate")) if location else steps
        yield Counted("places", Code.PARAM_MISSING, None, missing, term)
        return
    fresh = _fresh(term, claim)
    paid_before = claim.places_claimed - fresh
    if fresh or not paid_before:
        counted = Step("places", (claim.places_claimed, claim.places_already_paid, claim.filed_places, fresh))
        priced = Step("place_rate", (fresh, rate, fresh * rate, location, claim.works))
        yield Counted("places", unpaid or Code.OK, fresh * rate, (*steps, counted, priced), term)
    if paid_before:
        again = Step("paid_before", (paid_before, claim.places_already_paid, claim.filed_places))
        ref = "places/paid" if fresh else "places"
        yield Counted(ref, unpaid or Code.DUPLICATE_PLACE, 0, (*steps, again), term)


def _fresh(term: Programme, claim: PlaceClaim) -> int:
    """The places among those claimed that nobody was paid for; all of them where the programme pays a place again."""
    rules = term.texts("place_rules")
    once = PlaceRule.ONCE_PER_PLACE in rules
    added = PlaceRule.ADDED_PLACES_ONLY in rules and claim.works != NEW_BUILD
    if not (once or added):
        return claim.places_claimed
    there = max(claim.filed_places, claim.places_claimed)
    return min(claim.places_claimed, max(0, there - claim.places_already_paid))


def _gate(term: Programme, claim: PlaceClaim, day: date | None) -> tuple[Code, tuple[Step, ...]]:
    """Policy window, filed, universal, then no more places than filed."""
    if day is None:
        accepted = term.choice("day_tested") == DayTested.ACCEPTED_ONLY
        return (
            (Code.NOT_ACCEPTED, (Step("never_accepted"),))
            if accepted
            else (Code.NOT_FILED, (Step("never_filed"),))
        )
    code = windows.window(term, day)
    inside = windows.window_step(term, day, code)
    if code != Code.OK:
        return code, (inside,)
    code, standing = tested(term, claim.standing, day, day, FacilityTest.WHOLE_MONTH)
    at_most = PlaceRule.AT_MOST_FILED_PLACES in term.texts("place_rules")
    if code == Code.OK and at_most and claim.places_claimed > claim.filed_places:
        code = Code.PLACES_EXCEED_FILED
        return code, (inside, standing, Step("too_many", (claim.places_claimed, claim.filed_places)))
    return code, (inside, standing)
