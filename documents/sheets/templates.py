"""An empty sheet to fill in: heads with notes, drop-down lists, columns that keep what is typed."""

from collections.abc import Sequence
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from documents.sheets.writing import Column, paint_head, response

#: As far down as drop-down lists reach.
ROWS = 5000


def template_response(
    filename: str, columns: Sequence[Column], *, sheet: str = "", examples: Sequence[Sequence[Any]] = ()
) -> FileResponse:
    """A template download. Notes stand as comments on the heads and, readable on every device, on a second sheet."""
    book = Workbook()
    page = book.active
    page.title = sheet or _("List")
    page.freeze_panes = "A2"
    lists = book.create_sheet(_("Choices"))
    lists.sheet_state = "hidden"
    for index, column in enumerate(columns, 1):
        _column(page, lists, index, column)
    for row in examples:
        page.append(list(row))
    _explain(book.create_sheet(_("How to fill in"), 1), columns)
    return response(book, filename)


def _column(page: Worksheet, lists: Worksheet, index: int, column: Column) -> None:
    letter = get_column_letter(index)
    page.column_dimensions[letter].width = column.width
    if column.text:
        page.column_dimensions[letter].number_format = "@"
    cell = page.cell(1, index, f"{column.title}*" if column.required else str(column.title))
    paint_head(cell)
    if note := _note(column):
        cell.comment = Comment(note, "", width=320, height=110)
    if column.choices:
        _drop_down(page, lists, index, column)


def _note(column: Column) -> str:
    parts = [str(_("Required")) if column.required else "", str(column.note)]
    if column.choices:
        shown = [str(choice) for choice in column.choices]
        parts.append(
            _("One of: %(choices)s") % {"choices": "、".join(shown)}
            if len(shown) <= 12
            else _("See the list.")
        )
    return "\n".join(filter(None, parts))


def _drop_down(page: Worksheet, lists: Worksheet, index: int, column: Column) -> None:
    """The choices stand on a sheet of their own: a list written into the rule itself ends at 255 characters."""
    letter = get_column_letter(index)
    for row, choice in enumerate(column.choices, 1):
        lists.cell(row, index, str(choice))
    source = f"'{lists.title}'!${letter}$1:${letter}${len(column.choices)}"
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    rule.error = _("Choose from the list.")
    rule.add(f"{letter}2:{letter}{ROWS}")
    page.add_data_validation(rule)


def _explain(page: Worksheet, columns: Sequence[Column]) -> None:
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 24, 70
    for column in columns:
        page.append([str(column.title), _note(column).replace("\n", " ")])
