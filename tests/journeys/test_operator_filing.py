"""Filling in a filing: only what applies is asked, what expired stops it, nothing typed is ever lost (U04, U06, U07)."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from obligations.models import Obligation
from regions.scope import nation_scope
from registration.enums import FilingState
from registration.workflow import drafting
from tests.cast import Cast, as_actor
from tests.journeys.stage import (
    PHONE,
    Day,
    answer,
    day,
    enter,
    give_file,
    item,
    saved,
    sign_in,
    sound,
    stored,
)
from tests.registration.operator_pages import Desk, desk

__all__ = ["day"]


def open_step(page: Page, server: LiveServer, at: Desk, step: str) -> None:
    enter(page.context, server, at.operator)
    page.goto(f"/operator/filings/{at.filing.pk}/{step}/")


def test_u04_the_food_licence_is_asked_for_when_food_is_cooked(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    open_step(page, live_server, desk(cast), "materials")
    slots = page.locator(".ty-slots")
    expect(slots).not_to_contain_text("食品经营许可证")
    answer(page, "您给孩子提供餐饮吗？", "提供，自己做")
    expect(item(page, "C1")).to_contain_text("因为提供餐饮")
    expect(page.locator("#progress")).to_contain_text("食品经营许可证")
    answer(page, "您给孩子提供餐饮吗？", "否")
    expect(item(page, "C1")).to_have_count(0)
    page.get_by_text("为什么", exact=True).click()
    expect(page.locator("main")).to_contain_text("不自办餐饮")
    answer(page, "您给孩子提供餐饮吗？", "提供，外面送餐")
    expect(item(page, "C2")).to_contain_text("供餐合同")
    expect(item(page, "C1")).to_have_count(0)
    sound(page)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_u06_a_draft_is_saved_by_itself_and_taken_up_next_week_without_any_clock(
    page: Page, live_server: LiveServer, cast: Cast, day: Day, phone: bool
) -> None:
    at = desk(cast)
    if phone:
        page.set_viewport_size(PHONE)
    page.goto("/operator/")
    sign_in(page, at.operator)
    page.get_by_role("link", name="继续填写").first.click()
    with saved(page):
        page.get_by_label("负责人从事相关管理的年数").fill("七")
        page.get_by_label("全日托").check()
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存")
    page.get_by_role("button", name="下一步：场所").click()
    expect(page.locator(".ty-summary")).to_be_focused()
    expect(page.locator("#id_head_years-error")).to_contain_text("整数")
    expect(page.get_by_label("负责人从事相关管理的年数")).to_have_value("七")
    with saved(page):
        page.get_by_label("负责人从事相关管理的年数").fill("7")
    sound(page)
    page.context.clear_cookies()

    day("2026-05-13")
    page.goto("/operator/")
    sign_in(page, at.operator)
    expect(page.locator(".ty-tasks li").first).to_contain_text("还剩 1 个工作日")
    page.get_by_role("link", name="继续填写").first.click()
    expect(page.get_by_label("负责人从事相关管理的年数")).to_have_value("7")
    expect(page.get_by_label("全日托")).to_be_checked()
    with nation_scope(reason="a test looks"):
        assert not Obligation.objects.filter(subject_type="registration.filing").exists()


def test_u07_a_lease_of_24_months_stops_and_one_of_36_with_20_left_warns(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    at = desk(cast, complete=True)
    open_step(page, live_server, at, "materials")
    slot = item(page, "M2")
    slot.get_by_role("radio", name="租赁").check()
    slot.get_by_label("租期开始").fill("2026-04-01")
    slot.get_by_label("租期结束").fill("2028-03-31")
    slot.get_by_label("租期结束").blur()
    expect(slot).to_contain_text("租期是 24 个月，少于 3 年")
    expect(slot).to_contain_text("2029")
    expect(slot.get_by_label("租期结束")).to_have_attribute("aria-invalid", "true")
    expect(slot.get_by_label("租期结束")).to_have_value("2028-03-31")
    expect(slot.locator(".ty-file-name").first).to_have_text("证明.png")
    page.get_by_role("button", name="下一步：核对并提交").click()
    expect(page.locator(".ty-summary")).to_contain_text("租期是 24 个月")
    expect(page.locator(".ty-summary")).to_be_focused()
    page.goto(f"/operator/filings/{at.filing.pk}/confirm/")
    expect(page.locator(".ty-action-bar, [role=region]").first).to_be_visible()
    expect(page.get_by_role("button", name="提交给卫健委")).to_have_count(0)
    page.locator(".ty-summary a").first.click()

    slot = item(page, "M2")
    slot.get_by_label("租期开始").fill("2025-01-01")
    slot.get_by_label("租期开始").blur()
    slot.get_by_label("租期结束").fill("2028-01-06")
    slot.get_by_label("租期结束").blur()
    expect(slot).to_contain_text("租约还剩 20 个月")
    expect(slot).to_contain_text("可以提交")
    page.get_by_role("button", name="下一步：核对并提交").click()
    expect(page.get_by_role("button", name="提交给卫健委")).to_be_visible()


def test_u07_a_food_licence_that_expired_yesterday_stops_and_loses_nothing(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    at = desk(cast, complete=True)
    open_step(page, live_server, at, "materials")
    answer(page, "您给孩子提供餐饮吗？", "提供，自己做")
    expect(item(page, "C1")).to_be_visible()
    give_file(page, "C1", "食品证.png")
    item(page, "C1").get_by_label("有效期至").fill("2026-05-06")
    item(page, "C1").get_by_label("有效期至").blur()
    expect(item(page, "C1")).to_contain_text("食品经营许可证已于 2026 年 5 月 6 日 到期")
    expect(item(page, "C1")).to_contain_text("请上传有效的食品经营许可证")
    page.get_by_role("button", name="下一步：核对并提交").click()
    expect(page.locator(".ty-summary")).to_contain_text("食品经营许可证")
    expect(item(page, "C1").get_by_label("有效期至")).to_have_value("2026-05-06")
    expect(item(page, "C1").locator(".ty-file-name").first).to_have_text("食品证.png")
    item(page, "C1").get_by_label("有效期至").fill("2026-05-07")
    item(page, "C1").get_by_label("有效期至").blur()
    expect(item(page, "C1")).to_contain_text("已上传")
    page.get_by_role("button", name="下一步：核对并提交").click()
    expect(page.get_by_role("button", name="提交给卫健委")).to_be_visible()


def test_a_bad_file_is_refused_beside_its_item_and_the_next_one_goes_in(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    open_step(page, live_server, desk(cast), "materials")
    box = item(page, "M5").locator("input[type=file]")
    box.set_input_files({"name": "全套.zip", "mimeType": "application/zip", "buffer": b"PK"})
    expect(item(page, "M5").locator("[data-refusal]")).to_contain_text("全套.zip")
    box.set_input_files({"name": "程序.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90" + b"0" * 300})
    expect(item(page, "M5").locator("[data-refusal]")).to_be_visible()
    expect(item(page, "M5")).to_contain_text("请")
    give_file(page, "M5")
    expect(item(page, "M5")).to_contain_text("已上传")


def test_u20_the_whole_filing_by_keyboard(page: Page, live_server: LiveServer, cast: Cast, day: Day) -> None:
    at = desk(cast, complete=True, form={"committed": False, "signer": "", "head_years": None})
    enter(page.context, live_server, at.operator)
    page.goto("/operator/")
    press_to(page, "继续填写")
    expect(page.get_by_label("负责人从事相关管理的年数")).to_be_visible()
    tab_to(page, "id_head_years")
    page.keyboard.type("5")
    for title in ("场所", "人员与班级", "材料", "核对并提交"):
        press_to(page, f"下一步：{title}")
        expect(page.locator("[aria-current=step]")).to_contain_text(title)
    tab_to(page, "id_committed")
    page.keyboard.press("Space")
    tab_to(page, "id_signer")
    page.keyboard.type("示例·李青")
    press_to(page, "提交给卫健委")
    expect(page.locator("main")).to_contain_text("5 月 7 日")
    assert stored(at.filing.pk).state == FilingState.SUBMITTED


def tab_to(page: Page, element: str, most: int = 90) -> None:
    """Press Tab until the element has the focus."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == element:
            return
    raise AssertionError(f"{element} cannot be reached by Tab")


