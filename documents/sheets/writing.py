"""Lists as .xlsx: written row by row, so that a long one needs little memory, and never read as formulas."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from kernel.clock import ZONE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32_000
#: A text that begins like this would be taken for a formula by a program that opens the list as CSV later.
FORMULA_STARTS = ("=", "+", "-", "@", "|", "%", "\t", "\r")
#: Two codes that are no characters, which XML cannot hold either.
_NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}
_BOLD = Font(bold=True)
_HEAD_FILL = PatternFill("solid", start_color="E7F1F4")
_HEAD_ALIGNMENT = Alignment(vertical="center", wrap_text=True)


@dataclass(frozen=True)
class Column:
    """A column of an export or a template. `width` in characters.

    For templates: `note` explains the column, `choices` become a drop-down list, `text` keeps what is typed as text.
    """

    title: Any
    width: int = 16
    note: Any = ""
    choices: tuple[Any, ...] = ()
    required: bool = False
    text: bool = True


def workbook_response(
    filename: str, columns: Sequence[Column | str], rows: Iterable[Sequence[Any]], *, sheet: str = ""
) -> FileResponse:
    """A download of a list. `rows` is read once, while the caller's scope is open; values may be texts (lazy too),
    numbers, days, instants (shown in China's time), yes/no or None.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet or _("List"))
    start(page, columns)
    for row in rows:
        page.append([written(page, value) for value in row])
    page.auto_filter.ref = f"A1:{get_column_letter(max(1, len(columns)))}1"
    return response(book, filename)


def start(page: WriteOnlyWorksheet, columns: Sequence[Column | str]) -> None:
    """Widths, print set-up and the head row, which stays in sight."""
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    for index, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(index)].width = getattr(column, "width", 16)
    page.append([head_cell(page, column) for column in columns])


def head_cell(page: WriteOnlyWorksheet, column: Column | str) -> Any:
    cell = WriteOnlyCell(page, str(column.title if isinstance(column, Column) else column))
    paint_head(cell)
    return cell


def paint_head(cell: Any) -> None:
    cell.font, cell.fill, cell.alignment = _BOLD, _HEAD_FILL, _HEAD_ALIGNMENT


def written(page: WriteOnlyWorksheet, value: Any) -> Any:
    """A value as its cell: what could be read as a formula becomes a marked text, negative numbers stay numbers."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value is None or isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        local = value.astimezone(ZONE).replace(tzinfo=None) if value.tzinfo else value
        return _dated(page, local, "yyyy-mm-dd hh:mm")
    if isinstance(value, date):
        return _dated(page, value, "yyyy-mm-dd")
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value)).translate(_NO_CHARACTERS)[:_LONGEST]
    return plain_text(page, text) if text.startswith(FORMULA_STARTS) else text


def plain_text(page: WriteOnlyWorksheet, text: str) -> Any:
    """A text cell that stays a text, also in the hands of a program that saves it as CSV."""
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _dated(page: WriteOnlyWorksheet, value: date, number_format: str) -> Any:
    cell = WriteOnlyCell(page, value)
    cell.number_format = number_format
    return cell


def response(book: Workbook, filename: str) -> FileResponse:
    """The workbook as a download; its bytes wait in a temporary file that vanishes after sending."""
    file = tempfile.TemporaryFile()
    book.save(file)
    file.seek(0)
    name = filename if filename.endswith(".xlsx") else f"{filename}.xlsx"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
