"""Every setting standard of a place against the facts of one facility. Which function checks which rule stands here."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from facilities.rules.standards import classes, people, safety, sites
from facilities.rules.standards.asks import DATES
from facilities.rules.standards.facts import Facts
from facilities.rules.standards.findings import Finding, Verdict, lightness, unknown
from facilities.rules.standards.law import Law, of_a_class
from policy.law import StandardRule

Check = Callable[[StandardRule, Facts], Finding]
Each = Callable[[StandardRule, Facts], Iterator[Finding]]

#: One finding for the facility.
CHECKS: Mapping[str, Check] = {
    "R-RATIO-5": classes.family_home,
    "R-SIZE-1": classes.size_of_facility,
    "R-JL-1": classes.kinds_of_classes,
    "R-SITE-1": sites.tenure,
    "R-SITE-2": sites.building,
    "R-SITE-3": sites.storeys,
    "R-SITE-4": sites.outdoor_area,
    "R-SITE-5": sites.windows,
    "R-SITE-6": sites.health_room,
    "R-SITE-7": sites.air,
    "R-SITE-8": sites.home_area,
    "R-SITE-9": sites.kindergarten_health_room,
    "R-FIRE-1": safety.extinguishers,
    "R-FIRE-2": safety.drills,
    "R-VID-1": safety.video,
    "R-OUT-1": safety.outdoors,
    "R-ENR-1": safety.entry,
    "R-INS-1": safety.insurance,
    "R-STAFF-1": people.head,
    "R-STAFF-3": people.health_staff,
    "R-STAFF-4": people.full_time_health_staff,
    "R-STAFF-5": people.guards,
    "R-STAFF-6": people.kitchen,
    "R-STAFF-7": people.head_training,
}
#: One finding for each person it is about, or one that nobody is.
EACH: Mapping[str, Each] = {"R-STAFF-2": people.unqualified, "R-RATIO-6": people.uncounted}


def check(facts: Facts, law: Law) -> list[Finding]:
    """What is wrong, what cannot be told and what passes, by weight. A standard nobody can compute is not stated."""
    found = [*classes.class_findings(facts, law), *_of_facility(facts, law)]
    return sorted(found, key=_order)


def breaches(facts: Facts, law: Law) -> list[Finding]:
    """Only what is wrong: what is kept as an open breach. By weight, as `check` orders it."""
    return judge(facts, law)[0]


def judge(facts: Facts, law: Law) -> tuple[list[Finding], date | None]:
    """What is wrong, by weight, and the last day for which this holds while no fact changes; None: for good.

    A day that is stated or that ends a pass may turn the answer once it is over, so the nearest one ahead is that day.
    """
    found = (*classes.class_findings(facts, law), *_of_facility(facts, law))
    wrong = [each for each in found if each.verdict is Verdict.BREACH]
    days = [each.due_on for each in found] + [getattr(facts.site, name) for name in DATES]
    ahead = [day for day in days if day is not None and day >= facts.on]
    return sorted(wrong, key=_order), min(ahead, default=None)


def _of_facility(facts: Facts, law: Law) -> Iterator[Finding]:
    for rule, one, each in _plan(law, facts.entity_kind):
        if one is not None:
            yield one(rule, facts)
        elif each is not None:
            yield from each(rule, facts)
        else:
            yield unknown(rule, "OFFICER")
    if not facts.classes:
        yield from (unknown(rule, "CLASSES") for rule in law.about(facts.entity_kind) if of_a_class(rule))


@lru_cache(maxsize=500)
def _plan(law: Law, entity_kind: str) -> tuple[tuple[StandardRule, Check | None, Each | None], ...]:
    """The standards of a place for a kind of entity with the function that judges each."""
    rules = (rule for rule in law.about(entity_kind) if not of_a_class(rule))
    return tuple((rule, CHECKS.get(rule.id), EACH.get(rule.id)) for rule in rules)


_VERDICTS = (Verdict.BREACH, Verdict.NOT_STATED, Verdict.PASS)


def _order(finding: Finding) -> tuple[int, int, str, int]:
    return _VERDICTS.index(finding.verdict), lightness(finding.severity), finding.rule, finding.subject_id
