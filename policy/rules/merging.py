"""Which of the texts of district, city, province and nation counts (domain 8.2).

Candidates come nearest first. A draft counts only when it is asked for, to simulate.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from policy.enums import Merge, RuleKind
from policy.law import DeadlineRule, Limit, MaterialRule, Provision, StandardRule

P = TypeVar("P", bound=Provision)
NATION = "CN"


def in_force(candidates: Iterable[P], on: date, *, drafts: bool = False) -> list[P]:
    """The candidates whose text binds on the date; with `drafts` also those of a draft inside its window."""
    return [c for c in candidates if c.binds(on) or (drafts and c.in_window(on))]


def nearest(candidates: Iterable[P], on: date, *, drafts: bool = False) -> P | None:
    """OVERRIDE_BY_LOCAL and UNION of one thing: the text nearest to the place."""
    found = in_force(candidates, on, drafts=drafts)
    return found[0] if found else None


def effective_deadline(
    candidates: Sequence[DeadlineRule], on: date, *, drafts: bool = False
) -> DeadlineRule | None:
    """The duty as it binds, combined as its merge mode says; None when nothing is in force."""
    found = in_force(candidates, on, drafts=drafts)
    if not found:
        return None
    merge = found[-1].merge
    if merge == Merge.NATIONAL_ONLY:
        return next((c for c in found if c.pack == NATION), None)
    if merge == Merge.SHORTER_FOR_AUTHORITY:
        return min((c for c in found if c.days is not None), key=_days, default=found[-1])
    if merge == Merge.STRICTEST:
        return _strictest(found)
    return found[0]


def overruled(candidates: Sequence[DeadlineRule], on: date) -> list[DeadlineRule]:
    """The lower texts in force that say something else than the higher one that counts.

    They are for a human to look at: nothing settles a contradiction silently.
    """
    chosen = effective_deadline(candidates, on)
    found = in_force(candidates, on)
    if chosen is None:
        return []
    terms = (chosen.kind, chosen.days, chosen.month_day, chosen.period)
    lower = found[: found.index(chosen)]
    return [c for c in lower if (c.kind, c.days, c.month_day, c.period) != terms]


def effective_standards(
    candidates: Iterable[StandardRule], on: date, *, drafts: bool = False
) -> list[StandardRule]:
    """Every standard once, with the strictest number of all texts; its source is the text that is strictest."""
    chosen: dict[str, StandardRule] = {}
    for each in in_force(candidates, on, drafts=drafts):
        held = chosen.get(each.id)
        chosen[each.id] = each if held is None else _stricter(held, each)
    return sorted(chosen.values(), key=lambda s: s.id)


def effective_materials(
    candidates: Iterable[MaterialRule], on: date, *, drafts: bool = False
) -> list[MaterialRule]:
    """UNION: the materials of all texts, the nearest wording of each, in the order M0…, C1….

    A material that replaces another under its condition leaves a note of that on the other one.
    """
    chosen: dict[str, MaterialRule] = {}
    for each in in_force(candidates, on, drafts=drafts):
        chosen.setdefault(each.code, each)
    for each in list(chosen.values()):
        for code, because in each.replaces:
            if code in chosen and each.when is not None:
                noted = (*chosen[code].replaced_when, (each.when, because))
                chosen[code] = replace(chosen[code], replaced_when=noted)
    return sorted(chosen.values(), key=lambda m: (m.code[0] != "M", m.code))


def _days(rule: DeadlineRule) -> int:
    return rule.days or 0


def _strictest(found: Sequence[DeadlineRule]) -> DeadlineRule:
    """The longest time to keep something, else the shortest term; a text without a number loses."""
    numbered = [c for c in found if _length(c) is not None]
    if not numbered:
        return found[-1]
    longest = found[0].sense == "KEEP_UNTIL"
    return sorted(numbered, key=lambda c: _length(c) or 0, reverse=longest)[0]


#: About how many days a unit has: only to compare terms of different units.
_UNIT_DAYS = {"day": 1, "month": 30, "quarter": 91, "half_year": 182, "year": 365}


def _length(rule: DeadlineRule) -> int | None:
    if rule.kind == RuleKind.WORKING_DAYS:
        return rule.days
    return rule.period.length * _UNIT_DAYS[rule.period.unit] if rule.period else None


def _stricter(first: StandardRule, second: StandardRule) -> StandardRule:
    limits = {**second.limits, **first.limits}
    source = first
    for name in first.limits.keys() & second.limits.keys():
        if _is_stricter(second.limits[name], first.limits[name]):
            limits[name], source = second.limits[name], second
    return replace(source, limits=_ordered(limits, first.limits))


def _is_stricter(one: Limit, other: Limit) -> bool:
    return one.value < other.value if one.stricter == "LOWER" else one.value > other.value


def _ordered(limits: Mapping[str, Limit], like: Mapping[str, Limit]) -> dict[str, Limit]:
    return {name: limits[name] for name in (*like, *(n for n in limits if n not in like))}
