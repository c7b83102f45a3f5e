"""What stands in the inbox: order, groups, tabs, pages, and who sees which duty."""

import pytest

from accounts.enums import DepartmentKind, Role
from kernel import clock
from obligations.enums import DueStatus, Status
from obligations.filters import InboxFilters
from obligations.models import Obligation
from obligations.queries import inbox_page, open_duties, tab_counts
from obligations.queries.counts import on_time_rates
from obligations.queries.inbox import Horizon
from tests.cast import JIEFANG_STREET, NANKANG, ZHANGGONG, Cast, as_actor
from tests.obligations.rows import GZ, due, duty

ALL = InboxFilters()


@pytest.fixture
def week(cast: Cast) -> dict[str, Obligation]:
    """Thursday: something for every group."""
    own = cast.facility()
    return {
        "late": due(own, -8, 1),
        "yesterday": due(own, -1, 2),
        "today": due(own, 0, 3),
        "saturday": due(own, 2, 4),
        "prompt": duty(own, subject_id=5, due_status=DueStatus.PROMPT, rule="change_filing"),
        "monday": due(own, 4, 6),
        "year": due(own, 240, 7, due_status=DueStatus.PROVISIONAL, missing_years=[2027]),
    }


def test_duties_stand_in_the_order_of_their_due_date_and_prompt_ones_between_this_week_and_later(
    cast: Cast, week: dict[str, Obligation]
) -> None:
    with as_actor(cast.officer):
        rows = inbox_page(cast.officer, ALL).rows
    assert [row.id for row in rows] == [row.pk for row in week.values()]
    groups = [Horizon(clock.today()).group_of(row) for row in rows]
    assert groups == ["overdue", "overdue", "today", "week", "prompt", "later", "later"]


def test_the_tabs_count_what_they_show(cast: Cast, week: dict[str, Obligation]) -> None:
    with as_actor(cast.officer):
        counts = tab_counts(cast.officer, ALL)
        shown = {name: len(inbox_page(cast.officer, InboxFilters(tab=name)).rows) for name in counts}
    assert counts == {"all": 7, "overdue": 2, "today": 1, "week": 1, "prompt": 1, "later": 2} == shown


@pytest.mark.parametrize("tab", ["all", "overdue", "prompt", "later"])
def test_pages_lead_forwards_and_back_through_every_group(cast: Cast, tab: str) -> None:
    own = cast.facility()
    wanted = [due(own, days, 10 + days).pk for days in (-9, -8, 0, 1, 2)]
    wanted += [duty(own, subject_id=n, due_status=DueStatus.PROMPT).pk for n in range(5)]
    wanted += [due(own, days, 50 + days).pk for days in (5, 6, 7)]
    filters = InboxFilters(tab=tab)
    wanted = {"all": wanted, "overdue": wanted[:2], "prompt": wanted[5:10], "later": wanted[10:]}[tab]
    with as_actor(cast.officer):
        pages, query = [], {}
        while True:
            found = inbox_page(cast.officer, filters, query, size=3)
            pages.append([row.id for row in found.rows])
            if not found.next:
                break
            query = {"after": found.next}
        assert [pk for rows in pages for pk in rows] == wanted
        back = [pages[-1]]
        while found.previous:
            found = inbox_page(cast.officer, filters, {"before": found.previous}, size=3)
            back.append([row.id for row in found.rows])
        assert [pk for rows in back[::-1] for pk in rows] == wanted


def test_a_cursor_of_nonsense_shows_the_first_page(cast: Cast, week: dict[str, Obligation]) -> None:
    with as_actor(cast.officer):
        first = [row.id for row in inbox_page(cast.officer, ALL).rows]
        for text in ("9_2026-05-07_1", "0_", "1__x", "2_2026-99-99_3", "'"):
            assert [row.id for row in inbox_page(cast.officer, ALL, {"after": text}).rows] == first


def test_filters_leave_what_they_name(cast: Cast, week: dict[str, Obligation]) -> None:
    officer, office = cast.officer, cast.department(ZHANGGONG, DepartmentKind.HEALTH)
    given = due(
        cast.facility(), 9, owner=office, owner_kind=office.kind, assignee_id=officer.user_id, source=GZ
    )
    town = due(cast.facility(region=ZHANGGONG), 10)
    with as_actor(officer):

        def found(**facts: object) -> list[int]:
            return [row.id for row in inbox_page(officer, InboxFilters(**facts)).rows]  # type: ignore[arg-type]

        assert found(owner="mine") == found(owner="office") == found(source="GZ") == [given.pk]
        assert found(office="HEALTH") == [given.pk]
        assert found(provisional=True) == [week["year"].pk]
        assert found(rule="change_filing") == [week["prompt"].pk]
        assert town.pk not in found(place=str(JIEFANG_STREET))
        assert town.pk in found(place=str(ZHANGGONG))


def test_a_duty_of_the_neighbour_is_neither_shown_nor_counted(cast: Cast) -> None:
    due(cast.facility(region=NANKANG), 0)
    with as_actor(cast.officer):
        assert inbox_page(cast.officer, ALL).rows == []
        assert open_duties(cast.officer).count() == 0
    with as_actor(cast.city):
        assert open_duties(cast.city).count() == 1


def test_a_registrar_sees_what_its_own_office_owes_and_the_officer_watches_it(cast: Cast) -> None:
    office = cast.department(ZHANGGONG, DepartmentKind.ADMIN_APPROVAL)
    facility = cast.facility()
    push = due(facility, -3, 1, rule="registration_push", owner=office, owner_kind=office.kind)
    due(facility, -1, 2)
    with as_actor(cast.registrar):
        assert [row.id for row in inbox_page(cast.registrar, ALL).rows] == [push.pk]
    with as_actor(cast.officer):
        assert len(inbox_page(cast.officer, ALL).rows) == 2


def test_the_on_time_rate_charges_each_delay_to_the_office_that_caused_it_also_while_it_lasts(
    cast: Cast,
) -> None:
    facility = cast.facility()
    registrar = cast.department(ZHANGGONG, DepartmentKind.ADMIN_APPROVAL)
    health = cast.department(ZHANGGONG, DepartmentKind.HEALTH)
    owners = {"owner": registrar, "owner_kind": registrar.kind, "rule": "registration_push"}
    due(facility, 0, 1, status=Status.MET_LATE, **owners)
    due(facility, 0, 2, status=Status.MET, **owners)
    due(facility, -4, 3, **owners)
    due(facility, 0, 4, status=Status.MET, owner=health, owner_kind=health.kind)
    due(facility, 0, 5, status=Status.MET, owner=health, owner_kind=health.kind, due_status="PROVISIONAL")
    due(facility, 0, 6, status=Status.SUPERSEDED, owner=health, owner_kind=health.kind)
    due(facility, 0, 7, status=Status.MET, rule="filing")
    with as_actor(cast.officer):
        rates = {(r.owner_id): (r.met, r.due, r.overdue) for r in on_time_rates(cast.officer)}
    assert rates == {registrar.pk: (1, 3, 1), health.pk: (1, 1, 0), None: (1, 1, 0)}


def test_the_street_officer_sees_the_street_and_nothing_else(cast: Cast, week: dict[str, Obligation]) -> None:
    street = cast.official(JIEFANG_STREET, DepartmentKind.STREET, Role.STREET_OFFICER)
    due(cast.facility(region=ZHANGGONG), 0, 99)
    with as_actor(street):
        assert len(inbox_page(street, ALL).rows) == len(week)
