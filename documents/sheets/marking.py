"""An uploaded sheet handed back with remarks: the same rows at the same places, faults marked and worded."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from documents.sheets.reading import Cell, Sheet, SheetRow
from documents.sheets.writing import plain_text, response, written

_WRONG = PatternFill("solid", start_color="FCEEED")
_RED = Font(color="A8201A", bold=True)


@dataclass(frozen=True)
class Remark:
    """What is wrong at a place. `column` is a letter, or '' when the whole row is meant."""

    row: int
    column: str
    text: Any


def annotated_response(
    filename: str, sheet: Sheet, remarks: Iterable[Remark], *, head_row: int = 1
) -> FileResponse:
    """A copy of what was read, with each remark as a comment on its cell and, for all to see, in a last column.

    The copy is written anew from the values: nothing else of the uploaded file is passed on.
    """
    by_row: dict[int, list[Remark]] = defaultdict(list)
    for remark in remarks:
        by_row[remark.row].append(remark)
    width = max((len(row.cells) for row in sheet.rows), default=0)
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet.name or _("List"))
    page.freeze_panes = f"A{head_row + 1}"
    for index in range(1, width + 1):
        page.column_dimensions[get_column_letter(index)].width = 18
    page.column_dimensions[get_column_letter(width + 1)].width = 60
    done = 0
    for row in sheet.rows:
        for _gap in range(row.number - done - 1):
            page.append([])
        page.append(_row(page, row, by_row[row.number], width, is_head=row.number == head_row))
        done = row.number
    return response(book, filename)


def _row(
    page: WriteOnlyWorksheet, row: SheetRow, remarks: list[Remark], width: int, *, is_head: bool
) -> list[Any]:
    words: dict[str, str] = {}
    for remark in remarks:
        words[remark.column] = "\n".join(filter(None, (words.get(remark.column), str(remark.text))))
    cells = [_cell(page, cell, words.get(cell.column, "")) for cell in row.cells]
    seen = {cell.column for cell in row.cells}
    for index in range(len(cells) + 1, width + 1):
        letter = get_column_letter(index)
        cells.append(_cell(page, Cell(letter), words.get(letter, "")))
        seen.add(letter)
    summary = _("To be corrected") if is_head else "\n".join(_placed(remark) for remark in remarks)
    last = plain_text(page, summary)
    last.font, last.alignment = _RED, Alignment(wrap_text=True, vertical="top")
    return [*cells, last]


def _placed(remark: Remark) -> str:
    if not remark.column:
        return str(remark.text)
    return _("%(place)s: %(text)s") % {"place": f"{remark.column}{remark.row}", "text": remark.text}


def _cell(page: WriteOnlyWorksheet, cell: Cell, words: str) -> Any:
    value = plain_text(page, cell.text) if isinstance(cell.value, str) else written(page, cell.value)
    if not words:
        return value
    marked = value if isinstance(value, BookCell) else WriteOnlyCell(page, value)
    marked.fill = _WRONG
    marked.comment = Comment(words, "", width=320, height=90)
    return marked
