"""A sheet as a table of named columns: the heading row found, each cell under its key, what cannot be used said in words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from documents.inspection.rows import letter
from documents.sheets.reading import Cell, Sheet
from documents.sheets.writing import Column

#: A heading row is looked for among the first rows: many sheets begin with a title.
TITLE_ROWS = 10


@dataclass(frozen=True)
class TableColumn(Column):
    """`key` is what the column fills; `headings` are what its head may say beside its title."""

    key: str = ""
    headings: tuple[str, ...] = ()


class TableRefused(Exception):
    """The sheet as a whole cannot be used. `reason` and `remedy` are sentences; `missing`: titles of required columns."""

    def __init__(self, reason: Any, remedy: Any = "", *, missing: Sequence[str] = ()) -> None:
        super().__init__(str(reason))
        self.reason, self.remedy, self.missing = reason, remedy, missing


@dataclass(frozen=True)
class TableRow:
    """One filled row; `number` as in the spreadsheet."""

    number: int
    cells: Mapping[str, Cell] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """What stands in a cell, without what cannot be stored."""
        cell = self.cells.get(key)
        return _storable(cell.text).strip() if cell is not None else ""


@dataclass(frozen=True)
class Table:
    """`letters` maps each key to its column. `head_row` counts from 1."""

    head_row: int
    letters: Mapping[str, str]
    rows: tuple[TableRow, ...]


#: Why a cell cannot be trusted, by the problems of documents.sheets.reading.
FLAWS = {
    "FORMULA": _("A formula stands here. Replace it by its value."),
    "CELL_ERROR": _("The cell shows an error."),
    "MERGED": _("The cell is merged with others. Separate them."),
    "LOST_DIGITS": _("The number lost its last digits: format the column as text and type it again."),
    "TOO_LONG": _("The text is too long."),
}


def read_table(sheet: Sheet, columns: Sequence[TableColumn]) -> Table:
    """The rows under the heading that names most of the columns. Raises TableRefused."""
    known = _headings(columns)
    head_row, places = 0, dict[str, int]()
    for row in sheet.rows:
        if row.number > TITLE_ROWS:
            break
        named = _named(row.texts, known)
        if len(named) > len(places):
            head_row, places = row.number, named
    missing = [str(c.title) for c in columns if c.required and c.key not in places]
    if len(places) < min(2, len(columns)):
        remedy = _("Copy your rows into the template.")
        raise TableRefused(_("No heading row was found."), remedy, missing=missing)
    if missing:
        raise TableRefused(
            _("These columns are missing: %(columns)s.") % {"columns": "、".join(missing)},
            _("Copy your rows into the template."),
            missing=missing,
        )
    rows = tuple(
        TableRow(row.number, {key: row.cells[at] for key, at in places.items() if at < len(row.cells)})
        for row in sheet.rows
        if row.number > head_row and any(cell.problem or cell.text.strip() for cell in row.cells)
    )
    if not rows:
        raise TableRefused(_("The sheet has no row under its heading."), _("Fill in one row each."))
    letters = {key: letter(at + 1) for key, at in places.items()}
    return Table(head_row, letters, rows)


def day_of(cell: Cell | None) -> date | None:
    """The day of a cell: a date, or 2026-05-08, 2026/5/8, 2026年5月8日, 20260508. Raises ValueError for other texts."""
    if cell is None or cell.value is None or not cell.text.strip():
        return None
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell.text))
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text) or re.fullmatch(
        r"(\d{4})(\d{2})(\d{2})", text
    )
    if found is None:
        raise ValueError(text)
    return date(*map(int, found.groups()))


def choice_words(choices: Sequence[tuple[str, Any]], more: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a cell may say for a choice, as `plain` → its value: the code, its words in both languages, `more`."""
    found = {plain(word): str(value) for word, value in (more or {}).items()}
    found |= _both_languages((str(value), words) for value, words in choices)
    return found | {plain(value): str(value) for value, _words in choices}


def _headings(columns: Sequence[TableColumn]) -> dict[str, str]:
    found = {plain(heading): c.key for c in columns for heading in c.headings}
    return found | _both_languages((c.key, c.title) for c in columns)


def _both_languages(named: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Plain words → key, as they read in Chinese and in English."""
    pairs, found = list(named), dict[str, str]()
    for language in ("zh-hans", "en"):
        with override(language):
            found |= {plain(words): key for key, words in pairs}
    return found


def _named(texts: Sequence[str], known: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, text in enumerate(texts):
        key = known.get(plain(text))
        if key is not None:
            places.setdefault(key, at)
    return places


def plain(words: object) -> str:
    """A heading or a choice as it is compared: without width, case, spaces, asterisks and 必填."""
    text = unicodedata.normalize("NFKC", str(words)).casefold()
    return re.sub(r"[*\s_]+|\((?:必填|选填)\)|必填|选填", "", text)


def _storable(text: str) -> str:
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)
