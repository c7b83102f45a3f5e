"""A registrar's pages cost the same at 1,000 and at 12,000 registrations, and walk the indexes made for them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regions.keyset import capped_counts
from regions.owner import as_owner
from regions.scope import nation_scope
from registration.models import PushSheet, Registration
from registration.queries.pushes import CAP, PushFilters, figures, pushed_page, pushed_rows, waiting_rows_of
from tests.cast import JIEFANG_STREET, Cast, as_actor
from tests.pages import signed_in, text
from tests.plans import plan_of
from tests.registration.books import book, checked, good

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

#: Of ten registrations nine are pushed and one waits; of the pushed ones half have filed.
REGISTRATIONS = """
INSERT INTO facilities_facility (region_id, name, uscc, entity_kind, state, provision_mode, address, head_name, phone, places, meals,
       profile, registered_on, registration_confirmed, registrar_id, filed_on, receipt_number, created_at, version)
SELECT %(street)s, '示例·第' || n || '托育园', 'X' || lpad(n::text, 17, '0'), 'FOR_PROFIT',
       CASE WHEN n %% 2 = 0 THEN 'FILED' ELSE 'REGISTERED' END, '', '示例路', '', '', 0, 'NONE', '{}', date '2026-01-05',
       true, %(office)s, CASE WHEN n %% 2 = 0 THEN date '2026-02-01' END, '', now(), 1
  FROM generate_series(1, %(count)s) n;
INSERT INTO registration_registration (region_id, facility_id, kind, state, channel, entity_kind, name, uscc, approved_on,
       address, business_scope, head_name, phone, changes, registrar_id, external_id, created_at, pushed_at, version)
SELECT region_id, CASE WHEN id %% 10 > 0 THEN id END, 'NEW', CASE WHEN id %% 10 > 0 THEN 'PUSHED' ELSE 'WAITING' END,
       'FORM', entity_kind, name, uscc, registered_on, address, '托育服务', '', '', '', registrar_id, '',
       timestamptz '2026-05-01' - id * interval '1 minute',
       CASE WHEN id %% 10 > 0 THEN timestamptz '2026-05-02' - id * interval '1 minute' END, 1
  FROM facilities_facility;
INSERT INTO obligations_obligation (region_id, facility_id, rule, subject_type, subject_id, owner_kind, owner_id,
       trigger_event, trigger_at, trigger_on, days, due_on, due_status, missing_years, counted_days, source, pack,
       pack_version, calendar_version, status, opened_at, settled_at, settled_on, settled_event, urged_count, moved_by)
SELECT region_id, facility_id, 'registration_push', 'registration.registration', id, 'ADMIN_APPROVAL', registrar_id,
       'registration_approved', now(), approved_on, 5, date '2026-05-01' + (id %% 40)::int, 'FIRM', '[]', '[]',
       '{"code": "GZ"}', '360700', '1', '', CASE state WHEN 'PUSHED' THEN 'MET' ELSE 'OPEN' END, now(),
       CASE state WHEN 'PUSHED' THEN now() END, CASE state WHEN 'PUSHED' THEN date '2026-04-20' END, '', 0, ''
  FROM registration_registration;
"""
TABLES = ("obligations_obligation", "registration_registration", "facilities_facility")
PAGES = (
    "/pushes/",
    "/pushes/waiting/",
    "/pushes/pushed/",
    "/pushes/pushed/?filed=no",
    "/pushes/sheets/",
    "/pushes/sheets/{sheet}/",
    "/api/v1/registrations",
)


def grow(cast: Cast, count: int) -> None:
    values = {"street": JIEFANG_STREET, "office": cast.registrar.department_id, "count": count}
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute(REGISTRATIONS, values)
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(TABLES)}")


def statements(client: Client, sheet: PushSheet) -> dict[str, int]:
    found = {}
    for address in PAGES:
        with CaptureQueriesContext(connection) as queries:
            text(client.get(address.format(sheet=sheet.pk)))
        counts = [q["sql"] for q in queries.captured_queries if "count(" in q["sql"].lower()]
        unbounded = [
            sql
            for sql in counts
            if "limit" not in sql.lower() and "push_sheet" not in sql and "pushsheet" not in sql
        ]
        assert not [sql for sql in unbounded if "settled_on" not in sql], unbounded
        found[address] = len(queries)
    return found


def test_every_page_takes_as_many_statements_at_12_000_rows_as_at_1_000(cast: Cast) -> None:
    cast.officer  # noqa: B018  the office that receives the pushes
    sheet = checked(cast.registrar, book([good()]))
    client = signed_in(cast.registrar)
    grow(cast, 1_000)
    few = statements(client, sheet)
    grow(cast, 12_000)
    many = statements(client, sheet)
    assert few == many
    with as_actor(cast.registrar):
        assert figures(cast.registrar).unfiled == 1_000, "counted up to the cap"
        rows = {"waiting": waiting_rows_of(cast.registrar), "pushed": pushed_rows(cast.registrar)}
        assert capped_counts(rows, CAP) == {"waiting": 1_000, "pushed": 1_000}
        pushes = plan_of(lambda: pushed_page(cast.registrar, PushFilters(), {}))
        assert "registration_pushes" in pushes.indexes and not pushes.sorted
        assert "registration_registration" not in pushes.scanned and pushes.rows <= 51
        assert Registration.objects.count() == 12_000
    _every_row_once(cast)


def _every_row_once(cast: Cast) -> None:
    """Walking the pages by their cursors meets every push once, in order."""
    seen: list[int] = []
    query: dict[str, str] = {}
    with as_actor(cast.registrar):
        while True:
            page = pushed_page(cast.registrar, PushFilters(), query, size=500)
            seen += [row.pk for row in page.rows]
            if not page.next:
                break
            query = {"after": page.next}
    assert len(seen) == len(set(seen)) == 10_800
