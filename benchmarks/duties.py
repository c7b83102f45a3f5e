"""Open duties of the country with an officer for each district, and duties of the last years that were done, in time or late.

Rows are made by set-based SQL in the nation scope: verbs would measure the verbs.
"""

from datetime import date

from django.db import connection

from benchmarks.national import OPEN_DUTIES, gather_statistics
from obligations.models import Obligation
from regions.scope import nation_scope

DAY = date(2026, 11, 10)

_DESKS = """
INSERT INTO accounts_department (region_id, kind, name, name_en, phone, hours, valid_from, version)
SELECT id, 'HEALTH', name, '', '', '', date '2020-01-01', 1 FROM regions_region WHERE level = 'district';
INSERT INTO accounts_user (password, is_superuser, username, email, is_staff, is_active, date_joined, name,
       must_change_password, single_keys, session_round)
SELECT '!', false, 'bench-officer-' || d.id, '', false, true, now(), '示例', false, false, 0
  FROM accounts_department d WHERE d.name NOT LIKE 'bench%';
INSERT INTO accounts_appointment (user_id, department_id, role, valid_from)
SELECT u.id, d.id, 'OFFICER', date '2020-01-01'
  FROM accounts_department d JOIN accounts_user u ON u.username = 'bench-officer-' || d.id;
"""

#: Due from a month ago until a month ahead, as after a month of ordinary work; each was opened 30 days before.
_DUTIES = """
INSERT INTO obligations_obligation (region_id, facility_id, rule, subject_type, subject_id, owner_kind, owner_id, trigger_event,
       trigger_at, trigger_on, days, due_on, due_status, missing_years, counted_days, source, pack, pack_version,
       calendar_version, status, opened_at, settled_event, moved_by, urged_count)
SELECT f.region_id, f.id, 'filing_receipt', 'registration.filing', n, 'HEALTH', d.id, 'filing_materials_received',
       o.at, o.at::date, 20, date '{day}' - 30 + n % 61, 'FIRM', '{{}}', '{{}}', '{{}}', 'CN', 'CN-2019.1',
       '', 'OPEN', o.at, '', '', 0
  FROM generate_series(1, {count}) n
  JOIN (SELECT id, region_id, row_number() OVER (ORDER BY id) - 1 AS place FROM facilities_facility) f
    ON f.place = n % (SELECT count(*) FROM facilities_facility)
  JOIN accounts_department d ON d.region_id = f.region_id - f.region_id % 1000000 AND d.name NOT LIKE 'bench%'
 CROSS JOIN LATERAL (SELECT (date '{day}' - 60 + n % 61) + time '10:00' AT TIME ZONE 'Asia/Shanghai' AS at) o
"""

#: Two a facility: four kinds of duties, nine of ten in time, over the last two years.
_DONE = """
INSERT INTO obligations_obligation (region_id, facility_id, rule, subject_type, subject_id, owner_kind, owner_id, trigger_event,
       trigger_at, trigger_on, days, due_on, due_status, missing_years, counted_days, source, pack, pack_version,
       calendar_version, status, opened_at, settled_at, settled_on, settled_event, moved_by, urged_count)
SELECT f.region_id, f.id, (ARRAY['registration_push', 'filing', 'filing_receipt', 'noncompliance_notice'])[1 + (f.id + n) % 4],
       'bench.done', f.id * 2 + n, 'HEALTH', d.id, 'example', o.at, o.at::date, 15, o.at::date + 21, 'FIRM', '{{}}', '{{}}', '{{}}',
       'CN', 'CN-2019.1', '', CASE WHEN late THEN 'MET_LATE' ELSE 'MET' END, o.at, o.at + gone, (o.at + gone)::date, 'example', '', 0
  FROM facilities_facility f CROSS JOIN generate_series(0, 1) n
  JOIN accounts_department d ON d.region_id = f.district AND d.name NOT LIKE 'bench%'
 CROSS JOIN LATERAL (SELECT (date '{day}' - 40 - ((f.id * 41 + n * 307) % 700)::int) + time '10:00' AT TIME ZONE 'Asia/Shanghai' AS at,
                            (f.id + n) % 10 = 0 AS late) o
 CROSS JOIN LATERAL (SELECT CASE WHEN late THEN interval '30 days' ELSE interval '12 days' END AS gone) g
"""


def fill_duties(count: int = OPEN_DUTIES) -> None:
    """So many open duties; once."""
    _once("OPEN", _DESKS, _DUTIES.format(day=DAY, count=count))


def fill_done() -> None:
    """The duties that were done, for the figures; once. The desks must be there (fill_duties)."""
    _once("MET", _DONE.format(day=DAY))


def _once(status: str, *statements: str) -> None:
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        if Obligation.objects.filter(status=status).exists():
            return
        for statement in statements:
            cursor.execute(statement)
    gather_statistics()
