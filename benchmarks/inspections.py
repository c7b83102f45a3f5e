"""The risk plan over 120,000 facilities: one statement under row-level security, beside one hand-written for the case.

The hand-written one knows its weights and its place, runs as the owner of the tables and explains nothing but the sum.
"""

from collections.abc import Callable, Iterator
from datetime import date

from django.db import connection

from accounts.models import Department
from benchmarks.measure import Row, at_most, interleaved
from benchmarks.national import FACILITIES, gather_statistics
from inspections.models import Visit
from inspections.queries import law
from inspections.queries.risk import by_lot, by_risk
from regions.codes import NATION
from regions.managers import within
from regions.owner import as_owner
from regions.scope import Scope, nation_scope, scoped

_DAY = date(2026, 11, 10)
_MOST = 200
_VISITS = (
    """
INSERT INTO inspections_visit (region_id, facility_id, kind, state, office_id, planned_on, visited_on, backdated_because,
       chosen, checklist, number, summary, acknowledgement, acknowledged_by_name, acknowledged_note, cancelled_because,
       client_key, created_at, version)
SELECT f.region_id, f.id, (ARRAY['PATROL','SPOT_CHECK','SELF_CHECK'])[1 + (f.id + n) % 3], 'DONE', {office}, d.day, d.day, '',
       '{{}}', '{{}}', '', '', 'SIGNED', '', '', '', '', now(), 1
  FROM facilities_facility f CROSS JOIN generate_series(1, 3) n
  CROSS JOIN LATERAL (SELECT date '2026-11-01' - ((f.id * 37 + n * 211) % 900)::int AS day) d WHERE f.id % 7 > 0
""",
    """
INSERT INTO inspections_finding (region_id, facility_id, origin, code, text, problem, severity, source, office_id, state,
       order_number, ordered_at, ordered_on, limit_days, due_on, extended, reopened, report, reported_at, reported_by_id,
       verified_at, verified_by_id, outcome, closed_on, version)
SELECT f.region_id, f.id, 'COMPLAINT', 'CN-FIRE-2', '{{}}', '示例', (ARRAY['BLOCK','WARN'])[1 + (f.id + n) % 2], '{{}}', {office},
       CASE WHEN (f.id + n) % 9 = 0 THEN 'OPEN' ELSE 'WITHDRAWN' END, '', now(), d.day, 5, d.day + 9, 0, 0, '', NULL, NULL,
       NULL, NULL, '', NULL, 1
  FROM facilities_facility f CROSS JOIN generate_series(1, 2) n
  CROSS JOIN LATERAL (SELECT date '2026-11-01' - ((f.id * 53 + n * 97) % 900)::int AS day) d WHERE f.id % 3 = 0
""",
)
_BREACHES = """
INSERT INTO facilities_breach (region_id, facility_id, rule, subject_kind, subject_id, severity, facts, found_on, seen_on)
SELECT f.region_id, f.id, 'R-BENCH-' || n, '', n, (ARRAY['BLOCK','WARN','WARN'])[n], '{}', date '2026-10-01', date '2026-11-09'
  FROM facilities_facility f CROSS JOIN generate_series(1, 3) n WHERE f.id % 4 = 0
"""
_HAND = """
SELECT f.id, (CASE WHEN o.facility_id IS NOT NULL THEN 30 ELSE 0 END) + least(coalesce(b.block, 0) * 20, 60)
     + least(coalesce(b.warn, 0) * 5, 20)
     + CASE WHEN v.last IS NULL THEN 30 ELSE least(greatest((extract(year FROM age(%(on)s::date, v.last)) * 12
         + extract(month FROM age(%(on)s::date, v.last)))::int, 0) * 2, 24) END
     + least(coalesce(n.block, 0) * 10 + coalesce(n.warn, 0) * 4, 40) + least(coalesce(n.late, 0) * 25, 50) AS points
  FROM facilities_facility f
  LEFT JOIN (SELECT DISTINCT facility_id FROM obligations_obligation WHERE status = 'OPEN' AND due_on < %(on)s
                AND rule IN ('filing', 'family_home_filing', 'change_filing')) o ON o.facility_id = f.id
  LEFT JOIN (SELECT facility_id, count(*) FILTER (WHERE severity = 'BLOCK') AS block,
                    count(*) FILTER (WHERE severity = 'WARN') AS warn
               FROM facilities_breach WHERE cleared_on IS NULL GROUP BY 1) b ON b.facility_id = f.id
  LEFT JOIN (SELECT facility_id, max(visited_on) AS last FROM inspections_visit
              WHERE kind <> 'SELF_CHECK' AND state IN ('DONE', 'TO_SIGN') GROUP BY 1) v ON v.facility_id = f.id
  LEFT JOIN (SELECT facility_id, count(*) FILTER (WHERE severity = 'BLOCK') AS block,
                    count(*) FILTER (WHERE severity = 'WARN') AS warn,
                    count(*) FILTER (WHERE state = 'OPEN' AND due_on < %(on)s) AS late
               FROM inspections_finding WHERE state NOT IN ('WITHDRAWN', 'LAPSED')
                AND ordered_on >= %(on)s::date - interval '24 months' GROUP BY 1) n ON n.facility_id = f.id
  LEFT JOIN (SELECT facility_id FROM inspections_visit
              WHERE kind <> 'SELF_CHECK' AND state IN ('PLANNED', 'UNDER_WAY')) a ON a.facility_id = f.id
 WHERE f.state IN ('REGISTERED', 'FILED', 'FILED_VERIFIED', 'NONCOMPLIANT') AND a.facility_id IS NULL {place}
 ORDER BY points DESC, f.id LIMIT {most}
"""


