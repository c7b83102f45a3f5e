"""The facts of facilities and the standards of their places: one facility or a portion of the country, the same way."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection

from facilities.enums import Meals
from facilities.rules import standards as _rules
from facilities.rules.standards import ClassFacts, Facts, Finding, Law, Site, check, site_of
from facilities.rules.standards.classes import end_of_month
from facilities.rules.standards.findings import CLASS
from facilities.staffing import Staffing, staffing_of
from kernel.arrays import array
from policy.law import Source, StaffRole
from policy.queries import class_kinds, effective_rules, standards
from policy.queries.loaded import Law as AllLaw
from policy.queries.loaded import current

_LAWS: dict[tuple[Any, ...], Law] = {}
_MOST_LAWS = 500


def law_of(region_id: int, on: date) -> Law:
    """The setting standards of a place on a day: one object for all places with the same texts. No query."""
    return laws_of([region_id], on)[region_id]


def laws_of(region_ids: Collection[int], on: date) -> dict[int, Law]:
    """Place → its setting standards on a day. No query."""
    held = current()
    return {place: _law(held, place, on) for place in set(region_ids)}


def _law(held: AllLaw, region_id: int, on: date) -> Law:
    key = (on, *((pack.code, pack.version) for pack in held.chain(region_id)))
    if key not in _LAWS:
        if len(_LAWS) >= _MOST_LAWS:
            _LAWS.clear()
        _LAWS[key] = Law.of(standards(region_id, on), class_kinds(region_id, on), _proofs(region_id, on))
    return _LAWS[key]


def _proofs(region_id: int, on: date) -> dict[str, Source]:
    """The texts that ask for the proofs of everyone (N76 art. 14, MPL art. 62), by the kind of proof."""
    roles = [each.ruling.chosen for each in effective_rules(region_id, on, "staff_roles")]
    return {
        proof.kind: proof.source
        for role in roles
        if isinstance(role, StaffRole) and role.role == "EVERYONE"
        for proof in role.proofs
    }


class _Row(NamedTuple):
    id: int
    region_id: int
    state: str
    entity_kind: str
    meals: str
    stated: str


#: Class, its kind, children, those too old, turning and too young, and those without their check before entry.
_Class = tuple[int, str, int, int, int, int, int]


class Known(NamedTuple):
    """What is on record about a facility on a day, with the law of its place. `holds_until` and `mark` are of the last check.

    `holds_until` is the last day for which that check speaks if nothing changes; None: for good.
    """

    row: _Row
    on: date
    law: Law
    classes: Sequence[_Class]
    staff: Staffing | None
    mark: bytes | None
    holds_until: date | None

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def facts(self) -> Facts:
        return _facts(self)

    @property
    def fresh_mark(self) -> bytes:
        """Equal for equal facts under equal law and equal rules: what the check would look at, without the day."""
        told = repr((self.row, self.classes, self.staff))
        return blake2b(told.encode(), digest_size=16, key=_law_mark(self.law)).digest()

    @property
    def changed(self) -> bool:
        """Whether the last check no longer speaks for this day."""
        ended = self.holds_until is not None and self.holds_until < self.on
        return ended or self.mark is None or bytes(self.mark) != self.fresh_mark


@lru_cache(maxsize=500)
def _law_mark(law: Law) -> bytes:
    return blake2b(repr((law.rules, law.kinds, law.proofs, _code_mark())).encode(), digest_size=32).digest()


@cache
def _code_mark() -> str:
    """Another release may judge otherwise: what it judged before is not taken over."""
    folder = Path(_rules.__file__).parent
    return blake2b(b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))).hexdigest()


def findings_of(facility_id: int, on: date) -> list[Finding]:
    """One facility of the scope against the standards of its place, now. Raises LookupError for an unknown one."""
    for known in known_facilities([facility_id], on):
        return check(known.facts, known.law)
    raise LookupError(facility_id)


def known_facilities(facility_ids: Collection[int], on: date) -> Iterator[Known]:
    """What is on record of facilities of the scope on a day, in order of their numbers: a handful of statements for all."""
    rows = _rows(facility_ids)
    places = laws_of([row.region_id for row, *_check in rows], on)
    laws = {row.id: places[row.region_id] for row, *_check in rows}
    classes = _classes(laws, on)
    staff = staffing_of(laws, on)
    for row, mark, until in rows:
        yield Known(row, on, laws[row.id], classes.get(row.id, ()), staff.get(row.id), mark, until)


_FACILITIES = """
SELECT f.id, f.region_id, f.state, f.entity_kind, f.meals,
       jsonb_strip_nulls(jsonb_build_object('floor_area', f.profile -> 'floor_area', 'outdoor_area', f.profile -> 'outdoor_area',
                                            'highest_floor', f.profile -> 'floors')) || coalesce(p.facts, '{}'),
       c.mark, c.holds_until
  FROM facilities_facility f LEFT JOIN facilities_premises p ON p.facility_id = f.id
  LEFT JOIN facilities_standardscheck c ON c.facility_id = f.id
 WHERE f.id = ANY(%s::bigint[]) ORDER BY f.id
