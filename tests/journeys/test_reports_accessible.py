"""axe-core finds nothing on the pages of written reports, on a phone and on a desk, in both languages."""

from datetime import datetime

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from kernel import clock
from regions.scope import nation_scope
from reporting.models import Report
from reporting.reports.workflow import prepare
from tests.cast import GANZHOU, Cast, as_actor
from tests.journeys.stage import DESKTOP, PHONE, Day, another, day, sound
from tests.journeys.test_accessibility import violations
from tests.journeys.test_reports_collected import night, report_of
from tests.reporting.reports.acts import people, written

__all__ = ["day"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_written_reports_breaks_a_rule_of_accessibility(
    live_server: LiveServer, browser: Browser, cast: Cast, day: Day, language: str
) -> None:
    everybody = people(cast)
    night(day, "2025-11-20")
    annual, members = report_of(GANZHOU, "GZ-W1"), report_of(GANZHOU, "GZ-W2", "市教育局")
    with clock.frozen(datetime.fromisoformat("2025-11-20T09:00:00+08:00")):
        written(everybody["EDUCATION"], members)
        with as_actor(everybody["author"]):
            prepare(report=annual)
    office = another(browser, live_server, everybody["author"])
    faults = looked_at(office, language, [
        "/reports/", f"/reports/{annual.pk}/", f"/reports/{annual.pk}/preview/", first_section(annual),
        "/reports/begin/", "/reports/collected/", "/reports/collected/GZ-W2/2025/", "/reports/collected/GZ-W2/2025/?state=late",
    ])  # fmt: skip
    author = another(browser, live_server, everybody["EDUCATION"])
    faults |= looked_at(author, language, ["/reports/", f"/reports/{members.pk}/", first_section(members)])
    assert faults == {}


def first_section(report: Report) -> str:
    with nation_scope(reason="a test looks"):
        return f"/reports/{report.pk}/{report.sections.order_by('position')[0].code}/"


def looked_at(page: Page, language: str, addresses: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    page.goto(f"/reports/?lang={language}")
    for address in addresses:
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            answer = page.goto(address)
            assert answer is not None and answer.ok, address
            sound(page)
            if wrong := violations(page):
                found[f"{address} {size['width']}"] = wrong
    return found
