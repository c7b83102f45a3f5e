"""U27: a new arrangement of days off is loaded; what moved is listed, and no operator's date becomes earlier."""

from datetime import date, datetime
from typing import Any

import pytest

from accounts.actors import system_actor
from accounts.enums import DepartmentKind
from accounts.errors import DomainError
from audit.models import AuditEvent
from kernel import clock
from obligations.enums import DueStatus
from obligations.models import Obligation
from obligations.queries.effects import moves
from obligations.workflow import open_obligation, recompute_due_dates
from policy.workflow import publish_calendar
from regions.scope import nation_scope
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.pages import signed_in, text

SYSTEM = system_actor("test")
#: Written for the test: a working Saturday right after New Year and a long holiday before Spring Festival.
ARRANGEMENT_2027: dict[str, Any] = {
    "label": "2027-1",
    "year": 2027,
    "known_from": "2026-12-30",
    "document": "试验",
    "published_on": "2026-12-30",
    "off": {"NEW_YEAR": ["2027-01-01", "2027-01-02", "2027-01-03"]},
    "work": {"NEW_YEAR": ["2027-01-09"]},
}


@pytest.fixture
def two(cast: Cast) -> dict[str, Obligation]:
    """A receipt of the office and a filing of the facility, both counted across the year end."""
    facility = cast.facility()
    with clock.frozen(datetime(2026, 12, 29, 10, tzinfo=clock.ZONE)), as_actor(cast.officer):
        return {
            rule: open_obligation(
                by=cast.officer,
                rule=rule,
                subject=facility,
                trigger=clock.now(),
                trigger_event="filing_materials_received",
                owner=cast.department(ZHANGGONG, DepartmentKind.HEALTH) if rule != "filing" else None,
                facility_id=facility.pk,
            )
            for rule in ("filing_receipt", "filing", "noncompliance_notice")
        }


def load(entry: dict[str, Any]) -> None:
    publish_calendar(by=SYSTEM, entries=[entry])


def test_before_anything_is_loaded_nothing_moves(cast: Cast, two: dict[str, Obligation]) -> None:
    with nation_scope(reason="a test looks"):
        assert list(moves()) == []


def test_u27_a_loaded_calendar_moves_the_offices_dates_and_never_a_facilitys_earlier(
    cast: Cast, two: dict[str, Obligation]
) -> None:
    assert {rule: str(row.due_on) for rule, row in two.items()} == {
        "filing_receipt": "2027-01-06",
        "filing": "2027-01-13",
        "noncompliance_notice": "2027-01-20",
    }
    load(ARRANGEMENT_2027)
    with nation_scope(reason="the platform counts anew"):
        assert recompute_due_dates(by=SYSTEM, reason="2027 年放假安排") == 3
        rows = {row.rule: row for row in Obligation.objects.all()}
        assert recompute_due_dates(by=SYSTEM, reason="again") == 0
    assert rows["filing_receipt"].due_on == date(2027, 1, 6)
    assert rows["noncompliance_notice"].due_on == date(2027, 1, 19)
    assert rows["filing"].due_on == date(2027, 1, 13)
    assert {row.due_status for row in rows.values()} == {DueStatus.FIRM}
    assert rows["noncompliance_notice"].counted_days[-1] == "2027-01-19"


def test_u27_the_page_lists_old_and_new_dates(cast: Cast, two: dict[str, Obligation]) -> None:
    load(ARRANGEMENT_2027)
    officer = signed_in(cast.officer)
    with clock.frozen(datetime(2027, 1, 4, 9, tzinfo=clock.ZONE)):
        waiting = text(officer.get("/calendar/effects/"))
        assert "下次重算会变的期限" in waiting
        with nation_scope(reason="the platform counts anew"):
            recompute_due_dates(by=SYSTEM, reason="2027 年放假安排")
        page = text(officer.get("/calendar/effects/"))
    assert "下次重算会变的期限" not in page and "没有暂估的期限" in page
    moved = page.split("因放假安排变动的期限")[1]
    assert "1月20日" in moved and "1月19日" in moved
    assert "机构的期限不提前" in moved and "日期不变，已确定" in moved


def test_the_old_date_stays_on_the_trail(cast: Cast, two: dict[str, Obligation]) -> None:
    load(ARRANGEMENT_2027)
    with nation_scope(reason="the platform counts anew"):
        recompute_due_dates(by=SYSTEM, reason="2027 年放假安排")
        events = {e.data["rule"]: e.data for e in AuditEvent.objects.filter(event="obligation.recomputed")}
    assert events["noncompliance_notice"]["from"] == "2027-01-20"
    assert events["noncompliance_notice"]["to"] == "2027-01-19"
    assert (events["filing"]["to"], events["filing"]["counted"]) == ("2027-01-13", "2027-01-12")


def test_an_arrangement_with_more_days_off_makes_a_facilitys_date_later(
    cast: Cast, two: dict[str, Obligation]
) -> None:
    long = {**ARRANGEMENT_2027, "off": {"NEW_YEAR": [f"2027-01-0{n}" for n in range(1, 9)]}, "work": {}}
    load(long)
    with nation_scope(reason="the platform counts anew"):
        recompute_due_dates(by=SYSTEM, reason="2027 年放假安排")
        row = Obligation.objects.get(rule="filing")
    assert row.due_on is not None and row.due_on > date(2027, 1, 13)
    assert row.counted_days[-1] == row.due_on.isoformat()


def test_a_person_does_not_move_due_dates(cast: Cast, two: dict[str, Obligation]) -> None:
    with as_actor(cast.head), pytest.raises(DomainError):
        recompute_due_dates(by=cast.head, reason="please")
