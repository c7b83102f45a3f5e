"""The pages of monthly runs and of corrections: begun, watched, left and found again, cancelled, read by the facility."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from facilities.models import UniversalRecognition
from regions.scope import nation_scope
from subsidies.enums import RunState
from subsidies.models import MonthlyRun, Recovery
from subsidies.workflow.runs import start_run, work_on
from tests.cast import GANZHOU, ZHANGGONG, Cast
from tests.frontend.markup import faults
from tests.pages import signed_in, text
from tests.subsidies.build import child, month, operating
from tests.subsidies.money import Office, here

pytestmark = pytest.mark.django_db
MAY = date(2024, 5, 1)


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def _sound(client: Client, address: str) -> str:
    page = text(client.get(address))
    assert faults(page) == []
    return page


def _only() -> MonthlyRun:
    with nation_scope(reason="a test looks"):
        return MonthlyRun.objects.get()


def _attended(office: Office) -> None:
    """Signed attendance of May that nobody claims."""
    claim = office.draft_of(operating(month(child("A"), child("B"))))
    with nation_scope(reason="a test looks"):
        claim.delete()


def test_a_run_is_begun_and_watched_and_its_facility_reads_the_proposal(office: Office) -> None:
    _attended(office)
    client = signed_in(office.maker)
    assert "月度测算" in _sound(client, "/claims/")
    answer = client.post("/claims/runs/", {"month": "2024-05"})
    run = _only()
    assert answer["Location"] == f"/claims/runs/{run.pk}/"
    work_on(run.pk)
    page = _sound(client, f"/claims/runs/{run.pk}/")
    for words in (office.facility.name, "400.00", "章贡区", "已完成"):
        assert words in page, words
    assert "400.00" in _sound(client, "/claims/runs/")
    mine = _sound(signed_in(office.operator), "/operator/subsidies/")
    assert "2024-05 拟申报 2 人月，400.00 元" in mine


def test_while_it_works_the_card_asks_again_and_can_be_cancelled(office: Office) -> None:
    with here():
        run = start_run(by=office.maker, region=ZHANGGONG, month=MAY)
        MonthlyRun.objects.update(state="RUNNING", done=0, finished_at=None)
    client = signed_in(office.maker)
    page = _sound(client, f"/claims/runs/{run.pk}/")
    assert 'hx-trigger="every 2s"' in page
    card = text(client.get(f"/claims/runs/{run.pk}/", headers={"HX-Request": "true"}))
    assert card.lstrip().startswith("<div")
    client.post(f"/claims/runs/{run.pk}/cancel/")
    assert _only().state == RunState.CANCELLED
    assert "every 2s" not in _sound(client, f"/claims/runs/{run.pk}/")


@pytest.mark.parametrize(("typed", "says"), [("2026-05", "已结束"), ("五月", "2025-02"), ("", "必填")])
def test_a_month_that_cannot_be_run_is_told_beside_its_field(office: Office, typed: str, says: str) -> None:
    answer = signed_in(office.maker).post("/claims/runs/", {"month": typed})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_the_list_of_runs_costs_the_same_for_two_and_for_eight(office: Office) -> None:
    client = signed_in(office.maker)

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            text(client.get("/claims/runs/"))
        return len(seen)

    def runs(*numbers: int) -> None:
        for number in numbers:
            work_on(start_run(by=office.maker, region=ZHANGGONG, month=date(2024, number, 1)).pk)

    with here():
        runs(1, 2)
    statements()
    few = statements()
    with here():
        runs(3, 4, 5, 6, 7, 8)
    assert statements() == few


def test_a_district_neither_sees_nor_cancels_the_run_of_the_city(office: Office) -> None:
    with nation_scope(reason="a test begins a run"):
        run = start_run(by=office.city_maker, region=GANZHOU, month=MAY)
    client = signed_in(office.maker)
    assert client.get(f"/claims/runs/{run.pk}/").status_code == 404
    assert client.post(f"/claims/runs/{run.pk}/cancel/").status_code == 404


def test_a_granted_claim_stands_beside_todays_facts_and_the_difference_is_settled(office: Office) -> None:
    claim = office.paid()
    client = signed_in(office.maker)
    assert "没有差额" in _sound(client, f"/claims/{claim.pk}/correct/")
    with here():
        UniversalRecognition.objects.update(withdrawn_from=date(2024, 5, 20), withdrawal_reason="违规收费")
    assert "事实有变化" in _sound(client, "/budgets/")
    assert "600.00" in _sound(client, f"/claims/{claim.pk}/correct/")
    client.post(f"/claims/{claim.pk}/correct/", {"explanation": "月中丧失普惠资格", "working_days": "20"})
    with here():
        row = Recovery.objects.get()
    assert (row.amount, row.shares, row.working_days) == (60000, {"city": 12000, "county": 48000}, 20)
    assert "此前的更正尚未审定" in _sound(client, f"/claims/{claim.pk}/correct/")


def test_the_budget_a_child_is_entered_on_its_page(office: Office) -> None:
    client = signed_in(office.maker)
    page = _sound(client, "/budgets/per-student/")
    assert "生均经费" in page
    sent = {"region": ZHANGGONG, "year": 2025, "amount": "23457.89", "document": "示例教〔2026〕1号"}
    assert client.post("/budgets/per-student/", sent | {"amount": "1.234"}).status_code == 422
    assert client.post("/budgets/per-student/", sent).status_code == 302
    assert client.post("/budgets/per-student/", sent).status_code == 422
