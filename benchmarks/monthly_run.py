"""Goal 5: the operating claims of a month proposed for the whole country, beside one hand-written SQL with the same result.

Nobody pays the whole country: Ganzhou's operating subsidy stands in for a programme that would.
"""

import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from statistics import median
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import system_actor
from benchmarks.measure import Row, at_least, at_most, at_most_count
from benchmarks.national import FACILITIES, gather_statistics
from benchmarks.nursery import fill_children, fill_recognitions
from facilities.models import AttendanceMonth, Facility
from policy.enums import Status
from policy.law import Programme
from policy.queries import programme
from regions.managers import within
from regions.owner import as_owner
from regions.scope import nation_scope
from regions.walls import RowWall
from subsidies.models import MonthlyRun, ProposedClaim
from subsidies.queries.prefill import operating_facts
from subsidies.queries.proposing import Terms
from subsidies.rules import compute
from subsidies.serializers.claims import read_claim
from subsidies.workflow import runs
from subsidies.workflow.runs import start_system_run, work_on

_MONTH, _BY = date(2026, 10, 1), system_actor("benchmark")
_SAMPLE, _TURNS = 40, 5

_ATTENDANCE = (
    """
INSERT INTO facilities_attendancemonth (region_id, facility_id, month, service_days, state, signer, signed_at, children, attended,
       version)
SELECT region_id, id, date '2026-10-01', (1 << 18) - 1, 'SIGNED', '示例', now(), 10, 150, 1 FROM facilities_facility
""",
    """
INSERT INTO facilities_attendancerow (region_id, facility_id, sheet_id, child_id, days)
SELECT c.region_id, c.facility_id, s.id, c.id, CASE WHEN c.id % 9 = 0 THEN 7 WHEN c.id % 500 = 1 THEN 4095 ELSE 32767 END
  FROM facilities_child c JOIN facilities_attendancemonth s ON s.facility_id = c.facility_id
""",
    # Some children are counted by two facilities, who by fewer days there.
    """
UPDATE facilities_child c SET number_digest = o.number_digest FROM facilities_child o WHERE c.id % 500 = 0 AND o.id = c.id + 101
""",
)
_HAND = """
INSERT INTO bench_proposed (region_id, facility_id, run_id, programme, month, children, child_months, to_review, amount,
       city_part, county_part, proposed_at)
SELECT region_id, facility_id, 1, 'GZ-OPERATING', date '2026-10-01', children, paid, review, paid * 20000, paid * 4000, paid * 16000, now()
FROM (
    SELECT f.region_id, s.facility_id, count(*) AS children,
           count(*) FILTER (WHERE young AND present AND (w.days IS NULL OR came > w.days)) AS paid,
           count(*) FILTER (WHERE young AND came = w.days) AS review
    FROM facilities_attendancemonth s
    JOIN facilities_facility f ON f.id = s.facility_id
    JOIN facilities_child c ON c.facility_id = s.facility_id
    JOIN (SELECT DISTINCT child_id FROM facilities_enrolment
           WHERE starts_on <= date '2026-10-31' AND (ends_on IS NULL OR ends_on >= date '2026-10-01')) e ON e.child_id = c.id
    LEFT JOIN facilities_attendancerow r ON r.sheet_id = s.id AND r.child_id = c.id
    LEFT JOIN (SELECT a.id, max(bit_count(r.days::bit(32))) AS days FROM facilities_child a
                 JOIN facilities_child b ON b.number_digest = a.number_digest AND b.id <> a.id
                 JOIN facilities_attendancerow r ON r.child_id = b.id GROUP BY a.id) w ON w.id = c.id
    CROSS JOIN LATERAL (SELECT coalesce(bit_count(r.days::bit(32)), 0) AS came) d
    CROSS JOIN LATERAL (SELECT c.born_on + interval '3 years' > date '2026-10-01' AS young, came > 0 AND
                               2 * came >= bit_count(s.service_days::bit(32)) AS present) t
    WHERE s.month = date '2026-10-01' AND s.state = 'SIGNED' AND f.filed_on <= s.month AND f.ended_on IS NULL
      AND EXISTS (SELECT FROM facilities_universalrecognition u WHERE u.facility_id = f.id AND u.valid_from <= s.month
                     AND LEAST(u.valid_to, u.withdrawn_from - 1) >= date '2026-10-31')
    GROUP BY f.region_id, s.facility_id
) x WHERE paid + review > 0
ON CONFLICT (facility_id, programme, month) DO NOTHING
"""


def rows() -> Iterator[Row]:
    fill_month()
    term = pay_everybody()
    ours, hand, lines = _first_runs()
    _same()
    yield at_most(
        "5-run",
        f"a run over {FACILITIES:,} facilities, {lines:,} claims",
        ours,
        hand,
        1.3,
        "one hand-written SQL",
    )
    again = median(_timed(run_month) for _turn in range(3))
    yield at_most("5-run-again", "the same run a second time: nothing new", again, ours, 0.4, "the first run")
    naive = _timed(lambda: _naive(term)) * FACILITIES / _SAMPLE
    yield at_least("5-run-naive", "the same claims", ours, naive, 100, "one facility after the other")
    yield from _shape(ours / lines)