"""
#: Every table is asked for the portion: joined alone, it would be read whole for each.
#: `cutoff`: who completed the band before it is too old; who completed it since, until the day, may stay (U15).
_CLASSES = """
SELECT c.facility_id, c.id, c.kind, count(e.id),
       count(*) FILTER (WHERE (b.born_on + band.until)::date < %(cutoff)s),
       count(*) FILTER (WHERE (b.born_on + band.until)::date BETWEEN %(cutoff)s AND %(on)s),
       count(*) FILTER (WHERE (b.born_on + band.since)::date > %(on)s),
       count(*) FILTER (WHERE e.id IS NOT NULL AND checked.child_id IS NULL)
  FROM facilities_classgroup c
  JOIN unnest(%(kinds)s::text[], %(since)s::int[], %(until)s::int[]) AS months (kind, since, until) ON months.kind = c.kind
 CROSS JOIN LATERAL (SELECT make_interval(months => months.since) AS since, make_interval(months => months.until) AS until) band
  LEFT JOIN facilities_enrolment e ON e.class_group_id = c.id AND e.facility_id = ANY(%(ids)s::bigint[])
       AND e.starts_on <= %(on)s AND (e.ends_on IS NULL OR e.ends_on >= %(on)s)
  LEFT JOIN facilities_child b ON b.id = e.child_id AND b.facility_id = ANY(%(ids)s::bigint[])
  LEFT JOIN (SELECT DISTINCT child_id FROM facilities_healthcheck
              WHERE facility_id = ANY(%(ids)s::bigint[]) AND kind = 'ENTRY' AND passed AND vaccinations_seen) checked
       ON checked.child_id = e.child_id
 WHERE c.facility_id = ANY(%(ids)s::bigint[]) AND c.opened_on <= %(on)s AND (c.closed_on IS NULL OR c.closed_on >= %(on)s)
 GROUP BY c.id ORDER BY c.id
"""


def _rows(facility_ids: Collection[int]) -> list[tuple[_Row, bytes | None, date | None]]:
    with connection.cursor() as cursor:
        cursor.execute(_FACILITIES, [array(facility_ids)])
        return [(_Row._make(row[:-2]), row[-2], row[-1]) for row in cursor.fetchall()]


def _classes(laws: Mapping[int, Law], on: date) -> dict[int, list[_Class]]:
    """Facility → its open classes, one statement for each set of age bands (all places of today share one)."""
    groups: dict[tuple[tuple[str, int, int], ...], list[int]] = defaultdict(list)
    for number, law in laws.items():
        bands = tuple((kind.value, rule.from_months, rule.to_months) for kind, rule in law.kinds.items())
        groups[bands].append(number)
    cutoff = on if on == end_of_month(on) else on.replace(day=1)
    found: dict[int, list[_Class]] = defaultdict(list)
    for bands, ids in groups.items():
        kinds, since, until = (list(column) for column in zip(*bands, strict=True)) if bands else ([], [], [])
        values: dict[str, Any] = {
            "cutoff": cutoff,
            "on": on,
            "ids": array(ids),
            "kinds": kinds,
            "since": since,
            "until": until,
        }
        with connection.cursor() as cursor:
            cursor.execute(_CLASSES, values)
            for facility, *told in cursor.fetchall():
                found[facility].append(tuple(told))
    return found


def _facts(known: Known) -> Facts:
    row, staff = known.row, known.staff
    carers = staff.carers if staff is not None else None
    return Facts(
        entity_kind=row.entity_kind,
        on=known.on,
        classes=tuple(
            (number, ClassFacts(kind, children, None if carers is None else carers.get(number, 0), *ages))
            for number, kind, children, *ages, _unchecked in known.classes
        ),
        children=sum(each[2] for each in known.classes),
        unchecked=sum(each[-1] for each in known.classes),
        people=staff.people if staff is not None else None,
        site=_site(row.stated),
        cooks=row.meals == Meals.OWN,
    )


@lru_cache(maxsize=4096)
def _site(stated: str) -> Site:
    """What the facility states about its premises, as JSON; what its filing states already stands until then."""
    return site_of(json.loads(stated))


def class_findings(facility_id: int, on: date) -> dict[int, list[Finding]]:
    """Class → its size and its ratio, judged now: what the page of the classes shows beside each (U14)."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for each in findings_of(facility_id, on):
        if each.subject_kind == CLASS:
            found[each.subject_id].append(each)
    return found
