"""The officer's lists cost the same at 1,000 and at 12,000 facilities, and walk the index of their own level."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actors import Actor, Post
from accounts.enums import DepartmentKind, Role
from benchmarks.national import fill, fill_search
from benchmarks.scopes import scopes
from config.navigation import OFFICE, Navigation
from facilities.filters import FacilityFilters
from facilities.models import FacilitySearch
from facilities.queries.listing import list_page
from facilities.queries.search import marks_of
from obligations.filters import InboxFilters
from obligations.queries.counts import on_time_rates
from obligations.queries.finished import finished_page
from obligations.queries.inbox import inbox_page, tab_counts
from regions.scope import Scope, nation_scope, scoped
from registration.filters import FilingFilters, RegistrationFilters
from registration.queries.filings import filing_counts, filing_page
from registration.queries.registrations import unfiled_page
from tests.plans import plan_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ACTOR = Actor(
    user_id=1,
    post=Post(
        id=1,
        role=Role.OFFICER,
        department_id=1,
        department="",
        kind=DepartmentKind.HEALTH,
        region_id=0,
        region="",
    ),
)
#: Duties of every facility: one receipt clock open, some overdue, some prompt, some settled in the last weeks.
DUTIES = """
INSERT INTO obligations_obligation (region_id, facility_id, rule, subject_type, subject_id, owner_kind, trigger_event,
       trigger_at, trigger_on, days, due_on, due_status, missing_years, counted_days, source, pack, pack_version,
       calendar_version, status, opened_at, settled_at, settled_on, settled_event, urged_count, moved_by)
SELECT region_id, id, 'filing', 'registration.registration', id, 'FACILITY', 'registration_approved', now(), current_date,
       CASE WHEN id %% 9 > 0 THEN 10 END, CASE WHEN id %% 9 > 0 THEN current_date - 20 + (id %% 90)::int END,
       CASE WHEN id %% 9 > 0 THEN 'FIRM' ELSE 'PROMPT' END, '[]', '[]', '{"code": "GZ"}', '360700', '1', '',
       CASE WHEN id %% 4 = 0 THEN 'MET' ELSE 'OPEN' END, now(),
       CASE WHEN id %% 4 = 0 THEN now() END, CASE WHEN id %% 4 = 0 THEN current_date - (id %% 60)::int END, '', 0, ''
  FROM facilities_facility f WHERE NOT EXISTS (SELECT 1 FROM obligations_obligation o WHERE o.facility_id = f.id)
"""
FILINGS = """
INSERT INTO registration_filing (region_id, facility_id, kind, state, number, form, round, submitted_at,
       first_submitted_at, created_at, saved_at, version)
SELECT region_id, id, 'FIRST', CASE WHEN id %% 10 = 0 THEN 'SUBMITTED' ELSE 'VERIFIED' END, 'n' || id, '{}', 1,
       now() - (id %% 400) * interval '1 hour', now(), now() - (id %% 4000) * interval '1 hour', now(), 1
  FROM facilities_facility f WHERE NOT EXISTS (SELECT 1 FROM registration_filing r WHERE r.facility_id = f.id)
"""
#: What each page asks; the value says how many statements that may take.
PAGES: dict[str, tuple[Callable[[], Any], int]] = {
    "facilities": (lambda: list_page(FacilityFilters()), 1),
    "facilities, three filters": (
        lambda: list_page(FacilityFilters(state="FILED_VERIFIED", kind="FOR_PROFIT", filed_from=None)),
        1,
    ),
    "search": (lambda: list_page(FacilityFilters(q="云朵")), 1),
    "search, one letter": (lambda: list_page(FacilityFilters(q="云")), 1),
    "inbox": (lambda: inbox_page(ACTOR, InboxFilters()), 1),
    "inbox, overdue": (lambda: inbox_page(ACTOR, InboxFilters(tab="overdue")), 1),
    "inbox, promptly": (lambda: inbox_page(ACTOR, InboxFilters(tab="prompt")), 1),
    "inbox, counts": (lambda: tab_counts(ACTOR, InboxFilters()), 1),
    "navigation": (lambda: Navigation(ACTOR, "/", OFFICE).groups, 1),
    "finished": (lambda: finished_page(ACTOR, {}), 1),
    "on-time rates": (lambda: on_time_rates(ACTOR), 1),
    "filings to review": (lambda: filing_page(ACTOR, FilingFilters()), 1),
    "filings, all": (lambda: filing_page(ACTOR, FilingFilters(tab="all")), 1),
    "filings, counts": (lambda: filing_counts(ACTOR, FilingFilters()), 1),
    "registered, not filed": (lambda: unfiled_page(RegistrationFilters()), 1),
}
#: Page → the index it must walk at each level; provinces and below have the level in front.
INDEXES = {
    "facilities": "facility_{}",
    "search": "search_marks",
    "search, one letter": "search_marks",
    "inbox, overdue": "due_{}",
    "inbox, promptly": "due_{}",
    "finished": "done_{}",
    "filings to review": "filing_work_{}",
    "filings, all": "filing_{}",
}
SHORT = {"province": "prov", "city": "city", "district": "dist", "street": "regi", "nation": "nati"}


def grow(count: int) -> None:
    """Exactly so many facilities, with their duties and filings."""
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_district, bench_street, bench_facility")
        for table in ("registration_filing", "obligations_obligation", "facilities_facilitysearch"):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("DELETE FROM facilities_facility")
    fill(count)
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute(DUTIES.replace("%%", "%"))
        cursor.execute(FILINGS.replace("%%", "%"))
    fill_search()
    with nation_scope(reason="benchmark data"):
        held = FacilitySearch.objects.select_related("facility").order_by("pk")[:50]
        written = [
            (marks_of(f.name, f.address, f.region_id), row.marks) for row in held for f in [row.facility]
        ]
    assert all(by_verb == by_statement for by_verb, by_statement in written)


def statements(scope: Scope) -> dict[str, int]:
    found = {}
    for name, (work, _most) in PAGES.items():
        with scoped(scope), CaptureQueriesContext(connection) as queries:
            work()
        found[name] = len(queries)
    return found


def test_every_list_takes_one_statement_at_1_000_and_at_12_000_rows_and_walks_its_own_index() -> None:
    grow(1000)
    few = {name: statements(scope) for name, scope in scopes().items()}
    grow(12000)
    many = {name: statements(scope) for name, scope in scopes().items()}
    wanted = {name: most for name, (_work, most) in PAGES.items()}
    assert all(counted == wanted for counted in few.values()), few
    assert all(counted == wanted for counted in many.values()), many
    _walks_its_index()


def _walks_its_index() -> None:
    for level, scope in scopes().items():
        for page, pattern in INDEXES.items():
            with scoped(scope):
                plan = plan_of(PAGES[page][0])
            short = SHORT["district" if level == "small" else level]
            long = "district" if level == "small" else level
            wanted = {pattern.format(short), pattern.format(long)}
            where = f"{page} at {level}: {plan}"
            assert (
                not {"facilities_facility", "obligations_obligation", "registration_filing"} & plan.scanned
            ), where
            assert wanted & plan.indexes, where
            assert plan.thrown_away <= 5 * max(plan.rows, 51), where
