"""Law and facts for tests of the setting standards, read from the packs without a database."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from facilities.rules.standards import ClassFacts, Facts, Finding, Head, Law, People, Site, check
from policy.enums import ClassKind
from policy.law import ClassKindRule, Document, Limit, StandardRule
from policy.loader.packs import read_packs
from policy.loader.parse import parse_pack

ON = date(2026, 5, 7)
#: A facility in which everything passes: 15 toddlers, 3 carers.
SITE = Site(
    tenure="LEASE",
    lease_from=date(2025, 1, 1),
    lease_to=date(2028, 12, 31),
    floor_area=400,
    highest_floor=2,
    below_ground=False,
    mixed_use=False,
    steel_panels=False,
    younger_upstairs=False,
    children_upstairs=20,
    outdoor_area=120,
    public_outdoor=False,
    sun_rooms=True,
    window_percent=20,
    health_room_area=6,
    health_beds=1,
    air="QUALIFIED",
    extinguishers=8,
    extinguisher_kg=5,
    extinguishers_at_point=2,
    alarm="NETWORKED",
    last_drill_on=date(2026, 3, 2),
    video_everywhere=True,
    video_days=90,
    outdoor_hours=2,
    meals_a_day=3,
    guard_company=True,
    insured=True,
    insured_to=date(2026, 12, 31),
)
HEAD = Head(college=True, years=3, trained=True, hours=60)
PEOPLE = People(carers=3, head=HEAD, health=1, health_full_time=0, guards=1, cooks=1)
CLASS = ClassFacts("TODDLER", children=15, carers=3)
FACTS = Facts("FOR_PROFIT", ON, ((1, CLASS),), children=15, people=PEOPLE, site=SITE, cooks=True)


@cache
def _law() -> tuple[dict[str, StandardRule], dict[ClassKind, ClassKindRule]]:
    documents: dict[str, Document] = {}
    rules: dict[str, StandardRule] = {}
    kinds: dict[ClassKind, ClassKindRule] = {}
    for file in read_packs().values():
        pack = parse_pack(file.content, version=file.version, above=documents)
        documents.update(pack.documents)
        rules |= {rule.id: rule for rule in pack.of("standards")}
        kinds |= {rule.kind: rule for rule in pack.of("class_kinds")}
    return rules, kinds


def law(*, jilin: bool = False) -> Law:
    """The setting standards of the nation, or of Jilin."""
    rules, kinds = _law()
    return Law.of((r for r in rules.values() if jilin or r.id != "R-JL-1"), kinds)


def without(rule: str, *names: str) -> Law:
    """The national law with numbers of one standard taken out."""
    rules, kinds = _law()
    limits = {name: one for name, one in rules[rule].limits.items() if name not in names}
    return Law.of({**rules, rule: replace(rules[rule], limits=limits)}.values(), kinds)


def with_limit(rule: str, name: str, value: int) -> Law:
    """The law with another number, as a place may tighten it."""
    rules, kinds = _law()
    limit = Limit(value, "x", rules[rule].limits[name].stricter)
    return Law.of(
        {**rules, rule: replace(rules[rule], limits={**rules[rule].limits, name: limit})}.values(), kinds
    )


def facts(**changes: Any) -> Facts:
    """The facts of FACTS with changes; those of the site and the people by name, too."""
    site = {name: changes.pop(name) for name in list(changes) if name in Site._fields}
    people = {name: changes.pop(name) for name in list(changes) if name in People._fields and name != "cooks"}
    found = FACTS._replace(**changes)
    if site:
        found = found._replace(site=found.site._replace(**site))
    if people and found.people:
        found = found._replace(people=found.people._replace(**people))
    return found


def family(children: int, carers: int, **changes: Any) -> Facts:
    """A family childcare home."""
    people = PEOPLE._replace(carers=carers, head=None)
    return facts(entity_kind="FAMILY_CHILDCARE_HOME", children=children, people=people, **changes)


def finding(rule: str, of: Facts, given: Law | None = None) -> Finding:
    """The one finding of a rule."""
    found = [each for each in check(of, given or law()) if each.rule == rule]
    assert len(found) == 1, found
    return found[0]


def group(kind: str, children: int, carers: int | None = 0, **more: int) -> Facts:
    """A facility with one class."""
    return facts(classes=((1, ClassFacts(kind, children, carers, **more)),), children=children)


def rules_of(found: Iterable[Finding]) -> list[str]:
    return [each.rule for each in found]
