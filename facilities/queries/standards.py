"""The facts of facilities and the standards of their places: one facility or a portion of the country, the same way."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from facilities.enums import Meals
from facilities.rules.standards import ClassFacts, Facts, Finding, Law, Site, check, site_of
from facilities.rules.standards.classes import end_of_month
from facilities.rules.standards.findings import CLASS
from facilities.staffing import Staffing, staffing_of
from policy.law import Source, StaffRole
from policy.queries import class_kinds, effective_rules, standards
from policy.queries.loaded import current

_LAWS: dict[tuple[Any, ...], Law] = {}
_MOST_LAWS = 500


def law_of(region_id: int, on: date) -> Law:
    """The setting standards of a place on a day: one object for all places with the same texts. No query."""
    key = (on, *((pack.code, pack.version) for pack in current().chain(region_id)))
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


class Known(NamedTuple):
    """A facility with its facts and the law of its place."""

    id: int
    region_id: int
    state: str
    facts: Facts
    law: Law


class _Row(NamedTuple):
    id: int
    region_id: int
    state: str
    entity_kind: str
    meals: str
    stated: str


def findings_of(facility_id: int, on: date) -> list[Finding]:
    """One facility of the scope against the standards of its place, now. Raises LookupError for an unknown one."""
    for known in known_facilities([facility_id], on):
        return check(known.facts, known.law)
    raise LookupError(facility_id)


def known_facilities(facility_ids: Collection[int], on: date) -> Iterator[Known]:
    """The facts of facilities of the scope on a day, in order of their numbers: a handful of statements for all."""
    rows = _rows(facility_ids)
    laws = {row.id: law_of(row.region_id, on) for row in rows}
    classes = _classes(laws, on)
    staff = staffing_of(facility_ids, on)
    for row in rows:
        facts = _facts(row, on, classes.get(row.id, ()), staff.get(row.id))
        yield Known(row.id, row.region_id, row.state, facts, laws[row.id])


_FACILITIES = """
SELECT f.id, f.region_id, f.state, f.entity_kind, f.meals,
       jsonb_strip_nulls(jsonb_build_object('floor_area', f.profile -> 'floor_area', 'outdoor_area', f.profile -> 'outdoor_area',
                                            'highest_floor', f.profile -> 'floors')) || coalesce(p.facts, '{}')
  FROM facilities_facility f LEFT JOIN facilities_premises p ON p.facility_id = f.id
 WHERE f.id = ANY(%s) ORDER BY f.id
"""
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
  LEFT JOIN facilities_enrolment e ON e.class_group_id = c.id
       AND e.starts_on <= %(on)s AND (e.ends_on IS NULL OR e.ends_on >= %(on)s)
  LEFT JOIN facilities_child b ON b.id = e.child_id
  LEFT JOIN (SELECT DISTINCT child_id FROM facilities_healthcheck
              WHERE facility_id = ANY(%(ids)s) AND kind = 'ENTRY' AND passed AND vaccinations_seen) checked
       ON checked.child_id = e.child_id
 WHERE c.facility_id = ANY(%(ids)s) AND c.opened_on <= %(on)s AND (c.closed_on IS NULL OR c.closed_on >= %(on)s)
 GROUP BY c.id ORDER BY c.id
"""
_Class = tuple[int, int, ClassFacts, int]


def _rows(facility_ids: Collection[int]) -> list[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(_FACILITIES, [list(facility_ids)])
        return [_Row._make(row) for row in cursor.fetchall()]


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
            "ids": ids,
            "kinds": kinds,
            "since": since,
            "until": until,
        }
        with connection.cursor() as cursor:
            cursor.execute(_CLASSES, values)
            for facility, number, kind, children, old, turning, young, unchecked in cursor.fetchall():
                facts = ClassFacts(kind, children, None, old, turning, young)
                found[facility].append((facility, number, facts, unchecked))
    return found


def _facts(row: _Row, on: date, classes: Collection[_Class], staff: Staffing | None) -> Facts:
    carers = staff.carers if staff is not None else None
    return Facts(
        entity_kind=row.entity_kind,
        on=on,
        classes=tuple(
            (number, facts if carers is None else facts._replace(carers=carers.get(number, 0)))
            for _facility, number, facts, _unchecked in classes
        ),
        children=sum(facts.children for _facility, _number, facts, _unchecked in classes),
        unchecked=sum(unchecked for _facility, _number, _facts, unchecked in classes),
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
