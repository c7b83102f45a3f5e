"""The workbook: numbers that can be reckoned with, texts that stay texts, and where every figure comes from."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from jobs.workflow import Cancelled
from reporting.reports.content import Bar, Block, Content
from reporting.reports.papers.xlsx import build_xlsx, sheet_name
from tests.reporting.papers import reports


def built(content: Content, *, draft: bool = False, edition: int = 2) -> Any:
    made = build_xlsx(
        content, draft=draft, edition=edition, digest=reports.digest(content), progress=reports.silent
    )
    return load_workbook(BytesIO(made))


def values(page: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_every_table_and_chart_has_a_sheet_with_its_caption() -> None:
    book = built(reports.annual())

    assert book.sheetnames == [
        "说明",
        "图1 历年年末托位与任务",
        "表1 2025年目标与实际",
        "图2 各县（市、区）实有托位与任务",
        "表2 补贴拨付情况",
        "表3 县（市、区）托位任务完成情况",
    ]
    page = book["表3 县（市、区）托位任务完成情况"]
    assert page["A1"].value == "表3　县（市、区）托位任务完成情况"
    assert (page.freeze_panes, page.print_title_rows) == ("A3", "$1:$2")
    assert page["A3"].value == "章贡区"


def test_numbers_are_numbers_and_look_as_they_were_written() -> None:
    book = built(reports.annual())
    divisions, targets, money = (
        book[name]
        for name in ("表3 县（市、区）托位任务完成情况", "表1 2025年目标与实际", "表2 补贴拨付情况")
    )

    assert (divisions["B3"].value, divisions["B3"].number_format) == (730212, "#,##0")
    assert (divisions["F13"].value, divisions["C3"].value) == (-206, 4.51)
    assert (targets["C3"].value, targets["C3"].number_format) == (4.66, '#,##0.00"个"')
    assert (targets["C4"].value, targets["C4"].number_format) == (0.634, "#,##0.0%")
    assert (money["C4"].value, money["B3"].value) == (3145678.9, 410)
    assert targets["B3"].value == "≥ 4.5"


def test_a_column_with_one_word_stays_text_and_a_dash_is_no_word() -> None:
    rows = (("1", "12", "007"), ("—", "约12", "008"))
    page = built(reports.report(Block("TABLE", head=("甲", "乙", "丙"), rows=rows)))["表1"]

    assert values(page)[2:] == [[1, "12", "007"], ["—", "约12", "008"]]


def test_columns_that_do_not_stand_right_are_no_figures() -> None:
    page = built(reports.report(Block("TABLE", head=("年", "数"), rows=(("2025", "7"),), right=(1,))))["表1"]

    assert values(page)[2] == ["2025", 7]


def test_no_text_is_read_as_a_formula() -> None:
    rows = (("=1+1", "+cmd|' /C calc'!A0"), ("-2+3", "@SUM(A1)"))
    content = reports.report(
        Block("TABLE", caption="=A1", head=("=B1", "+x"), rows=rows, note="=C1"), title="=HYPERLINK(1)"
    )
    book = built(content)

    for page in book.worksheets:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert book["表1 =A1"]["A3"].value == "=1+1"
    assert book["表1 =A1"]["A3"].quotePrefix
    assert book["说明"]["A1"].value == "=HYPERLINK(1)"


def test_the_first_sheet_says_what_the_report_is_and_where_its_figures_come_from() -> None:
    content = reports.annual()
    page = built(content)["说明"]
    known = {row[0].value: row[1].value for row in page.iter_rows(max_col=2)}
    figures = {row[4].value: [cell.value for cell in row[:4]] for row in page.iter_rows(min_row=12)}

    assert known["地区"] == "赣州市"
    assert known["报告期"] == "2025年度"
    assert known["数据截至"] == "2025年11月20日8时00分"
    assert known["内容校验码（SHA-256）"] == reports.digest(content)
    assert known["稿次"] == "第2稿"
    assert figures["places"][1:] == ["41,801个", "已备案机构批准托位合计，含幼儿园托班", "平台汇总"]
    assert figures["places.target"][0].endswith("（目标）")
    assert figures["literacy"][3] == "录入：2025年抽样调查报告 第12页"
    assert figures["streets_share"][3] == "缺数"


def test_a_chart_is_drawn_by_the_workbook_from_its_numbers() -> None:
    page = built(reports.annual())["图1 历年年末托位与任务"]

    assert values(page)[1:4] == [
        ["名称", "实际", "目标", "结论"],
        ["2022年", 21340, 20800, "已完成"],
        ["2023年", 28655, 29000, "接近完成"],
    ]
    assert len(page._charts) == 1


def test_a_chart_without_bars_or_targets_is_no_trouble() -> None:
    book = built(
        reports.report(
            Block("CHART", caption="空"), Block("CHART", caption="无目标", bars=(Bar("甲", 1.5, "1.5"),))
        )
    )

    assert values(book["图2 无目标"])[2] == ["甲", 1.5, None]


def test_only_a_draft_says_so_on_printed_sheets() -> None:
    draft, signed = built(reports.annual(), draft=True, edition=0), built(reports.annual())

    assert {page.oddHeader.right.text for page in draft.worksheets} == {"草稿"}
    assert {page.oddHeader.right.text for page in signed.worksheets} == {None}


def test_control_characters_are_left_out() -> None:
    odd = "甲\x00乙\ufffe丙😀"
    chart = Block("CHART", caption=odd, bars=(Bar(odd, 1.0, odd),))
    book = built(reports.report(Block("TABLE", caption=odd, head=(odd,), rows=((odd,),)), chart, title=odd))

    assert values(book["表1 甲乙丙😀"])[2] == ["甲乙丙😀"]
    assert values(book["图1 甲乙丙😀"])[2][0] == "甲乙丙😀"


def test_names_of_sheets_are_allowed_and_differ() -> None:
    taken: set[str] = set()
    names = [
        sheet_name(each, taken)
        for each in ("表1　a/b:[c]?*'", "表1　ABC", "很长" * 30, "很长" * 30, "", "[]")
    ]

    assert names == ["表1 abc", "表1 ABC~2", "很长" * 15 + "很", "很长" * 14 + "很~2", "表", "表~2"]
    assert all(len(each) <= 31 for each in names)


def test_an_empty_report_has_its_first_sheet() -> None:
    assert built(Content("", "", "", "", "", "")).sheetnames == ["说明"]


def test_progress_is_told_sheet_by_sheet_and_a_stop_is_heard() -> None:
    heard: list[tuple[int, int]] = []
    build_xlsx(reports.annual(), draft=False, edition=1, digest="0" * 64, progress=reports.heard(heard))

    assert heard == [(n, 7) for n in range(7)]

    def stopped(done: int, steps: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        build_xlsx(reports.annual(), draft=False, edition=1, digest="0" * 64, progress=stopped)


def test_money_is_exact() -> None:
    page = built(reports.report(Block("TABLE", rows=(("999,999,999,999.99",),), right=(0,))))["表1"]

    assert Decimal(str(page["A3"].value)) == Decimal("999999999999.99")
