"""Pushing many by sheet in a real browser: looked through first, faults by row and column, nothing half-done."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.enums import DepartmentKind
from regions.scope import nation_scope
from registration.models import PushSheet, PushSheetRow
from registration.workflow.sheet_work import work_on
from tests.cast import ZHANGGONG, Cast, uscc
from tests.journeys.registrar import counts
from tests.journeys.test_officer_review import enter
from tests.registration.books import HEADINGS, book, good, text
from tests.registration.pushes import pushed


@pytest.fixture(autouse=True)
def the_day_of_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUOYU_TODAY", "2026-05-07")


@pytest.fixture
def registrar(page: Page, live_server: LiveServer, cast: Cast) -> Page:
    cast.officer  # noqa: B018  the office that receives the push
    cast.department(ZHANGGONG, DepartmentKind.STAFFING_OFFICE, "章贡区委编办")
    enter(page.context, live_server, cast.registrar)
    page.goto("/pushes/")
    return page


def upload(page: Page, content: bytes, name: str, folder: Path) -> None:
    file = folder / name
    file.write_bytes(content)
    page.locator("#sheet-file").set_input_files(file)
    expect(page.locator("#sheet-card")).to_contain_text("正在逐行检查")


def work() -> None:
    """A worker comes by: in the platform it is rung for, in a test it comes when it is told."""
    with nation_scope(reason="a test looks"):
        number = PushSheet.objects.latest("id").pk
    while work_on(number):
        pass


def push(page: Page, rows: int) -> None:
    """Press the button, and let a worker come by once it is under way."""
    card = page.locator("#sheet-card")
    card.get_by_role("button", name=re.compile(f"推送.*{rows} 行")).click()
    expect(card).to_contain_text("正在推送")
    work()


def states() -> dict[str, int]:
    with nation_scope(reason="a test looks"):
        found: dict[str, int] = {}
        sheet = PushSheet.objects.latest("id")
        for state in PushSheetRow.objects.filter(sheet=sheet).values_list("state", flat=True):
            found[state] = found.get(state, 0) + 1
        return found


def mixed(code: str) -> bytes:
    """Six rows: three are right, three are wrong each in its own way; and a merged title above."""
    workbook = Workbook()
    page: Any = workbook.active
    page.append(["2026 年 4 月登记情况"])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADINGS))
    page.append(list(HEADINGS))
    bad = code[:-1] + ("A" if code[-1] != "A" else "B")
    for row in (
        good(机构名称="示例·甲托育园"),
        good(机构名称="示例·乙托育园", 统一社会信用代码=bad),
        good(机构名称="示例·丙托育园", 核准登记日期="2026-05-20"),
        good(机构名称="示例·丁托育园", 核准登记日期=date(2026, 4, 28)),
        good(机构名称="示例·戊托育园", 机构类型="事业单位", 统一社会信用代码=uscc(prefix="12360702MA")),
        good(机构名称='=A3&"分园"'),
        good(机构名称="示例·庚托育园"),
    ):
        page.append(row)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_a_sheet_is_looked_through_faults_stand_by_row_and_column_and_only_then_it_is_pushed(
    registrar: Page, tmp_path: Path
) -> None:
    code = uscc(prefix="52360702MA")
    upload(registrar, mixed(code), "四月登记.xlsx", tmp_path)
    work()
    card = registrar.locator("#sheet-card")
    expect(card).to_contain_text("3 行可以推送")
    expect(card).to_contain_text("4 行有误")
    faults = registrar.locator("#sheet-faults")
    for place, words in (
        ("4 行 C 列", "校验位不对"),
        ("5 行 F 列", "核准日期在今天之后"),
        ("7 行 B 列", "章贡区委编办"),
        ("8 行 A 列", "这里是公式"),
    ):
        expect(faults.locator("li, tr", has_text=place).first).to_contain_text(words)
    assert counts() == (0, 0), "nothing is pushed before somebody says so"
    expect(registrar.locator("#sheet-preview")).to_contain_text("示例·乙托育园")

    push(registrar, 3)
    expect(card).to_contain_text("3 行已推送")
    assert counts() == (3, 3) and states() == {"PUSHED": 3, "BAD": 4}


def test_the_corrected_sheet_is_uploaded_again_and_nothing_is_pushed_twice(
    registrar: Page, tmp_path: Path
) -> None:
    code = uscc(prefix="52360702MA")
    first, second = good(机构名称="示例·甲托育园"), good(统一社会信用代码=code[:-1] + "A" + "A")
    upload(registrar, book([first, second]), "登记.xlsx", tmp_path)
    work()
    push(registrar, 1)
    expect(registrar.locator("#sheet-card")).to_contain_text("1 行已推送")
    second[2] = code
    upload(registrar, book([first, second]), "登记（改）.xlsx", tmp_path)
    work()
    expect(registrar.locator("#sheet-card")).to_contain_text("1 行重复，跳过")
    expect(registrar.locator("#sheet-faults h3")).to_have_text("将跳过的行")
    push(registrar, 1)
    expect(registrar.locator("#sheet-card")).to_contain_text("1 行已推送")
    assert counts() == (2, 2)
    registrar.goto("/pushes/pushed/")
    expect(registrar.locator("tr[data-row]")).to_have_count(2)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_is_read_in_the_encodings_that_offices_use(
    registrar: Page, tmp_path: Path, encoding: str
) -> None:
    upload(registrar, text([good(机构名称="示例·赣江托育园")], encoding), "登记.csv", tmp_path)
    work()
    expect(registrar.locator("#sheet-card")).to_contain_text("1 行可以推送")
    expect(registrar.locator("#sheet-preview")).to_contain_text("示例·赣江托育园")


def test_merged_rows_are_told_with_what_to_do(registrar: Page, tmp_path: Path) -> None:
    workbook = Workbook()
    page: Any = workbook.active
    page.append(list(HEADINGS))
    page.append(good(机构名称="示例·甲托育园"))
    page.append(good(机构名称="示例·乙托育园"))
    page.merge_cells(start_row=2, start_column=4, end_row=3, end_column=4)
    out = BytesIO()
    workbook.save(out)
    upload(registrar, out.getvalue(), "合并.xlsx", tmp_path)
    work()
    expect(registrar.locator("#sheet-faults")).to_contain_text("请取消合并")
    assert counts() == (0, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.xlsx", b""),
        ("改名.xlsx", b"%PDF-1.7 this is no sheet"),
        ("坏.xlsx", b"PK\x03\x04 broken"),
        ("图片.csv", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    ],
)
def test_what_is_no_sheet_is_refused_at_once_in_words(
    registrar: Page, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    registrar.locator("#sheet-file").set_input_files(file)
    refusal = registrar.locator("#sheet-card [data-refusal]")
    expect(refusal).to_be_visible()
    assert refusal.inner_text().strip()
    assert counts() == (0, 0)


def test_twenty_thousand_rows_are_checked_behind_the_page_which_can_be_left_and_found_again(
    registrar: Page, tmp_path: Path, cast: Cast
) -> None:
    rows = [
        good(机构名称=f"示例·第 {n} 托育园", 统一社会信用代码=uscc(n, prefix="52360702MB"))
        for n in range(20_000)
    ]
    rows[12_345][2] = "52360702MB0000000"
    known = pushed(cast.registrar)
    rows[3][2] = known.uscc
    upload(registrar, text(rows), "全年登记.csv", tmp_path)
    registrar.goto("/inbox/")
    work()
    registrar.goto("/pushes/sheets/")
    expect(registrar.locator("main")).to_contain_text("全年登记.csv")
    registrar.get_by_role("link", name="全年登记.csv").click()
    card = registrar.locator("#sheet-card")
    expect(card).to_contain_text("19,998 行可以推送")
    expect(registrar.locator("#sheet-faults")).to_contain_text("12347 行 C 列")
    assert counts() == (1, 1)

    card.get_by_role("button", name="推送 19,998 行").click()
    expect(card).to_contain_text("正在推送")
    expect(card.locator("progress, .ty-progress").first).to_be_visible()
    registrar.goto("/inbox/")
    registrar.goto("/pushes/")
    expect(registrar.locator("#sheet-card")).to_contain_text("正在推送")
    registrar.locator("#sheet-card").get_by_role("button", name="停下").click()
    expect(registrar.locator("#sheet-card")).to_contain_text("19,998 行可以推送")
    assert counts() == (1, 1)
