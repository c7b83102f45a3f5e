"""An uploaded spreadsheet as rows of values. What the values mean is the caller's business."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from documents import storage
from documents.errors import SheetNotReadable
from documents.inspection.rows import letter
from documents.models import StoredFile
from documents.queries import file_bytes, usable
from documents.refusals import verdict
from documents.sandbox.errors import Rejected
from documents.sandbox.run import run

MAX_ROWS = 5000
_SECONDS = 30
Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True)
class Cell:
    """`column` is its letter. `problem` is '' or FORMULA, CELL_ERROR, MERGED, LOST_DIGITS, TOO_LONG."""

    column: str
    value: Value = None
    problem: str = ""

    @property
    def text(self) -> str:
        """As a person would type it: days as 2026-05-08, whole numbers without a point."""
        if self.value is None:
            return ""
        return self.value.isoformat(" ", "minutes") if isinstance(self.value, datetime) else str(self.value)


@dataclass(frozen=True)
class SheetRow:
    """`number` counts from 1 as in the spreadsheet. `cells` begin at column A and end at the last filled one."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]


@dataclass(frozen=True)
class Sheet:
    """The first visible sheet, without its empty rows. `others` and `hidden` name the sheets that were not read."""

    name: str
    rows: tuple[SheetRow, ...]
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def read_sheet(file: StoredFile, *, max_rows: int = MAX_ROWS, seconds: int = _SECONDS) -> Sheet:
    """Read an accepted spreadsheet (.xlsx or CSV), at most `max_rows` filled rows, the heading included.

    A worker may give it more `seconds` than a page that somebody waits for.

    Raises SheetNotReadable with reason and remedy, FileNotUsable, DigestMismatch.
    """
    content = file_bytes(usable(file))
    with storage.incoming() as folder:
        source = folder / "sheet"
        source.write_bytes(content)
        try:
            found = run("rows", source=str(source), kind=str(file.kind), max_rows=max_rows, seconds=seconds)
        except Rejected as rejected:
            answer = verdict(name=file.original_name, code=rejected.code, facts=rejected.facts)
            raise SheetNotReadable(answer.reason, code=answer.code, remedy=answer.remedy) from rejected
    return Sheet(
        name=found["name"],
        rows=tuple(SheetRow(number, _cells(cells)) for number, cells in found["rows"]),
        others=tuple(found["others"]),
        hidden=tuple(found["hidden"]),
    )


def _cells(cells: list[Any]) -> tuple[Cell, ...]:
    return tuple(_cell(letter(index), cell) for index, cell in enumerate(cells, 1))


def _cell(column: str, cell: list[Any] | None) -> Cell:
    if cell is None:
        return Cell(column)
    value, type_, problem = cell
    if type_ == "d":
        value = date.fromisoformat(value)
    elif type_ == "t":
        value = datetime.fromisoformat(value)
    elif value == "":
        value = None
    return Cell(column, value, problem)