def rows() -> Iterator[Row]:
    _fill()
    for name, place in (("nation", NATION), ("district", _busiest())):
        weights = law.numbers(place, law.RISK, _DAY)
        with as_owner() as owner, scoped(Scope.of_region(place)):
            ours = _ours(place, weights)
            hand = _hand(owner, place)
            assert ours() == hand()
            mine, peer = interleaved(ours, hand, runs=7, warm=1)
        what = f"risk plan, {_MOST} of {FACILITIES:,} facilities, the {name}"
        yield at_most(
            f"16-{name}", what, mine, peer, 1.5, "one hand-written SQL without walls and explanation"
        )
    with nation_scope(reason="benchmark data"):
        lot, sql = interleaved(lambda: by_lot(NATION, "示例", limit=_MOST), _naive_lot, runs=7, warm=1)
    yield at_most(
        "16-lot",
        f"lot of {_MOST} of {FACILITIES:,} facilities, with the digest of the pool",
        lot,
        sql,
        2.0,
        "ORDER BY random()",
    )


def _ours(place: int, weights: object) -> Callable[[], list[tuple[int, int]]]:
    return lambda: [(row.facility_id, row.points) for row in by_risk(place, _DAY, weights, limit=_MOST)]  # type: ignore[arg-type]


def _hand(owner: object, place: int) -> Callable[[], list[tuple[int, int]]]:
    column = next(iter(within(place)), "")
    text = _HAND.format(place=f"AND f.{column} = {place}" if column else "", most=_MOST)

    def run() -> list[tuple[int, int]]:
        with owner.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(text, {"on": _DAY})
            return [tuple(row) for row in cursor.fetchall()]

    return run


def _naive_lot() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM facilities_facility ORDER BY random() LIMIT {_MOST}")
        cursor.fetchall()


def _busiest() -> int:
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute("SELECT district FROM facilities_facility GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
        found: int = cursor.fetchone()[0]
        return found


def _fill() -> None:
    fill_visits()
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute(_BREACHES)
    gather_statistics()


def fill_visits() -> None:
    """Visits of the last years, and what they found; once."""
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        if Visit.objects.exists():
            return
        office = Department.objects.create(
            region_id=NATION, kind="HEALTH", name="示例·国家", valid_from=date(2020, 1, 1)
        )
        for statement in _VISITS:
            cursor.execute(statement.format(office=office.pk))
    gather_statistics()
