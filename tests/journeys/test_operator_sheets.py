"""Many people and many children by sheet in a real browser: every wrong cell named, the corrected file taken over once."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from facilities.models import Child, Enrolment
from staff.models import Employment, Proof, StaffMember
from tests.cast import OUHAI, Cast, as_actor
from tests.facilities.nursery import Nursery
from tests.facilities.test_care_sheets import book, row
from tests.journeys.stage import PHONE, Day, day, enter, sound
from tests.staff.people import employed, number, somebody
from tests.staff.sheets import good, sheet

__all__ = ["day"]


@pytest.fixture
def here(page: Page, live_server: LiveServer, cast: Cast, day: Day) -> Nursery:
    page.set_default_timeout(30_000)
    found = Nursery(cast)
    enter(page.context, live_server, found.manager)
    return found


def hand_in(page: Page, file: SimpleUploadedFile, button: str) -> None:
    """Choose a file on the page that is open, and have it checked."""
    content = file.read()
    page.locator("input[type=file]").set_input_files(
        {
            "name": str(file.name),
            "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "buffer": content,
        }
    )
    page.get_by_role("button", name=button, exact=True).click()


def faults(page: Page) -> Locator:
    return page.locator("#faults tbody tr")


def named(page: Page, place: str, column: str, words: str) -> None:
    """The list of faults has a line for this cell: its place, its column and what is wrong."""
    line = faults(page).filter(has=page.get_by_role("link", name=place, exact=True))
    expect(line).to_have_count(1)
    expect(line).to_contain_text(column)
    expect(line).to_contain_text(words)


def downloaded(page: Page, link: str, folder: Path) -> dict[str, str]:
    """The remarks of the marked copy, by cell."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    path = folder / "copy.xlsx"
    waiting.value.save_as(path)
    marked = load_workbook(BytesIO(path.read_bytes())).active
    assert marked is not None
    cells = (cell for line in marked.iter_rows() for cell in line)
    return {str(cell.coordinate): cell.comment.text for cell in cells if cell.comment is not None}


def test_staff_come_by_sheet_after_every_wrong_cell_is_put_right_and_come_once(
    page: Page, cast: Cast, here: Nursery, tmp_path: Path
) -> None:
    here.group(name="蓝天班")
    away = cast.facility(OUHAI, name="示例·远园")
    taken = number()
    employed(cast.operator(away), away, somebody("示例·别人", number=taken), proved=False)
    people = [good(at) for at in range(6)]
    wrong = [list(line) for line in people]
    wrong[0][1] = wrong[0][1][:-1] + ("1" if wrong[0][1][-1] != "1" else "2")
    wrong[1][2] = "国王"
    wrong[2][3] = "去年"
    wrong[3][4] = '="1380000"&"1234"'
    wrong[4][1] = taken
    page.goto("/operator/staff/")
    page.get_by_role("link", name="用表格导入").click()
    sound(page)
    page.get_by_role("button", name="核验", exact=True).click()
    expect(page.locator(".ty-error").first).to_be_visible()
    hand_in(page, sheet(wrong), "核验")
    expect(page.get_by_text("有 5 个单元格需要更正").first).to_be_visible()
    for place, column, words in (
        ("B2", "证件号码", "校验码"),
        ("C3", "岗位", "请从列表中选择"),
        ("D4", "入职日期", "这不是日期"),
        ("E5", "电话", "公式"),
        ("B6", "证件号码", "另一姓名"),
    ):
        named(page, place, column, words)
    expect(faults(page)).to_have_count(5)
    expect(page.get_by_role("button", name="导入", exact=True)).to_have_count(0)
    assert taken not in page.content() and "远园" not in page.content()
    sound(page)
    page.set_viewport_size(PHONE)
    sound(page)
    assert set(downloaded(page, "标注副本", tmp_path)) == {"B2", "C3", "D4", "E5", "B6"}
    with as_actor(here.manager):
        assert not StaffMember.objects.exists()
    page.get_by_role("link", name="另交一份表格").click()
    hand_in(page, sheet(people), "核验")
    expect(page.get_by_text("可以导入").first).to_be_visible()
    address = page.url
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text(re.compile("已导入 6 人"))).to_be_visible()
    expect(page.locator("tr[data-row]")).to_have_count(6)
    assert all(line[1] not in page.content() for line in people), "numbers of people stay masked"
    page.goto(address)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text(re.compile("已导入 0 人"))).to_be_visible()
    with as_actor(here.manager):
        assert (StaffMember.objects.count(), Employment.objects.count(), Proof.objects.count()) == (6, 6, 12)


def test_children_come_by_sheet_after_every_wrong_cell_is_put_right_and_come_once(
    page: Page, here: Nursery, tmp_path: Path
) -> None:
    here.group(name="蓝天班")
    children = [row(at, 班级="蓝天班") for at in range(1, 6)]
    wrong = [list(line) for line in children]
    wrong[0][1] = "360702240910012"
    wrong[1][3] = "=1+1"
    wrong[2][5] = "没有的班"
    wrong[3][6] = "五月"
    wrong[4][1] = wrong[3][1]
    page.goto("/operator/children/")
    page.get_by_role("link", name="用表格导入").click()
    sound(page)
    hand_in(page, book(*wrong), "核对表格")
    for place, column, words in (
        ("B2", "证件号码", "15 位号码"),
        ("D3", "监护人电话", "公式"),
        ("F4", "班级", "没有这个名称的班级"),
        ("G5", "首日", "2026-05-08"),
        ("B6", "证件号码", "与第 5 行号码相同"),
    ):
        named(page, place, column, words)
    expect(faults(page)).to_have_count(5)
    expect(page.get_by_role("button", name="导入", exact=True)).to_have_count(0)
    assert all(line[1] not in page.content() for line in children), "numbers of children stay masked"
    sound(page)
    page.set_viewport_size(PHONE)
    sound(page)
    assert set(downloaded(page, "下载批注表格", tmp_path)) == {"B2", "D3", "F4", "G5", "B6"}
    with as_actor(here.manager):
        assert not Child.objects.exists()
    page.get_by_role("link", name="上传更正后的表格").click()
    hand_in(page, book(*children), "核对表格")
    expect(page.get_by_text("可以全部导入")).to_be_visible()
    address = page.url
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("已登记 5 名")).to_be_visible()
    expect(page.locator("tr[data-row]")).to_have_count(5)
    page.goto(address)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("已登记 0 名")).to_be_visible()
    with as_actor(here.manager):
        assert (Child.objects.count(), Enrolment.objects.count()) == (5, 5)
