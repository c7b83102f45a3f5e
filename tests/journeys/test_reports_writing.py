"""The author of a section shapes its text without knowing the signs by heart."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import GANZHOU, Cast
from tests.journeys.stage import Day, day, enter, sound
from tests.journeys.test_reports_collected import night, report_of
from tests.reporting.reports.acts import people

__all__ = ["day"]


@pytest.fixture
def desk(page: Page, live_server: LiveServer, cast: Cast, day: Day) -> Page:
    """The section 工作情况 of a member's report is open."""
    everybody = people(cast)
    night(day, "2025-11-20")
    enter(page.context, live_server, everybody["EDUCATION"])
    page.goto(f"/reports/{report_of(GANZHOU, 'GZ-W2', '市教育局').pk}/done/")
    return page


def test_lines_become_items_and_a_heading_and_plain_again(desk: Page) -> None:
    body = desk.locator("#id_body")
    body.fill("一是检查\n二是培训\n\n总的情况")
    body.evaluate("area => area.setSelectionRange(0, 9)")
    desk.get_by_role("button", name="条目").click()
    expect(body).to_have_value("- 一是检查\n- 二是培训\n\n总的情况")
    body.evaluate("area => area.setSelectionRange(0, 13)")
    desk.get_by_role("button", name="条目").click()
    expect(body).to_have_value("一是检查\n二是培训\n\n总的情况")
    body.evaluate("area => area.setSelectionRange(area.value.length, area.value.length)")
    desk.get_by_role("button", name="小标题").click()
    expect(body).to_have_value("一是检查\n二是培训\n\n## 总的情况")
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.locator(".ty-report-paper").get_by_text("总的情况")).to_be_visible()
    desk.get_by_role("button", name="小标题").click()  # the tools are there after a save, too
    sound(desk)
