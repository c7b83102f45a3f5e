"""Rating on a phone (U32): own assessment, a panel of two, decision, publication; Ouhai's stars, never mixed with another scheme."""

import re

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actors import Actor
from inspections.models import Rating
from regions.scope import nation_scope
from tests.cast import Cast
from tests.inspections.rating import fresh, officials, proved
from tests.inspections.visiting import filed
from tests.journeys.stage import PHONE, Day, another, day, enter, sound

__all__ = ["day"]


def points(page: Page, value: str) -> None:
    """Every item of the sheet gets so many points."""
    for box in page.locator("input[name^=points_]").all():
        box.fill(value)


def phone_of(browser: Browser, server: LiveServer, actor: Actor) -> Page:
    page = another(browser, server, actor)
    page.set_viewport_size(PHONE)
    return page


def named(page: Page, facility: str, *panel: Actor) -> None:
    """The officer names the panel; one person alone is refused."""
    page.goto("/ratings/")
    page.get_by_role("link", name=facility).click()
    page.get_by_role("link", name="组成评估组").click()
    for number, member in enumerate(panel):
        page.get_by_label(re.compile(re.escape(member.name))).check()
        if number == 0:
            page.get_by_role("button", name="组成评估组").click()
            expect(page.get_by_text("至少选 2 名评估员").first).to_be_visible()
    sound(page)
    page.get_by_role("button", name="组成评估组").click()
    expect(page.get_by_text("评估组打分中").first).to_be_visible()


def gives(page: Page, rating: int, value: str) -> None:
    """A member of the panel gives every item so many points and says that they are final."""
    page.goto(f"/ratings/{rating}/score/")
    points(page, value)
    sound(page)
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("button", name="评分定稿").click()
    expect(page.get_by_text("您的评分已定稿").first).to_be_visible()
    sound(page)


def test_u32_a_facility_of_ouhai_is_rated_by_its_five_dimensions(
    page: Page, live_server: LiveServer, browser: Browser, cast: Cast, day: Day
) -> None:
    facility = filed(cast, region=330304001000, name="示例·瓯海园")
    officer, head, clinic, centre = officials(cast)
    operator = cast.operator(facility)
    enter(page.context, live_server, operator)
    page.set_viewport_size(PHONE)
    page.goto("/operator/ratings/")
    expect(page.get_by_text("托育机构星级评定").first).to_be_visible()
    sound(page)
    page.get_by_role("button", name="开始自评").click()
    for part in ("办园条件", "保教队伍", "保教水平", "安全卫生", "管理绩效"):
        expect(page.get_by_text(part).first).to_be_visible()
    expect(page.get_by_text("WS/T 821")).to_have_count(0)
    sound(page)
    page.get_by_role("link", name="开始自评").click()
    points(page, "11")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    points(page, "9")
    sound(page)
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("button", name="提交自评").click()
    expect(page.get_by_text("缺少证明材料").first).to_be_visible()
    with nation_scope(reason="a test looks"):
        rating = Rating.objects.get()
    proved(operator, facility, rating)
    page.get_by_role("link", name="返回评定").click()
    page.get_by_role("button", name="提交自评").click()
    expect(page.get_by_text("待组成评估组").first).to_be_visible()
    at_desk = phone_of(browser, live_server, officer)
    named(at_desk, facility.name, clinic, centre)
    for member, value in ((clinic, "9"), (centre, "8")):
        gives(phone_of(browser, live_server, member), rating.pk, value)
    chief = phone_of(browser, live_server, head)
    chief.goto(f"/ratings/{rating.pk}/decide/")
    expect(chief.get_by_text("85").first).to_be_visible()
    expect(chief.get_by_label("四星")).to_be_checked()
    expect(chief.get_by_text("A 级")).to_have_count(0)
    sound(chief)
    chief.get_by_role("button", name="决定等级", exact=True).click()
    at_desk.goto(f"/ratings/{rating.pk}/publish/")
    at_desk.get_by_role("button", name="公布", exact=True).click()
    expect(at_desk.get_by_text("已公布").first).to_be_visible()
    expect(at_desk.get_by_text("四星").first).to_be_visible()
    sound(at_desk)
    at_desk.goto("/ratings/?tab=published")
    expect(at_desk.get_by_role("link", name=facility.name)).to_be_visible()
    with at_desk.expect_download() as download:
        at_desk.get_by_role("link", name="导出 Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.goto("/operator/ratings/")
    expect(page.get_by_text("四星").first).to_be_visible()
    found = fresh(rating)
    assert (found.scheme, found.grade, found.points) == ("OH-STARS", "STAR4", 85)
