"""Sheets of children and attendance: previews with their faults, exports masked, templates."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.http import FileResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from documents.errors import SheetNotReadable
from documents.models import StoredFile
from documents.sheets import (
    Column,
    annotated_response,
    export_response,
    read_sheet,
    template_response,
)
from documents.sheets.faults import SHOWN, CellFault, fault_lines, fault_remarks
from documents.sheets.tables import Table, TableColumn, TableRefused, read_table
from facilities.errors import NotRight
from facilities.models import Child, Facility
from facilities.queries.attendance import marked_days, stays
from facilities.queries.children import children_of, lines_of, name_digest, name_here
from facilities.rules.faults import Fault
from facilities.sheets import attendance as month_sheet
from facilities.sheets import children as child_sheet
from facilities.workflow.attendance import record_days
from facilities.workflow.importing import check_rows
from kernel import clock

#: As many rows as one sheet may have, the heading included: a technical limit.
MAX_ROWS = 5001


def table_of(file: StoredFile, columns: Sequence[TableColumn]) -> Table:
    """The rows of an uploaded sheet. Raises TableRefused."""
    try:
        return read_table(read_sheet(file, max_rows=MAX_ROWS), columns)
    except SheetNotReadable as error:
        raise TableRefused(error.message, error.remedy) from error


def children_preview(file: StoredFile, facility: Facility) -> dict[str, Any]:
    """What an import of the sheet would do. `rows` are for the verb."""
    table = table_of(file, child_sheet.COLUMNS)
    rows = check_rows(facility, child_sheet.read_rows(table))
    faults = [(row.number, fault) for row in rows for fault in row.faults]
    return {
        **_faults_shown(table, child_sheet.COLUMNS, faults),
        "rows": rows,
        "fresh": sum(not row.known and not row.faults for row in rows),
        "known": sum(row.known for row in rows),
        "total": len(rows),
    }


def _faults_shown(
    table: Table, columns: Sequence[TableColumn], faults: Sequence[tuple[int, Fault]]
) -> dict[str, Any]:
    cells = {row.number: row for row in table.rows}
    found = [
        CellFault(number, fault.field, str(fault), _value(cells[number].text(fault.field), fault.field))
        for number, fault in faults
    ]
    return {
        "faults": fault_lines(table, columns, found),
        "fault_count": len(found),
        "wrong": len({fault.row for fault in found}),
        "more": len(found) > SHOWN,
        "remarks": fault_remarks(table, found),
        "head_row": table.head_row,
    }


def _value(text: str, key: str) -> str:
    """What stood in the cell; numbers of people and telephones only in part."""
    if key in ("id_number", "guardian_phone") and len(text) > 8:
        return f"{text[:6]}…{text[-2:]}"
    return text[:60]


def annotated(file: StoredFile, preview: dict[str, Any]) -> FileResponse:
    """The sheet as it was handed in, each fault at its cell."""
    name = _("%(name)s with remarks") % {"name": file.original_name.rsplit(".", 1)[0]}
    content = read_sheet(file, max_rows=MAX_ROWS)
    return annotated_response(name, content, preview["remarks"], head_row=preview["head_row"])


def children_template() -> FileResponse:
    return template_response(_("Children to record"), child_sheet.COLUMNS, sheet=_("Children"))


def children_export(actor: Actor, facility: Facility) -> FileResponse:
    """Every child of a facility, numbers and telephones masked; taking it out is recorded."""
    columns = [
        Column(_("Name of the child"), 14), Column(_("Born on"), 12), Column(_("Number of the document"), 24),
        Column(_("Class"), 14), Column(_("First day"), 12), Column(_("Guardian"), 14),
        Column(_("Telephone of the guardian"), 16), Column(_("The guardian agreed on"), 14),
        Column(_("Entry check passed on"), 16),
    ]  # fmt: skip
    return export_response(
        by=actor, what="children", name=_("Children %(day)s") % {"day": clock.today()}, columns=columns,
        rows=_lines(children_of(facility.pk)), filters={"facility": str(facility.pk)}, region=facility.region_id,
    )  # fmt: skip


def _lines(children: Sequence[Child]) -> Iterator[list[Any]]:
    for line in lines_of(children, clock.today()):
        child, stay = line.child, line.stay
        yield [
            name_here(child), child.born_on, str(child.id_number), stay.class_group.name if stay else "",
            stay.starts_on if stay else None, str(child.guardian_name), str(child.guardian_phone), child.consented_on,
            line.entered_on,
        ]  # fmt: skip


def month_export(actor: Actor, facility: Facility, month: date) -> FileResponse:
    """The month as a sheet that can be filled in and handed in again."""
    children = {e.child_id: name_here(e.child) for e in stays(facility.pk, month)}
    rows = month_sheet.sheet_rows(children, marked_days(facility.pk, month))
    given = {"facility": str(facility.pk), "month": f"{month:%Y-%m}"}
    return export_response(
        by=actor, what="attendance", name=month_sheet.file_name(month), columns=month_sheet.columns(), rows=rows,
        filters=given, region=facility.region_id,
    )  # fmt: skip


class _Undone(Exception):
    """Ends a rehearsal."""


def month_preview(actor: Actor, file: StoredFile, facility: Facility, month: date) -> dict[str, Any]:
    """What an import of the month's sheet would do, found by doing it and taking it back."""
    columns = month_sheet.columns()
    table = table_of(file, columns)
    rows, faults = month_sheet.read_rows(table)
    children = {e.child_id: e.child for e in stays(facility.pk, month, {row.child_id for row in rows})}
    number_of: dict[int, int] = {}
    for row in rows:
        child = children.get(row.child_id)
        if row.child_id and child is None:
            faults.append((row.number, Fault("child", "UNKNOWN_CHILD", month_sheet.UNKNOWN)))
        elif child is not None and name_digest(row.name) != bytes(child.name_digest):
            words = _("Number and name are not of the same child: the rows may have slipped.")
            faults.append((row.number, Fault("name", "SLIPPED", words)))
        elif child is not None and number_of.setdefault(row.child_id, row.number) != row.number:
            words = _("This child stands in row %(row)d too.") % {"row": number_of[row.child_id]}
            faults.append((row.number, Fault("child", "SAME_AS_ROW", words)))
    good = {r.child_id: r.days for r in rows if r.child_id in children and r.days is not None}
    marked = marked_days(facility.pk, month)
    faults += [(number_of[child], fault) for child, fault in _rehearsed(actor, facility, month, good)]
    faults.sort(key=lambda pair: pair[0])
    return {
        **_faults_shown(table, columns, faults),
        "rows": good,
        "fresh": sum(days != marked.get(child, 0) for child, days in good.items()),
        "known": 0,
        "total": len(rows),
    }


def _rehearsed(
    actor: Actor, facility: Facility, month: date, rows: dict[int, int]
) -> list[tuple[int, Fault]]:
    """What the verb would refuse, by child; nothing of it stays."""
    try:
        with transaction.atomic():
            record_days(by=actor, facility_id=facility.pk, month=month, rows=rows)
            raise _Undone
    except _Undone:
        return []
    except NotRight as error:
        return [
            (int(f.field), Fault("name", f.code, f.message, f.remedy))
            for f in error.faults
            if f.field.isdigit()
        ]
