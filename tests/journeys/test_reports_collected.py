"""Reports are collected: the members of the joint meeting by 30 November (U35), the departments of the pilot by the quarter (U55)."""

from datetime import date, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from kernel import clock
from messaging.models import Message
from obligations.workflow.reminding import remind
from regions.scope import nation_scope
from reporting.models import Report
from reporting.reports.workflow import open_reports, print_waiting
from tests.cast import GANZHOU, OUHAI, Cast
from tests.journeys.stage import PHONE, Day, another, day, enter, sound
from tests.reporting.reports.acts import people, written

__all__ = ["day"]


def night(day: Day, iso: str) -> None:
    """The server stands on a day, and the night before it has begun reports and planned reminders."""
    day(iso)
    with clock.frozen(datetime.fromisoformat(f"{iso}T06:00:00+08:00")):
        open_reports()
        remind()


def report_of(place: int, form: str, member: str = "") -> Report:
    with nation_scope(reason="a test looks"):
        return Report.objects.get(region_id=place, form=form, member=member)


def writes(page: Page, report: Report, *sections: str) -> None:
    """Write every section on its page, then hand the report in."""
    for code in sections:
        page.goto(f"/reports/{report.pk}/{code}/")
        page.locator("#id_body").fill("按职责分工完成全年工作。")
        page.get_by_role("button", name="保存并标记完成").click()
        expect(page.get_by_text("已完成").first).to_be_visible()
    page.goto(f"/reports/{report.pk}/")
    sound(page)
    page.locator("form[action$='/hand-in/'] button").click()
    expect(page.locator("#toasts")).to_contain_text("1")


def signs(page: Page, report: Report) -> None:
    page.goto(f"/reports/{report.pk}/")
    page.locator("a[href$='/approve/']").click()
    expect(page.locator("a[data-help=written-reports]")).to_be_visible()
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(f"/reports/{report.pk}/")


def reminded(person: Actor) -> list[date]:
    """On which days a reminder of the report fell for somebody."""
    with nation_scope(reason="a test looks"):
        rows = Message.objects.filter(event="duty", user_id=person.user_id, channel="NOTICE")
        return sorted({row.on for row in rows if row.on is not None})


def test_u35_the_office_collects_eighteen_reports_by_the_friday_before_the_thirtieth(
    page: Page, live_server: LiveServer, browser: Browser, cast: Cast, day: Day
) -> None:
    everybody = people(cast)
    author, head = everybody["EDUCATION"], everybody["EDUCATION head"]
    night(day, "2025-11-20")
    report = report_of(GANZHOU, "GZ-W2", "市教育局")
    enter(page.context, live_server, everybody["author"])
    page.goto("/reports/collected/")
    expect(page.get_by_text("0 / 18").first).to_be_visible()
    expect(page.get_by_text("赣州方案 五（二）").first).to_be_visible()
    sound(page)
    page.get_by_role("link", name="联席会议成员单位履职情况报告").first.click()
    expect(page.get_by_text("2025 年 11 月 28 日 星期五")).to_be_visible()
    expect(page.locator("#owed tr[data-row]")).to_have_count(18)
    page.get_by_role("button", name="催办全部未报送的").click()
    expect(page.get_by_text("催办了 4 家").first).to_be_visible()
    expect(page.get_by_text("11 月 20 日催办").or_(page.get_by_text("已催办")).first).to_be_visible()
    page.set_viewport_size(PHONE)
    sound(page)
    for iso in ("2025-11-25", "2025-11-27", "2025-11-28"):
        night(day, iso)
    assert {date(2025, 11, 25), date(2025, 11, 27), date(2025, 11, 28)} <= set(reminded(author))
    assert date(2025, 11, 30) not in reminded(author)
    member = another(browser, live_server, author)
    writes(member, report, "done", "problems", "next")
    signs(another(browser, live_server, head), report)
    page.goto("/reports/collected/GZ-W2/2025/?state=handed_in")
    page.get_by_role("button", name="接收").click()
    expect(page.get_by_text("1 / 18").first).to_be_visible()
    expect(page.get_by_text("其中已接收 1").first).to_be_visible()
    night(day, "2025-12-02")
    page.goto("/reports/collected/GZ-W2/2025/?state=late")
    expect(page.locator("#owed tr[data-row]")).to_have_count(17)
    sound(page)
    assert max(reminded(author)) == date(2025, 11, 28), "who handed in is reminded no more"


@pytest.fixture
def bureau(cast: Cast) -> dict[str, Actor]:
    cast.department(OUHAI, DepartmentKind.HEALTH, "瓯海区卫生健康局")
    cast.department(OUHAI, DepartmentKind.EDUCATION, "瓯海区教育局")
    return {
        "officer": cast.official(OUHAI, DepartmentKind.HEALTH, Role.OFFICER),
        "head": cast.official(OUHAI, DepartmentKind.HEALTH, Role.HEAD),
        "school": cast.official(OUHAI, DepartmentKind.EDUCATION, Role.OFFICER),
        "school head": cast.official(OUHAI, DepartmentKind.EDUCATION, Role.HEAD),
    }


def test_u55_a_department_sends_its_quarter_and_the_bureau_sums_up_and_exports(
    page: Page, live_server: LiveServer, browser: Browser, bureau: dict[str, Actor], day: Day
) -> None:
    night(day, "2026-04-02")
    sent = report_of(OUHAI, "OH-W1", "区教育局")
    member = another(browser, live_server, bureau["school"])
    writes(member, sent, "progress", "problems", "next")
    signs(another(browser, live_server, bureau["school head"]), sent)
    enter(page.context, live_server, bureau["officer"])
    page.goto("/reports/collected/OH-W1/202603/")
    expect(page.get_by_text("1 / 11").first).to_be_visible()
    expect(page.get_by_text("2026 年 4 月 10 日 星期五")).to_be_visible()
    page.get_by_role("button", name="接收").click()
    expect(page.get_by_text("其中已接收 1").first).to_be_visible()
    sound(page)
    whole = report_of(OUHAI, "OH-W2")
    with clock.frozen(datetime.fromisoformat("2026-04-03T09:00:00+08:00")):
        written(bureau["officer"], whole)
    page.goto(f"/reports/{whole.pk}/")
    page.locator("form[action$='/hand-in/'] button").click()
    signs(another(browser, live_server, bureau["head"]), whole)
    page.goto(f"/reports/{whole.pk}/")
    for form in ("DOCX", "XLSX"):
        page.locator(f"form:has(input[name=form][value={form}]) button").click()
        expect(page.locator("#files progress").first).to_be_visible()
        assert print_waiting() == 1
        page.goto(f"/reports/{whole.pk}/")
    for number in range(2):
        with page.expect_download() as file:
            page.locator("#files").get_by_role("link", name="下载").nth(number).click()
        assert file.value.suggested_filename.endswith((".docx", ".xlsx"))
