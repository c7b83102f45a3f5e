"""What a registrar pushes after the push, in a real browser: a correction, a change, a cancellation; two at once."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.models import Appointment
from accounts.queries import post_of
from accounts.workflow import appoint
from audit.models import AuditEvent
from facilities.models import Facility
from regions.scope import nation_scope
from registration.models import Registration
from registration.workflow import reviewing
from tests.cast import _SETUP, BINJIANG, ZHANGGONG, Cast, as_actor
from tests.journeys.registrar import counts, field, fill, open_rules, values
from tests.journeys.test_officer_review import enter
from tests.registration.officer_filings import checked, submitted
from tests.registration.pushes import pushed


@pytest.fixture(autouse=True)
def the_day_of_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUOYU_TODAY", "2026-05-07")


@pytest.fixture
def row(cast: Cast) -> Registration:
    cast.officer  # noqa: B018  the office that receives the push
    return pushed(cast.registrar)


@pytest.fixture
def registrar(page: Page, live_server: LiveServer, cast: Cast, row: Registration) -> Page:
    enter(page.context, live_server, cast.registrar)
    page.goto(f"/pushes/pushed/{row.pk}/")
    return page


def facility(row: Registration) -> Facility:
    with nation_scope(reason="a test looks"):
        return Facility.objects.get(pk=row.facility_id)


def test_a_correction_says_why_and_shows_old_beside_new(registrar: Page, row: Registration) -> None:
    registrar.get_by_role("link", name="更正").click()
    fill(registrar, name="示例·新芽托育服务中心", approved_on="2026-04-27")
    registrar.get_by_role("button", name="推送更正").click()
    expect(field(registrar, "reason")).to_contain_text("必填")
    assert values(registrar, "name") == {"name": "示例·新芽托育服务中心"}
    registrar.locator("[name=reason]").fill("执照名称录入有误")
    registrar.get_by_role("button", name="推送更正").click()
    main = registrar.locator("main")
    expect(main).to_contain_text("示例·春芽托育服务中心")
    expect(main).to_contain_text("执照名称录入有误")
    assert facility(row).name == "示例·新芽托育服务中心"
    assert counts() == (1, 1) and open_rules(row.uscc) == ["filing"]


def test_a_cancellation_of_an_unfiled_facility_ends_it_and_says_so_before(
    registrar: Page, row: Registration
) -> None:
    registrar.get_by_role("link", name="推送注销").click()
    expect(registrar.locator("main")).to_contain_text("尚未备案")
    registrar.locator("[name=approved_on]").fill("2026-05-20")
    registrar.locator("[name=reason]").fill("不再举办")
    registrar.get_by_role("button", name="推送注销").click()
    expect(field(registrar, "approved_on")).to_contain_text("核准日期在今天之后")
    assert values(registrar, "reason") == {"reason": "不再举办"}
    registrar.locator("[name=approved_on]").fill("2026-05-06")
    registrar.get_by_role("button", name="推送注销").click()
    expect(registrar.locator("main")).to_contain_text("不再举办")
    assert facility(row).state == "CANCELLED" and open_rules(row.uscc) == []


def test_a_cancellation_of_a_filed_facility_opens_its_report_and_can_be_taken_back(
    registrar: Page, cast: Cast
) -> None:
    filing = submitted(cast)
    checked(cast, filing)
    with as_actor(cast.officer):
        reviewing.issue_receipt(by=cast.officer, filing_id=filing.pk)
    registrar.goto(f"/pushes/pushed/{filing.registration_id}/cancellation/")
    registrar.locator("[name=approved_on]").fill("2026-05-06")
    registrar.locator("[name=reason]").fill("举办者申请注销")
    registrar.get_by_role("button", name="推送注销").click()
    expect(registrar.locator("main")).to_contain_text("及时")
    assert "cancellation_report" in open_rules(filing.facility.uscc)
    registrar.get_by_role("link", name="撤回").click()
    registrar.locator("[name=reason]").fill("推错了机构")
    registrar.locator("#act-form").evaluate("form => form.requestSubmit()")
    expect(registrar.locator("main")).to_contain_text("推错了机构")
    assert "cancellation_report" not in open_rules(filing.facility.uscc)


def test_two_registrars_at_once_the_slower_one_sees_the_difference_and_keeps_what_was_typed(
    registrar: Page, live_server: LiveServer, browser: Browser, cast: Cast, row: Registration
) -> None:
    registrar.goto(f"/pushes/pushed/{row.pk}/correction/")
    fill(registrar, address="示例路 99 号")
    registrar.locator("[name=reason]").fill("门牌有误")

    other = browser.new_context(base_url=live_server.url, locale="zh-CN")
    enter(other, live_server, colleague(cast))
    page = other.new_page()
    page.goto(f"/pushes/pushed/{row.pk}/correction/")
    fill(page, address="示例路 21 号")
    page.locator("[name=reason]").fill("补正门牌")
    page.get_by_role("button", name="推送更正").click()
    expect(page.locator("main")).to_contain_text("补正门牌")
    other.close()

    registrar.get_by_role("button", name="推送更正").click()
    conflict = registrar.locator("#conflict, .ty-conflict").first
    expect(conflict).to_contain_text("示例·second-registrar")
    expect(conflict).to_contain_text("示例路 21 号")
    assert values(registrar, "address", "reason") == {"address": "示例路 99 号", "reason": "门牌有误"}
    assert facility(row).address == "示例路 21 号"

    registrar.get_by_role("button", name="推送更正").click()
    expect(registrar.locator("main")).to_contain_text("门牌有误")
    assert facility(row).address == "示例路 99 号" and counts() == (1, 1)


def colleague(cast: Cast) -> Actor:
    """Somebody else in the same office."""
    user = cast.user("second-registrar")
    office = cast.department(ZHANGGONG, DepartmentKind.ADMIN_APPROVAL)
    found: Appointment = appoint(
        by=_SETUP, user=user, department=office, role=Role.REGISTRAR, valid_from=office.valid_from
    )
    return Actor(user_id=user.pk, name=user.name, username=user.username, post=post_of(found))


# What belongs to the officer's side of the same stories.

GANXIAN, YUDU = 360704000000, 360731000000


def test_u36_an_officer_of_ganxian_opens_a_file_of_yudu_in_vain_and_the_city_sees_both(
    page: Page, live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    there = cast.facility(region=YUDU, name="示例·于都托育园")
    here = cast.facility(region=GANXIAN, name="示例·赣县托育园")
    officer = cast.official(GANXIAN, DepartmentKind.HEALTH, Role.OFFICER)
    enter(page.context, live_server, officer)
    page.goto("/facilities/")
    expect(page.locator("main")).to_contain_text(here.name)
    expect(page.locator("main")).not_to_contain_text(there.name)
    answer = page.goto(f"/facilities/{there.pk}/")
    assert answer is not None and answer.status == 404
    expect(page.locator("body")).not_to_contain_text("于都")
    with nation_scope(reason="a test looks"):
        refused = AuditEvent.objects.get(event="access.refused", actor_id=officer.user_id)
        assert refused.outcome == "REFUSED"
    city = browser.new_context(base_url=live_server.url, locale="zh-CN")
    enter(city, live_server, cast.city)
    above = city.new_page()
    above.goto("/facilities/")
    for name in (here.name, there.name):
        expect(above.locator("main")).to_contain_text(name)
    city.close()


def test_u50_in_binjiang_the_social_development_bureau_acts_as_health_authority(
    page: Page, live_server: LiveServer, cast: Cast
) -> None:
    cast.department(BINJIANG, DepartmentKind.HEALTH, "滨江区社会发展局")
    registrar = cast.official(BINJIANG, DepartmentKind.CIVIL_AFFAIRS, Role.REGISTRAR)
    enter(page.context, live_server, registrar)
    page.goto("/pushes/")
    expect(page.locator("main")).to_contain_text("滨江区社会发展局")
    enter(page.context, live_server, cast.official(BINJIANG, DepartmentKind.HEALTH, Role.OFFICER))
    page.goto("/inbox/")
    expect(page.locator("header").first).to_contain_text("滨江区社会发展局")
