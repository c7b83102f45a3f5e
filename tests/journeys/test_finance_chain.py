"""From signed attendance to money in the bank: operator, health officer, maker, checker, payer (U18, U48)."""

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from regions.scope import nation_scope
from subsidies.enums import ClaimState
from subsidies.models import SubsidyClaim
from tests.authenticator import code_of
from tests.cast import Cast
from tests.journeys.stage import PHONE, Day, another, day, enter, sound
from tests.subsidies.february import filed_nursery
from tests.subsidies.money import Office

__all__ = ["day"]


def _claim() -> SubsidyClaim:
    with nation_scope(reason="a test looks"):
        return SubsidyClaim.objects.get()


def _claims(page: Page) -> SubsidyClaim:
    page.goto("/operator/subsidies/")
    sound(page)
    page.get_by_role("row", name="运营补贴").get_by_role("link", name="申报").click()
    expect(page.get_by_label("2025-02")).to_be_checked()
    page.get_by_role("button", name="计算").click()
    expect(page.locator(".ty-quote-sum")).to_have_text("800.00")
    expect(page.get_by_text("出勤不足半").first).to_be_visible()
    sound(page)
    page.get_by_role("button", name="提交申报").click()
    expect(page.get_by_text("事实审核中")).to_be_visible()
    claim = _claim()
    assert (claim.state, claim.amount) == (ClaimState.FACTS, 80000)
    assert claim.shares == {"city": 16000, "county": 64000}
    return claim


def _passes(health: Page, maker: Page, checker: Page, claim: SubsidyClaim) -> None:
    health.goto(f"/claims/{claim.pk}/")
    sound(health)
    health.get_by_role("button", name="事实无误").click()
    expect(health.get_by_text("待初审").first).to_be_visible()
    maker.goto("/claims/")
    sound(maker)
    maker.get_by_role("checkbox", name=claim.facility_name).check()
    maker.get_by_role("button", name="初审通过，送复核").click()
    expect(maker.get_by_text("已通过 1 件")).to_be_visible()
    maker.goto(f"/claims/{claim.pk}/")
    expect(maker.get_by_role("button", name="复核通过")).to_have_count(0)
    checker.goto("/claims/")
    checker.get_by_role("link", name=claim.facility_name).click()
    expect(checker.get_by_text("160.00 + 640.00 = 800.00")).to_be_visible()
    sound(checker)
    checker.get_by_role("button", name="复核通过").click()
    expect(checker.get_by_text("已批准，待拨付").first).to_be_visible()


def _pays(maker: Page, payer: Page, code: str) -> str:
    maker.goto("/batches/")
    maker.get_by_role("button", name="组批").click()
    maker.get_by_role("button", name="冻结").click()
    expect(maker.get_by_text("冻结后不能再改").first).to_be_visible()
    expect(maker.get_by_role("button", name="放行送银行")).to_have_count(0)
    payer.goto(maker.url)
    payer.get_by_label("身份验证器验证码").fill(code)
    payer.get_by_role("button", name="放行送银行").click()
    expect(payer.get_by_text("等待银行回执")).to_be_visible()
    sound(payer)
    told = "序号,金额（元）,结果,银行流水号,说明\n1,800.00,到账,R-1,\n".encode("gb18030")
    payer.get_by_label("银行回执").set_input_files(
        {"name": "回执.csv", "mimeType": "text/csv", "buffer": told}
    )
    payer.get_by_role("button", name="录入回执").click()
    expect(payer.get_by_text("已对平").first).to_be_visible()
    return maker.url


def test_u18_a_month_of_attendance_becomes_money_by_five_people(
    page: Page, browser: Browser, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    office, nursery = Office(cast), filed_nursery(cast)
    office.facility, office.operator = nursery.facility, nursery.manager  # type: ignore[misc]
    office.payee()
    enter(page.context, live_server, nursery.manager)
    health, maker, checker, payer = (
        another(browser, live_server, actor)
        for actor in (cast.officer, office.maker, office.checker, office.payer)
    )
    claim = _claims(page)
    _passes(health, maker, checker, claim)
    batch = _pays(maker, payer, code_of(office.payer))
    assert _claim().state == ClaimState.PAID
    for one in (payer, page):
        one.set_viewport_size(PHONE)
    for address in (batch, "/claims/", f"/claims/{claim.pk}/", "/budgets/", "/batches/"):
        payer.goto(address)
        sound(payer)
    page.goto("/operator/subsidies/")
    sound(page)
    expect(page.get_by_text("已支付").first).to_be_visible()
