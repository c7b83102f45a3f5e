"""Inspections on a phone: four kinds planned (U28), a visit with the network cut in the middle, rectification to the end (U29)."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.enums import DepartmentKind, Role
from facilities.models import Facility
from inspections.models import Finding, Visit, VisitAnswer, VisitItem
from inspections.workflow import escalate_overdue
from kernel import clock
from regions.scope import nation_scope
from tests.cast import GANZHOU, Cast
from tests.faults.run import until
from tests.filing import picture
from tests.inspections.visiting import answered, filed, started
from tests.journeys.stage import PHONE, Day, another, answer, day, enter, sound

__all__ = ["day"]


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return filed(cast)


def phone(page: Page) -> Page:
    page.set_viewport_size(PHONE)
    return page


def test_u28_an_officer_plans_one_of_four_kinds_and_starts_it_on_the_phone(
    page: Page, live_server: LiveServer, cast: Cast, facility: Facility, day: Day
) -> None:
    enter(page.context, live_server, cast.officer)
    page.set_default_navigation_timeout(30_000)
    phone(page).goto(f"/facilities/{facility.pk}/?tab=inspections")
    page.get_by_role("link", name="安排检查").click()
    for kind in ("日常巡查", "抽查", "联合检查", "年度检查"):
        expect(page.get_by_label(kind, exact=True)).to_be_visible()
    sound(page)
    answer(page, "检查类别", "联合检查")
    page.get_by_label("计划日期").fill("2026-05-01")
    page.get_by_role("button", name="计划", exact=True).click()
    expect(page.get_by_text("计划日期已经过去").first).to_be_visible()
    expect(page.get_by_label("联合检查", exact=True)).to_be_checked()
    page.get_by_label("计划日期").fill("2026-05-11")
    page.get_by_role("button", name="计划", exact=True).click()
    expect(page.get_by_text("尚未开始").first).to_be_visible()
    sound(page)
    page.goto("/inspections/")
    expect(page.get_by_role("link", name=facility.name)).to_be_visible()
    sound(page)
    page.get_by_role("link", name=facility.name).click()
    page.get_by_role("link", name="开始", exact=True).click()
    page.get_by_role("button", name="开始", exact=True).click()
    expect(page.get_by_role("button", name=re.compile("灭火器"))).to_be_visible()
    sound(page)


def test_a_visit_goes_on_while_the_network_is_gone_and_nothing_is_lost(
    page: Page, live_server: LiveServer, cast: Cast, facility: Facility, day: Day
) -> None:
    visit = started(cast.officer, facility, "PATROL")
    enter(page.context, live_server, cast.officer)
    phone(page).goto(f"/inspections/{visit.pk}/")
    item = page.locator('[data-item="CN-SITE-2"]')
    item.get_by_text("符合", exact=True).click()
    expect(item.locator("[data-item-state]")).to_contain_text("已上传")
    page.context.set_offline(True)
    page.get_by_role("button", name="下一项").click()
    failing = page.locator('[data-item="CN-FIRE-2"]')
    failing.get_by_text("不符合", exact=True).click()
    failing.get_by_label("发现的问题或说明").fill("灭火器一具失效")
    failing.get_by_label("发现的问题或说明").blur()
    failing.locator("[data-photo]").set_input_files(
        {"name": "灭火器.png", "mimeType": "image/png", "buffer": picture()}
    )
    expect(failing.locator("[data-item-state]")).to_contain_text("已存本机")
    expect(page.locator("[data-sync]")).to_contain_text("离线")
    expect(page.locator("[data-sync]")).to_contain_text("1 项、1 张照片待同步")
    expect(page.locator("[data-sync-lock]")).to_be_visible()
    assert failing.get_by_text("5 月 13 日").count() or failing.get_by_text("2026-05-13").count()
    with nation_scope(reason="a test looks"):
        assert VisitItem.objects.get(visit=visit, code="CN-FIRE-2").answer == ""
    sound(page)
    page.context.set_offline(False)
    expect(page.locator("[data-sync]")).to_contain_text("全部已保存", timeout=20_000)
    with nation_scope(reason="a test looks"):
        row = VisitItem.objects.get(visit=visit, code="CN-FIRE-2")
        assert (row.answer, row.note, row.photos.count()) == ("NO", "灭火器一具失效", 1)
    page.reload()
    expect(page.locator('[data-item="CN-FIRE-2"] [data-badge]')).to_contain_text("不符合")


def test_what_waits_on_the_phone_survives_that_the_page_is_closed(
    page: Page, live_server: LiveServer, cast: Cast, facility: Facility, day: Day
) -> None:
    visit = started(cast.officer, facility, "PATROL")
    enter(page.context, live_server, cast.officer)
    phone(page).goto(f"/inspections/{visit.pk}/")
    page.route("**/api/v1/visits/**", lambda route: route.abort())
    item = page.locator('[data-item="CN-SITE-2"]')
    item.get_by_text("符合", exact=True).click()
    expect(item.locator("[data-item-state]")).to_contain_text("已存本机")
    page.close()
    again = page.context.new_page()
    phone(again).goto(f"/inspections/{visit.pk}/")
    expect(again.locator("[data-sync]")).to_contain_text("全部已保存", timeout=20_000)
    with nation_scope(reason="a test looks"):
        assert VisitItem.objects.get(visit=visit, code="CN-SITE-2").answer == "YES"
        assert VisitAnswer.objects.count() == 1


def test_two_inspectors_on_one_item_choose_whose_answer_stands(
    page: Page, browser: Browser, live_server: LiveServer, cast: Cast, facility: Facility, day: Day
) -> None:
    visit = started(cast.officer, facility, "PATROL")
    enter(page.context, live_server, cast.officer)
    phone(page).goto(f"/inspections/{visit.pk}/")
    other = phone(another(browser, live_server, cast.head))
    other.goto(f"/inspections/{visit.pk}/")
    page.locator('[data-item="CN-SITE-2"]').get_by_text("符合", exact=True).click()
    expect(page.locator('[data-item="CN-SITE-2"] [data-item-state]')).to_contain_text("已上传")
    item = other.locator('[data-item="CN-SITE-2"]')
    item.get_by_text("不符合", exact=True).click()
    expect(item.get_by_role("alert")).to_contain_text(cast.officer.name)
    item.get_by_role("button", name="采用对方的").click()
    expect(item.locator("[data-badge]")).to_have_text("符合")
    item.get_by_text("不适用", exact=True).click()
    expect(item.locator("[data-item-state]")).to_contain_text("已上传")
    with nation_scope(reason="a test looks"):
        row = VisitItem.objects.filter(visit=visit, code="CN-SITE-2", answer="NA")
        assert until(row.exists)


def test_u29_a_finding_is_ordered_told_upwards_put_right_and_closed_by_another_person(
    page: Page, browser: Browser, live_server: LiveServer, cast: Cast, facility: Facility, day: Day
) -> None:
    cast.department(GANZHOU, DepartmentKind.HEALTH)
    visit = started(cast.officer, facility)
    answered(cast.officer, visit, CN_FIRE_2="一具灭火器失效")
    enter(page.context, live_server, cast.officer)
    phone(page).goto(f"/inspections/{visit.pk}/")
    page.locator("[data-end]").first.click()
    page.get_by_role("button", name="结束检查").click()
    expect(page.get_by_text("一具灭火器失效").first).to_be_visible()
    sound(page)
    operator = phone(another(browser, live_server, cast.operator(facility)))
    operator.goto("/operator/inspections/")
    operator.get_by_role("link", name="查看并签字").click()
    operator.get_by_role("link", name="机构签字").click()
    operator.get_by_role("button", name="保存").click()
    expect(operator.get_by_text("机构已签字").first).to_be_visible()
    with clock.frozen(date(2026, 5, 14)):
        assert escalate_overdue() == 1
    day("2026-05-14")
    page.goto("/rectifications/?tab=overdue")
    expect(page.get_by_text("逾期").first).to_be_visible()
    sound(page)
    operator.goto("/operator/inspections/")
    operator.get_by_role("link", name="一具灭火器失效").click()
    expect(operator.get_by_text("逾期上报上一级").first).to_be_visible()
    operator.get_by_role("link", name="报告整改情况").click()
    operator.get_by_label("整改情况").fill("已换新")
    operator.get_by_label("照片或材料").set_input_files(
        {"name": "新.png", "mimeType": "image/png", "buffer": picture()}
    )
    sound(operator)
    operator.get_by_role("button", name="提交", exact=True).click()
    expect(operator.get_by_text("待复查").first).to_be_visible()
    page.goto("/rectifications/?tab=recheck")
    page.get_by_role("link", name=facility.name).click()
    page.get_by_role("link", name="复查符合").click()
    page.get_by_role("button", name="销号").click()
    expect(page.get_by_text("已销号").first).to_be_visible()
    sound(page)
    with nation_scope(reason="a test looks"):
        row = Finding.objects.get()
        assert row.state == "CLOSED" and row.verified_by_id != row.reported_by_id
        assert Visit.objects.get().acknowledgement == "SIGNED"


def test_a_street_leads_a_joint_inspection_in_binjiang(
    page: Page, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    street = cast.official(330108001000, DepartmentKind.STREET, Role.STREET_OFFICER)
    there = filed(cast, region=330108001000, name="示例·滨江园")
    enter(page.context, live_server, street)
    phone(page).goto(f"/facilities/{there.pk}/inspections/plan/")
    expect(page.get_by_label("街道牵头联合检查（征求意见稿）")).to_be_visible()
    answer(page, "检查类别", "街道牵头联合检查（征求意见稿）")
    page.get_by_label("计划日期").fill("2026-05-11")
    page.get_by_role("button", name="计划", exact=True).click()
    expect(page.get_by_text("330108001000 STREET").first).to_be_visible()
    sound(page)
