"""Size, ages and carers of a class (R-CLS, R-RATIO), and how many classes there are (R-SIZE-1, R-JL-1)."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from facilities.rules.standards.facts import ClassFacts, Facts
from facilities.rules.standards.findings import CLASS, Finding, breach, judged, passes, severity_of, unknown
from facilities.rules.standards.law import Law, limit, of_classes
from kernel.periods import add_months
from policy.enums import ClassKind, Severity
from policy.law import StandardRule

#: What R-JL-1 counts: the three kinds by age; a mixed class is none of them.
_BY_AGE = (ClassKind.INFANT.value, ClassKind.TODDLER.value, ClassKind.SENIOR.value)


def class_findings(facts: Facts, law: Law) -> Iterator[Finding]:
    """Every class against the size and the ratio of its kind. A family home has no classes in this sense (N28)."""
    for number, each in facts.classes:
        for finding in findings_of(each, law, facts.entity_kind):
            yield _dated(finding, facts).of(CLASS, number)


@lru_cache(maxsize=20_000)
def findings_of(each: ClassFacts, law: Law, entity_kind: str) -> tuple[Finding, ...]:
    """One class against the standards of its kind. Many classes of the country have the same numbers."""
    return tuple(
        _size(each, rule, law) if rule.topic == "CLASS_SIZE" else _ratio(each, rule)
        for rule in of_classes(law, entity_kind, each.kind)
    )


def _dated(finding: Finding, facts: Facts) -> Finding:
    """Children who have just passed the band may stay until the end of the month (U15)."""
    turning = "TURNING" in finding.reasons
    return finding._replace(due_on=end_of_month(facts.on)) if turning else finding


def end_of_month(day: date) -> date:
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def carers_needed(children: int, per_carer: int) -> int:
    """⌈children ÷ per_carer⌉: 16 toddlers at 1:5 need 4."""
    return -(-children // per_carer)


def _size(each: ClassFacts, rule: StandardRule, law: Law) -> Finding:
    most = limit(rule, "max_children")
    if most is None:
        return unknown(rule, "LIMIT")
    reasons, weight = [], Severity.WARN
    if each.children > most:
        reasons, weight = ["TOO_MANY_CHILDREN"], severity_of(rule)
    if each.too_young:
        reasons.append("TOO_YOUNG")
        weight = severity_of(rule) if limit(rule, "min_age_months") else weight
    if each.too_old:
        reasons.append("TOO_OLD")
    band = law.kinds.get(ClassKind(each.kind))
    numbers: dict[str, Any] = {
        "children": each.children,
        "max": most,
        "over": max(each.children - most, 0),
        "too_old": each.too_old,
        "turning": each.turning,
        "too_young": each.too_young,
        **({"from": band.from_months, "to": band.to_months} if band else {}),
    }
    if reasons:
        return breach(rule, *reasons, severity=weight, **numbers)
    return passes(rule, reasons=["TURNING"] if each.turning else [], **numbers)


def _ratio(each: ClassFacts, rule: StandardRule) -> Finding:
    per = limit(rule, "children_per_caregiver")
    if per is None:
        return unknown(rule, "LIMIT")
    return ratio(rule, each.children, each.carers, per)


def ratio(rule: StandardRule, children: int, carers: int | None, per: int) -> Finding:
    """Children against carers who count. No children need no carer; carers nobody recorded are not zero carers."""
    needed = carers_needed(children, per)
    if carers is None and needed:
        return unknown(rule, "STAFF")
    missing = max(needed - (carers or 0), 0)
    return judged(
        rule,
        ["TOO_FEW_CARERS"] if missing else [],
        children=children,
        carers=carers or 0,
        needed=needed,
        missing=missing,
        per=per,
    )


def size_of_facility(rule: StandardRule, facts: Facts) -> Finding:
    """R-SIZE-1: small, medium, large; more classes than a large nursery has is a warning."""
    most = limit(rule, "max_classes")
    if most is None:
        return unknown(rule, "LIMIT")
    if not facts.classes:
        return unknown(rule, "CLASSES")
    count = len(facts.classes)
    return judged(rule, ["TOO_MANY_CLASSES"] if count > most else [], classes=count, max=most)


def kinds_of_classes(rule: StandardRule, facts: Facts) -> Finding:
    """R-JL-1: an independent facility of Jilin should open all three kinds."""
    least = limit(rule, "min_class_kinds")
    if least is None:
        return unknown(rule, "LIMIT")
    if not facts.classes:
        return unknown(rule, "CLASSES")
    found = {each.kind for _number, each in facts.classes if each.kind in _BY_AGE}
    missing = ",".join(kind for kind in _BY_AGE if kind not in found)
    reasons = ["CLASS_KINDS_MISSING"] if len(found) < least else []
    return judged(rule, reasons, kinds=len(found), min=least, missing_kinds=missing)


def family_home(rule: StandardRule, facts: Facts) -> Finding:
    """R-RATIO-5: at most so many children for each carer, and in all; more must register as a facility (N28 art. 2)."""
    per, most = limit(rule, "children_per_caregiver"), limit(rule, "max_children")
    if per is None or most is None:
        return unknown(rule, "LIMIT")
    over = max(facts.children - most, 0)
    carers = facts.people.carers if facts.people is not None else None
    found = ratio(rule, facts.children, carers, per)
    if not over:
        return found
    numbers: dict[str, Any] = {**found.numbers, "children": facts.children, "max": most, "over": over}
    return breach(rule, "TOO_MANY_IN_HOME", *(found.reasons if found.breach else ()), **numbers)
