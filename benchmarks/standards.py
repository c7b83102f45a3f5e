"""Goal 14: every facility against the setting standards, in one night, beside one hand-written SQL with the same result.

An ordinary night judges those anew for whom a fact, the law or a day that matters has changed; `14-anew` is the night on
which that is everybody, as after new law or a new release.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection

from benchmarks.measure import Row, at_most, interleaved
from benchmarks.national import FACILITIES
from benchmarks.nursery import fill_life
from facilities.models import StandardsCheck
from facilities.workflow.standards import check_all
from regions.owner import as_owner
from regions.scope import nation_scope

_DAY = date(2026, 11, 10)
_FOUND = "SELECT facility_id, rule, subject_kind, subject_id, severity FROM {table} WHERE cleared_on IS NULL"


def rows() -> Iterator[Row]:
    people = fill_life()
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_breach (LIKE facilities_breach INCLUDING ALL)")
        cursor.execute("GRANT ALL ON bench_breach TO app")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app")
    nights = {"ours": iter(range(400)), "hand": iter(range(400))}
    check_all(_DAY + timedelta(next(nights["ours"])))
    _hand(_DAY + timedelta(next(nights["hand"])))
    _same()
    ours, hand = interleaved(
        lambda: check_all(_DAY + timedelta(next(nights["ours"]))),
        lambda: _hand(_DAY + timedelta(next(nights["hand"]))),
        runs=3,
        warm=1,
    )
    _same()
    yield at_most(
        "14-night",
        f"nightly standards check, {FACILITIES:,} facilities, {people:,} people",
        ours,
        hand,
        1.5,
        "one hand-written SQL",
    )
    anew, hand = interleaved(
        lambda: _anew(_DAY + timedelta(next(nights["ours"]))),
        lambda: _hand(_DAY + timedelta(next(nights["hand"]))),
        runs=3,
        warm=0,
    )
    _same()
    yield at_most(
        "14-anew",
        f"the night that judges everybody anew, {FACILITIES:,} facilities, {people:,} people",
        anew,
        hand,
        2.5,
        "one hand-written SQL",
    )
    last = _DAY + timedelta(next(nights["ours"]) - 1)
    again = interleaved(lambda: check_all(last), runs=1, warm=1)[0]
    yield at_most(
        "14-again", "the same night a second time: nothing to write", again, ours, 1.0, "a night that writes"
    )


def _anew(day: date) -> None:
    with nation_scope(reason="benchmark data"):
        StandardsCheck.objects.update(mark=b"")
    check_all(day)


def _same() -> None:
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({_FOUND.format(table='facilities_breach')}) one")
        count = cursor.fetchone()[0]
        for one, other in (("facilities_breach", "bench_breach"), ("bench_breach", "facilities_breach")):
            cursor.execute(f"({_FOUND.format(table=one)}) EXCEPT ({_FOUND.format(table=other)}) LIMIT 3")
            if differing := cursor.fetchall():
                raise RuntimeError(f"the two ways disagree: {one} has {differing}")
    print(f"open findings: {count}")


def _hand(day: date) -> None:
    """What somebody would write who knows today's numbers by heart and needs no words for what is wrong."""
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute(_HAND.format(day=f"date '{day}'"))


