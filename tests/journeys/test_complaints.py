"""Complaints on a phone: a parent complains and follows it up, an officer sees to it, a report suspends the same day."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from facilities.models import Facility
from inspections.models import Complaint
from regions.scope import nation_scope
from staff.models import Absence
from tests.cast import Cast
from tests.documents.pictures import photo
from tests.inspections.complaining import complained, published
from tests.journeys.stage import PHONE, Day, another, day, sound
from tests.staff.people import employed, somebody

__all__ = ["day"]


@pytest.fixture
def facility(cast: Cast) -> Facility:
    cache.clear()
    return published(cast, name="示例·小橘灯托育园")


def phone(page: Page) -> Page:
    page.set_viewport_size(PHONE)
    return page


def handed(name: str, content: bytes) -> Any:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def test_a_parent_complains_an_officer_orders_and_answers_and_the_parent_reads_it(
    page: Page,
    browser: Browser,
    live_server: LiveServer,
    cast: Cast,
    facility: Facility,
    day: Day,
    tmp_path: Path,
) -> None:
    phone(page).goto("/complain/")
    sound(page)
    page.get_by_label("机构名称").fill("橘灯")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name=re.compile("小橘灯")).click()
    sound(page)
    page.get_by_role("button", name="提交投诉").click()
    expect(page.get_by_role("alert").first).to_contain_text("2")
    page.get_by_label("安全隐患：消防、房屋、设施").check()
    page.get_by_label("发生了什么？").fill("活动室的灭火器过期了")
    (tmp_path / "太大.jpg").write_bytes(photo() + b"\0" * 40_000_000)
    page.get_by_label("照片").set_input_files(tmp_path / "太大.jpg")
    expect(page.get_by_text("有一张照片超过 20 MB")).to_be_visible()
    page.get_by_role("button", name="提交投诉").click()
    expect(page.get_by_label("发生了什么？")).to_have_value("活动室的灭火器过期了")
    page.get_by_label("照片").set_input_files(handed("灭火器.jpg", photo()))
    page.get_by_label("怎么联系您？").fill("13800001234")
    page.get_by_role("button", name="提交投诉").click()
    code = page.locator(".ty-code").inner_text()
    expect(page.get_by_text("最晚 2026-05-27 答复您")).to_be_visible()
    sound(page)

    office = phone(another(browser, live_server, cast.officer))
    office.goto("/complaints/")
    sound(office)
    office.get_by_role("link", name=facility.name).click()
    expect(office.get_by_text("138****1234")).to_be_visible()
    expect(office.locator(".ty-photos img")).to_have_count(1)
    sound(office)
    office.get_by_role("link", name="受理", exact=True).click()
    office.get_by_role("button", name="受理", exact=True).click()
    office.get_by_role("link", name="责令改正", exact=True).click()
    sound(office)
    office.get_by_label("不符合的事项").select_option("CN-FIRE-2")
    office.get_by_label("核实情况").fill("活动室两具灭火器过期")
    office.get_by_label("改正期限（工作日）").fill("5")
    office.get_by_role("button", name="责令改正", exact=True).click()
    expect(office.get_by_role("link", name="活动室两具灭火器过期").first).to_be_visible()
    office.get_by_role("link", name="答复投诉", exact=True).click()
    office.get_by_label("属实", exact=True).check()
    office.get_by_label("投诉人看到的内容").fill("情况属实，已责令 5 个工作日内更换。")
    office.get_by_role("button", name="答复投诉", exact=True).click()
    expect(office.get_by_text("已答复").first).to_be_visible()
    sound(office)

    page.get_by_role("main").get_by_role("link", name="查询投诉进度").click()
    page.get_by_label("查询码").fill(code.lower().replace("-", ""))
    page.get_by_role("button", name="查看进度").click()
    expect(page.get_by_text("情况属实，已责令 5 个工作日内更换。").first).to_be_visible()
    expect(page.get_by_text("最晚 2026-05-13 改正")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("13800001234")
    sound(page)
    page.get_by_label("您为什么不同意？").fill("只换了一具")
    page.get_by_role("button", name="提出异议").click()
    expect(page.get_by_text("工作人员正在核查")).to_be_visible()
    sound(page)


def test_a_report_that_a_child_was_hurt_suspends_the_person_the_same_day(
    page: Page, browser: Browser, live_server: LiveServer, cast: Cast, facility: Facility, day: Day
) -> None:
    operator = cast.operator(facility)
    member = employed(operator, facility, somebody("示例·李一"))
    employed(operator, facility, somebody("示例·王二"))
    complained(facility)
    phone(page).goto(f"/complain/{facility.pk}/")
    page.get_by_label("婴幼儿被打骂、伤害或疏于照看").check()
    page.get_by_label("是谁做的？").fill("李一老师")
    page.get_by_label("发生了什么？").fill("把孩子推倒在地")
    page.get_by_role("button", name="提交投诉").click()
    expect(page.get_by_text("已排在最前面，当日办理")).to_be_visible()
    sound(page)

    office = phone(another(browser, live_server, cast.officer))
    office.goto("/inbox/")
    expect(office.get_by_role("link", name="当日办理伤害婴幼儿的举报")).to_be_visible()
    office.goto("/complaints/")
    expect(office.locator("[data-row]").first).to_contain_text("婴幼儿被打骂")
    office.locator("[data-row] a").first.click()
    expect(office.get_by_text("伤害婴幼儿的举报要当日办理")).to_be_visible()
    office.get_by_role("link", name="立案并暂停上岗").click()
    expect(office.get_by_role("group", name="被反映的人").get_by_label("示例·李一")).to_be_checked()
    expect(office.get_by_role("group", name="被反映的人").get_by_label("示例·王二")).not_to_be_checked()
    sound(office)
    office.get_by_role("button", name="立案并暂停上岗").click()
    expect(office.get_by_text("从今天起暂停上岗").first).to_be_visible()
    with nation_scope(reason="a test looks"):
        absence = Absence.objects.get(kind="SUSPENSION")
        assert (absence.member_id, absence.starts_on.isoformat()) == (member.pk, "2026-05-07")
        assert Complaint.objects.get(urgent=True).case_id is not None

    there = phone(another(browser, live_server, operator))
    there.goto(f"/staff/{member.pk}/")
    expect(there.get_by_text("把孩子推倒在地")).to_have_count(0)
    expect(there.get_by_text("停止").or_(there.get_by_text("不得")).first).to_be_visible()


def test_a_facility_in_no_list_is_described_with_its_district(
    page: Page, live_server: LiveServer, cast: Cast, facility: Facility, day: Day
) -> None:
    phone(page).goto("/complain/?q=没有这家")
    page.get_by_role("link", name="名单里没有，我来描述").click()
    for place in ("江西省", "赣州市"):
        page.locator("#walk").select_option(label=place)
        page.wait_for_url(re.compile("place="))
    page.get_by_label("哪一家机构？").fill("示例·楼下托班，解放路 3 号")
    page.get_by_label("区县").select_option(label="章贡区")
    page.get_by_label("未登记或未备案").check()
    page.get_by_label("发生了什么？").fill("没有挂牌，收了十几个孩子")
    sound(page)
    page.get_by_role("button", name="提交投诉").click()
    expect(page.locator(".ty-code")).to_be_visible()
