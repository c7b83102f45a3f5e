"""Staff in a real browser: somebody is added after every kind of wrong number, counts, and no longer counts a day later."""

from itertools import count

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from staff.models import StaffMember
from tests.cast import OUHAI, Cast, as_actor
from tests.facilities.nursery import Nursery
from tests.journeys.stage import PHONE, Day, day, enter, sound
from tests.staff.people import BORN, employed, number, somebody

__all__ = ["day"]


@pytest.fixture
def here(cast: Cast, day: Day) -> Nursery:
    return Nursery(cast)


def ending_in_x() -> str:
    return next(text for serial in count(900) if (text := number(BORN, serial % 1000)).endswith("X"))


def proved(page: Page, kind: str, issued: str, **more: str) -> None:
    page.get_by_role("link", name="登记证明", exact=True).first.click()
    page.locator("select[name=kind]").select_option(kind)
    page.locator("input[name=issued_on]").fill(issued)
    for name, value in more.items():
        box = page.locator(f"[name={name}]")
        box.select_option(value) if name == "result" else box.fill(value)
    page.locator(".ty-form button[type=submit]").click()
    expect(page.get_by_text("证明已登记。")).to_be_visible(timeout=20_000)


def test_u16_a_carer_is_added_counts_and_drops_out_the_day_after_the_health_certificate(
    page: Page, live_server: LiveServer, cast: Cast, here: Nursery, day: Day
) -> None:
    group, away = here.group(name="蓝天班"), cast.facility(OUHAI, name="示例·远园")
    here.filled(group, 5)
    taken, good = number(), ending_in_x()
    employed(cast.operator(away), away, somebody("示例·别人", number=taken), proved=False)
    page.set_default_timeout(30_000)
    enter(page.context, live_server, here.manager)
    page.goto("/operator/staff/")
    expect(page.locator(".ty-top-nav a[aria-current]")).to_have_text("人员")
    page.get_by_role("link", name="添加人员").first.click()
    expect(page.locator(".ty-top-nav a[aria-current]")).to_have_text("人员")
    page.locator("[name=name]").fill("示例·李一")
    page.locator("[name=role]").select_option("CAREGIVER")
    page.locator("[name=class_group]").select_option(label="蓝天班")
    page.locator("[name=starts_on]").fill("2026-05-06")
    typed, submit = page.locator("[name=id_number]"), page.locator(".ty-form button[type=submit]")
    for wrong, words in (
        (good[:-1] + "1", "校验码"),
        ("360702900301012", "15 位号码已停用"),
        ("36070219900231012X", "出生日期不存在"),
        (taken, "已登记在另一姓名下"),
    ):
        typed.fill(wrong)
        submit.click()
        expect(page.locator(".ty-error", has_text=words).first).to_be_visible(timeout=20_000)
        assert typed.input_value() == wrong and page.locator("[name=starts_on]").input_value() == "2026-05-06"
        expect(page.get_by_text("远园")).to_have_count(0)
    sound(page)
    typed.fill(good.lower())
    submit.click()
    expect(page.get_by_role("heading", name="示例·李一")).to_be_visible(timeout=20_000)
    with as_actor(here.manager):
        assert StaffMember.objects.get().id_number == good
    assert good not in page.content()
    proved(page, "HEALTH_CERTIFICATE", "2026-05-06", expires_on="2026-05-09")
    proved(page, "RECORD_CHECK", "2026-05-06", result="CLEAR")
    sound(page)
    for today, counts in (("2026-05-09", True), ("2026-05-10", False)):
        day(today)
        page.goto("/operator/staff/")
        row = page.locator("tr[data-row]", has_text="示例·李一")
        expect(row).to_contain_text("计入" if counts else "不计入")
        assert ("不计入" in row.inner_text()) is not counts
        page.goto("/operator/standards/")
        expect(page.locator(".ty-top-nav a[aria-current]")).to_have_text("设置标准")
        expect(page.get_by_text("可计入 0 名")).to_have_count(0 if counts else 1)
    page.set_viewport_size(PHONE)
    page.goto("/operator/staff/")
    sound(page)
    page.get_by_role("link", name="示例·李一").click()
    expect(page.get_by_text("2026-05-09").first).to_be_visible(timeout=20_000)
    sound(page)
