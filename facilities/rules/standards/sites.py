"""Site, building and rooms (R-SITE-1 to 9)."""

from datetime import timedelta
from math import ceil

from facilities.rules.standards.asks import LEASE, NOT_QUALIFIED, NOT_TESTED
from facilities.rules.standards.facts import Facts, Site
from facilities.rules.standards.findings import Finding, breach, judged, passes, unknown
from facilities.rules.standards.law import limit
from kernel.periods import add_months, whole_months
from policy.law import StandardRule

GROUND, SECOND = 1, 2


def missing(site: Site, *names: str) -> tuple[str, ...]:
    """Which of these facts nobody has stated."""
    return tuple([name for name in names if getattr(site, name) is None])


def tenure(rule: StandardRule, facts: Facts) -> Finding:
    """R-SITE-1: own premises, or a lease that was made for long enough and has not ended."""
    site, least = facts.site, limit(rule, "min_lease_months")
    if least is None:
        return unknown(rule, "LIMIT")
    if site.tenure is None:
        return unknown(rule, "tenure")
    if site.tenure != LEASE:
        return passes(rule)
    if site.lease_from is None or site.lease_to is None:
        return unknown(rule, *missing(site, "lease_from", "lease_to"))
    reasons = ["LEASE_ENDED"] if site.lease_to < facts.on else []
    months = whole_months(site.lease_from, site.lease_to) if site.lease_to >= site.lease_from else 0
    if months < least:
        reasons.append("LEASE_SHORT")
    long_enough = add_months(site.lease_from, least) - timedelta(days=1)
    numbers = {"months": months, "min": least, "lease_to": site.lease_to, "lease_until": long_enough}
    return judged(rule, reasons, until=site.lease_to, **numbers)


def building(rule: StandardRule, facts: Facts) -> Finding:
    """R-SITE-2: not too high, not below the ground, no 三合一, no colour-steel panels. One of them suffices."""
    site, highest = facts.site, limit(rule, "max_floor")
    if highest is None:
        return unknown(rule, "LIMIT")
    reasons = ["TOO_HIGH"] if site.highest_floor is not None and site.highest_floor > highest else []
    bad = {"below_ground": "BELOW_GROUND", "mixed_use": "MIXED_USE", "steel_panels": "STEEL_PANELS"}
    reasons += [code for name, code in bad.items() if getattr(site, name)]
    unsaid = missing(site, "highest_floor", *bad)
    if unsaid and not reasons:
        return unknown(rule, *unsaid)
    return judged(rule, reasons, floor=site.highest_floor or 0, max=highest)


def storeys(rule: StandardRule, facts: Facts) -> Finding:
    """R-SITE-3: the ground floor; senior classes may be on the second, with so many children."""
    site, most = facts.site, limit(rule, "max_children_second_floor")
    if most is None:
        return unknown(rule, "LIMIT")
    if site.highest_floor is None:
        return unknown(rule, "highest_floor")
    if site.highest_floor <= GROUND:
        return passes(rule)
    upstairs = site.children_upstairs
    reasons = ["ABOVE_SECOND"] if site.highest_floor > SECOND else []
    reasons += ["YOUNGER_UPSTAIRS"] if site.younger_upstairs else []
    reasons += ["TOO_MANY_UPSTAIRS"] if upstairs is not None and upstairs > most else []
    unsaid = missing(site, "younger_upstairs", "children_upstairs")
    if unsaid and not reasons:
        return unknown(rule, *unsaid)
    return judged(rule, reasons, floor=site.highest_floor, upstairs=upstairs or 0, max=most)


def outdoor_area(rule: StandardRule, facts: Facts) -> Finding:
    """R-SITE-4: m² outdoors for each enrolled child, or public space nearby."""
    per = limit(rule, "min_outdoor_m2_per_child")
    if per is None:
        return unknown(rule, "LIMIT")
    area, needed = facts.site.outdoor_area, per * facts.children
    if area is None or (area < needed and facts.site.public_outdoor is None):
        return unknown(rule, *missing(facts.site, "outdoor_area", "public_outdoor"))
    small = area < needed and not facts.site.public_outdoor
    reasons = ["OUTDOOR_SMALL"] if small else []
    return judged(rule, reasons, area=area, needed=needed, children=facts.children, per=per)


def windows(rule: StandardRule, facts: Facts) -> Finding:
    """R-SITE-5: window openings of rooms that need winter sun."""
    site, least = facts.site, limit(rule, "min_window_percent")
    if least is None:
        return unknown(rule, "LIMIT")
    if site.sun_rooms is None:
        return unknown(rule, "sun_rooms")
    if not site.sun_rooms:
        return passes(rule)
    if site.window_percent is None:
        return unknown(rule, "window_percent")
    small = site.window_percent < least
    return judged(rule, ["WINDOWS_SMALL"] if small else [], percent=site.window_percent, min=least)


def health_room(rule: StandardRule, facts: Facts) -> Finding:
    """R-SITE-6: a health observation room with a bed."""
    site = facts.site
    least, beds = limit(rule, "min_health_room_m2"), limit(rule, "min_beds")
    if least is None or beds is None:
        return unknown(rule, "LIMIT")
    area, stated = site.health_room_area, site.health_beds
    reasons = ["HEALTH_ROOM_SMALL"] if area is not None and area < least else []
    reasons += ["BEDS_FEW"] if stated is not None and stated < beds else []
    unsaid = missing(site, "health_room_area", "health_beds")
    if unsaid and not reasons:
        return unknown(rule, *unsaid)
    return judged(rule, reasons, area=area or 0, min=least, beds=stated or 0, min_beds=beds)


def kindergarten_health_room(rule: StandardRule, facts: Facts) -> Finding:
    """R-SITE-9: the larger room that a kindergarten has (K21)."""
    least, area = limit(rule, "min_health_room_m2"), facts.site.health_room_area
    if least is None:
        return unknown(rule, "LIMIT")
    if area is None:
        return unknown(rule, "health_room_area")
    return judged(rule, ["HEALTH_ROOM_SMALL"] if area < least else [], area=area, min=least)


def air(rule: StandardRule, facts: Facts) -> Finding:
    """R-SITE-7: indoor air was tested and meets its standard; not tested cannot be told."""
    stated = facts.site.air
    if stated is None or stated == NOT_TESTED:
        return unknown(rule, "air")
    return breach(rule, "AIR_BAD") if stated == NOT_QUALIFIED else passes(rule)


def home_area(rule: StandardRule, facts: Facts) -> Finding:
    """R-SITE-8: m² of a family home for each child."""
    per, area = limit(rule, "min_area_m2_per_child"), facts.site.floor_area
    if per is None:
        return unknown(rule, "LIMIT")
    if area is None:
        return unknown(rule, "floor_area")
    needed = per * facts.children
    reasons = ["HOME_SMALL"] if area < needed else []
    return judged(rule, reasons, area=area, needed=needed, children=facts.children, per=per)


def per_area(area: float, each: int) -> int:
    """⌈area ÷ each⌉ pieces for an area in m²."""
    return ceil(area / each)
