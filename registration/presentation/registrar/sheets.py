"""A sheet as the page shows it: how it stands, what is to be put right, a window of its rows, what can be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from documents.sheets import Column as SheetColumn
from documents.sheets import Remark
from kernel import clock
from kernel.presentation import Badge
from registration.enums import RowState, SheetState
from registration.models import PushSheet, PushSheetRow
from registration.presentation.registrar.badges import SHEET
from registration.problems import Problem
from registration.queries.places import street_choices
from registration.queries.sheets import (
    FAULTS,
    current_sheet,
    faulty_rows,
    goes_on,
    progress_of,
    remarked_rows,
    sheets_of,
    start_before,
    window,
)
from registration.sheets.columns import BY_KEY, COLUMNS, Column, letter
from registration.sheets.refusals import in_words
from registration.sheets.rows import kind_labels

_AT_WORK = (SheetState.CHECKING, SheetState.PUSHING)


@dataclass(frozen=True)
class Fault:
    """One line of what is to be put right, as `sheet_errors` draws it."""

    place: str
    anchor: str
    column: Any
    value: str
    bad: str
    problem: str
    tone: str


@dataclass(frozen=True)
class Cell:
    value: str
    problem: str = ""


@dataclass(frozen=True)
class Row:
    number: int
    cells: list[Cell]
    state: str = ""


def card_context(actor: Actor, sheet: PushSheet | None, query: Any = None) -> dict[str, Any]:
    """The card of one sheet; without one, the invitation to upload."""
    if sheet is None:
        return {"sheet": None, "fault": None}
    query = query or {}
    progress = progress_of(sheet)
    return {
        "sheet": sheet,
        "badge": SHEET[sheet.state],
        "progress": progress,
        "at_work": sheet.state in _AT_WORK,
        "refusal": in_words(sheet.name, sheet.refusal) if sheet.refusal else None,
        "ignored": sheet.header.get("ignored", []),
        "unread": sheet.header.get("unread", []),
        **_faults_context(sheet, _number(query, "after")),
        **_preview_context(sheet, _number(query, "from")),
        "said": said_of(sheet),
    }


def page_context(actor: Actor) -> dict[str, Any]:
    """The card on the registrar's first page."""
    return card_context(actor, current_sheet(actor))


