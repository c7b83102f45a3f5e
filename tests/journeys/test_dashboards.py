"""An administrator of the city reads its dashboard, drills down, follows a number to its rows and takes pictures home."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.actors import Actor
from reporting.figures.workflow.folding import fold
from tests.cast import Cast
from tests.journeys.stage import DESKTOP, PHONE, Day, day, enter, sound
from tests.journeys.test_accessibility import violations
from tests.reporting.test_dashboard import YUDU, filed

__all__ = ["day"]
ZONE = 360771000000


@pytest.fixture
def city(cast: Cast) -> Actor:
    """The figures of U51: 于都 has more than its task of 3,787 places and less than 4.5 for each 1,000 of 2020."""
    filed(cast, YUDU, places=3790)
    filed(cast, 360702001000, places=90)
    filed(cast, 360703001000, places=60)
    filed(cast, ZONE, places=240)
    fold()
    return cast.city


@pytest.fixture
def board(page: Page, live_server: LiveServer, city: Actor, day: Day) -> Page:
    enter(page.context, live_server, city)
    page.goto("/dashboard/")
    return page


def line(page: Page, name: str) -> Locator:
    return page.locator(".ty-ranking tbody tr").filter(
        has=page.get_by_role("rowheader", name=name, exact=True)
    )


def test_u51_a_division_that_meets_its_task_is_green_with_a_note(board: Page) -> None:
    for name in ("每千人口托位数", "普惠机构占比", "持证率"):
        expect(board.locator(".ty-indicator h3").filter(has_text=name).first).to_be_visible()
    yudu = line(board, "于都县")
    expect(yudu).to_contain_text("3,787")
    expect(yudu).to_contain_text("+3")
    expect(yudu).to_contain_text("4.19")
    expect(yudu).to_contain_text("达标")
    expect(yudu).to_contain_text("低于 4.5")
    expect(board.locator(".ty-ranking-foot")).to_contain_text("低于 4.5")
    sound(board)


def test_u51_the_way_down_opens_in_place_and_a_number_leads_to_its_rows(board: Page) -> None:
    line(board, "于都县").get_by_role("link", name="于都县").click()
    expect(board.get_by_role("heading", level=1)).to_contain_text("于都县")
    assert f"place={YUDU:012d}" in board.url
    sound(board)
    number = board.locator(".ty-indicator").filter(has_text="托位").get_by_role("link", name="3,790").first
    number.click()
    expect(board.get_by_role("main")).to_contain_text("3,790")
    expect(board.locator(".ty-table tbody tr")).to_have_count(1)
    board.go_back()
    board.get_by_role("navigation").get_by_role("link", name="赣州市").first.click()
    expect(board.get_by_role("heading", level=1)).to_contain_text("赣州市")


def test_u52_the_stated_total_of_2023_stays_and_its_gap_is_told(board: Page) -> None:
    foot = board.locator(".ty-ranking tfoot")
    expect(foot).to_contain_text("34,185①")
    expect(board.locator(".ty-ranking-foot")).to_contain_text("34,187")


def test_u53_a_functional_zone_is_a_line_of_its_own_and_counted_once(board: Page) -> None:
    zone = line(board, "赣州经济技术开发区")
    expect(zone).to_contain_text("240")
    expect(zone).to_contain_text("1,600")
    places = [
        int(each.replace(",", ""))
        for each in board.locator(".ty-ranking tbody tr td strong").all_inner_texts()
    ]
    assert sum(places) == 3790 + 90 + 60 + 240
    for name, own in (("章贡区", "90"), ("南康区", "60")):
        expect(line(board, name).locator("td strong")).to_have_text(own)
    card = board.locator(".ty-indicator").filter(has_text="托位").first
    expect(card).to_contain_text("4,180")


def test_a_drawing_is_taken_home_as_a_picture_and_every_drawing_has_its_table(
    board: Page, tmp_path: Path
) -> None:
    with board.expect_download() as taken:
        board.locator("[data-picture=drawing-map]").click()
    picture = tmp_path / "map.png"
    taken.value.save_as(picture)
    assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size > 5_000
    assert "赣州市" in taken.value.suggested_filename
    board.locator(".ty-as-table summary").first.click()
    expect(board.locator(".ty-as-table table").first).to_be_visible()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_the_figures_breaks_a_rule_of_accessibility(
    board: Page, language: str, city: Actor
) -> None:
    board.goto(f"/dashboard/?lang={language}")
    found: dict[str, Any] = {}
    for address in (
        "/dashboard/", f"/dashboard/?place={YUDU:012d}", "/dashboard/?by=universal_share&period=2026-Q1",
        "/dashboard/rows/places/", "/dashboard/catalogue/", "/dashboard/entered/", "/dashboard/entered/new/",
    ):  # fmt: skip
        for size in (PHONE, DESKTOP):
            board.set_viewport_size(size)
            assert (answer := board.goto(address)) is not None and answer.ok, address
            sound(board)
            if wrong := violations(board):
                found[f"{address} {size['width']}"] = wrong
    assert not found, "\n".join(f"{name}: {wrong}" for name, wrong in found.items())
