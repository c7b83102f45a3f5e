"""Fire, video, daily care, entry of children and insurance (R-FIRE, R-VID, R-OUT, R-ENR, R-INS)."""

from facilities.rules.standards.asks import NO_ALARM
from facilities.rules.standards.facts import Facts, Site
from facilities.rules.standards.findings import Finding, breach, judged, passes, unknown
from facilities.rules.standards.law import limit
from facilities.rules.standards.sites import missing, per_area
from kernel.periods import add_months
from policy.law import StandardRule

_HALF_YEAR = 6  # months


def extinguishers(rule: StandardRule, facts: Facts) -> Finding:
    """R-FIRE-1: enough extinguishers for the area, heavy enough, enough at each point; and a fire alarm."""
    site = facts.site
    limits = [limit(rule, name) for name in ("m2_per_extinguisher", "min_extinguisher_kg", "min_per_point")]
    area, kilograms, at_point = limits
    if area is None or kilograms is None or at_point is None:
        return unknown(rule, "LIMIT")
    needed = per_area(site.floor_area, area) if site.floor_area is not None else 0
    reasons = _fire_reasons(site, needed, kilograms, at_point)
    names = ("floor_area", "extinguishers", "extinguisher_kg", "extinguishers_at_point", "alarm")
    if missing(site, *names) and not reasons:
        return unknown(rule, *missing(site, *names))
    return judged(
        rule,
        reasons,
        area=site.floor_area or 0,
        count=site.extinguishers or 0,
        needed=needed,
        kg=site.extinguisher_kg or 0,
        min_kg=kilograms,
        at_point=site.extinguishers_at_point or 0,
        min_at_point=at_point,
    )


def _fire_reasons(site: Site, needed: int, kilograms: int, at_point: int) -> list[str]:
    count, weight, least = site.extinguishers, site.extinguisher_kg, site.extinguishers_at_point
    reasons = ["EXTINGUISHERS_FEW"] if count is not None and count < needed else []
    reasons += ["EXTINGUISHERS_LIGHT"] if weight is not None and weight < kilograms else []
    reasons += ["POINT_FEW"] if least is not None and least < at_point else []
    return reasons + (["NO_ALARM"] if site.alarm == NO_ALARM else [])


def drills(rule: StandardRule, facts: Facts) -> Finding:
    """R-FIRE-2: so many drills in each half-year, so the next is due a share of it after the last."""
    times, last = limit(rule, "min_drills_per_half_year"), facts.site.last_drill_on
    if times is None:
        return unknown(rule, "LIMIT")
    if last is None:
        return unknown(rule, "last_drill_on")
    until = add_months(last, max(_HALF_YEAR // times, 1))
    return judged(rule, ["DRILL_OLD"] if until < facts.on else [], until=until, last=last, by=until)


def video(rule: StandardRule, facts: Facts) -> Finding:
    """R-VID-1: everywhere, and kept for so many days."""
    site, least = facts.site, limit(rule, "min_days")
    if least is None:
        return unknown(rule, "LIMIT")
    reasons = ["VIDEO_GAPS"] if site.video_everywhere is False else []
    reasons += ["VIDEO_SHORT"] if site.video_days is not None and site.video_days < least else []
    unsaid = missing(site, "video_everywhere", "video_days")
    if unsaid and not reasons:
        return unknown(rule, *unsaid)
    return judged(rule, reasons, days=site.video_days or 0, min=least)


def outdoors(rule: StandardRule, facts: Facts) -> Finding:
    """R-OUT-1: hours outdoors a day."""
    least, hours = limit(rule, "min_outdoor_hours"), facts.site.outdoor_hours
    if least is None:
        return unknown(rule, "LIMIT")
    if hours is None:
        return unknown(rule, "outdoor_hours")
    return judged(rule, ["OUTDOORS_SHORT"] if hours < least else [], hours=hours, min=least)


def entry(rule: StandardRule, facts: Facts) -> Finding:
    """R-ENR-1: every enrolled child passed a health check, with the vaccination card seen, before entry."""
    reasons = ["UNCHECKED"] if facts.unchecked else []
    return judged(rule, reasons, children=facts.children, unchecked=facts.unchecked)


def insurance(rule: StandardRule, facts: Facts) -> Finding:
    """R-INS-1: at least one liability insurance (recommended)."""
    site = facts.site
    if site.insured is None:
        return unknown(rule, "insured")
    if not site.insured:
        return breach(rule, "UNINSURED")
    if site.insured_to is None:
        return passes(rule)
    ended = site.insured_to < facts.on
    return judged(
        rule, ["INSURANCE_ENDED"] if ended else [], until=site.insured_to, insured_to=site.insured_to
    )