def press_to(page: Page, name: str, most: int = 120) -> None:
    """Press Tab until the button or link with these words has the focus, then Enter."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith(name):
            return page.keyboard.press("Enter")
    raise AssertionError(f"{name} cannot be reached by Tab")


def test_the_session_ends_in_the_middle_and_the_text_is_there_after_the_sign_in(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    at = desk(cast)
    open_step(page, live_server, at, "premises")
    page.context.clear_cookies()
    page.get_by_label("地址", exact=False).fill("示例路 99 号 3 层")
    page.get_by_label("托育用房建筑面积").fill("321.5")
    page.get_by_label("托育用房建筑面积").blur()
    expect(page.locator("[data-saved]")).to_contain_text("存在")
    page.goto(f"/operator/filings/{at.filing.pk}/premises/")
    sign_in(page, at.operator)
    expect(page).to_have_url(f"{live_server.url}/operator/filings/{at.filing.pk}/premises/")
    expect(page.get_by_label("托育用房建筑面积")).to_have_value("321.5")
    expect(page.locator("#id_address")).to_have_value("示例路 99 号 3 层")
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存")
    assert stored(at.filing.pk).form["floor_area"] == 321.5


def test_two_people_at_once_the_slower_one_sees_who_changed_what_and_keeps_the_words(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    at = desk(cast)
    open_step(page, live_server, at, "premises")
    colleague = cast.operator(at.facility, name="colleague")
    with as_actor(colleague):
        drafting.save_draft(by=colleague, filing_id=at.filing.pk, form={"address": "示例路 7 号"})
    page.locator("#id_address").fill("示例路 8 号")
    page.locator("#id_address").blur()
    conflict = page.locator("main [data-conflict]")
    expect(conflict).to_contain_text(colleague.name)
    conflict.get_by_text("看差别").click()
    expect(conflict).to_contain_text("示例路 7 号")
    expect(page.locator("#id_address")).to_have_value("示例路 8 号")
    assert stored(at.filing.pk).form["address"] == "示例路 7 号"
    page.get_by_role("button", name="保存并离开").click()
    expect(page.get_by_role("heading", name="要办的事")).to_be_visible()
    assert stored(at.filing.pk).form["address"] == "示例路 8 号"


def test_a_draft_begun_by_mistake_is_discarded_and_the_duty_stays(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    at = desk(cast)
    open_step(page, live_server, at, "basics")
    page.get_by_role("link", name="删除草稿").click()
    page.get_by_role("button", name="删除草稿").click()
    expect(page.locator(".ty-tasks li")).to_have_count(1)
    expect(page.locator(".ty-tasks li")).to_contain_text("5月")
    assert stored(at.filing.pk).state == FilingState.WITHDRAWN


def test_without_script_a_filing_can_be_filled_in_too(
    browser: Browser, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    at = desk(cast, complete=True, form={"committed": False, "signer": ""})
    context: BrowserContext = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, locale="zh-CN"
    )
    enter(context, live_server, at.operator)
    plain: Any = context.new_page()
    plain.goto(f"/operator/filings/{at.filing.pk}/materials/")
    answer(plain, "您给孩子提供餐饮吗？", "提供，自己做")
    plain.get_by_role("button", name="看看要交什么").click()
    expect(plain.locator("#material-C1")).to_be_visible()
    answer(plain, "您给孩子提供餐饮吗？", "否")
    plain.get_by_role("button", name="下一步：核对并提交").click()
    plain.locator("#id_committed").check()
    plain.locator("#id_signer").fill("示例·李青")
    plain.get_by_role("button", name="提交给卫健委").click()
    expect(plain.locator("main")).to_contain_text("收到")
    context.close()
    assert stored(at.filing.pk).state == FilingState.SUBMITTED
