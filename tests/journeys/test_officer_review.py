"""The officer's day in a real browser: from the inbox to a decision, by mouse and by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actors import Actor
from regions.scope import nation_scope
from registration.enums import FilingState
from registration.models import Filing
from tests.cast import Cast
from tests.pages import signed_in
from tests.registration.officer_filings import checked, submitted


@pytest.fixture(autouse=True)
def the_day_of_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's threads do not see a frozen clock; the demo's date they see."""
    monkeypatch.setenv("TUOYU_TODAY", "2026-05-07")


@pytest.fixture
def filing(cast: Cast) -> Filing:
    return submitted(cast)


def enter(context: BrowserContext, server: LiveServer, actor: Actor) -> None:
    """The browser holds the session of this person."""
    session = signed_in(actor).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])


@pytest.fixture
def officer(page: Page, live_server: LiveServer, cast: Cast, filing: Filing) -> Iterator[Page]:
    enter(page.context, live_server, cast.officer)
    yield page


def state(filing: Filing) -> str:
    with nation_scope(reason="a test looks"):
        return str(Filing.objects.get(pk=filing.pk).state)


def test_u23_from_the_inbox_to_the_receipt(officer: Page, filing: Filing) -> None:
    officer.goto("/inbox/")
    row = officer.locator("tr[data-row]", has_text="出具备案回执")
    row.get_by_role("button", name="为什么是这一天").click()
    why = officer.locator(".ty-why")
    expect(why).to_contain_text("5 月 9 日")
    expect(why.locator(".ty-day-due")).to_contain_text("5/11")
    row.get_by_role("link", name="审查").click()
    expect(officer.get_by_role("heading", name="材料核对")).to_be_visible()
    expect(officer.locator("#bar-holder")).to_contain_text("项未核")
    for _each in range(officer.locator("[data-material]").count()):
        pending = officer.locator(
            "[data-material]", has=officer.locator("button.is-ok[aria-pressed=false]")
        ).first
        name = pending.locator("h3").inner_text()
        pending.get_by_role("button", name="符合", exact=True).click()
        judged = officer.locator("[data-material]", has_text=name)
        expect(judged.locator("button.is-ok")).to_have_attribute("aria-pressed", "true")
    expect(officer.locator("#bar-holder")).to_contain_text("材料齐全，均符合")
    officer.get_by_role("link", name="出具回执").click()
    dialog = officer.locator("dialog[open]")
    expect(dialog).to_contain_text("基本条件告知书")
    dialog.get_by_role("button", name="出具回执").click()
    expect(officer.locator("main")).to_contain_text("章贡托备 2026-0001")
    assert state(filing) == FilingState.RECEIPT_ISSUED


def test_u09_one_request_with_everything_by_keyboard(officer: Page, cast: Cast, filing: Filing) -> None:
    checked(cast, filing)
    officer.goto(f"/filings/{filing.pk}/?view=M5")
    officer.locator("body").press("n")
    officer.locator("body").press("p")
    row = officer.locator("[data-material].is-current")
    name = row.locator("h3").inner_text()
    officer.keyboard.press("2")
    row = officer.locator("[data-material]", has_text=name)
    reason = row.locator("textarea")
    expect(reason).to_be_visible()
    row.get_by_role("button", name="不清晰").click()
    expect(reason).to_have_value("不清晰")
    row.get_by_role("button", name="存好补正内容").click()
    expect(officer.locator("#tally")).to_contain_text("补正 1")
    officer.get_by_role("link", name="一次性告知补正（1 项）").click()
    dialog = officer.locator("dialog[open]")
    expect(dialog).to_contain_text("不清晰")
    dialog.get_by_role("button", name="一次性告知").click()
    expect(officer.locator("#bar-holder")).to_contain_text("已一次性告知补正")
    assert state(filing) == FilingState.SUPPLEMENT_REQUESTED


