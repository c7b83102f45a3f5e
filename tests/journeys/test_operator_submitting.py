"""From the submission to the receipt and what may come between (U08, U09, U10)."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from documents.models import Paper
from documents.workflow import render_waiting
from kernel import clock
from obligations.models import Obligation
from regions.scope import nation_scope
from registration.enums import FilingState
from registration.workflow import reviewing
from tests.cast import Cast, as_actor
from tests.journeys.stage import PHONE, Day, another, day, enter, give_file, item, sound, stored
from tests.registration.officer_filings import checked, operator_of
from tests.registration.operator_acts import receipt, sent_back
from tests.registration.operator_pages import Desk, desk

__all__ = ["day"]


def hand_in(at: Desk, moment: datetime) -> None:
    """Press the submit button of the last step at a moment."""
    with clock.frozen(moment):
        sent = {"shown": stored(at.filing.pk).version, "committed": "on", "signer": "示例·李青"}
        assert at.step("submit", **sent).status_code == 302


@pytest.mark.parametrize(
    ("minutes", "trigger", "due"), [(0, "4 月 13 日", "2026-04-20"), (20, "4 月 14 日", "2026-04-21")]
)
def test_u08_ten_to_midnight_is_that_day_and_twenty_minutes_later_the_next(
    page: Page,
    live_server: LiveServer,
    cast: Cast,
    day: Day,
    minutes: int,
    trigger: str,
    due: str,
) -> None:
    moment = datetime(2026, 4, 13, 23, 50, tzinfo=clock.ZONE) + timedelta(minutes=minutes)
    with clock.frozen(datetime(2026, 4, 10, 9, tzinfo=clock.ZONE)):
        cast.officer  # noqa: B018
        at = desk(cast, complete=True, approved_on=moment.date().replace(day=9))
    hand_in(at, moment)
    day("2026-04-14")
    enter(page.context, live_server, at.operator)
    page.goto(f"/operator/filings/{at.filing.pk}/")
    expect(page.locator("main")).to_contain_text(f"{trigger}收到")
    with nation_scope(reason="a test looks"):
        clocks = Obligation.objects.filter(subject_type="registration.filing", rule="filing_receipt")
        assert clocks.get().due_on.isoformat() == due  # type: ignore[union-attr]


def test_u09_one_complete_list_only_its_items_open_and_the_clocks_start_anew(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    filing = sent_back(cast, M2="合同缺最后一页", M5="看不清公章")
    operator = operator_of(cast, filing)
    enter(page.context, live_server, operator)
    page.set_viewport_size(PHONE)
    page.goto("/operator/")
    task = page.locator(".ty-tasks li").first
    expect(task).to_contain_text("场地证明")
    expect(task).to_contain_text("消防安全检查合格证明")
    task.get_by_role("link", name="补正").click()
    request = page.locator(".ty-request")
    expect(request).to_contain_text("合同缺最后一页")
    expect(request).to_contain_text("看不清公章")
    sound(page)
    request.get_by_role("link", name="补正", exact=True).click()
    expect(item(page, "M2").locator("input[type=file]").first).to_be_attached()
    expect(item(page, "M1").locator("input[type=file]")).to_have_count(0)
    give_file(page, "M2", "合同全本.png")
    page.goto(f"/operator/filings/{filing.pk}/confirm/")
    expect(page.locator(".ty-summary")).to_contain_text("消防安全检查合格证明")
    expect(page.get_by_role("button", name="重新提交")).to_have_count(0)
    page.locator(".ty-summary a").first.click()
    give_file(page, "M5", "消防新.png", more=True)
    day("2026-05-08")
    page.goto(f"/operator/filings/{filing.pk}/confirm/")
    page.get_by_role("button", name="重新提交").click()
    expect(page.locator("main")).to_contain_text("5 月 8 日")
    expect(page.locator(".ty-past summary")).to_contain_text("2")
    with nation_scope(reason="a test looks"):
        rows = Obligation.objects.filter(subject_type="registration.filing", subject_id=filing.pk)
        assert sorted(rows.values_list("rule", "status", "trigger_on")) == sorted(
            [
                (rule, status, datetime(2026, month, on).date())
                for rule in ("filing_receipt", "noncompliance_notice")
                for status, month, on in (("SUPERSEDED", 4, 30), ("OPEN", 5, 8))
            ]
        )

    later = datetime(2026, 5, 9, 10, tzinfo=clock.ZONE)
    with clock.frozen(later):
        checked(cast, filing, M4="报告没有盖章")
        with as_actor(cast.officer):
            why = "第一次核对时漏看了报告的盖章页"
            reviewing.request_supplement(by=cast.officer, filing_id=filing.pk, addition_reason=why)
    day("2026-05-11")
    page.goto(f"/operator/filings/{filing.pk}/")
    expect(page.locator(".ty-request")).to_contain_text("为什么第一次没有提出：")
    expect(page.locator(".ty-request")).to_contain_text("漏看了报告的盖章页")


def test_u10_receipt_and_notice_are_downloaded_and_the_code_leads_to_what_everybody_sees(
    page: Page, browser: Browser, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    filing = receipt(cast)
    render_waiting()
    enter(page.context, live_server, operator_of(cast, filing))
    page.goto("/operator/")
    expect(page.locator("main")).to_contain_text("章贡托备 2026-0001")
    expect(page.locator("main")).to_contain_text("现在没有要办的事")
    page.goto(f"/operator/filings/{filing.pk}/")
    for name in ("备案回执", "基本条件告知书"):
        with page.expect_download() as waiting:
            page.locator(".ty-receipt").get_by_role("link", name=name).click()
        assert waiting.value.path().read_bytes().startswith(b"%PDF")
    sound(page)
    shown = page.get_by_role("link", name="公众看到的样子").get_attribute("href")
    assert shown is not None and re.fullmatch(r"/check/[\w-]{12,}/", shown)

    anybody = another(browser, live_server)
    anybody.goto(shown)
    facts = anybody.locator(".ty-facts")
    assert facts.locator("dt").all_inner_texts() == ["机构", "回执编号", "签发日期", "当前状态"]
    expect(facts).to_contain_text("章贡托备 2026-0001")
    expect(facts).to_contain_text("2026-05-06")
    for private in ("李青", "138", filing.facility.uscc, "示例路"):
        expect(anybody.locator("body")).not_to_contain_text(private)
    anybody.context.close()
    with nation_scope(reason="a test looks"):
        assert Paper.objects.filter(facility=filing.facility).count() == 2


def test_the_back_button_after_the_submission_changes_nothing_and_says_so(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    at = desk(cast, complete=True)
    enter(page.context, live_server, at.operator)
    page.goto(f"/operator/filings/{at.filing.pk}/basics/")
    old = page.get_by_label("机构名称")
    expect(old).to_be_visible()
    page.goto(f"/operator/filings/{at.filing.pk}/confirm/")
    submit = page.get_by_role("button", name="提交给卫健委")
    submit.dblclick()
    expect(page.locator("main")).to_contain_text("收到")
    filing = stored(at.filing.pk)
    assert (filing.state, filing.round) == (FilingState.SUBMITTED, 1)
    page.go_back()
    page.go_back()
    page.goto(f"/operator/filings/{at.filing.pk}/basics/")
    expect(page).to_have_url(f"{live_server.url}/operator/filings/{at.filing.pk}/")
    page.get_by_role("button", name="撤回").first.click()
    page.locator("dialog[open]").get_by_role("button", name="撤回").click()
    expect(page.locator(".ty-tasks li").first).to_contain_text("还剩 6 个工作日")
    assert stored(at.filing.pk).state == FilingState.WITHDRAWN
