"""The inbox and the lists in a real browser: keys, filters, search, urging, a masked number, a phone."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.enums import DepartmentKind
from facilities.models import Facility
from tests.cast import ZHANGGONG, Cast
from tests.journeys.test_officer_review import enter
from tests.obligations.rows import GZ, due


@pytest.fixture(autouse=True)
def the_day_of_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUOYU_TODAY", "2026-05-07")


@pytest.fixture
def seedling(cast: Cast) -> Facility:
    return cast.facility(phone="13812345678")


@pytest.fixture
def officer(page: Page, live_server: LiveServer, cast: Cast, seedling: Facility) -> Page:
    registrar = cast.department(ZHANGGONG, DepartmentKind.ADMIN_APPROVAL)
    health = cast.department(ZHANGGONG, DepartmentKind.HEALTH)
    push = {"owner": registrar, "owner_kind": registrar.kind, "rule": "registration_push", "source": GZ}
    due(seedling, -9, 1, **push)
    due(seedling, 0, 2, owner=health, owner_kind=health.kind)
    due(seedling, 4, 3, rule="filing", source=GZ, subject_type="registration.registration")
    enter(page.context, live_server, cast.officer)
    page.goto("/inbox/")
    return page


def test_tabs_and_filters_change_the_list_and_the_address(officer: Page) -> None:
    expect(officer.locator("tr[data-row]")).to_have_count(3)
    officer.get_by_role("link", name="逾期 1").click()
    expect(officer.locator("tr[data-row]")).to_have_count(1)
    assert "tab=overdue" in officer.url
    officer.go_back()
    expect(officer.locator("tr[data-row]")).to_have_count(3)
    officer.get_by_label("承办").select_option("office")
    expect(officer.locator("tr[data-row]")).to_have_count(1)
    assert "owner=office" in officer.url
    officer.get_by_role("link", name="清除筛选").click()
    expect(officer.locator("tr[data-row]")).to_have_count(3)


def test_the_list_is_walked_and_opened_by_keys(officer: Page, seedling: Facility) -> None:
    for key in "jjj":
        officer.keyboard.press(key)
    expect(officer.locator("tr.is-current")).to_contain_text("关注：已登记待备案")
    officer.keyboard.press("Enter")
    officer.wait_for_url(f"**/facilities/{seedling.pk}/")


def test_urging_happens_in_place_and_is_told(officer: Page) -> None:
    officer.get_by_role("button", name="催办").click()
    expect(officer.locator("#toasts")).to_contain_text("已催办（共 1 次）")
    expect(officer.locator("tr[data-row]").first).to_contain_text("5 月 7 日已催办")
    assert officer.url.endswith("/inbox/")


def test_a_search_from_anywhere_finds_the_facility_by_two_characters(
    officer: Page, seedling: Facility
) -> None:
    officer.keyboard.press("/")
    officer.keyboard.type("树苗")
    officer.keyboard.press("Enter")
    officer.wait_for_url(f"**/facilities/{seedling.pk}/")
    expect(officer.get_by_role("heading", name=seedling.name)).to_be_visible()


def test_a_masked_number_is_shown_in_the_side_sheet_after_a_reason(officer: Page, seedling: Facility) -> None:
    officer.goto(f"/facilities/{seedling.pk}/")
    expect(officer.locator("main")).to_contain_text("138****5678")
    officer.get_by_role("link", name="查看 完整号码").click()
    sheet = officer.locator("#side-sheet")
    sheet.get_by_label("查看号码的事由").fill("约定现场核实时间")
    sheet.get_by_role("button", name="显示号码").click()
    expect(sheet).to_contain_text("13812345678")


@pytest.mark.parametrize(
    "address", ["/inbox/", "/facilities/", "/filings/", "/registrations/", "/calendar/effects/"]
)
def test_on_a_phone_nothing_runs_out_of_the_page(officer: Page, address: str) -> None:
    officer.set_viewport_size({"width": 390, "height": 844})
    officer.goto(address)
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert officer.evaluate(wider) is False