def pay_everybody() -> Programme:
    """From now on every facility of the country is under the programme that stands in."""
    term = replace(
        programme(360702000000, "GZ-OPERATING")[-1], status=Status.IN_FORCE, valid_to=date(2030, 1, 1)
    )
    runs.terms_of = lambda part, month: _everywhere(term, part, month)  # type: ignore[assignment]
    return term


def fill_month() -> None:
    """Signed attendance of a month at every facility, and a second table for what is proposed by hand."""
    fill_children()
    fill_recognitions()
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        for statement in _ATTENDANCE:
            cursor.execute(statement)
    with as_owner() as owner, owner.cursor() as cursor:
        # The same table with the same checks: LIKE takes neither the foreign key nor the wall.
        cursor.execute("CREATE TABLE bench_proposed (LIKE subsidies_proposedclaim INCLUDING ALL)")
        cursor.execute(
            "ALTER TABLE bench_proposed ADD FOREIGN KEY (region_id) REFERENCES regions_region DEFERRABLE INITIALLY DEFERRED"
        )
        (wall,) = (each for each in ProposedClaim._meta.constraints if isinstance(each, RowWall))
        cursor.execute("ALTER TABLE bench_proposed ENABLE ROW LEVEL SECURITY")
        cursor.execute(
            f"CREATE POLICY wall ON bench_proposed USING ({wall.policy()}) WITH CHECK ({wall.policy()})"
        )
        cursor.execute("GRANT ALL ON bench_proposed TO app")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app")
    gather_statistics()


def _everywhere(term: Programme, part: int, month: date) -> list[Terms]:
    found = AttendanceMonth.objects.filter(month=month, state="SIGNED", **within(part))
    districts = list(found.order_by("district").values_list("district", flat=True).distinct())
    return [Terms(term, frozenset(), districts)] if districts else []


def run_month(region: int = 0) -> None:
    run = start_system_run(by=_BY, region=region, month=_MONTH)
    while work_on(run.pk):
        pass


def _by_hand() -> None:
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute(_HAND)


def empty_proposals() -> None:
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute("TRUNCATE subsidies_proposedclaim, bench_proposed, subsidies_monthlyrun")


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _first_runs() -> tuple[float, float, int]:
    ours, hand = [], []
    for _turn in range(_TURNS):
        empty_proposals()
        ours.append(_timed(run_month))
        hand.append(_timed(_by_hand))
    with nation_scope(reason="benchmark data"):
        return median(ours), median(hand), ProposedClaim.objects.count()


def _same() -> None:
    columns = "facility_id, children, child_months, to_review, amount, city_part, county_part"
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        for one, other in (
            ("subsidies_proposedclaim", "bench_proposed"),
            ("bench_proposed", "subsidies_proposedclaim"),
        ):
            cursor.execute(f"(SELECT {columns} FROM {one}) EXCEPT (SELECT {columns} FROM {other}) LIMIT 3")
            if differing := cursor.fetchall():
                raise RuntimeError(f"the two ways disagree: {one} has {differing}")


def _naive(term: Programme) -> None:
    """What a tutorial would write: read, compute and save one facility after the other."""
    with nation_scope(reason="benchmark data"):
        for facility in Facility.objects.order_by("-id")[:_SAMPLE]:
            quote = compute([term], read_claim(term, operating_facts(facility, term, [_MONTH])))
            values = {
                "region_id": facility.region_id, "run_id": 1, "children": len(quote.lines), "child_months": 0,
                "amount": quote.amount or 0, "city_part": quote.shares["city"], "county_part": quote.shares["county"],
                "proposed_at": "2026-11-01T00:00:00+08:00",
            }  # fmt: skip
            ProposedClaim.objects.update_or_create(
                facility_id=facility.pk, programme=term.id, month=_MONTH, defaults=values
            )


def _shape(per_line: float) -> Iterator[Row]:
    """Statements of a part, memory, and what a line costs in one province."""
    empty_proposals()
    with nation_scope(reason="benchmark data"):
        found = Facility.objects.values_list("province", flat=True)
        sizes = dict.fromkeys(found.distinct().order_by("province"), 0)
        for code in sizes:
            sizes[code] = Facility.objects.filter(province=code).count()
    province = min(sizes, key=lambda code: abs(sizes[code] - FACILITIES // 10))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    small = _timed(lambda: run_month(province))
    with nation_scope(reason="benchmark data"):
        lines, parts = ProposedClaim.objects.count(), len(MonthlyRun.objects.get().parts)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    yield at_most(
        "5-run-line", "a line of the country", per_line, small / lines, 1.3, f"a line among {lines:,}"
    )
    yield at_most_count("5-run-memory", "memory of the process in a run (MB)", grown, 30, "MB")
    empty_proposals()
    with CaptureQueriesContext(connection) as seen:
        run_month(province)
    each = -(-len([q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]) // parts)
    yield at_most_count("5-run-statements", "statements of one part of a run", each, 10, "statements")
