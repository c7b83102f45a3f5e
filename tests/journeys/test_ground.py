"""The ground under all journeys: a browser, a server, a page."""

from playwright.sync_api import Page


def test_the_browser_reaches_the_server(page: Page) -> None:
    page.goto("/healthz/")
    assert page.inner_text("body") == "ok"


def test_the_browser_stands_in_china(page: Page) -> None:
    page.goto("/healthz/")
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Asia/Shanghai"
    assert page.evaluate("navigator.language") == "zh-CN"
