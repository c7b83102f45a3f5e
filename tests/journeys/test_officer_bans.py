"""A case of abuse in real browsers: off duty the same day, banned by two, blocked elsewhere, lifted with its trace."""

import re

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.enums import DepartmentKind
from tests.cast import OUHAI, Cast
from tests.facilities.nursery import Nursery
from tests.journeys.stage import PHONE, Day, another, day, enter, sound
from tests.staff.people import employed, number, somebody

__all__ = ["day"]


def sent(page: Page) -> None:
    page.locator(".ty-form button[type=submit]").click()


def hires(page: Page, facility: int, name: str, taken: str) -> None:
    page.goto(f"/operator/facilities/{facility}/staff/add/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=id_number]").fill(taken)
    page.locator("[name=role]").select_option("CAREGIVER")
    page.locator("[name=starts_on]").fill("2026-05-07")
    sent(page)


def opens_a_case(page: Page, facility: int, name: str, taken: str) -> str:
    """The officer opens the case; its address."""
    page.goto(f"/facilities/{facility}/?tab=staff")
    page.get_by_role("link", name="虐待案件立案").first.click()
    page.locator("[name=account]").fill("示例：家长反映的情况")
    page.locator("[name=name]").fill(name)
    page.locator("[name=id_number]").fill(taken)
    page.locator("input[name=part][value=PERSON]").check()
    sent(page)
    expect(page.get_by_text("2026-05-07").first).to_be_visible()
    assert taken not in page.content()
    sound(page)
    return page.url


def proposes_a_ban(page: Page) -> str:
    """The case is confirmed and a ban proposed, which does not hold before a second person; its address."""
    page.get_by_role("link", name="查实结案").click()
    page.locator("[name=outcome]").fill("示例：判决已生效")
    sent(page)
    page.get_by_role("link", name=re.compile("提出禁入")).click()
    page.locator("[name=document_number]").fill("示例刑初 7 号")
    page.locator("[name=decided_by_authority]").fill("示例人民法院")
    page.locator("input[name=scope][value=NATION]").check()
    sent(page)
    expect(page.get_by_text("示例刑初 7 号").first).to_be_visible()
    expect(page.get_by_role("button", name="核准禁入")).to_have_count(0)
    return page.url


def approves(head: Page, name: str) -> None:
    head.goto("/bans/?state=PROPOSED")
    head.get_by_role("link", name=name).click()
    sound(head)
    head.locator("[data-dialog=approve]").first.click()
    head.get_by_role("dialog").locator("[name=typed]").fill(name)
    head.get_by_role("dialog").locator("button[type=submit]").click()
    expect(head.get_by_text("终身").first).to_be_visible()


def lift(page: Page, head: Page, ban: str, name: str) -> None:
    """One proposes, another one agrees; the row stays with who did what."""
    page.goto(ban)
    page.get_by_role("link", name="提出撤销禁入").click()
    page.locator("[name=reason]").fill("示例：二审撤销了判决")
    sent(page)
    head.goto(ban)
    head.locator("[data-dialog=revoke]").first.click()
    head.get_by_role("dialog").locator("button[type=submit]").click()
    expect(head.get_by_text("已撤销").first).to_be_visible()
    head.goto("/bans/?state=REVOKED")
    expect(head.locator("tr[data-row]")).to_contain_text(name)


def test_u17_u30_u31_from_an_open_case_to_a_ban_and_back(
    page: Page, browser: Browser, live_server: LiveServer, cast: Cast, day: Day
) -> None:
    here, away = Nursery(cast, name="示例·甲园"), cast.facility(OUHAI, name="示例·远园")
    taken, name = number(), "示例·王一"
    employed(here.manager, here.facility, somebody(name, number=taken))
    office = cast.department(cast.officer.region_id, DepartmentKind.HEALTH).name
    operator = another(browser, live_server, here.manager)
    operator.goto("/operator/staff/")
    expect(operator.locator("tr[data-row]")).not_to_contain_text("不得从业")
    enter(page.context, live_server, cast.officer)
    case = opens_a_case(page, here.facility.pk, name, taken)
    operator.reload()
    expect(operator.locator("tr[data-row]")).to_contain_text("不得从业")
    operator.get_by_role("link", name=name).click()
    expect(operator.get_by_text(f"请联系{office}").first).to_be_visible()
    expect(operator.get_by_text("家长反映")).to_have_count(0)
    ban, head = proposes_a_ban(page), another(browser, live_server, cast.head)
    approves(head, name)
    # Elsewhere the same number is refused, with nothing but whom to contact.
    far = another(browser, live_server, cast.operator(away))
    hires(far, away.pk, name, taken)
    expect(far.get_by_text(f"此人不得从业。请联系{office}。").first).to_be_visible()
    assert not re.search("示例刑初|法院|禁入|甲园|虐待", far.locator("body").inner_text())
    sound(far)
    lift(page, head, ban, name)
    hires(far, away.pk, name, taken)
    expect(far.get_by_role("heading", name=name)).to_be_visible()
    page.set_viewport_size(PHONE)
    for address in (case, ban, "/cases/", "/bans/"):
        page.goto(address)
        sound(page)
    expect(page.locator(".ty-tabs [aria-current=page]")).to_have_text(re.compile("禁入"))
