"""Sheets of staff and of children in a real browser: looked through first, faults by cell, the corrected copy again."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from facilities.models import Child
from staff.models import Employment, StaffMember
from tests.cast import Cast, as_actor
from tests.facilities.nursery import Nursery
from tests.facilities.test_care_sheets import book, row
from tests.journeys.stage import PHONE, Day, day, enter, sound
from tests.staff.sheets import HEADS, good, sheet

__all__ = ["day"]

ROWS, WRONG = 3000, 40


@pytest.fixture
def here(cast: Cast, day: Day) -> Nursery:
    return Nursery(cast)


def hand_in(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    page.locator(".ty-form button[type=submit]").click(timeout=120_000)


def test_3000_people_with_40_wrong_cells_are_corrected_in_the_marked_copy_and_taken_over(
    page: Page, live_server: LiveServer, here: Nursery, tmp_path: Path
) -> None:
    page.set_default_timeout(120_000)
    faults = [
        {"岗位": "国王"},
        {"入职日期": "去年"},
        {"联系电话": "=1+1"},
        {"证件号码": "360702199003010120"},
    ]
    rows = [good(n) for n in range(ROWS)]
    right = {n * 70: rows[n * 70] for n in range(WRONG)}
    for n in range(WRONG):
        rows[n * 70] = good(n * 70, **faults[n % len(faults)])
    file = tmp_path / "员工.xlsx"
    file.write_bytes(sheet(rows).read())
    enter(page.context, live_server, here.manager)
    page.goto("/operator/staff/")
    page.get_by_role("link", name="用表格导入").click()
    hand_in(page, file)
    expect(page.locator("main")).to_contain_text("40 个单元格", timeout=120_000)
    errors = page.locator(".ty-sheet-errors tbody tr")
    expect(errors).to_have_count(WRONG)
    expect(errors.first).to_contain_text("岗位")
    expect(page.locator(".ty-sheet-errors")).to_contain_text("公式")
    expect(page.get_by_role("button", name="导入")).to_have_count(0)
    sound(page)
    with as_actor(here.manager):
        assert not StaffMember.objects.exists()
    with page.expect_download() as taken:
        page.locator("a[href$='/annotated/']").click()
    marked = load_workbook(taken.value.path())
    for n, values in right.items():
        for column, value in enumerate(values, 1):
            marked.active.cell(row=n + 2, column=column, value=value)
    marked.save(tmp_path / "改好.xlsx")
    page.get_by_role("link", name="另交一份表格").click()
    hand_in(page, tmp_path / "改好.xlsx")
    page.get_by_role("button", name="导入").click()
    expect(page.locator("tr[data-row]")).to_have_count(50, timeout=120_000)
    with as_actor(here.manager):
        assert (StaffMember.objects.count(), Employment.objects.count()) == (ROWS, ROWS)
    assert len(HEADS) == len(rows[0])


def test_children_come_by_sheet_after_the_wrong_cells_are_named_and_the_same_sheet_again_changes_nothing(
    page: Page, live_server: LiveServer, here: Nursery, tmp_path: Path
) -> None:
    here.group(name="蓝天班")
    wrong, right = tmp_path / "名册.xlsx", tmp_path / "改好.xlsx"
    rows = [row(1, 班级="蓝天班"), row(2), row(3)]
    faulty = [
        rows[0],
        row(2, 证件号码="360702240910012"),
        row(3, 监护人电话="=HYPERLINK(1)", 班级="没有的班"),
    ]
    wrong.write_bytes(book(*faulty).read())
    right.write_bytes(book(*rows).read())
    enter(page.context, live_server, here.manager)
    page.goto("/operator/children/")
    page.get_by_role("link", name="用表格导入").click()
    hand_in(page, wrong)
    errors = page.locator(".ty-sheet-errors")
    for words in ("B3", "15 位号码", "D4", "公式", "F4", "没有这个名称的班级"):
        expect(errors).to_contain_text(words)
    sound(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sound(page)
    page.get_by_role("link", name="上传更正后的表格").click()
    hand_in(page, right)
    page.get_by_role("button", name="导入").click()
    expect(page.locator("tr[data-row]")).to_have_count(3)
    page.goto("/operator/children/import/")
    hand_in(page, right)
    expect(page.locator("main")).to_contain_text("已登记")
    with as_actor(here.manager):
        assert Child.objects.count() == 3