def test_u25_a_notice_is_seen_as_the_public_will_read_it_before_it_goes_out(
    officer: Page, cast: Cast, filing: Filing
) -> None:
    officer.goto(f"/filings/{filing.pk}/notice/")
    officer.get_by_label("理由").fill("消防通道堵塞")
    officer.get_by_label("公示内容").fill("负责人李青（13812345678）未整改消防通道堵塞问题。")
    officer.get_by_label("改正期限").fill("2026-06-01")
    officer.get_by_role("button", name="预览公示").click()
    preview = officer.locator(".ty-public-text")
    expect(preview).to_have_text("负责人李*（138****5678）未整改消防通道堵塞问题。")
    officer.get_by_role("button", name="修改内容").click()
    expect(officer.get_by_label("公示内容")).to_have_value(
        "负责人李青（13812345678）未整改消防通道堵塞问题。"
    )
    officer.get_by_role("button", name="预览公示").click()
    officer.get_by_label("不符合").fill("不符合")
    officer.get_by_role("button", name="出具通知").click()
    expect(officer.locator("main")).to_contain_text("章贡托不符 2026-0001")
    assert state(filing) == FilingState.NONCOMPLIANCE_NOTIFIED


def test_two_officers_at_once_the_slower_one_sees_who_changed_what_and_loses_no_word(
    officer: Page, browser: Browser, live_server: LiveServer, cast: Cast, filing: Filing
) -> None:
    officer.goto(f"/filings/{filing.pk}/")
    mine = officer.locator("[data-material]", has_text="消防安全")
    mine.get_by_role("button", name="补正", exact=True).click()
    mine.locator("textarea").fill("请换成合格证明")
    other = browser.new_context(base_url=live_server.url, locale="zh-CN")
    enter(other, live_server, cast.head)
    colleague = other.new_page()
    colleague.goto(f"/filings/{filing.pk}/")
    theirs = colleague.locator("[data-material]", has_text="消防安全")
    theirs.get_by_role("button", name="补正", exact=True).click()
    theirs.locator("textarea").fill("看不清公章")
    theirs.get_by_role("button", name="存好补正内容").click()
    expect(colleague.locator("#tally")).to_contain_text("补正 1")
    other.close()

    mine.get_by_role("button", name="存好补正内容").click()
    conflict = officer.locator("#conflict")
    expect(conflict).to_contain_text(cast.head.name)
    conflict.get_by_text("看差别").click()
    expect(conflict).to_contain_text("看不清公章")
    expect(mine.locator("textarea")).to_have_value("请换成合格证明")
    mine.get_by_role("button", name="存好补正内容").click()
    expect(conflict).to_be_empty()
    expect(officer.locator("#tally")).to_contain_text("补正 1")


def test_documents_turn_beside_the_list_without_leaving_the_page(officer: Page, filing: Filing) -> None:
    officer.goto(f"/filings/{filing.pk}/")
    officer.locator("[data-material]", has_text="卫生评价").locator("a[data-view]").click()
    expect(officer.locator("#viewer h2").first).to_contain_text("卫生评价")
    expect(officer.locator("[data-material].is-current")).to_contain_text("卫生评价")
    officer.locator("[data-material]", has_text="备案书").locator("a[data-view]").first.click()
    expect(officer.locator("#viewer")).to_contain_text("示例·李青")


def test_without_script_a_review_works_too(
    browser: Browser, live_server: LiveServer, cast: Cast, filing: Filing
) -> None:
    checked(cast, filing)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="zh-CN")
    enter(context, live_server, cast.officer)
    plain = context.new_page()
    plain.goto(f"/filings/{filing.pk}/")
    row = plain.locator("[data-material]", has_text="消防安全")
    row.get_by_role("button", name="补正", exact=True).click()
    row = plain.locator("[data-material]", has_text="消防安全")
    row.locator("textarea").fill("请换成合格证明")
    row.get_by_role("button", name="存好补正内容").click()
    plain.get_by_role("link", name="一次性告知补正（1 项）").click()
    expect(plain.locator("main")).to_contain_text("请换成合格证明")
    plain.get_by_role("button", name="一次性告知").click()
    expect(plain.locator("main")).to_contain_text("补正告知（第 1 轮）")
    context.close()
    assert state(filing) == FilingState.SUPPLEMENT_REQUESTED
