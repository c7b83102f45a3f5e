"""Which facilities to visit first, and which by lot: set-based, with every point explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from facilities.enums import FacilityState
from regions.managers import within

#: What counts for the order, in the order of the columns of the statement.
FACTORS = (
    "overdue_filing",
    "block_breach",
    "warn_breach",
    "complaint",
    "month_without_visit",
    "never_visited",
    "finding",
    "overdue_finding",
)
_LIVE = [
    state.value
    for state in (
        FacilityState.REGISTERED,
        FacilityState.FILED,
        FacilityState.FILED_VERIFIED,
        FacilityState.NONCOMPLIANT,
    )
]


@dataclass(frozen=True)
class Scored:
    """One facility with its points. `parts`: factor → (how many, points), those with points only."""

    facility_id: int
    region_id: int
    name: str
    points: int
    parts: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Drawn:
    """What the lot gave: the facilities in the order of the lot, out of a pool that its size and digest name."""

    facilities: tuple[tuple[int, int, str], ...]
    pool: int
    digest: str


def by_risk(place: int, on: date, weights: Mapping[str, int], *, limit: int) -> list[Scored]:
    """The facilities of a place with most points, the most first. One statement over the scope.

    `weights`: the figures of the rule of the place (CN-I4). A facility whose next visit is planned already is left out.
    """
    given: dict[str, Any] = {"on": on, "limit": limit, "live": _LIVE, **_place(place), **_weights(weights)}
    with connection.cursor() as cursor:
        cursor.execute(_RISK.format(place=_condition(place)), given)
        return [_scored(row) for row in cursor.fetchall()]


def by_lot(place: int, seed: str, *, limit: int) -> Drawn:
    """Facilities of a place by lot. With the seed and the same pool anybody draws the same (rules.lots)."""
    given: dict[str, Any] = {"seed": seed, "limit": limit, "live": _LIVE, **_place(place)}
    with connection.cursor() as cursor:
        cursor.execute(_LOT.format(place=_condition(place)), given)
        rows = cursor.fetchall()
    size, digest = (rows[0][3], rows[0][4]) if rows else (0, "")
    return Drawn(tuple((row[0], row[1], row[2]) for row in rows), size, digest)


def _place(place: int) -> dict[str, int]:
    return {"place": place} if within(place) else {}


def _condition(place: int) -> str:
    """Equality on the level column, the form that keeps plans good; nothing for the nation."""
    column = next(iter(within(place)), "")
    return f"t.{column} = %(place)s" if column else "true"


def _weights(weights: Mapping[str, int]) -> dict[str, int]:
    names = (
        "overdue_filing", "block_breach", "block_breach_most", "warn_breach", "warn_breach_most", "complaint",
        "complaint_most", "month_without_visit", "month_without_visit_most", "never_visited", "block_finding",
        "warn_finding", "finding_most", "overdue_finding", "overdue_finding_most", "looks_back_months",
    )  # fmt: skip
    return {name: weights.get(name, 0) for name in names}


def _scored(row: tuple[Any, ...]) -> Scored:
    number, region, name, points, *counted = row
    pairs = zip(counted[::2], counted[1::2], strict=True)
    parts = {factor: (n, p) for factor, (n, p) in zip(FACTORS, pairs, strict=True) if p}
    return Scored(number, region, name, points, parts)


#: Facility → complaints that wait for the authority. They lie in the district of their day, so the place does not
#: narrow them, the scope does.
_COMPLAINTS = (
    "SELECT c.facility_id, count(*) AS n FROM inspections_complaint c"
    " WHERE c.facility_id IS NOT NULL AND c.state IN ('RECEIVED', 'IN_HAND') GROUP BY 1"
)

_RISK = (
    """
