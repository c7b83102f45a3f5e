"""axe-core finds nothing on the public pages, on a phone and on a desk, in both languages (WCAG 2.2 A and AA)."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page, expect

from facilities.models import Facility
from inspections.workflow import publish_facilities
from tests.cast import Cast
from tests.facilities.nursery import Nursery
from tests.inspections.complaining import complained, published
from tests.inspections.visiting import finished
from tests.journeys.stage import DESKTOP, PHONE, Day, day, enter

__all__ = ["day"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def facility(cast: Cast) -> Facility:
    """One with everything a public page can show."""
    cache.clear()
    found = published(cast, name="示例·小橘灯托育园")
    here = Nursery.__new__(Nursery)
    here.facility, here.manager = found, cast.operator(found)
    here.group("TODDLER", 5)
    finished(cast.officer, found, CN_FIRE_2="灭火器失效")
    publish_facilities()
    return found


def violations(page: Page, *more: str) -> list[str]:
    """What axe finds against WCAG, and against `more` of its own tags."""
    look: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": [*TAGS, *more]}
    found = Axe().run(page, options=look).response["violations"]
    return [
        f"{each['id']}: {each['help']} {[node['target'] for node in each['nodes']][:3]}" for each in found
    ]


Opener = Callable[[Page, Facility], None]


def at(address: str) -> Opener:
    def open_it(page: Page, facility: Facility) -> None:
        page.goto(address.format(facility.pk))

    return open_it


def refused(page: Page, facility: Facility) -> None:
    page.goto(f"/complain/{facility.pk}/")
    page.get_by_role("main").locator("button[type=submit]").click()
    expect(page.get_by_role("alert").first).to_be_visible()


def received(page: Page, facility: Facility) -> None:
    page.goto(f"/complain/{facility.pk}/")
    page.locator("#id_category_5").check()
    page.locator("#id_text").fill("退费一直不退")
    page.get_by_role("main").locator("button[type=submit]").click()
    expect(page.locator(".ty-code")).to_be_visible()


def followed(page: Page, facility: Facility) -> None:
    code = complained(facility).code
    page.goto("/complain/follow/")
    page.locator("#id_code").fill(code)
    page.get_by_role("main").locator("button").click()
    expect(page.locator(".ty-timeline")).to_be_visible()


def filtered(page: Page, facility: Facility) -> None:
    page.goto("/public/?band=TODDLER&free=1")


PAGES: dict[str, Opener] = {
    "welcome": at("/"),
    "directory": at("/public/"),
    "filtered": filtered,
    "map": at("/public/?view=map&place=360702000000"),
    "nothing found": at("/public/?q=没有这家"),
    "facility": at("/public/{}/"),
    "unknown": at("/public/999999999/"),
    "notices": at("/public/notices/"),
    "check": at("/check/"),
    "choose": at("/complain/?q=橘灯"),
    "complain": at("/complain/{}/"),
    "describe": at("/complain/other/?place=360702000000"),
    "refused": refused,
    "received": received,
    "follow": at("/complain/follow/"),
    "followed": followed,
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_public_page_breaks_a_rule_of_accessibility(
    page: Page, cast: Cast, facility: Facility, day: Day, language: str
) -> None:
    page.goto(f"/public/?lang={language}")
    found: dict[str, list[str]] = {}
    for name, open_it in PAGES.items():
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            open_it(page, facility)
            if wrong := violations(page, "best-practice"):
                found[f"{name} {size['width']}"] = wrong
    assert not found, "\n".join(f"{name}: {wrong}" for name, wrong in found.items())


def test_axe_does_find_what_is_wrong(page: Page, cast: Cast, facility: Facility, day: Day) -> None:
    page.goto("/public/")
    page.evaluate("document.querySelector('label[for=q]').remove()")
    assert any(each.startswith("label:") for each in violations(page))


def test_the_office_pages_of_complaints_break_none_either(
    page: Page, live_server: Any, cast: Cast, facility: Facility, day: Day
) -> None:
    row = complained(facility, category="ABUSE", about="李一", contact="13800001234").complaint
    enter(page.context, live_server, cast.officer)
    found = {}
    for address in ("/complaints/", f"/complaints/{row.pk}/", f"/complaints/{row.pk}/take-up/", f"/complaints/{row.pk}/case/", "/complaints/figures/"):  # fmt: skip
        page.goto(address)
        if wrong := violations(page):
            found[address] = wrong
    assert not found, "\n".join(f"{name}: {wrong}" for name, wrong in found.items())
