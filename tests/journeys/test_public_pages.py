"""What everybody may look up: whether a receipt is genuine, and which facilities are filed. Nothing about persons."""

from datetime import date, datetime

from playwright.sync_api import Page, expect

from facilities.models import PublicFacility
from kernel import clock
from registration.models import Filing
from registration.workflow import verifying
from tests.cast import Cast, as_actor
from tests.journeys.stage import PHONE, Day, day, sound, stored
from tests.registration.operator_acts import receipt

__all__ = ["day"]
PRIVATE = ("李青", "138", "0797")


def removed(cast: Cast, filing: Filing) -> None:
    """A notice that was not put right: the filing is removed in June."""
    with clock.frozen(datetime(2026, 5, 20, 10, tzinfo=clock.ZONE)), as_actor(cast.officer):
        verifying.notify_noncompliance(
            by=cast.officer,
            filing_id=filing.pk,
            reasons=["消防通道堵塞"],
            public_text="消防通道堵塞，已责令改正",
            rectify_by=date(2026, 6, 1),
        )
    with clock.frozen(datetime(2026, 6, 8, 10, tzinfo=clock.ZONE)), as_actor(cast.head):
        verifying.remove(by=cast.head, filing_id=filing.pk, reason="逾期未改正")


def test_u10_a_genuine_receipt_shows_four_facts_and_a_removed_one_says_so(
    page: Page, cast: Cast, day: Day
) -> None:
    filing = receipt(cast)
    given = stored(filing.pk).receipt
    token, number = given.check_token, given.number
    page.set_viewport_size(PHONE)
    page.goto(f"/check/{token}/")
    expect(page.locator("#found")).to_contain_text("由卫健部门出具")
    expect(page.locator(".ty-facts > div")).to_have_count(4)
    expect(page.locator(".ty-facts")).to_contain_text(filing.facility.name)
    expect(page.locator(".ty-facts")).to_contain_text("已备案")
    for private in (*PRIVATE, filing.facility.uscc, filing.facility.address):
        expect(page.locator("body")).not_to_contain_text(private)
    sound(page)
    page.get_by_label("回执编号").fill(number)
    page.get_by_role("button", name="核验").click()
    expect(page.locator(".ty-facts")).to_contain_text(number)

    removed(cast, filing)
    day("2026-06-08")
    page.goto(f"/check/{token}/")
    expect(page.locator("main")).to_contain_text("已不在备案名单")
    sound(page)


def test_a_code_that_was_never_issued_gets_a_neutral_page_with_the_way_on(
    page: Page, cast: Cast, day: Day
) -> None:
    answer = page.goto("/check/neverissued123456/")
    assert answer is not None and answer.status == 404
    expect(page.locator("main")).to_contain_text("本平台没有这份回执")
    expect(page.get_by_label("回执编号")).to_be_visible()
    sound(page)


def test_the_list_of_filed_facilities_is_searched_by_place_and_name_and_has_a_next_page(
    page: Page, cast: Cast, day: Day
) -> None:
    filing = receipt(cast, name="示例·小橘灯托育园")
    template = PublicFacility.objects.get(facility_id=filing.facility_id)
    fill(template, 34)
    page.goto("/public/")
    rows = page.locator(".ty-facility")
    expect(rows).to_have_count(30)
    expect(rows.first).to_contain_text("已备案")
    for private in PRIVATE:
        expect(page.locator("body")).not_to_contain_text(private)
    sound(page)
    page.get_by_role("link", name="下一页").click()
    expect(rows).to_have_count(5)
    page.get_by_role("link", name="上一页").click()
    expect(rows).to_have_count(30)
    page.get_by_label("机构名称").fill("橘灯")
    page.get_by_role("button", name="查找").click()
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("示例·小橘灯托育园")
    page.get_by_label("机构名称").fill("没有这家")
    page.get_by_role("button", name="查找").click()
    expect(page.locator("main")).to_contain_text("没有")
    page.get_by_role("link", name="清除名称").or_(page.locator(".ty-empty a")).first.click()
    expect(rows).to_have_count(30)
    page.set_viewport_size(PHONE)
    sound(page)


def fill(template: PublicFacility, count: int) -> None:
    """More rows of the projection, named alike, filed earlier; the page reads nothing else."""
    PublicFacility.objects.bulk_create(
        PublicFacility(
            facility_id=template.pk + 1000 + number,
            region_id=template.region_id,
            district=template.district,
            name=f"示例·公开{number:02d}托育园",
            address=template.address,
            state=template.state,
            receipt_number=f"章贡托备 2026-9{number:03d}",
            filed_on=date(2026, 4, 1),
            places=30,
            updated_at=template.updated_at,
            grams=[],
        )
        for number in range(count)
    )
