"""The grid of a month in a real browser: ticks saved at once, by keyboard and on a phone; what is refused is taken back."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from facilities.queries.attendance import marked_days
from facilities.rules.attendance import unpacked
from tests.cast import Cast, as_actor
from tests.facilities.nursery import Nursery
from tests.facilities.test_attendance import MAY
from tests.journeys.stage import DESKTOP, PHONE, Day, day, enter, sound

__all__ = ["day"]


@pytest.fixture
def here(cast: Cast, day: Day) -> Nursery:
    return Nursery(cast)


def saved(here: Nursery, child: int) -> list[int]:
    with as_actor(here.manager):
        return unpacked(marked_days(here.facility.pk, MAY).get(child, 0))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_tick_is_saved_at_once_and_stays_after_a_reload(
    page: Page, live_server: LiveServer, here: Nursery, size: dict[str, int]
) -> None:
    one, _two = here.filled(here.group(name="蓝天班"), 2)
    page.set_viewport_size(size)
    enter(page.context, live_server, here.manager)
    page.goto("/operator/attendance/2026-05/?day=today" if size == PHONE else "/operator/attendance/2026-05/")
    sound(page)
    box = page.locator(f"#c{one.pk}-7")
    box.check()
    expect(page.locator("[data-grid-saved]")).to_contain_text("已保存")
    expect(page.locator(f"tr[data-child='{one.pk}'] [data-count]")).to_contain_text("1")
    page.reload()
    expect(page.locator(f"#c{one.pk}-7")).to_be_checked()
    assert saved(here, one.pk) == [7]


def test_the_arrow_keys_move_and_the_space_bar_ticks(
    page: Page, live_server: LiveServer, here: Nursery
) -> None:
    children = here.filled(here.group(name="蓝天班"), 2)
    enter(page.context, live_server, here.manager)
    page.goto("/operator/attendance/2026-05/")
    rows = [int(r.get_attribute("data-child") or 0) for r in page.locator("tr[data-child]").all()]
    page.locator(f"#c{rows[0]}-6").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator(f"#c{rows[1]}-7")).to_be_focused()
    expect(page.locator(f"tr[data-child='{rows[1]}'] [data-count]")).to_contain_text("2")
    assert (saved(here, rows[0]), saved(here, rows[1])) == ([6], [6, 7])
    assert {c.pk for c in children} == set(rows)


def test_a_refused_tick_is_taken_back_and_says_why(
    page: Page, live_server: LiveServer, here: Nursery
) -> None:
    (child,) = here.filled(here.group(name="蓝天班"), 1)
    enter(page.context, live_server, here.manager)
    page.goto("/operator/attendance/2026-05/")
    box = page.locator(f"#c{child.pk}-6")
    box.evaluate("(each) => { each.dataset.day = 8 }")
    box.click()
    expect(page.locator("#grid-says")).to_contain_text("尚未到的日子不能登记")
    expect(box).not_to_be_checked()
    assert saved(here, child.pk) == []


def test_u14_a_class_over_its_places_shows_it_at_once(
    page: Page, live_server: LiveServer, here: Nursery
) -> None:
    here.filled(here.group(name="蓝天班", places=1), 2)
    enter(page.context, live_server, here.manager)
    page.goto("/operator/classes/")
    sound(page)
    expect(page.get_by_role("row", name="蓝天班")).to_contain_text("超出托位")


def test_u15_the_birthday_is_said_at_the_end_of_its_month_and_not_on_the_day(
    page: Page, live_server: LiveServer, here: Nursery, day: Day
) -> None:
    child = here.child(date(2024, 5, 10), entered=date(2026, 3, 2))
    here.enrolled(child, here.group(name="蓝天班"))
    enter(page.context, live_server, here.manager)
    for today, warned in (("2026-05-10", False), ("2026-05-31", True)):
        day(today)
        page.goto("/operator/children/")
        row = page.locator("tr[data-row]")
        expect(row).to_contain_text("示例·小豆")
        assert ("已超本班月龄" in row.inner_text()) is warned
