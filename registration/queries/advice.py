"""What the setting standards say about a form that could be submitted all the same: worth a look, never a stop."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from facilities.rules.standards import Head, head_finding
from policy.enums import EntityKind
from policy.law import StandardRule
from policy.queries import standards
from registration.enums import FilingKind
from registration.facts import Gap, label, places
from registration.facts.asks import BASICS, DEGREES, NO, PEOPLE, PREMISES
from registration.models import Filing
from staff.queries.heads import heads_named


def advice(filing: Filing, on: date) -> list[Gap]:
    """The standards that the stated facts do not meet, and a head whom the list of people does not know (blocks=False).

    Two do block: more children than a family childcare home may take (it has to register as a facility, N28 art. 2),
    and a new head of a filed facility who does not meet the conditions of a head (N58S art. 18).
    """
    if filing.kind not in (FilingKind.FIRST, FilingKind.CHANGE, FilingKind.RELOCATION):
        return []
    rules = {rule.id: rule for rule in standards(filing.region_id, on)}
    family = filing.facility.entity_kind == EntityKind.FAMILY_CHILDCARE_HOME
    found = (
        _of_family(filing.form, rules) if family else _of_facility(filing.form, rules, has_new_head(filing))
    )
    return [*found, *_unknown_head(filing, on)]


def _unknown_head(filing: Filing, on: date) -> Iterator[Gap]:
    """A head who is not on the list of people meets no ban: the form asks a name, a ban is met by number and name."""
    named = str(filing.form.get("head_name") or "")
    if named and not heads_named(filing.facility_id, named, on):
        words = _("The head is not on your list of people.")
        remedy = _("Add the head there as head, with the identity document: only so are bans met (CN-S6).")
        yield Gap(BASICS, "head_name", words, remedy, blocks=False)


def has_new_head(filing: Filing) -> bool:
    """Whether a filed facility states another head than the one on record."""
    named, known = filing.form.get("head_name"), filing.facility.head_name
    return filing.kind != FilingKind.FIRST and bool(named and known and named != known)


def _of_facility(form: Mapping[str, Any], rules: Mapping[str, StandardRule], new_head: bool) -> Iterator[Gap]:
    yield from _head(form, rules.get("R-STAFF-1"), new_head)
    yield from _premises(form, rules)
    for rule in rules.values():
        if rule.topic == "CLASS_SIZE":
            yield from _class_size(form, rule)
    health = rules.get("R-STAFF-3")
    least = _limit(health, "min_health_staff")
    if health is not None and least is not None and _below(form.get("health_staff"), least):
        yield _gap(PEOPLE, "health_staff", health)


#: What R-STAFF-1 may lack, and the question that says it.
_HEAD = {"HEAD_DEGREE": "head_education", "HEAD_YEARS": "head_years", "HEAD_UNTRAINED": "head_trained"}


def _head(form: Mapping[str, Any], rule: StandardRule | None, new: bool) -> Iterator[Gap]:
    """The same rule that judges a head in office (facilities/rules/standards)."""
    if rule is None:
        return
    education, years, trained = (form.get(name) for name in _HEAD.values())
    found = head_finding(
        rule,
        Head(
            college=education in DEGREES if education else None,
            years=years if isinstance(years, int) and not isinstance(years, bool) else None,
            trained=trained != NO if trained else None,
        ),
    )
    for reason in found.reasons if found.breach else ():
        yield _gap(BASICS, _HEAD[reason], rule, blocks=new)


def _premises(form: Mapping[str, Any], rules: Mapping[str, StandardRule]) -> Iterator[Gap]:
    site, outdoor = rules.get("R-SITE-2"), rules.get("R-SITE-4")
    highest, per_child = _limit(site, "max_floor"), _limit(outdoor, "min_outdoor_m2_per_child")
    floors = form.get("floors")
    if site is not None and highest is not None and isinstance(floors, int) and not 1 <= floors <= highest:
        yield _gap(PREMISES, "floors", site)
    area = form.get("outdoor_area")
    if outdoor is not None and per_child is not None and isinstance(area, int | float):
        if area < per_child * places(form):
            yield _gap(PREMISES, "outdoor_area", outdoor)


def _class_size(form: Mapping[str, Any], rule: StandardRule) -> Iterator[Gap]:
    most, classes = _limit(rule, "max_children"), form.get("classes")
    if most is None or not isinstance(classes, Mapping):
        return
    for kind in rule.applies_to:
        row = classes.get(kind)
        if isinstance(row, Mapping) and _number(row.get("places")) > most * max(
            _number(row.get("classes")), 1
        ):
            yield _gap(PEOPLE, "classes", rule)


def _of_family(form: Mapping[str, Any], rules: Mapping[str, StandardRule]) -> Iterator[Gap]:
    rule, area = rules.get("R-RATIO-5"), rules.get("R-SITE-8")
    most, carers = _limit(rule, "max_children"), _limit(rule, "children_per_caregiver")
    children, present = places(form), form.get("caregivers")
    if rule is not None and most is not None and children > most:
        yield _gap(PEOPLE, "classes", rule, blocks=True)
    elif rule is not None and carers is not None and isinstance(present, int) and children > carers * present:
        yield _gap(PEOPLE, "caregivers", rule)
    least, floor = _limit(area, "min_area_m2_per_child"), form.get("floor_area")
    if area is not None and least is not None and isinstance(floor, int | float) and floor < least * children:
        yield _gap(PREMISES, "floor_area", area)


def _gap(step: str, field: str, rule: StandardRule, *, blocks: bool = False) -> Gap:
    remedy = "" if blocks else _("You may submit; it is checked on site.")
    said = _("%(what)s: %(rule)s") % {"what": label(field), "rule": rule.text}
    return Gap(step, field, said, remedy, blocks=blocks, clause=str(rule.source.short))


def _limit(rule: StandardRule | None, name: str) -> int | None:
    return rule.limits[name].value if rule is not None and name in rule.limits else None


def _below(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value < least


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
