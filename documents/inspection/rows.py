"""The values of a spreadsheet's first visible sheet, with what is wrong about single cells. Runs in the sandbox."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from documents.sandbox.errors import Rejected

MAX_COLUMNS = 60
_LONGEST = 4000
#: A spreadsheet keeps 15 digits of a number; a longer one has lost its end already.
_LOST = 10**15
_MAX_MERGES = 2000
#: What openpyxl raises over a workbook that lacks a part or lies about one.
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
    OSError,
)

Box = tuple[int, int, int, int]


def read(*, source: str, kind: str, max_rows: int) -> dict[str, Any]:
    """`rows` as [number, [cell, …]] without empty rows, a cell as [value, type, problem] or None; `total` rows in all.

    Types: s text, n number, b yes/no, d day, t day and time. Problems: FORMULA, CELL_ERROR, MERGED, LOST_DIGITS,
    TOO_LONG. Raises Rejected TOO_MANY_ROWS (with the number), NOT_A_SHEET, ENCODING.
    """
    return _read_csv(source, max_rows) if kind == "CSV" else _read_xlsx(source, max_rows)


def _read_xlsx(source: str, max_rows: int) -> dict[str, Any]:
    try:
        # A file object, because by name only certain endings are opened; ours have none.
        book = load_workbook(Path(source).open("rb"), read_only=True, data_only=False, keep_links=False)
        sheets = list(book.worksheets)
    except _BROKEN as error:
        raise Rejected("NOT_A_SHEET", detail=type(error).__name__) from error
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    if not visible:
        raise Rejected("NOT_A_SHEET")
    sheet = visible[0]
    shape = _Shape(source, sheet._worksheet_path)
    if shape.filled > max_rows:
        raise Rejected("TOO_MANY_ROWS", rows=shape.filled, limit=max_rows)
    sheet.reset_dimensions()
    rows = sheet.iter_rows(
        max_row=max(1, shape.last_row), max_col=min(max(1, shape.last_column), MAX_COLUMNS)
    )
    try:
        cells = ((number, [_cell(cell) for cell in row]) for number, row in enumerate(rows, 1))
        found = list(_marked(_filled(cells), shape.merges))
    except _BROKEN as error:
        raise Rejected("NOT_A_SHEET", detail=type(error).__name__) from error
    return {
        "name": sheet.title,
        "rows": found,
        "total": shape.filled,
        "others": [other.title for other in visible[1:]],
        "hidden": [other.title for other in sheets if other.sheet_state != "visible"],
    }


class _Shape:
    """One pass over the sheet's XML before any value is read: how far it is filled, and what is merged.

    A sheet may claim any size, and one stray cell at the bottom would make a reader walk a million rows.
    """

    def __init__(self, source: str, part: str) -> None:
        self.filled = self.last_row = self.last_column = 0
        self.merges: list[Box] = []
        self._row = self._column = 0
        self._counted = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        try:
            with zipfile.ZipFile(source) as container, container.open(part.lstrip("/")) as xml:
                parser.ParseFile(xml)
        except (KeyError, expat.ExpatError, zipfile.BadZipFile, ValueError) as error:
            raise Rejected("NOT_A_SHEET") from error
        if self.last_row > 20 * max(self.filled, 500):
            # Values hundreds of thousands of empty rows apart: nobody fills in a list like that.
            raise Rejected("TOO_MANY_ROWS", rows=self.last_row, limit=20 * max(self.filled, 500))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif name == "c":
            reference = attributes.get("r")
            self._column = range_boundaries(reference)[0] if reference else self._column + 1
        elif name in ("v", "f", "is") and self._row:
            self.last_row = max(self.last_row, self._row)
            self.last_column = max(self.last_column, self._column)
            if self._row != self._counted:
                self._counted = self._row
                self.filled += 1
        elif name == "mergeCell" and len(self.merges) < _MAX_MERGES:
            self.merges.append(range_boundaries(attributes["ref"]))


def _cell(cell: Any) -> list[Any] | None:
    value, type_ = cell.value, getattr(cell, "data_type", "n")
    if value is None:
        return None
    if type_ == "f":
        return [str(getattr(value, "text", value))[:_LONGEST], "s", "FORMULA"]
    if type_ == "e":
        return [str(value), "s", "CELL_ERROR"]
    if isinstance(value, datetime):
        return (
            [value.isoformat(" ", "minutes"), "t", ""]
            if value.time() != time()
            else [value.date().isoformat(), "d", ""]
        )
    if isinstance(value, date):
        return [value.isoformat(), "d", ""]
    if isinstance(value, bool):
        return [value, "b", ""]
    if isinstance(value, int | float):
        whole = int(value) if float(value).is_integer() else value
        return [whole, "n", "LOST_DIGITS" if abs(value) >= _LOST else ""]
    return _text(str(value))


def _text(value: str) -> list[Any] | None:
    if not value.strip():
        return None
    return [value[:_LONGEST], "s", "TOO_LONG" if len(value) > _LONGEST else ""]


def _filled(rows: Iterable[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[Any]]]:
    """Rows that hold something, without empty cells at their end."""
    for number, cells in rows:
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield number, cells


def _marked(rows: Iterable[tuple[int, list[Any]]], merges: Sequence[Box]) -> Iterator[tuple[int, list[Any]]]:
    """Cells inside a merged box carry its mark: a value there belongs to more than its own row or column."""
    for number, cells in rows:
        for left, top, right, bottom in merges:
            if not top <= number <= bottom:
                continue
            for column in range(left, min(right, MAX_COLUMNS) + 1):
                cells.extend([None] * (column - len(cells)))
                old = cells[column - 1] or ["", "s", ""]
                cells[column - 1] = [old[0], old[1], old[2] or "MERGED"]
        yield number, cells


def _read_csv(source: str, max_rows: int) -> dict[str, Any]:
    text = decoded(Path(source).read_bytes())
    csv.field_size_limit(100_000)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise Rejected("NOT_A_SHEET", detail=str(error)) from error
    found = list(
        _filled(
            (number, [_csv_cell(v) for v in record[:MAX_COLUMNS]]) for number, record in enumerate(records, 1)
        )
    )
    if len(found) > max_rows:
        raise Rejected("TOO_MANY_ROWS", rows=len(found), limit=max_rows)
    return {"name": "", "rows": found, "total": len(found), "others": [], "hidden": []}


def _csv_cell(value: str) -> list[Any] | None:
    value = value.strip()
    if value.startswith('="') and value.endswith('"'):
        return _text(value[2:-1])  # how programs keep the zeros of a number: ="0797"
    if value.startswith("=") and len(value) > 1:
        return [value[:_LONGEST], "s", "FORMULA"]
    return _text(value)


def decoded(content: bytes) -> str:
    """The text of a CSV file: UTF-8 or UTF-16 with a mark, else UTF-8, else GB18030. Raises Rejected ENCODING."""
    marked = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    encodings = [name for mark, name in marked.items() if content.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Rejected("ENCODING")


def _delimiter(text: str) -> str:
    """The separator that occurs most often in the first line that holds one."""
    for line in text.splitlines()[:20]:
        best = max(",\t;", key=line.count)
        if best in line:
            return best
    return ","


def letter(index: int) -> str:
    """The spreadsheet's name of a column: 1 is A, 27 is AA."""
    return str(get_column_letter(index))
