"""What is wrong in the cells of a table: as lines of a page, and as remarks of the marked copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from documents.sheets.marking import Remark
from documents.sheets.tables import Table, TableColumn

#: So many faults are listed on a page; the marked copy has all of them.
SHOWN = 200


@dataclass(frozen=True)
class CellFault:
    """What is wrong at a place of a table. `key`: the column, or '' for the whole row; `value`: what a page may repeat."""

    row: int
    key: str
    words: str
    value: str = ""


def fault_lines(
    table: Table, columns: Sequence[TableColumn], faults: Sequence[CellFault]
) -> list[dict[str, Any]]:
    """The first faults, for components/sheet_errors.html."""
    titles = {column.key: str(column.title) for column in columns}
    return [
        {
            "place": f"{table.letters.get(fault.key, '')}{fault.row}",
            "anchor": "#faults",
            "column": titles.get(fault.key, ""),
            "value": fault.value,
            "problem": fault.words,
        }
        for fault in faults[:SHOWN]
    ]


def fault_remarks(table: Table, faults: Sequence[CellFault]) -> list[Remark]:
    """Every fault, for the marked copy."""
    return [Remark(fault.row, table.letters.get(fault.key, ""), fault.words) for fault in faults]