def _number(query: Any, name: str) -> int:
    text = str(query.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def said_of(sheet: PushSheet) -> str:
    """When the last thing happened to a sheet, in words."""
    at = sheet.finished_at or sheet.checked_at or sheet.created_at
    time = f"{at.astimezone(clock.ZONE):%H:%M}"
    if at.astimezone(clock.ZONE).date() != clock.today():
        time = f"{at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}"
    words = {
        SheetState.CHECKED: _("checked %(time)s, not pushed yet"),
        SheetState.STOPPED: _("stopped %(time)s"),
        SheetState.DONE: _("finished %(time)s"),
        SheetState.REFUSED: _("looked at %(time)s"),
        SheetState.DISCARDED: _("put away %(time)s"),
    }
    return words.get(SheetState(sheet.state), _("uploaded %(time)s")) % {"time": time}


def _faults_context(sheet: PushSheet, after: int) -> dict[str, Any]:
    if sheet.state == SheetState.CHECKING:
        return {"faults": [], "next_faults": ""}
    rows = faulty_rows(sheet, after)
    shown, more = rows[:FAULTS], len(rows) > FAULTS
    address = reverse("registration:sheet", args=[sheet.pk])
    return {
        "faults": [fault for row in shown for fault in _faults(sheet, row, address)],
        "next_faults": f"{address}?after={shown[-1].number}" if more else "",
        "faults_from": after,
    }


def _faults(sheet: PushSheet, row: PushSheetRow, address: str) -> Iterator[Fault]:
    places = sheet.header.get("places", {})
    for each in map(Problem.from_json, row.problems):
        column = letter(places[each.field]) if each.field in places else ""
        passed = row.state == RowState.DUPLICATE
        yield Fault(
            place=_("row %(row)s, column %(column)s") % {"row": row.number, "column": column}
            if column
            else _("row %(row)s") % {"row": row.number},
            anchor=f"{address}?from={row.number}#row-{row.number}",
            column=BY_KEY[each.field].label if each.field in BY_KEY else "",
            value=row.cells.get(each.field, ""),
            bad=each.bad,
            problem=str(each),
            tone="warn" if passed else "danger",
        )


def _preview_context(sheet: PushSheet, start: int) -> dict[str, Any]:
    places = sheet.header.get("places", {})
    columns = sorted((BY_KEY[key] for key in places if key in BY_KEY), key=lambda c: int(places[c.key]))
    if sheet.state == SheetState.CHECKING or not columns:
        return {"preview": None}
    if not start:
        first = faulty_rows(sheet, limit=1)
        start = max(first[0].number - 1, 1) if first else 1
    rows = window(sheet, start)
    if not rows:
        return {"preview": None}
    address, before = reverse("registration:sheet", args=[sheet.pk]), start_before(sheet, rows[0].number)
    beyond = goes_on(sheet, rows[-1].number)
    return {
        "preview": {
            "columns": [f"{letter(places[c.key])} {c.label}" for c in columns],
            "rows": [_row(row, columns) for row in rows],
            "span": (rows[0].number, rows[-1].number),
            "before": f"{address}?from={before}" if before is not None else "",
            "after": f"{address}?from={rows[-1].number + 1}" if beyond else "",
        }
    }


def _row(row: PushSheetRow, columns: list[Column]) -> Row:
    words: dict[str, str] = {}
    if row.state != RowState.DUPLICATE:
        for each in map(Problem.from_json, row.problems):
            words.setdefault(each.field, _short(each))
    return Row(row.number, [Cell(row.cells.get(c.key, ""), words.get(c.key, "")) for c in columns], row.state)


def _short(problem: Problem) -> str:
    """A few words for a narrow cell; the sentence stands in the list above."""
    return {
        "REQUIRED": _("required"),
        "USCC_LENGTH": _("18 characters"),
        "USCC_CHARACTER": _("wrong character"),
        "USCC_CHECK_DIGIT": _("check digit"),
        "DATE_FORMAT": _("no date"),
        "DATE_NONE": _("no such day"),
        "DATE_FUTURE": _("in the future"),
        "KIND": _("unknown kind"),
        "SCOPE_WORD": _("no childcare"),
        "STREET": _("unknown street"),
        "SAME_AS_ROW": _("twice"),
        "WRONG_REGISTRAR": _("another office"),
        "FORMULA": _("formula"),
        "MERGED": _("merged"),
    }.get(problem.code, _("to be corrected"))


@dataclass(frozen=True)
class Listed:
    """One line of the list of sheets."""

    sheet: PushSheet
    badge: Badge
    said: str
    pushed: int
    left: int


def list_context(actor: Actor) -> dict[str, Any]:
    """The sheets of the office, the newest first."""
    lines = []
    for sheet in sheets_of(actor):
        numbers = sheet.counts
        left = sum(numbers.get(state, 0) for state in (RowState.BAD, RowState.REFUSED, RowState.GOOD))
        lines.append(Listed(sheet, SHEET[sheet.state], said_of(sheet), numbers.get(RowState.PUSHED, 0), left))
    return {"lines": lines}


def remarks_of(sheet: PushSheet) -> Iterator[Remark]:
    """What is said of each row in the annotated copy: its faults, or what became of it."""
    places = sheet.header.get("places", {})
    for row in remarked_rows(sheet):
        if row.state == RowState.PUSHED:
            yield Remark(row.number, "", _("Pushed, number %(id)s") % {"id": row.registration_id})
        for each in map(Problem.from_json, row.problems):
            yield Remark(row.number, letter(places[each.field]) if each.field in places else "", str(each))


def template_columns(actor: Actor) -> list[SheetColumn]:
    """The columns of the empty sheet, with the kinds and the streets of this office as lists to choose from."""
    choices: dict[str, tuple[Any, ...]] = {
        "entity_kind": tuple(kind_labels()),
        "street": tuple(choice.name for choice in street_choices(actor.region_id)),
    }
    return [
        SheetColumn(
            column.label,
            width=column.width,
            note=column.note,
            choices=choices.get(column.key, ()),
            required=column.required,
        )
        for column in COLUMNS
    ]
