"""The tables of a report as a workbook: one sheet each, numbers as numbers; the first sheet says what they come from."""

import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from documents.sheets.writing import paint_head, written
from reporting.reports.content import Bar, Block, Content
from reporting.reports.papers.bars import bar_chart
from reporting.reports.papers.cells import number, numeric_columns
from reporting.reports.papers.charts import STATES
from reporting.reports.papers.columns import natural
from reporting.reports.papers.figure_names import figure_name
from reporting.reports.papers.outline import Piece, edition_words, line, outline
from reporting.reports.papers.pdf import dated

_TITLE = Font(bold=True, size=14)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_RIGHT = Alignment(horizontal="right")
#: What the name of a sheet must not hold, and how long it may be.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_WIDEST = 48
_A4 = 9
_FIGURE_HEAD = (("指标", 30), ("数值", 18), ("口径", 48), ("来源", 36), ("代码", 26))


def build_xlsx(
    content: Content, *, draft: bool, edition: int, digest: str, progress: Callable[[int, int], None]
) -> bytes:
    """The file. The first sheet has the whole digest of the content and every figure with its definition and source."""
    pieces = [
        piece for chapter in outline(content) for piece in chapter.pieces if piece.kind in ("TABLE", "CHART")
    ]
    steps = len(pieces) + 2
    progress(0, steps)
    book = Workbook(write_only=True)
    out = BytesIO()
    try:
        _describe(book, content)
        edition_said = edition_words(draft=draft, edition=edition)
        _about(book.create_sheet("说明"), content, edition_said, digest)
        names = {"说明"}
        for done, piece in enumerate(pieces, 1):
            progress(done, steps)
            page = book.create_sheet(sheet_name(piece.text, names))
            (_table if piece.kind == "TABLE" else _bars)(page, piece)
        for page in book.worksheets:
            page.HeaderFooter.oddFooter.center.text = "— &P —"
            if draft:
                page.HeaderFooter.oddHeader.right.text = edition_said
    finally:
        # A book that is given up is closed too: its sheets wait in temporary files.
        book.save(out)
    progress(steps - 1, steps)
    return out.getvalue()


def _describe(book: Workbook, content: Content) -> None:
    known = book.properties
    known.title, known.creator = line(content.title), line(content.author)
    known.created = known.modified = dated(content).replace(tzinfo=None)


def sheet_name(caption: str, taken: set[str]) -> str:
    """A name that a workbook allows and no other sheet has; it is added to `taken`."""
    wanted = _FORBIDDEN.sub("", caption.replace("　", " ")).strip()[:_LONGEST_NAME] or "表"
    name, count = wanted, 1
    while name.lower() in taken:
        count += 1
        name = f"{wanted[: _LONGEST_NAME - 1 - len(str(count))]}~{count}"
    taken.add(name.lower())
    return name


def _about(page: WriteOnlyWorksheet, content: Content, edition: str, digest: str) -> None:
    facts = (
        ("报告", content.title), ("主送", content.addressee), ("编制单位", content.author), ("地区", content.place),
        ("报告期", content.period), ("数据截至", content.as_of), ("签发日期", content.signed_on), ("稿次", edition),
        ("内容校验码（SHA-256）", digest),
    )  # fmt: skip
    for column, (_name, width) in enumerate(_FIGURE_HEAD, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    _print_set_up(page)
    page.append([_titled(page, content.title)])
    for name, value in facts:
        if value:
            page.append([name, _text(page, value, _WRAPPED)])
    page.append([])
    if content.figures:
        page.append([_headed(page, name) for name, _width in _FIGURE_HEAD])
    for row in _figures(content):
        page.append([_text(page, each, _WRAPPED) for each in row])


def _figures(content: Content) -> Iterator[tuple[str, str, str, str, str]]:
    """Name, words as they stand in the text, definition, source and code of each figure."""
    said = {
        run.figure: run.text
        for part in content.parts
        for block in part.blocks
        for run in block.runs
        if run.figure
    }
    for name, source in content.figures.items():
        where = "缺数" if source.missing else f"录入：{source.entered}" if source.entered else "平台汇总"
        words = source.words if source.missing else said.get(name) or source.words
        yield figure_name(name), words, source.definition, where, name


def _table(page: WriteOnlyWorksheet, piece: Piece) -> None:
    block = piece.block
    assert block is not None
    numeric = numeric_columns(block.rows, block.right)
    widths = natural(block.head, block.rows)
    _begin(page, piece.text, block.head, widths)
    for row in block.rows:
        page.append(
            [_cell(page, text, column in numeric, column in block.right) for column, text in enumerate(row)]
        )
    _note(page, block)


def _bars(page: WriteOnlyWorksheet, piece: Piece) -> None:
    """The numbers of a chart, and the chart again beside them, drawn by the workbook itself."""
    block = piece.block
    assert block is not None
    targets = any(bar.target is not None for bar in block.bars)
    head = ("名称", "实际", *(("目标",) if targets else ()), "结论")
    _begin(
        page,
        piece.text,
        head,
        [max(len(bar.label) for bar in block.bars) + 2.0 if block.bars else 8, 8, 8, 8],
    )
    for bar in block.bars:
        page.append([_text(page, bar.label), *_values(page, bar, targets), STATES.get(bar.state, "")])
    _note(page, block)
    if block.bars:
        page.add_chart(bar_chart(page, piece.text, len(block.bars), targets=targets), "G2")


def _values(page: WriteOnlyWorksheet, bar: Bar, targets: bool) -> Iterator[Any]:
    shape = "#,##0" if float(bar.value).is_integer() else "#,##0.00"
    for value in (bar.value, *((bar.target,) if targets else ())):
        cell = WriteOnlyCell(page, int(value) if value is not None and float(value).is_integer() else value)
        cell.number_format = shape
        yield cell


def _begin(page: WriteOnlyWorksheet, caption: str, head: Sequence[str], widths: Sequence[float]) -> None:
    """Caption and head stay in sight, and come again on every printed page."""
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = min(_WIDEST, 2 + 2 * width)
    page.freeze_panes = "A3"
    page.print_title_rows = "1:2"
    _print_set_up(page)
    page.append([_titled(page, caption)])
    page.append([_headed(page, title) for title in head])


def _print_set_up(page: WriteOnlyWorksheet) -> None:
    page.page_setup.paperSize = _A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _titled(page: WriteOnlyWorksheet, words: str) -> Any:
    cell = _text(page, words)
    cell = cell if not isinstance(cell, str) else WriteOnlyCell(page, cell)
    cell.font = _TITLE
    return cell


def _headed(page: WriteOnlyWorksheet, words: str) -> Any:
    cell = _text(page, words)
    cell = WriteOnlyCell(page, cell) if isinstance(cell, str) else cell
    paint_head(cell)
    return cell


def _cell(page: WriteOnlyWorksheet, words: str, numeric: bool, right: bool) -> Any:
    found = number(words) if numeric else None
    if found is None:
        return _text(page, words, _RIGHT if right else None)
    cell = WriteOnlyCell(page, found.value)
    cell.number_format = found.shape
    return cell


def _text(page: WriteOnlyWorksheet, words: str, alignment: Alignment | None = None) -> Any:
    """A text that nothing takes for a formula."""
    cell = written(page, line(words))
    if alignment is not None:
        cell = WriteOnlyCell(page, cell) if isinstance(cell, str) else cell
        cell.alignment = alignment
    return cell


def _note(page: WriteOnlyWorksheet, block: Block) -> None:
    if block.note:
        page.append([])
        page.append([_text(page, f"注：{block.note}")])