_HAND = """
WITH here AS MATERIALIZED (
    SELECT f.id, f.region_id, f.meals, p.facts FROM facilities_facility f LEFT JOIN facilities_premises p ON p.facility_id = f.id
     WHERE f.state IN ('FILED', 'FILED_VERIFIED', 'NONCOMPLIANT')
), proof AS (
    SELECT member_id,
           max(valid_to) FILTER (WHERE kind = 'HEALTH_CERTIFICATE') AS health, max(valid_to) FILTER (WHERE kind = 'RECORD_CHECK') AS record,
           (array_agg(result ORDER BY issued_on DESC, id DESC) FILTER (WHERE kind = 'RECORD_CHECK'))[1] = 'HIT' AS hit,
           bool_or(kind = 'CARE_QUALIFICATION' AND coalesce(valid_to >= {day}, true)) AS care, bool_or(kind = 'HEAD_TRAINING' AND valid_to >= {day}) AS head,
           bool_or(kind = 'MCH_TRAINING' AND valid_to >= {day}) AS mch, bool_or(kind = 'GUARD_CERTIFICATE' AND valid_to >= {day}) AS guard,
           max(hours) FILTER (WHERE kind = 'HEAD_TRAINING' AND valid_to >= {day}) AS hours
      FROM staff_proof WHERE withdrawn_at IS NULL AND issued_on <= {day} GROUP BY member_id
), away AS (
    SELECT DISTINCT member_id, kind FROM staff_absence
     WHERE starts_on <= {day} AND (ends_on IS NULL OR ends_on >= {day}) AND (lifted_on IS NULL OR lifted_on > {day})
), person AS MATERIALIZED (
    SELECT e.facility_id, e.member_id, e.role, e.class_group_id, e.engagement, m.education, m.managed_years, p.care, p.head, p.mch, p.guard,
           p.hours, coalesce(p.health >= {day}, false) AND coalesce(p.record >= {day} AND NOT p.hit, false) AS proven,
           EXISTS (SELECT 1 FROM away a WHERE a.member_id = e.member_id) AS absent,
           EXISTS (SELECT 1 FROM away a WHERE a.member_id = e.member_id AND a.kind = 'BLOCKED') AS blocked
      FROM staff_employment e JOIN staff_staffmember m ON m.id = e.member_id LEFT JOIN proof p ON p.member_id = e.member_id
     WHERE e.starts_on <= {day} AND (e.ends_on IS NULL OR e.ends_on >= {day})
), class AS MATERIALIZED (
    SELECT c.facility_id, c.id, c.kind, count(e.id) AS children,
           count(*) FILTER (WHERE (b.born_on + CASE c.kind WHEN 'TODDLER' THEN interval '24 months' ELSE interval '36 months' END)::date
                                  < CASE WHEN {day} = (date_trunc('month', {day}) + interval '1 month - 1 day')::date THEN {day}
                                    ELSE date_trunc('month', {day})::date END) AS old,
           count(*) FILTER (WHERE (b.born_on + CASE c.kind WHEN 'TODDLER' THEN interval '12 months' ELSE interval '24 months' END)::date > {day}) AS young,
           count(*) FILTER (WHERE e.id IS NOT NULL AND h.child_id IS NULL) AS unchecked
      FROM facilities_classgroup c
      LEFT JOIN facilities_enrolment e ON e.class_group_id = c.id AND e.starts_on <= {day} AND (e.ends_on IS NULL OR e.ends_on >= {day})
      LEFT JOIN facilities_child b ON b.id = e.child_id
      LEFT JOIN (SELECT DISTINCT child_id FROM facilities_healthcheck WHERE kind = 'ENTRY' AND passed AND vaccinations_seen) h ON h.child_id = e.child_id
     WHERE c.opened_on <= {day} AND (c.closed_on IS NULL OR c.closed_on >= {day}) GROUP BY c.id
), carer AS (
    SELECT class_group_id, count(*) AS present FROM person WHERE role = 'CAREGIVER' AND proven AND NOT absent GROUP BY class_group_id
), team AS (
    SELECT facility_id, bool_or(role = 'FACILITY_HEAD') AS has_head,
           bool_or(role = 'FACILITY_HEAD' AND (education NOT IN ('COLLEGE', 'BACHELOR', 'MASTER') OR managed_years < 3 OR head IS NOT TRUE)) AS poor_head,
           bool_or(role = 'FACILITY_HEAD' AND hours < 60) AS short,
           count(*) FILTER (WHERE role = 'HEALTH_STAFF' AND proven AND NOT absent AND mch AND education NOT IN ('BELOW_HIGH', '')) AS health,
           count(*) FILTER (WHERE role = 'SECURITY_GUARD' AND proven AND NOT absent AND guard) AS guards,
           count(*) FILTER (WHERE role = 'KITCHEN_STAFF' AND proven AND NOT absent) AS cooks
      FROM person GROUP BY facility_id
), enrolled AS (
    SELECT facility_id, sum(children) AS children, sum(unchecked) AS unchecked FROM class GROUP BY facility_id
), found (region_id, facility_id, rule, kind, number, severity) AS (
    SELECT h.region_id, h.id, CASE c.kind WHEN 'TODDLER' THEN 'R-CLS-2' ELSE 'R-CLS-3' END, 'CLASS', c.id,
           CASE WHEN c.children > CASE c.kind WHEN 'TODDLER' THEN 15 ELSE 20 END THEN 'BLOCK' ELSE 'WARN' END
      FROM class c JOIN here h ON h.id = c.facility_id
     WHERE c.children > CASE c.kind WHEN 'TODDLER' THEN 15 ELSE 20 END OR c.old > 0 OR c.young > 0
    UNION ALL
    SELECT h.region_id, h.id, CASE c.kind WHEN 'TODDLER' THEN 'R-RATIO-2' ELSE 'R-RATIO-3' END, 'CLASS', c.id, 'BLOCK'
      FROM class c JOIN here h ON h.id = c.facility_id LEFT JOIN carer r ON r.class_group_id = c.id
     WHERE coalesce(r.present, 0) * CASE c.kind WHEN 'TODDLER' THEN 5 ELSE 7 END < c.children
    UNION ALL
    SELECT DISTINCT h.region_id, h.id, 'R-RATIO-6', 'STAFF', p.member_id, 'BLOCK'
      FROM person p JOIN here h ON h.id = p.facility_id WHERE (NOT p.proven AND NOT p.absent) OR p.blocked
    UNION ALL
    SELECT DISTINCT h.region_id, h.id, 'R-STAFF-2', 'STAFF', p.member_id, 'BLOCK'
      FROM person p JOIN here h ON h.id = p.facility_id WHERE p.role = 'CAREGIVER' AND p.care IS NOT TRUE
    UNION ALL
    SELECT h.region_id, h.id, r.rule, '', 0, r.severity
      FROM here h LEFT JOIN team t ON t.facility_id = h.id LEFT JOIN enrolled e ON e.facility_id = h.id
     CROSS JOIN LATERAL (VALUES
        ('R-ENR-1', 'BLOCK', e.unchecked > 0),
        ('R-STAFF-1', 'BLOCK', NOT t.has_head OR t.poor_head), ('R-STAFF-7', 'ADVICE', t.short),
        ('R-STAFF-3', 'BLOCK', t.health < 1), ('R-STAFF-5', 'BLOCK', t.guards < 1),
        ('R-STAFF-6', 'WARN', h.meals = 'OWN' AND (h.facts ->> 'meals_a_day')::int >= 3 AND t.cooks * 50 < e.children),
        ('R-INS-1', 'ADVICE', h.facts ->> 'insured' = 'NO'), ('R-VID-1', 'BLOCK', (h.facts ->> 'video_days')::int < 90),
        ('R-OUT-1', 'WARN', (h.facts ->> 'outdoor_hours')::int < 2),
        ('R-FIRE-2', 'WARN', (h.facts ->> 'last_drill_on')::date + interval '6 months' < {day}),
        ('R-SITE-2', 'BLOCK', (h.facts ->> 'highest_floor')::int > 3), ('R-SITE-3', 'WARN', (h.facts ->> 'highest_floor')::int > 2)
     ) r (rule, severity, broken) WHERE r.broken
    UNION ALL
    SELECT h.region_id, h.id, 'R-JL-1', '', 0, 'WARN' FROM here h
     WHERE h.region_id / 10000000000 = 22
), kept AS (
    INSERT INTO bench_breach AS old (region_id, facility_id, rule, subject_kind, subject_id, severity, facts, found_on, seen_on)
    SELECT region_id, facility_id, rule, kind, number, severity, '{{}}', {day}, {day} FROM found
    ON CONFLICT (facility_id, rule, subject_kind, subject_id) WHERE cleared_on IS NULL
    DO UPDATE SET severity = excluded.severity, seen_on = excluded.seen_on
     WHERE (old.severity, old.seen_on) IS DISTINCT FROM (excluded.severity, excluded.seen_on)
)
UPDATE bench_breach old SET cleared_on = {day} WHERE old.cleared_on IS NULL AND NOT EXISTS (
    SELECT 1 FROM found WHERE (found.facility_id, found.rule, found.kind, found.number)
                            = (old.facility_id, old.rule, old.subject_kind, old.subject_id))
"""
