"""Recurring duties on a phone: the instructor's visits counted by the quarter (U33), a facility that begins in it (U34)."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from facilities.models import Facility
from inspections.models import DutyPeriod
from inspections.workflow import keep_duties
from kernel import clock
from regions.scope import nation_scope
from tests.cast import OUHAI, Cast
from tests.filing import picture
from tests.inspections.visiting import filed
from tests.journeys.stage import PHONE, Day, another, day, enter, sound

__all__ = ["day"]


@pytest.fixture
def instructor(cast: Cast) -> Actor:
    cast.official(OUHAI, DepartmentKind.HEALTH, Role.OFFICER)
    return cast.official(OUHAI, DepartmentKind.MCH, Role.STREET_OFFICER)


def there(cast: Cast, filed_on: date, name: str = "示例·瓯海园") -> Facility:
    facility = filed(cast, region=330304001000, name=name)
    with nation_scope(reason="test set-up"):
        Facility.objects.filter(pk=facility.pk).update(filed_on=filed_on)
    return facility


def night(day: Day, iso: str) -> None:
    """The server stands on a day, and the night before it has run."""
    day(iso)
    with clock.frozen(date.fromisoformat(iso)):
        keep_duties()


def visited(page: Page, on: str, what: str = "喂养和晨检指导") -> None:
    """Record one visit on the page of a duty."""
    page.get_by_role("link", name="记录一次").click()
    page.get_by_label("完成日期").fill(on)
    page.get_by_label("做了什么、与谁").fill(what)
    page.get_by_role("button", name="保存", exact=True).click()


def test_u33_two_visits_in_the_first_quarter_do_not_cover_the_second(
    page: Page, live_server: LiveServer, browser: Browser, cast: Cast, instructor: Actor, day: Day
) -> None:
    facility = there(cast, date(2025, 3, 1))
    night(day, "2026-03-25")
    enter(page.context, live_server, instructor)
    page.set_viewport_size(PHONE)
    page.goto("/duties/?tab=open&duty=OH-D1")
    sound(page)
    page.get_by_role("link", name="健康指导员上门指导").click()
    expect(page.get_by_text("2026年第1季度").first).to_be_visible()
    sound(page)
    page.get_by_role("link", name="记录一次").click()
    page.get_by_label("完成日期").fill("2026-03-30")
    page.get_by_label("做了什么、与谁").fill("喂养指导")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("完成日期不能在今天之后").first).to_be_visible()
    expect(page.get_by_label("做了什么、与谁")).to_have_value("喂养指导")
    sound(page)
    page.get_by_label("完成日期").fill("2026-03-20")
    page.locator("input[type=file]").set_input_files(
        {"name": "记录.png", "mimeType": "image/png", "buffer": picture()}
    )
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已完成").first).to_be_visible()
    visited(page, "2026-03-24", "第二次：膳食")
    expect(page.get_by_text("多做的次数").first).to_be_visible()
    expect(page.get_by_role("link", name="记录.png")).to_be_visible()
    sound(page)
    night(day, "2026-07-01")
    page.goto("/duties/")
    expect(page.get_by_text("2026年第2季度").first).to_be_visible()
    expect(page.get_by_text(facility.name).first).to_be_visible()
    expect(page.get_by_text("0 / 1").first).to_be_visible()
    sound(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    operator = another(browser, live_server, cast.operator(facility))
    operator.set_viewport_size(PHONE)
    operator.goto("/operator/duties/")
    expect(operator.get_by_text("漏做").first).to_be_visible()
    expect(operator.get_by_text("2026年第2季度").first).to_be_visible()
    sound(operator)
    with nation_scope(reason="a test looks"):
        states = DutyPeriod.objects.filter(facility=facility, duty="OH-D1").order_by("starts_on")
        assert [(row.state, row.done) for row in states] == [("MET", 2), ("MISSED", 0), ("OPEN", 0)]


def test_u34_a_facility_filed_in_mid_quarter_is_owed_one_visit_by_its_end(
    page: Page, live_server: LiveServer, cast: Cast, instructor: Actor, day: Day
) -> None:
    early, late = there(cast, date(2026, 8, 20), "示例·八月园"), there(cast, date(2026, 9, 21), "示例·九月园")
    night(day, "2026-09-22")
    enter(page.context, live_server, instructor)
    page.set_viewport_size(PHONE)
    page.goto("/duties/?tab=open&duty=OH-D1")
    expect(page.get_by_text(early.name).first).to_be_visible()
    expect(page.get_by_text(late.name)).to_have_count(0)
    expect(page.get_by_text("9月30日").first).to_be_visible()
    sound(page)
    page.goto("/inbox/")
    expect(page.get_by_role("link", name="健康指导员上门指导机构").first).to_be_visible()
    sound(page)
    night(day, "2026-10-09")
    page.goto("/duties/?tab=open&duty=OH-D1")
    expect(page.get_by_text(late.name).first).to_be_visible()
    page.goto("/duties/")
    expect(page.get_by_text(early.name).first).to_be_visible()
    expect(page.get_by_text(late.name)).to_have_count(0)
    sound(page)