WITH visited AS (
    SELECT t.facility_id, max(t.visited_on) AS last FROM inspections_visit t
     WHERE {place} AND t.kind <> 'SELF_CHECK' AND t.state IN ('DONE', 'TO_SIGN') GROUP BY 1
), late AS (
    SELECT t.facility_id, count(*) AS n FROM obligations_obligation t
     WHERE {place} AND t.status = 'OPEN' AND t.due_on < %(on)s
       AND t.rule IN ('filing', 'family_home_filing', 'change_filing') GROUP BY 1
), breached AS (
    SELECT t.facility_id, count(*) FILTER (WHERE t.severity = 'BLOCK') AS block,
           count(*) FILTER (WHERE t.severity = 'WARN') AS warn
      FROM facilities_breach t WHERE {place} AND t.cleared_on IS NULL GROUP BY 1
), found AS (
    SELECT t.facility_id, count(*) FILTER (WHERE t.severity = 'BLOCK') AS block,
           count(*) FILTER (WHERE t.severity = 'WARN') AS warn,
           count(*) FILTER (WHERE t.state = 'OPEN' AND t.due_on < %(on)s) AS overdue
      FROM inspections_finding t
     WHERE {place} AND t.state NOT IN ('WITHDRAWN', 'LAPSED')
       AND t.ordered_on >= %(on)s::date - make_interval(months => %(looks_back_months)s) GROUP BY 1
), complained AS ("""
    + _COMPLAINTS
    + """), ahead AS (
    SELECT t.facility_id FROM inspections_visit t
     WHERE {place} AND t.kind <> 'SELF_CHECK' AND t.state IN ('PLANNED', 'UNDER_WAY')
), counted AS (
    SELECT t.id, t.region_id, t.name,
           coalesce(late.n, 0) AS n1, coalesce(breached.block, 0) AS n2, coalesce(breached.warn, 0) AS n3,
           coalesce(complained.n, 0) AS n4,
           CASE WHEN visited.last IS NULL THEN 0
                ELSE greatest((extract(year FROM age(%(on)s::date, visited.last)) * 12
                               + extract(month FROM age(%(on)s::date, visited.last)))::int, 0) END AS n5,
           CASE WHEN visited.last IS NULL THEN 1 ELSE 0 END AS n6,
           coalesce(found.block, 0) AS n7b, coalesce(found.warn, 0) AS n7w, coalesce(found.overdue, 0) AS n8
      FROM facilities_facility t
      LEFT JOIN visited ON visited.facility_id = t.id LEFT JOIN late ON late.facility_id = t.id
      LEFT JOIN breached ON breached.facility_id = t.id LEFT JOIN found ON found.facility_id = t.id
      LEFT JOIN complained ON complained.facility_id = t.id LEFT JOIN ahead ON ahead.facility_id = t.id
     WHERE {place} AND t.state = ANY(%(live)s) AND ahead.facility_id IS NULL
), pointed AS (
    SELECT id, region_id, name, n1, n2, n3, n4, n5, n6, n7b + n7w AS n7, n8,
           least(n1, 1) * %(overdue_filing)s AS p1,
           least(n2 * %(block_breach)s, %(block_breach_most)s) AS p2,
           least(n3 * %(warn_breach)s, %(warn_breach_most)s) AS p3,
           least(n4 * %(complaint)s, %(complaint_most)s) AS p4,
           least(n5 * %(month_without_visit)s, %(month_without_visit_most)s) AS p5,
           n6 * %(never_visited)s AS p6,
           least(n7b * %(block_finding)s + n7w * %(warn_finding)s, %(finding_most)s) AS p7,
           least(n8 * %(overdue_finding)s, %(overdue_finding_most)s) AS p8 FROM counted
)
SELECT id, region_id, name, p1 + p2 + p3 + p4 + p5 + p6 + p7 + p8 AS points,
       n1, p1, n2, p2, n3, p3, n4, p4, n5, p5, n6, p6, n7, p7, n8, p8
  FROM pointed ORDER BY points DESC, id LIMIT %(limit)s
"""
)

_LOT = """
WITH pool AS (
    SELECT t.id, t.region_id, t.name FROM facilities_facility t
     WHERE {place} AND t.state = ANY(%(live)s) AND NOT EXISTS (
        SELECT 1 FROM inspections_visit v WHERE v.facility_id = t.id AND v.kind <> 'SELF_CHECK'
           AND v.state IN ('PLANNED', 'UNDER_WAY'))
), known AS (
    SELECT count(*) AS size,
           left(encode(sha256(convert_to(string_agg(id::text, ',' ORDER BY id), 'UTF8')), 'hex'), 16) AS digest
      FROM pool
)
SELECT pool.id, pool.region_id, pool.name, known.size, known.digest FROM pool, known
 ORDER BY md5(%(seed)s || ':facility:' || pool.id) COLLATE "C", pool.id LIMIT %(limit)s
"""
