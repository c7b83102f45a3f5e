"""The sheet of a month: one row a child, one column a day. The child's own number keeps rows and children together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from documents.sheets.tables import FLAWS, Table, TableColumn, TableRow
from facilities.rules.attendance import packed, unpacked
from facilities.rules.faults import Fault

CAME = frozenset({"1", "1.0", "√", "✓", "✔", "y", "yes", "是", "出勤", "到", "true"})
AWAY = frozenset({"", "0", "0.0", "×", "x", "-", "—", "n", "no", "否", "缺勤", "未到", "false"})


@cache
def columns() -> tuple[TableColumn, ...]:
    """Number and name of the child, and the days of a month."""
    return (
        TableColumn(_("Number of the child"), 12, key="child", headings=("编号", "number"), required=True),
        TableColumn(_("Name of the child"), 16, key="name", headings=("姓名", "name"), required=True),
        *(TableColumn(str(day), 5, key=f"d{day}", headings=(f"{day}日", f"{day}号")) for day in range(1, 32)),
    )


@dataclass(frozen=True)
class MonthRow:
    """One child's days; `days` None where the row cannot be read."""

    number: int
    child_id: int
    name: str
    days: int | None


def read_rows(table: Table) -> tuple[list[MonthRow], list[tuple[int, Fault]]]:
    """The rows, and what is wrong as (row number, fault); the field of a fault is the key of its column."""
    rows, faults = [], []
    for row in table.rows:
        found = list(_faults(row))
        faults += [(row.number, fault) for fault in found]
        text = row.text("child")
        child_id = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
        if not child_id:
            faults.append((row.number, Fault("child", "UNKNOWN_CHILD", UNKNOWN)))
        days = None if found else packed(d for d in range(1, 32) if row.text(f"d{d}").lower() in CAME)
        rows.append(MonthRow(row.number, child_id, row.text("name"), days))
    return rows, faults


UNKNOWN = _("This is no number of a child of this facility. Take it from the exported sheet.")


def _faults(row: TableRow) -> Iterable[Fault]:
    for key, cell in row.cells.items():
        if cell.problem in FLAWS:
            yield Fault(key, cell.problem, FLAWS[cell.problem])
        elif key.startswith("d") and row.text(key).lower() not in CAME | AWAY:
            yield Fault(key, "MARK", _("Write 1 or √ for a day the child came, nothing for another."))


def sheet_rows(children: Mapping[int, str], marked: Mapping[int, int]) -> Iterable[list[Any]]:
    """The values of an export, by child: its number, its name, its days."""
    for child_id, name in children.items():
        came = set(unpacked(marked.get(child_id, 0)))
        yield [child_id, name, *(1 if day in came else None for day in range(1, 32))]


def file_name(month: date) -> str:
    return say("Attendance %(month)s") % {"month": f"{month:%Y-%m}"}
