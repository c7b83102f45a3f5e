"""How a report is numbered, its title cut, its columns measured and its numbers read."""

from decimal import Decimal

import pytest

from reporting.reports.content import Bar, Block, Content, Part, Run
from reporting.reports.papers import charts
from reporting.reports.papers.cells import number, numeric_columns
from reporting.reports.papers.columns import SIZES, fitted, natural, width_of
from reporting.reports.papers.outline import (
    chinese_number,
    edition_words,
    line,
    outline,
)
from reporting.reports.papers.titles import ROOM, title_lines


def block(kind: str, text: str = "") -> Block:
    return Block(kind, (Run(text),) if text else (), caption="题" if kind in ("TABLE", "CHART") else "")


def report(*parts: Part) -> Content:
    return Content("题", "", "", "", "", "", parts=parts)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (34, "三十四"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (999, "九百九十九"),
    ],
)
def test_chinese_numbers(given: int, said: str) -> None:
    assert chinese_number(given) == said


def test_parts_headings_lists_tables_and_charts_have_their_numbers() -> None:
    one = Part(
        "a",
        "总体",
        (
            block("HEADING", "甲"),
            block("ITEM", "一"),
            block("ITEM", "二"),
            block("TABLE"),
            block("HEADING", "乙"),
        ),
    )
    two = Part(
        "b",
        "其他",
        (
            block("HEADING", "丙"),
            block("ITEM", "单"),
            block("CHART"),
            block("TABLE"),
            block("PARAGRAPH", "段"),
        ),
    )

    first, second = outline(report(one, two))

    assert (first.title, second.title) == ("一、总体", "二、其他")
    assert [piece.text for piece in first.pieces] == ["（一）甲", "1．一", "2．二", "表1　题", "（二）乙"]
    assert [piece.text for piece in second.pieces] == ["（一）丙", "单", "图1　题", "表2　题", "段"]


def test_a_table_without_a_caption_is_called_by_its_number() -> None:
    (chapter,) = outline(report(Part("a", "一", (Block("TABLE"),))))

    assert [piece.text for piece in chapter.pieces] == ["表1"]


def test_a_line_holds_no_breaks_and_no_control_characters() -> None:
    assert line(" 甲\r\n乙\u2028丙\x07丁\ud800 ") == "甲 乙 丙丁"


@pytest.mark.parametrize(
    ("draft", "edition", "said"), [(True, 0, "草稿"), (True, 3, "第3稿（未签发）"), (False, 3, "第3稿")]
)
def test_the_foot_says_which_text_it_is(draft: bool, edition: int, said: str) -> None:
    assert edition_words(draft=draft, edition=edition) == said


def test_a_title_is_cut_into_even_lines_and_never_inside_a_word() -> None:
    assert title_lines("赣州市2025年度婴幼儿照护服务工作情况报告") == [
        "赣州市2025年度婴幼儿",
        "照护服务工作情况报告",
    ]
    assert title_lines("2026年第一季度托育机构自查报告") == ["2026年第一季度托育机构自查报告"]
    assert title_lines("") == [""]
    assert title_lines("a" * 60) == ["a" * 60]


def test_every_line_of_a_long_title_has_room_and_nothing_is_lost() -> None:
    title = "赣州市章贡区水南镇示例婴幼儿照护服务有限公司第一托育服务中心2025年度托育服务质量情况报告"
    lines = title_lines(title)

    assert "".join(lines) == title
    assert len(lines) == 3
    assert all(width_of(each) <= ROOM for each in lines)


def test_a_mark_never_begins_a_line_of_a_title() -> None:
    lines = title_lines("关于甲乙丙丁戊己庚辛壬癸（试行），甲乙丙丁戊己庚辛壬癸、甲乙丙丁的报告")

    assert not any(each[0] in "，、）的" for each in lines)


def test_letters_are_as_large_as_every_cell_on_one_line_allows() -> None:
    few = fitted(natural(("名称", "数"), (("章贡区", "1,234"),)), 442)
    many = fitted(natural((), (("一" * 16, "1,234,567.89", "1,234,567.89", "1,234,567.89"),)), 442)

    assert (few.size, few.squeezed) == (SIZES[0], False)
    assert (many.size, many.squeezed) == (10.5, False)
    assert sum(few.widths) == pytest.approx(442)


def test_where_nothing_fits_the_widest_columns_give_way() -> None:
    wide = fitted(natural((), (("一" * 200, "二" * 100, "3"),)), 442)

    assert wide.squeezed
    assert sum(wide.widths) == pytest.approx(442)
    assert wide.widths[0] == pytest.approx(wide.widths[1])
    assert wide.widths[2] < wide.widths[0] / 4
    assert fitted([30.0] * 12, 442).size == SIZES[-1]


def test_a_table_of_nothing_has_no_columns() -> None:
    assert fitted(natural((), ()), 442).widths == []


@pytest.mark.parametrize(
    ("words", "value", "shape"),
    [
        ("41,801个", "41801", '#,##0"个"'),
        ("4.66", "4.66", "#,##0.00"),
        ("63.4%", "0.634", "#,##0.0%"),
        ("+118", "118", "+#,##0;-#,##0;#,##0"),
        ("−206", "-206", "#,##0"),
        ("-2.20", "-2.2", "#,##0.00"),
        ("1234", "1234", "0"),
        ("0", "0", "#,##0"),
        (" 12 万元 ", "12", '#,##0"万元"'),
    ],
)
def test_words_that_are_numbers(words: str, value: str, shape: str) -> None:
    found = number(words)

    assert found is not None
    assert (found.value, found.shape) == (Decimal(value), shape)


@pytest.mark.parametrize(
    "words", ["", "—", "≥ 4.5", "007", "1,23", "2025年11月", "1234567890123456", "约12", "1.2.3", "12-13"]
)
def test_words_that_are_no_numbers(words: str) -> None:
    assert number(words) is None


def test_a_column_is_numeric_when_all_its_cells_are() -> None:
    rows = (("1", "a", "", "—", "2025"), ("—", "1", "", "3"))

    assert numeric_columns(rows, ()) == {0, 3, 4}
    assert numeric_columns(rows, (1, 3, 9, -1)) == {3}
    assert numeric_columns((), ()) == frozenset()


def test_bars_are_shares_of_the_longest_bar_or_target() -> None:
    chart = Block("CHART", bars=(Bar("甲", 50.0, "50", 100.0, "OPEN"), Bar("乙", -5.0, "−5", state="ODD")))
    drawn = charts.drawn(chart)

    assert [bar["share"] for bar in drawn["bars"]] == [0.5, 0]
    assert [bar["tick"] for bar in drawn["bars"]] == [1.0, None]
    assert (drawn["targets"], drawn["states"]) == (True, True)
    assert charts.in_words("图1", chart) == "图1：甲 50，目标100，未完成；乙 −5"
    assert charts.in_words("图1", Block("CHART")) == "图1"
    assert [charts.number(each) for each in (1234.0, 4.5, 4.25)] == ["1,234", "4.5", "4.25"]
