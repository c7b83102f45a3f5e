"""Head, health staff, guards, kitchen, and people who do not count (R-STAFF-1 to 7, R-RATIO-6)."""

from collections.abc import Iterator
from typing import Any

from facilities.rules.standards.classes import carers_needed
from facilities.rules.standards.facts import Facts, Head
from facilities.rules.standards.findings import STAFF, Finding, breach, judged, passes, unknown
from facilities.rules.standards.law import limit
from policy.law import StandardRule

_THREE_MEALS = 3
UNKNOWN_STAFF = "STAFF"


def head(rule: StandardRule, facts: Facts) -> Finding:
    """R-STAFF-1 for the head who is in office."""
    if facts.people is None:
        return unknown(rule, UNKNOWN_STAFF)
    if facts.people.head is None:
        return breach(rule, "NO_HEAD")
    return head_finding(rule, facts.people.head)


def head_finding(rule: StandardRule, who: Head) -> Finding:
    """R-STAFF-1: college degree, so many years of relevant management, training passed. Also for a head to be (U11)."""
    least = limit(rule, "min_management_years")
    if least is None:
        return unknown(rule, "LIMIT")
    reasons = ["HEAD_DEGREE"] if who.college is False else []
    reasons += ["HEAD_YEARS"] if who.years is not None and who.years < least else []
    reasons += ["HEAD_UNTRAINED"] if who.trained is False else []
    names = {"head_education": who.college, "head_years": who.years, "head_trained": who.trained}
    unsaid = [name for name, value in names.items() if value is None]
    if unsaid and not reasons:
        return unknown(rule, *unsaid)
    return judged(rule, reasons, years=who.years or 0, min=least)


def head_training(rule: StandardRule, facts: Facts) -> Finding:
    """R-STAFF-7: hours of the head's training (recommended)."""
    least = limit(rule, "min_training_hours")
    if least is None:
        return unknown(rule, "LIMIT")
    if facts.people is None:
        return unknown(rule, UNKNOWN_STAFF)
    if facts.people.head is None:
        return unknown(rule, "HEAD")
    hours = facts.people.head.hours
    if hours is None:
        return unknown(rule, "head_hours")
    return judged(rule, ["TRAINING_SHORT"] if hours < least else [], hours=hours, min=least)


def health_staff(rule: StandardRule, facts: Facts) -> Finding:
    """R-STAFF-3: health staff trained by maternal and child health, with high school."""
    least = limit(rule, "min_health_staff")
    if least is None:
        return unknown(rule, "LIMIT")
    if facts.people is None:
        return unknown(rule, UNKNOWN_STAFF)
    found = facts.people.health
    return judged(rule, ["HEALTH_STAFF_FEW"] if found < least else [], found=found, needed=least)


def full_time_health_staff(rule: StandardRule, facts: Facts) -> Finding:
    """R-STAFF-4: from so many children on, one of them full time."""
    start = limit(rule, "full_time_from_children")
    if start is None:
        return unknown(rule, "LIMIT")
    if facts.children < start:
        return passes(rule, children=facts.children)
    if facts.people is None:
        return unknown(rule, UNKNOWN_STAFF)
    reasons = [] if facts.people.health_full_time else ["HEALTH_FULL_TIME"]
    return judged(rule, reasons, children=facts.children, start=start)


def guards(rule: StandardRule, facts: Facts) -> Finding:
    """R-STAFF-5: certified guards on duty, sent by a licensed company."""
    least, company = limit(rule, "min_guards"), facts.site.guard_company
    if least is None:
        return unknown(rule, "LIMIT")
    if facts.people is None:
        return unknown(rule, UNKNOWN_STAFF)
    reasons = ["GUARDS_FEW"] if facts.people.guards < least else []
    reasons += ["GUARD_COMPANY"] if company is False else []
    if company is None and not reasons:
        return unknown(rule, "guard_company")
    return judged(rule, reasons, guards=facts.people.guards, needed=least)


def kitchen(rule: StandardRule, facts: Facts) -> Finding:
    """R-STAFF-6: cooks for the children, by the meals cooked a day. Nothing is asked where nothing is cooked."""
    many, few = limit(rule, "children_per_cook_three_meals"), limit(rule, "children_per_cook_fewer_meals")
    if many is None or few is None:
        return unknown(rule, "LIMIT")
    meals = facts.site.meals_a_day
    if not facts.cooks or meals == 0:
        return passes(rule)
    if meals is None:
        return unknown(rule, "meals_a_day")
    if facts.people is None:
        return unknown(rule, UNKNOWN_STAFF)
    per = many if meals >= _THREE_MEALS else few
    needed, cooks = carers_needed(facts.children, per), facts.people.cooks
    numbers: dict[str, Any] = {
        "children": facts.children,
        "cooks": cooks,
        "needed": needed,
        "per": per,
        "meals": meals,
    }
    return judged(rule, ["COOKS_FEW"] if cooks < needed else [], **numbers)


def uncounted(rule: StandardRule, facts: Facts) -> Iterator[Finding]:
    """R-RATIO-6: whoever is employed and does not count for want of a proof or by an order of the authority."""
    if facts.people is None:
        yield unknown(rule, UNKNOWN_STAFF)
        return
    for number, reasons in facts.people.uncounted:
        yield breach(rule, *reasons).of(STAFF, number)
    if not facts.people.uncounted:
        yield passes(rule)


def unqualified(rule: StandardRule, facts: Facts) -> Iterator[Finding]:
    """R-STAFF-2: every caregiver is qualified or trained."""
    if facts.people is None:
        yield unknown(rule, UNKNOWN_STAFF)
        return
    for number in facts.people.unqualified:
        yield breach(rule, "UNQUALIFIED").of(STAFF, number)
    if not facts.people.unqualified:
        yield passes(rule)
