"""Spreadsheets as offices really fill them in, and lists that nobody's program takes for formulas."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from django.http import FileResponse
from django.utils import translation
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from documents.enums import Purpose
from documents.errors import FileNotUsable, SheetNotReadable
from documents.models import StoredFile
from documents.sheets import (
    Column,
    Remark,
    Sheet,
    annotated_response,
    read_sheet,
    template_response,
    workbook_response,
)
from regions.models import Region
from tests.cast import ZHANGGONG, Cast
from tests.documents import books
from tests.documents.conftest import Receive

Handed = Callable[..., StoredFile]


@pytest.fixture
def handed(cast: Cast, receive: Receive) -> Handed:
    """A sheet as the registrar of 章贡区 uploads it."""

    def hand(content: bytes, name: str = "推送.xlsx") -> StoredFile:
        region = Region.objects.get(pk=ZHANGGONG)
        return receive(
            cast.registrar, None, content, name, purpose=Purpose.PUSH_SHEET, region=region, slot=""
        )

    return hand


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(answer: FileResponse) -> Workbook:
    return load_workbook(io.BytesIO(sent(answer)))


def sent(answer: FileResponse) -> bytes:
    """All bytes of a download. Only the file behind it is closed: closing the answer would end the connection."""
    with closing(answer.file_to_stream):
        return bytes(answer.getvalue())


def places(sheet: Sheet) -> dict[str, str]:
    """Every cell with a problem: A1 → FORMULA."""
    return {f"{c.column}{row.number}": c.problem for row in sheet.rows for c in row.cells if c.problem}


def test_rows_keep_their_numbers_letters_and_values(handed: Handed) -> None:
    sheet = read_sheet(
        handed(
            books.workbook(
                [
                    ["名称", "代码", "日期", "托位"],
                    ["小树苗", "0797", date(2026, 4, 28), 45],
                    [],
                    ["春芽", None, None, 30.5],
                ]
            )
        )
    )

    assert [(row.number, row.texts) for row in sheet.rows] == [
        (1, ["名称", "代码", "日期", "托位"]),
        (2, ["小树苗", "0797", "2026-04-28", "45"]),
        (4, ["春芽", "", "", "30.5"]),
    ]
    assert sheet.rows[1].cells[2].value == date(2026, 4, 28)
    assert [cell.column for cell in sheet.rows[2].cells] == ["A", "B", "C", "D"]


def test_formulas_errors_and_rounded_numbers_are_named_by_cell(handed: Handed) -> None:
    book = Workbook()
    book.active.append(["名称", "代码", "错"])
    book.active.append(["小树苗", '=B1&"x"', "#REF!"])
    book.active.append(["春芽", 913607020000000012, "好"])
    book.active["C2"].data_type = "e"

    sheet = read_sheet(handed(saved(book)))

    assert places(sheet) == {"B2": "FORMULA", "C2": "CELL_ERROR", "B3": "LOST_DIGITS"}
    assert sheet.rows[1].cells[1].value == '=B1&"x"'


def test_merged_cells_are_marked_where_they_reach(handed: Handed) -> None:
    book = Workbook()
    for row in (["2026年推送表"], ["名称", "类型"], ["小树苗", "营利性"], ["春芽", None], ["星河", "营利性"]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("B3:B4")

    assert places(read_sheet(handed(saved(book)))) == {
        "A1": "MERGED",
        "B1": "MERGED",
        "B3": "MERGED",
        "B4": "MERGED",
    }


def test_the_first_visible_sheet_is_read_and_the_others_are_named(handed: Handed) -> None:
    book = Workbook()
    book.active.title = "选项"
    book.active.append(["不要读我"])
    book.active.sheet_state = "hidden"
    book.create_sheet("推送").append(["名称"])
    book.create_sheet("说明").append(["x"])

    sheet = read_sheet(handed(saved(book)))

    assert (sheet.name, sheet.others, sheet.hidden) == ("推送", ("说明",), ("选项",))
    assert [row.texts for row in sheet.rows] == [["名称"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_offices_use(handed: Handed, encoding: str) -> None:
    text = '名称,代码,日期\r\n示例·赟,0797,2026/4/28\r\n"带,逗号\n换行",=1+1,\r\n'

    sheet = read_sheet(handed(text.encode(encoding), "推送.csv"))

    assert [row.texts for row in sheet.rows] == [
        ["名称", "代码", "日期"],
        ["示例·赟", "0797", "2026/4/28"],
        ["带,逗号\n换行", "=1+1"],
    ]
    assert places(sheet) == {"B3": "FORMULA"}


@pytest.mark.parametrize("text", ["名称\t代码\n春芽\t1\n", "名称;代码\n春芽;1\n"])
def test_csv_with_other_separators_is_understood(handed: Handed, text: str) -> None:
    assert [row.texts for row in read_sheet(handed(text.encode(), "a.csv")).rows] == [
        ["名称", "代码"],
        ["春芽", "1"],
    ]


def test_a_csv_of_no_known_encoding_is_refused_in_words(handed: Handed) -> None:
    with pytest.raises(SheetNotReadable) as refusal:
        read_sheet(handed("名称,".encode() + b"\x80\x81\xff\xff\n1,2\n", "坏.csv"))

    assert refusal.value.code == "ENCODING"
    assert "坏.csv" in str(refusal.value.message)


def test_twenty_thousand_rows_are_refused_with_their_number(handed: Handed) -> None:
    file = handed(books.workbook([["名称", "代码"]] + [["示例托育园", str(n)] for n in range(20_000)]))

    with pytest.raises(SheetNotReadable) as refusal:
        read_sheet(file)

    assert refusal.value.code == "TOO_MANY_ROWS"
    assert "20001" in str(refusal.value.message)
    assert len(read_sheet(file, max_rows=20_001).rows) == 20_001


def test_a_stray_cell_a_million_rows_down_takes_no_time(handed: Handed) -> None:
    book = Workbook()
    book.active.append(["名称"])
    book.active["XFD1048576"] = "x"

    with pytest.raises(SheetNotReadable) as refusal:
        read_sheet(handed(saved(book)))

    assert refusal.value.code == "TOO_MANY_ROWS"


def test_formatted_empty_rows_below_the_list_do_not_count(handed: Handed) -> None:
    book = Workbook()
    book.active.append(["名称"])
    for row in range(2, 6000):
        book.active.cell(row, 1).font = Font(bold=True)

    assert len(read_sheet(handed(saved(book))).rows) == 1


def test_a_workbook_that_lies_about_its_parts_is_refused(handed: Handed) -> None:
    broken = books.changed(books.workbook(), {"xl/worksheets/sheet1.xml": None})

    with pytest.raises(SheetNotReadable) as refusal:
        read_sheet(handed(broken))

    assert refusal.value.code == "NOT_A_SHEET"


def test_a_refused_file_is_not_read(handed: Handed) -> None:
    with pytest.raises(FileNotUsable):
        read_sheet(handed(b"MZ\x00", "推送.xlsx"))


def test_an_export_shows_values_as_what_they_are() -> None:
    instant = datetime(2026, 5, 6, 16, 30, tzinfo=UTC)
    answer = workbook_response(
        "机构名单",
        [Column("名称", width=30), "托位", "备案日", "收到", "普惠"],
        iter([["小树苗", 45, date(2026, 5, 7), instant, True], ["春芽", -3, None, None, False]]),
    )

    page = opened(answer).active
    assert [cell.value for cell in page[1]] == ["名称", "托位", "备案日", "收到", "普惠"]
    assert [cell.value for cell in page[2]] == [
        "小树苗",
        45,
        datetime(2026, 5, 7),
        datetime(2026, 5, 7, 0, 30),
        "是",
    ]
    assert [cell.value for cell in page[3]] == ["春芽", -3, None, None, "否"]
    assert page.freeze_panes == "A2"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "|x",
        "%0",
        "\tx",
        "\rx",
        "=cmd|' /C calc'!A0",
    ],
)
def test_no_text_of_a_list_becomes_a_formula(text: str) -> None:
    answer = workbook_response("a", ["名称"], [[text]])

    cell = opened(answer).active["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert "<f>" not in _sheet_xml(workbook_response("a", ["名称"], [[text]]))


def _sheet_xml(answer: FileResponse) -> str:
    return zipfile.ZipFile(io.BytesIO(sent(answer))).read("xl/worksheets/sheet1.xml").decode()


def test_control_characters_do_not_break_an_export() -> None:
    assert opened(workbook_response("a", ["名称"], [["小\x00树\x0b苗\ufffe"]])).active["A2"].value == "小树苗"


def test_a_long_export_needs_little_memory() -> None:
    rows = (["示例托育园", n, date(2026, 5, 7), "=x"] for n in range(4_000))
    tracemalloc.start()
    answer = workbook_response("a", ["a", "b", "c", "d"], rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert sent(answer)[:2] == b"PK"
    assert peak < 8 * 2**20


def test_a_sheet_comes_back_with_remarks_at_the_same_places(handed: Handed) -> None:
    sheet = read_sheet(handed(books.workbook([["名称", "代码"], ["小树苗", "=1+1"], [], ["春芽", "0797"]])))

    page = opened(
        annotated_response(
            "批注",
            sheet,
            [Remark(2, "B", "这里是公式。"), Remark(4, "", "已推送过。"), Remark(4, "C", "必填。")],
        )
    ).active

    assert [page[place].value for place in ("A1", "B2", "A4", "B4")] == ["名称", "=1+1", "春芽", "0797"]
    assert page["B2"].data_type == "s"
    assert page["B2"].comment.text == "这里是公式。"
    assert page["B2"].fill.start_color.rgb.endswith("FCEEED")
    assert [page[place].value for place in ("C1", "C2", "C4")] == [
        "需要修改的地方",
        "B2：这里是公式。",
        "已推送过。\nC4：必填。",
    ]


def test_a_sheet_with_remarks_can_be_corrected_and_sent_again(handed: Handed) -> None:
    sheet = read_sheet(handed(books.workbook([["名称", "代码"], ["小树苗", "0797"]])))

    again = read_sheet(handed(sent(annotated_response("批注", sheet, [Remark(2, "B", "改")]))))

    assert [row.texts[:2] for row in again.rows] == [row.texts for row in sheet.rows]


TEMPLATE = [
    Column("机构名称", width=28, required=True),
    Column("机构类型", choices=("事业单位", "社会服务机构", "营利性"), required=True, note="从列表中选择。"),
    Column("街道", choices=tuple(f"示例第{n}街道" for n in range(60))),
]


def test_a_template_explains_itself_and_offers_choices() -> None:
    book = opened(template_response("推送模板", TEMPLATE))

    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == ["机构名称*", "机构类型*", "街道"]
    assert "事业单位、社会服务机构、营利性" in page["B1"].comment.text
    assert page.column_dimensions["A"].number_format == "@"
    rules = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert rules == {"B2:B5000": "'选项'!$B$1:$B$3", "C2:C5000": "'选项'!$C$1:$C$60"}
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]


def test_a_filled_in_template_is_read_as_its_rows(handed: Handed) -> None:
    template = template_response(
        "推送模板", TEMPLATE, sheet="推送", examples=[["小树苗", "营利性", "示例第1街道"]]
    )

    sheet = read_sheet(handed(sent(template)))

    assert sheet.name == "推送"
    assert [row.texts for row in sheet.rows][1] == ["小树苗", "营利性", "示例第1街道"]


def test_texts_of_an_export_follow_the_readers_language() -> None:
    with translation.override("en"):
        assert opened(workbook_response("a", ["x"], [[True]])).active["A2"].value == "Yes"
