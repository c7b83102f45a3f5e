"""Which of the texts of district, city, province and nation counts (domain 8.2), for values of every section.

Candidates are about one thing and come nearest first. A draft counts only when it is asked for, to simulate.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from policy.enums import Merge, RuleKind, Severity, Standing, Status
from policy.law import DeadlineRule, Limit, MaterialRule, Provision, StandardRule

P = TypeVar("P", bound=Provision)
NATION = "CN"

#: What a text that does not count has to give way to, by the way the texts combine.
_GIVES_WAY = {
    Merge.OVERRIDE_BY_LOCAL: Standing.NEARER,
    Merge.UNION: Standing.NEARER,
    Merge.STRICTEST: Standing.STRICTER,
    Merge.NATIONAL_ONLY: Standing.NATIONAL,
    Merge.SHORTER_FOR_AUTHORITY: Standing.SHORTER,
    Merge.NO_STACK: Standing.ONE_ONLY,
}


@dataclass(frozen=True)
class Ruling(Generic[P]):
    """What counts of several texts about one thing. `stands` tells of each candidate how it stands, nearest first.

    `chosen` may join the numbers of two texts (STRICTEST), so it need not be one of the candidates; None: nothing
    binds. `contradictions`: lower texts in force that say something else than the higher one that counts.
    """

    merge: Merge
    chosen: P | None
    stands: tuple[tuple[P, Standing], ...]
    contradictions: tuple[P, ...] = ()


def in_force(candidates: Iterable[P], on: date, *, drafts: bool = False) -> list[P]:
    """The candidates whose text binds on the date; with `drafts` also those of a draft inside its window."""
    return [c for c in candidates if c.binds(on) or (drafts and c.in_window(on))]


def ruling(candidates: Sequence[P], on: date, *, drafts: bool = False) -> Ruling[P]:
    """What counts, how every candidate stands, and what contradicts. The highest text in force says how they combine.

    Raises ValueError without candidates.
    """
    if not candidates:
        raise ValueError("nothing to choose from")
    found = in_force(candidates, on, drafts=drafts)
    merge = (found or candidates)[-1].merge
    speaks, chosen = _chosen(found, merge)
    return Ruling(
        merge,
        chosen,
        tuple((c, _standing(c, speaks, merge, on, binds=any(c is f for f in found))) for c in candidates),
        tuple(_contradicting(found, speaks, merge)),
    )


def effective(candidates: Sequence[P], on: date, *, drafts: bool = False) -> P | None:
    """The value that counts, combined as its merge mode says; None when nothing is in force."""
    return ruling(candidates, on, drafts=drafts).chosen if candidates else None


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


def _chosen(found: Sequence[P], merge: Merge) -> tuple[P | None, P | None]:
    """(the text that decides, what it makes of the value)."""
    if merge == Merge.NATIONAL_ONLY:
        one = next((c for c in found if c.pack == NATION), None)
    elif not found:
        one = None
    elif merge == Merge.SHORTER_FOR_AUTHORITY:
        one = _shortest(found)
    elif merge == Merge.STRICTEST:
        return _strictest(found)
    else:
        one = found[0]
    return one, one


def _standing(value: P, speaks: P | None, merge: Merge, on: date, *, binds: bool) -> Standing:
    if binds:
        return Standing.TAKEN if value is speaks else _GIVES_WAY[merge]
    if not value.status.can_bind:
        return Standing.DRAFT if value.status == Status.DRAFT else Standing.INACTIVE
    return Standing.NOT_YET if value.valid_from > on else Standing.ENDED


def _contradicting(found: Sequence[P], speaks: P | None, merge: Merge) -> Iterable[P]:
    """The nearest text may say what it likes where it decides; elsewhere a lower one that differs is for a human."""
    if speaks is None or merge in (Merge.OVERRIDE_BY_LOCAL, Merge.UNION, Merge.NO_STACK):
        return []
    at = next(n for n, c in enumerate(found) if c is speaks)
    return [c for c in found[:at] if c.says() != speaks.says()]


def _shortest(found: Sequence[P]) -> P:
    """The shortest number of working days; a text without a number loses, the higher wins where none has one."""
    counted = [(c.days, n) for n, c in enumerate(found) if isinstance(c, DeadlineRule) and c.days is not None]
    return found[min(counted)[1]] if counted else found[-1]


def _strictest(found: Sequence[P]) -> tuple[P, P]:
    standards = [c for c in found if isinstance(c, StandardRule)]
    if not standards:
        one = _strictest_term(found)
        return one, one
    speaks, joined = standards[0], standards[0]
    for other in standards[1:]:
        limits = {**other.limits, **joined.limits}
        for name in joined.limits.keys() & other.limits.keys():
            if is_stricter(other.limits[name], joined.limits[name]):
                limits[name], speaks = other.limits[name], other
        severity = min(joined, other, key=_weight).severity
        joined = replace(speaks, severity=severity, limits=_ordered(limits, joined.limits))
    return speaks, joined


def _strictest_term(found: Sequence[P]) -> P:
    """The longest time to keep something, else the shortest term; a text without a number loses."""
    terms = [(_length(c), n) for n, c in enumerate(found) if isinstance(c, DeadlineRule)]
    numbered = [(length, n) for length, n in terms if length is not None]
    if not numbered:
        return found[-1]
    first = found[0]
    longest = isinstance(first, DeadlineRule) and first.sense == "KEEP_UNTIL"
    wanted = max(length for length, _n in numbered) if longest else min(length for length, _n in numbered)
    return found[next(n for length, n in numbered if length == wanted)]


#: About how many days a unit has: only to compare terms of different units.
_UNIT_DAYS = {"day": 1, "month": 30, "quarter": 91, "half_year": 182, "year": 365}


def _length(rule: DeadlineRule) -> int | None:
    if rule.kind == RuleKind.WORKING_DAYS:
        return rule.days
    return rule.period.length * _UNIT_DAYS[rule.period.unit] if rule.period else None


def looser(lower: Provision, higher: Provision) -> tuple[str, str, str] | None:
    """What a lower text loosens although the strictest decides: (name, what it says, what the higher says), or None.

    A number in another unit, or read in the other direction, cannot be compared, so it counts as looser.
    """
    if isinstance(lower, StandardRule) and isinstance(higher, StandardRule):
        if _weight(lower) > _weight(higher):
            return "severity", lower.severity.value, higher.severity.value
        shared = (
            (name, lower.limits[name], top) for name, top in higher.limits.items() if name in lower.limits
        )
        return next((loose for name, own, top in shared if (loose := _looser_limit(name, own, top))), None)
    if isinstance(lower, DeadlineRule) and isinstance(higher, DeadlineRule):
        length, most = _length(lower), _length(higher)
        keep = higher.sense == "KEEP_UNTIL"
        if length is not None and most is not None and (length < most if keep else length > most):
            return "days", str(length), str(most)
    return None


def _looser_limit(name: str, own: Limit, top: Limit) -> tuple[str, str, str] | None:
    if own.unit != top.unit:
        return f"{name}.unit", own.unit, top.unit
    if own.stricter != top.stricter:
        return f"{name}.stricter", own.stricter, top.stricter
    return (name, str(own.value), str(top.value)) if is_stricter(top, own) else None


def _weight(rule: StandardRule) -> int:
    """How light a missed standard weighs: 0 for what blocks."""
    return list(Severity).index(rule.severity)


def is_stricter(one: Limit, other: Limit) -> bool:
    return one.value < other.value if one.stricter == "LOWER" else one.value > other.value


def _ordered(limits: Mapping[str, Limit], like: Mapping[str, Limit]) -> dict[str, Limit]:
    return {name: limits[name] for name in (*like, *(n for n in limits if n not in like))}
