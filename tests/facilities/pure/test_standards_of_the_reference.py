"""Every rule of the reference (domain 5) by its number: what just meets it, and what just misses it."""

from datetime import date
from typing import Any

import pytest

from facilities.rules.standards import ClassFacts, Facts, Head, Verdict
from policy.enums import Severity
from tests.facilities.standing import (
    FACTS,
    HEAD,
    PEOPLE,
    SITE,
    facts,
    family,
    finding,
    group,
    law,
    with_limit,
)

PASS, BREACH = Verdict.PASS, Verdict.BREACH
_KINDS = ("INFANT", "TODDLER", "SENIOR")


def classes(number: int, kind: str = "TODDLER") -> Facts:
    return facts(classes=tuple((n, ClassFacts(kind, 1, 1)) for n in range(number)))


def opened(*kinds: str) -> Facts:
    return facts(classes=tuple((n, ClassFacts(kind, 1, 1)) for n, kind in enumerate(kinds)))


def people(**changes: Any) -> Facts:
    return facts(people=PEOPLE._replace(**changes))


#: Rule → what meets it at its very limit, what misses it by the least, and how much that weighs.
EXAMPLES: dict[str, tuple[Facts, Facts, Severity]] = {
    "R-CLS-1": (group("INFANT", 10, 9), group("INFANT", 11, 9), Severity.BLOCK),
    "R-CLS-2": (group("TODDLER", 15, 9), group("TODDLER", 16, 9), Severity.BLOCK),
    "R-CLS-3": (group("SENIOR", 20, 9), group("SENIOR", 21, 9), Severity.BLOCK),
    "R-CLS-4": (group("MIXED", 18, 9), group("MIXED", 18, 9, too_young=1), Severity.BLOCK),
    "R-RATIO-1": (group("INFANT", 10, 4), group("INFANT", 10, 3), Severity.BLOCK),
    "R-RATIO-2": (group("TODDLER", 15, 3), group("TODDLER", 16, 3), Severity.BLOCK),
    "R-RATIO-3": (group("SENIOR", 20, 3), group("SENIOR", 20, 2), Severity.BLOCK),
    "R-RATIO-4": (group("MIXED", 18, 4), group("MIXED", 18, 3), Severity.WARN),
    "R-RATIO-5": (family(5, 2), family(6, 2), Severity.BLOCK),
    "R-RATIO-6": (FACTS, people(uncounted=((7, ("EXPIRED:HEALTH_CERTIFICATE",)),)), Severity.BLOCK),
    "R-SIZE-1": (classes(10), classes(11), Severity.WARN),
    "R-SITE-1": (facts(lease_to=date(2027, 12, 31)), facts(lease_to=date(2027, 12, 30)), Severity.BLOCK),
    "R-SITE-2": (facts(highest_floor=3), facts(highest_floor=4), Severity.BLOCK),
    "R-SITE-3": (facts(children_upstairs=60), facts(children_upstairs=61), Severity.WARN),
    "R-SITE-4": (facts(outdoor_area=45), facts(outdoor_area=44.9), Severity.WARN),
    "R-SITE-5": (facts(window_percent=20), facts(window_percent=19.9), Severity.WARN),
    "R-SITE-6": (facts(health_room_area=6, health_beds=1), facts(health_room_area=5.9), Severity.BLOCK),
    "R-SITE-7": (facts(air="QUALIFIED"), facts(air="NOT_QUALIFIED"), Severity.BLOCK),
    "R-SITE-8": (family(5, 2, floor_area=45), family(5, 2, floor_area=44.9), Severity.WARN),
    "R-FIRE-1": (facts(floor_area=400, extinguishers=8), facts(floor_area=401, extinguishers=8), Severity.BLOCK),
    "R-FIRE-2": (facts(last_drill_on=date(2025, 11, 7)), facts(last_drill_on=date(2025, 11, 6)), Severity.WARN),
    "R-VID-1": (facts(video_days=90), facts(video_days=89), Severity.BLOCK),
    "R-OUT-1": (facts(outdoor_hours=2), facts(outdoor_hours=1.9), Severity.WARN),
    "R-ENR-1": (facts(unchecked=0), facts(unchecked=1), Severity.BLOCK),
    "R-STAFF-1": (people(head=Head(True, 3, True)), people(head=Head(True, 2, True)), Severity.BLOCK),
    "R-STAFF-2": (FACTS, people(unqualified=(8,)), Severity.BLOCK),
    "R-STAFF-3": (people(health=1), people(health=0), Severity.BLOCK),
    "R-STAFF-4": (facts(children=149), facts(children=150), Severity.BLOCK),
    "R-STAFF-5": (people(guards=1), people(guards=0), Severity.BLOCK),
    "R-STAFF-6": (facts(children=50, meals_a_day=3), facts(children=51, meals_a_day=3), Severity.WARN),
    "R-JL-1": (opened(*_KINDS), opened("TODDLER", "SENIOR"), Severity.WARN),
    "R-INS-1": (facts(insured=True), facts(insured=False), Severity.ADVICE),
}  # fmt: skip
#: The numbers of the reference, as its table lists them.
REFERENCE = (
    [f"R-CLS-{n}" for n in range(1, 5)]
    + [f"R-RATIO-{n}" for n in range(1, 7)]
    + ["R-SIZE-1"]
    + [f"R-SITE-{n}" for n in range(1, 9)]
    + ["R-FIRE-1", "R-FIRE-2", "R-VID-1", "R-OUT-1", "R-ENR-1"]
    + [f"R-STAFF-{n}" for n in range(1, 7)]
    + ["R-JL-1", "R-INS-1"]
)


@pytest.mark.parametrize("rule", REFERENCE)
def test_the_rule_of_the_reference_passes_at_its_limit_and_breaches_just_beyond(rule: str) -> None:
    meets, misses, weight = EXAMPLES[rule]
    given = law(jilin=rule == "R-JL-1")
    assert finding(rule, meets, given).verdict == PASS
    found = finding(rule, misses, given)
    assert (found.verdict, found.severity) == (BREACH, weight)


def test_no_rule_of_the_reference_is_without_an_example() -> None:
    assert list(EXAMPLES) == REFERENCE
    assert SITE.video_days == 90 and HEAD.hours == 60, "the facts that pass stand at the limits of the law"


@pytest.mark.parametrize(
    ("rule", "name", "here", "misses_nationally"),
    [
        ("R-RATIO-4", "children_per_caregiver", 6, group("MIXED", 18, 3)),
        ("R-SITE-3", "max_children_second_floor", 120, facts(children_upstairs=120)),
    ],
)
def test_what_a_place_may_set_otherwise_is_a_number_of_its_law(
    rule: str, name: str, here: int, misses_nationally: Facts
) -> None:
    """Shenzhen: one to six in mixed classes, a hundred and twenty children on the second floor."""
    assert finding(rule, misses_nationally).verdict == BREACH
    assert finding(rule, misses_nationally, with_limit(rule, name, here)).verdict == PASS
