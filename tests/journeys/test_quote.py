"""Anybody asks how much a subsidy is: chosen, typed row by row, corrected, explained."""

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer


def test_u18_a_visitor_types_the_month_of_a_facility_and_reads_why(page: Page) -> None:
    page.goto("/help/")
    page.get_by_role("link", name="补贴金额怎样计算？").click()
    page.get_by_role("link", name="运营补贴 GZ-OPERATING").click()
    page.locator("[name='claimed_on']").fill("2025-04-10")
    for quality in ("filed", "universal"):
        page.locator(f"[name='facility-{quality}-0-start']").fill("2023-01-01")
    page.get_by_label("月份").fill("2024-05")
    page.get_by_label("服务日数").fill("21")
    page.get_by_label("儿童代号").fill("A")
    page.get_by_label("出生日期").fill("2022-01-02")
    page.get_by_label("本园出勤天数").fill("11")

    page.get_by_role("button", name="添加儿童").click()
    second = page.locator("[name='months-0-children-1-ref']")
    expect(second).to_be_focused()
    second.fill("A")
    page.locator("[name='months-0-children-1-born']").fill("2022-02-02")
    page.locator("[name='months-0-children-1-attended_days']").fill("10")
    page.get_by_role("button", name="计算").last.click()
    expect(page.locator("#id_months-0-children-1-ref-error")).to_contain_text("“A”重复")
    expect(page.locator("[name='months-0-children-0-attended_days']")).to_have_value("11")

    second.fill("B")
    page.get_by_role("button", name="计算").last.click()
    expect(page.locator(".ty-quote-sum")).to_have_text("200.00")
    steps = page.locator(".ty-quote-steps")
    expect(steps).to_contain_text("1 人月 × 200 元")
    expect(page.get_by_text("核对：40.00 + 160.00 = 200.00")).to_be_visible()
    page.locator("summary", has_text="出勤 10 天，服务日 21 天，需 11 天").click()
    opened = page.locator("details[open]")
    expect(opened.get_by_text("2024-05-01 在政策有效期 2022-02-18 至 2025-02-17 内")).to_be_visible()


def test_the_calculator_fits_a_phone_and_works_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/quote/?programme=HZBJ-OPERATING&region=330108")
    page.get_by_label("人月").fill("333")
    page.keyboard.press("Tab")
    page.keyboard.type("23457.89")
    page.keyboard.press("Enter")
    expect(page.locator(".ty-quote-sum")).to_have_text("130,191.29")
    expect(page.get_by_text("草案 · 仅供模拟").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_rows_can_be_added_without_script(page: Page, live_server: LiveServer) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="zh-CN")
    plain = context.new_page()
    plain.goto("/quote/?programme=OH-CONSTRUCTION&region=330304")
    plain.locator("[name='class_costs_yuan-0-value']").fill("310000")
    plain.get_by_role("button", name="添加班级").click()
    expect(plain.locator("[name='class_costs_yuan-2-value']")).to_be_visible()
    expect(plain.locator("[name='class_costs_yuan-0-value']")).to_have_value("310000")
    plain.locator("[value='social_forces']").check()
    plain.locator("[name='assessment_passed_on']").fill("2023-06-15")
    plain.get_by_role("button", name="计算").last.click()
    expect(plain.locator(".ty-quote-sum")).to_have_text("150,000.00")
    context.close()
