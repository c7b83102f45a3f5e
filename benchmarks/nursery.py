"""How facilities of the country live: two classes each with children, and a million people with their proofs.

Rows are made by set-based SQL in the nation scope: verbs would measure the verbs.
"""

from django.db import connection

from benchmarks.national import gather_statistics
from regions.scope import nation_scope

#: Children of a class. Head, health worker, guard, cook and four or five caregivers make a million people in 120,000 facilities.
CHILDREN = 5
DAY = "date '2026-11-10'"

_CHILDREN = (
    """
INSERT INTO facilities_classgroup (region_id, facility_id, kind, name, care_mode, places, opened_on, version)
SELECT f.region_id, f.id, k.kind, k.kind, 'FULL_DAY', 15, date '2024-01-01', 1
  FROM facilities_facility f CROSS JOIN (VALUES ('TODDLER'), ('SENIOR')) k (kind)
""",
    """
INSERT INTO facilities_child (region_id, facility_id, name, born_on, sex, id_kind, id_number, number_digest, name_digest, guardian_name,
       guardian_phone, consented_on, created_at, version)
SELECT c.region_id, c.facility_id, '', {day} - ((CASE c.kind WHEN 'TODDLER' THEN 400 ELSE 760 END) + (c.id * 7 + n * 31) % 345)::int,
       '', 'RESIDENT_ID', '', sha256(convert_to(c.id || '-' || n, 'UTF8')), '', '', '', date '2026-01-01', now(), c.id
  FROM facilities_classgroup c CROSS JOIN generate_series(1, {children}) n
""",
    """
INSERT INTO facilities_enrolment (region_id, facility_id, child_id, class_group_id, care_mode, starts_on, leaving_reason, version)
SELECT region_id, facility_id, id, version, 'FULL_DAY', date '2026-02-01', '', 1 FROM facilities_child
""",
)
_LIFE = (
    """
INSERT INTO facilities_premises (region_id, facility_id, facts, stated_at, version)
SELECT region_id, id, jsonb_build_object(
         'insured', CASE WHEN id % 11 = 0 THEN 'NO' ELSE 'YES' END, 'video_everywhere', 'YES',
         'video_days', CASE WHEN id % 13 = 0 THEN 60 ELSE 90 END, 'outdoor_hours', CASE WHEN id % 17 = 0 THEN 1 ELSE 2 END,
         'last_drill_on', ({day} - (id % 200)::int)::text, 'highest_floor', 1 + id % 5, 'below_ground', 'NO',
         'mixed_use', 'NO', 'steel_panels', 'NO', 'meals_a_day', 3, 'guard_company', 'YES'), now(), 1
  FROM facilities_facility WHERE id % 5 < 3
""",
    """
INSERT INTO facilities_healthcheck (region_id, facility_id, child_id, kind, done_on, passed, vaccinations_seen)
SELECT region_id, facility_id, id, 'ENTRY', date '2026-01-20', true, true FROM facilities_child WHERE id % 97 > 0
""",
    """
INSERT INTO staff_staffmember (region_id, facility_id, name, sex, born_on, id_kind, id_number, number_digest, name_digest,
       phone, education, managed_years, created_at, version)
SELECT f.region_id, f.id, '示例', '', date '1990-01-01', 'RESIDENT_ID', '', sha256(convert_to(f.id || '/' || n, 'UTF8')),
       sha256(convert_to(n::text, 'UTF8')), '', CASE WHEN (f.id + n) % 9 = 0 THEN 'BELOW_HIGH' ELSE 'COLLEGE' END, 1 + (f.id + n) % 8, now(), n
  FROM facilities_facility f CROSS JOIN generate_series(1, 9) n WHERE n < 9 OR f.id % 3 = 0
""",
    """
INSERT INTO staff_employment (region_id, facility_id, member_id, role, engagement, class_group_id, starts_on, end_reason, version)
SELECT m.region_id, m.facility_id, m.id,
       (ARRAY['FACILITY_HEAD','HEALTH_STAFF','SECURITY_GUARD','KITCHEN_STAFF','CAREGIVER','CAREGIVER','CAREGIVER','CAREGIVER','CAREGIVER'])[m.version],
       'FULL_TIME', CASE WHEN m.version > 4 THEN c.id END, date '2025-01-01', '', 1
  FROM staff_staffmember m
  LEFT JOIN facilities_classgroup c ON c.facility_id = m.facility_id
        AND c.kind = CASE WHEN m.version % 2 = 1 THEN 'TODDLER' ELSE 'SENIOR' END
 WHERE m.name = '示例'
""",
    """
INSERT INTO staff_proof (region_id, facility_id, member_id, kind, grade, number, issuer, issued_on, valid_to, hours, result,
       withdrawal_reason, version)
SELECT m.region_id, m.facility_id, m.id, p.kind, '', '', '', date '2026-01-05',
       CASE WHEN p.kind = 'HEALTH_CERTIFICATE' AND m.id % 40 = 0 THEN date '2026-10-01' ELSE date '2027-01-05' END, 60,
       CASE p.kind WHEN 'RECORD_CHECK' THEN 'CLEAR' ELSE '' END, '', 1
  FROM staff_staffmember m CROSS JOIN (VALUES ('HEALTH_CERTIFICATE', 0), ('RECORD_CHECK', 0), ('CARE_QUALIFICATION', 5),
       ('HEAD_TRAINING', 1), ('MCH_TRAINING', 2), ('GUARD_CERTIFICATE', 3)) p (kind, at)
 WHERE m.name = '示例' AND (p.at = 0 OR (p.at = least(m.version, 5) AND m.id % 50 > 0))
""",
)
_CARERS = (
    """
INSERT INTO staff_staffmember (region_id, facility_id, name, sex, born_on, id_kind, id_number, number_digest, name_digest,
       phone, education, managed_years, created_at, version)
SELECT f.region_id, f.id, '示例·照护', '', date '1990-01-01', 'RESIDENT_ID', '', sha256(convert_to('c' || f.id, 'UTF8')),
       sha256(convert_to('c', 'UTF8')), '', 'COLLEGE', 0, now(), 1 FROM facilities_facility f
""",
    """
INSERT INTO staff_employment (region_id, facility_id, member_id, role, engagement, starts_on, end_reason, version)
SELECT m.region_id, m.facility_id, m.id, 'CAREGIVER', 'FULL_TIME', date '2025-01-01', '', 1
  FROM staff_staffmember m WHERE m.name = '示例·照护'
""",
    """
INSERT INTO staff_proof (region_id, facility_id, member_id, kind, grade, number, issuer, issued_on, valid_to, hours, result,
       withdrawal_reason, version)
SELECT m.region_id, m.facility_id, m.id, 'CARE_QUALIFICATION', '', '', '', date '2026-01-05',
       CASE WHEN m.id % 9 = 0 THEN date '2026-10-01' END, 60, '', '', 1
  FROM staff_staffmember m WHERE m.name = '示例·照护' AND m.id % 5 > 0
""",
)
_RECOGNISED = """
INSERT INTO facilities_universalrecognition (region_id, facility_id, agreement_number, valid_from, valid_to, granted_at,
       withdrawal_reason, version)
SELECT region_id, id, '示例', date '2020-01-01', date '2030-01-01', now(), '', 1 FROM facilities_facility WHERE id % 13 > 0
"""


def fill_children() -> None:
    """Two classes of every facility with their children; once."""
    _once("facilities_child", *_CHILDREN)


def fill_recognitions() -> None:
    """Twelve of thirteen facilities are universal; once."""
    _once("facilities_universalrecognition", _RECOGNISED)


def fill_carers() -> None:
    """A caregiver of every facility, four of five with a certificate, some of which ran out; once, where nobody works yet."""
    _once("staff_staffmember", *_CARERS)


def _once(table: str, *statements: str) -> None:
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")
        if cursor.fetchone()[0]:
            return
        for statement in statements:
            cursor.execute(statement.format(day=DAY, children=CHILDREN))
    gather_statistics()


def fill_life() -> int:
    """Children, classes, staff and premises of every facility; the number of people who work there."""
    fill_children()
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        for statement in _LIFE:
            cursor.execute(statement.format(day=DAY, children=CHILDREN))
        cursor.execute("SELECT count(*) FROM staff_staffmember")
        people: int = cursor.fetchone()[0]
    gather_statistics()
    return people
