"""Pushing one registration in a real browser: with every mistake somebody can make, then rightly."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.enums import DepartmentKind
from regions.scope import nation_scope
from registration.models import Registration
from tests.cast import NANKANG, ZHANGGONG, Cast, uscc
from tests.journeys.registrar import counts, field, fill, good, open_rules, values
from tests.journeys.test_officer_review import enter
from tests.registration.officer_filings import submitted
from tests.registration.pushes import pushed, stated


@pytest.fixture(autouse=True)
def the_day_of_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUOYU_TODAY", "2026-05-07")


@pytest.fixture
def registrar(page: Page, live_server: LiveServer, cast: Cast) -> Page:
    cast.officer  # noqa: B018  the office that receives the push
    cast.department(ZHANGGONG, DepartmentKind.STAFFING_OFFICE, "章贡区委编办")
    enter(page.context, live_server, cast.registrar)
    page.goto("/pushes/")
    return page


def push(page: Page) -> None:
    page.get_by_role("button", name="推送", exact=True).click()


def test_mistakes_are_told_at_their_fields_and_nothing_typed_is_lost(registrar: Page) -> None:
    code = uscc(prefix="52360702MA")
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    typed = good(uscc=wrong, approved_on="2026-05-20", business_scope="")
    fill(registrar, **typed)
    push(registrar)
    expect(field(registrar, "uscc")).to_contain_text("校验位不对")
    expect(field(registrar, "approved_on")).to_contain_text("核准日期在今天之后")
    expect(field(registrar, "business_scope")).to_contain_text("必填")
    kept = values(registrar, "name", "uscc", "approved_on", "head_name", "phone", "address")
    assert kept == {name: typed[name] for name in kept}
    assert counts() == (0, 0)

    fill(registrar, uscc=code, approved_on="2026-04-28", business_scope="家政服务")
    push(registrar)
    expect(registrar.locator("#push-form")).to_contain_text("“托育服务”")
    assert counts() == (0, 0)
    fill(registrar, business_scope="3 岁以下婴幼儿托育服务")
    push(registrar)
    expect(registrar.locator("#done")).to_contain_text("已推送：示例·春芽托育服务中心")
    assert counts() == (1, 1) and open_rules(code) == ["filing"]


def test_u01_the_wrong_registrar_is_refused_with_the_right_one_named_and_the_form_kept(
    registrar: Page,
) -> None:
    code = uscc(prefix="12360702MA")
    fill(registrar, **good(entity_kind="PUBLIC_INSTITUTION", uscc=code))
    expect(registrar.locator("#kind-check")).to_contain_text("章贡区委编办")
    push(registrar)
    expect(field(registrar, "entity_kind")).to_contain_text("章贡区委编办")
    assert values(registrar, "uscc", "address")["uscc"] == code
    assert counts() == (0, 0)
    fill(registrar, entity_kind="SOCIAL_SERVICE_ORG", uscc=uscc(prefix="52360702MA"))
    push(registrar)
    expect(registrar.locator("#done")).to_be_visible()


def test_a_second_push_of_a_code_leads_to_the_first_and_a_filed_facility_is_not_pushed_again(
    registrar: Page, cast: Cast
) -> None:
    first = pushed(cast.registrar)
    filed = submitted(cast)
    fill(registrar, **good(uscc=first.uscc))
    expect(registrar.locator("#uscc-check")).to_contain_text("已推送过")
    push(registrar)
    expect(field(registrar, "uscc")).to_contain_text("5月7日已推送过")
    registrar.get_by_role("link", name="看已有的那一条").click()
    registrar.wait_for_url(f"**/pushes/pushed/{first.pk}/")
    registrar.goto("/pushes/")
    fill(registrar, **good(uscc=filed.facility.uscc, entity_kind="FOR_PROFIT"))
    push(registrar)
    expect(field(registrar, "uscc")).to_contain_text("已推送过")
    assert values(registrar, "address") == {"address": "示例路 20 号 1 层"}
    assert counts() == (2, 2)


@pytest.mark.parametrize("code", ["360721001000", "999999999999", str(NANKANG + 1000), "解放街道"])
def test_a_place_that_is_unknown_retired_or_elsewhere_is_refused_whatever_the_browser_sends(
    registrar: Page, code: str
) -> None:
    fill(registrar, **good(uscc=uscc(prefix="52360702MA")))
    registrar.evaluate(
        """code => { const list = document.querySelector('#push-form [name=street]');
        list.append(new Option(code, code, true, true)); }""",
        code,
    )
    push(registrar)
    expect(field(registrar, "street")).to_have_class("ty-field ty-field-select has-error")
    assert values(registrar, "address") == {"address": "示例路 20 号 1 层"}
    assert counts() == (0, 0)


def test_what_was_typed_is_there_again_after_leaving_and_the_button_pushes_once(registrar: Page) -> None:
    code = uscc(prefix="52360702MA")
    fill(registrar, **good(uscc=code))
    expect(registrar.locator("[data-saved]")).to_contain_text("已自动保存")
    registrar.goto("/inbox/")
    registrar.goto("/pushes/")
    assert values(registrar, "uscc", "address") == {"uscc": code, "address": "示例路 20 号 1 层"}
    registrar.get_by_role("button", name="推送", exact=True).dblclick()
    expect(registrar.locator("#done")).to_be_visible()
    registrar.go_back()
    assert counts() == (1, 1)


def test_u22_a_facility_that_filed_first_is_matched_and_not_made_twice(registrar: Page, cast: Cast) -> None:
    code = uscc(prefix="52360702MA")
    facility = stated(cast, cast.registrar, uscc=code)
    registrar.goto("/pushes/waiting/")
    expect(registrar.locator("tr[data-row]")).to_contain_text("已先行备案")
    registrar.goto("/pushes/")
    fill(registrar, **good(uscc=code))
    expect(registrar.locator("#uscc-check")).to_contain_text("先行备案")
    push(registrar)
    expect(registrar.locator("#done")).to_contain_text("已和它的备案匹配")
    registrar.goto("/pushes/pushed/")
    expect(registrar.locator("tr[data-row]")).to_contain_text("已与先行备案匹配")
    with nation_scope(reason="a test looks"):
        row = Registration.objects.get(state="PUSHED")
        assert (row.facility_id, row.facility.registration_confirmed) == (facility.pk, True)
    assert counts() == (1, 1)


def test_u21_the_officer_sees_what_was_pushed_and_not_filed_with_days_left_and_overdue_in_words(
    registrar: Page, live_server: LiveServer, browser: Browser, cast: Cast
) -> None:
    late = pushed(cast.registrar, name="示例·逾期托育园", approved_on=date(2026, 4, 10))
    soon = pushed(cast.registrar, name="示例·将到期托育园", approved_on=date(2026, 4, 28))
    submitted(cast)
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    enter(context, live_server, cast.officer)
    page = context.new_page()
    page.goto("/registrations/?tab=unfiled")
    rows = page.locator("tr[data-row]")
    expect(rows).to_have_count(2)
    overdue = rows.filter(has_text=late.name)
    expect(overdue).to_contain_text("逾期")
    colour = overdue.locator(".ty-chip").first.evaluate("e => getComputedStyle(e).color")
    red, green, blue = (int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))
    assert red > green + 60 and red > blue + 60, colour
    expect(rows.filter(has_text=soon.name)).to_contain_text("剩")
    context.close()


def test_on_a_phone_the_registrars_pages_do_not_run_out(registrar: Page, cast: Cast) -> None:
    row = pushed(cast.registrar)
    stated(cast, cast.registrar, name="示例·一家名字非常非常长的社区普惠托育服务中心（有限责任）")
    registrar.set_viewport_size({"width": 390, "height": 844})
    for address in (
        "/pushes/",
        "/pushes/waiting/",
        "/pushes/pushed/",
        f"/pushes/pushed/{row.pk}/",
        f"/pushes/pushed/{row.pk}/correction/",
        "/pushes/sheets/",
    ):
        registrar.goto(address)
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert registrar.evaluate(wider) is False, address
