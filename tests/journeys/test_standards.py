"""The operator sees what is wrong, states the premises and mends; the officer finds what is missed (U14)."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from facilities.workflow.standards import refresh
from tests.cast import Cast
from tests.facilities.test_standards_pages import Nursery
from tests.journeys.stage import PHONE, Day, another, answer, day, enter, sound

__all__ = ["day"]


@pytest.fixture
def nursery(cast: Cast) -> Nursery:
    return Nursery(cast)


def test_u14_the_operator_sees_what_is_wrong_states_the_premises_and_the_officer_finds_it(
    page: Page, browser: Browser, live_server: LiveServer, cast: Cast, nursery: Nursery, day: Day
) -> None:
    enter(page.context, live_server, cast.operator(nursery.facility))
    page.goto("/operator/standards/")
    expect(page.get_by_text("班里有 16 名婴幼儿，最多 15 名。").first).to_be_visible()
    sound(page)
    page.get_by_role("link", name="场所", exact=True).first.click()
    expect(page.get_by_label("租期开始")).to_be_hidden()
    answer(page, "场地来源", "租赁")
    expect(page.get_by_label("租期开始")).to_be_visible()
    answer(page, "场地来源", "自有")
    page.get_by_label("录像保存").fill("六十")
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_role("alert")).to_contain_text("录像保存")
    assert page.get_by_label("录像保存").input_value() == "六十"
    page.get_by_label("录像保存").fill("60")
    answer(page, "是否投保责任险？", "否")
    sound(page)
    page.set_viewport_size(PHONE)
    sound(page)
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_text("录像保存 60 天，应不少于 90 天。").first).to_be_visible()
    sound(page)
    refresh(nursery.facility.pk)
    office = another(browser, live_server, cast.officer)
    office.goto("/breaches/?rule=R-VID-1")
    expect(office.get_by_text("录像保存 60 天，应不少于 90 天。").first).to_be_visible()
    sound(office)
    office.get_by_role("link", name=nursery.facility.name).click()
    expect(office.get_by_role("heading", name="设置标准")).to_be_visible()
    sound(office)
