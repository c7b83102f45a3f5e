"""Duties in one list although some have no date: segments follow each other, each in the order (due date, number).

A cursor starts with the number of the segment it lies in; in a segment without dates the number alone is the key.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.db.models import IntegerField, QuerySet, Value

from obligations.models import Obligation
from regions.keyset import SIZE, Cursor, Page, cut, read_key, sliced

KEY = ("due_on", "id")


class Segmented(Protocol):
    """What the rows must tell to be put in order."""

    @property
    def id(self) -> int: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def segment(self) -> int: ...


def segmented_page(
    segments: Sequence[QuerySet[Obligation]],
    columns: Sequence[Any],
    make: Callable[[Sequence[Any]], Any],
    query: Mapping[str, str],
    size: int = SIZE,
) -> Page:
    """One page over all segments in one statement. `columns` end with `segment`; `make` builds a row of them."""
    at, cursor = _read(query)
    parts = []
    for number, rows in enumerate(segments):
        if cursor and (number > at if cursor.backwards else number < at):
            continue
        here = cursor if number == at else Cursor((), cursor.backwards)
        numbered = rows.annotate(segment=Value(number, output_field=IntegerField()))
        parts.append(_from_key(numbered, here, size).values_list(*columns))
    if not parts:
        return Page([])
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    in_order = sorted(map(make, found), key=_place, reverse=cursor.backwards)
    return cut(in_order[: size + 1], cursor=cursor, size=size, key=_key)


def _from_key(rows: QuerySet[Obligation], cursor: Cursor, size: int) -> QuerySet[Obligation]:
    if cursor.key and cursor.key[0] is None:
        compare = {"id__lt": cursor.key[1]} if cursor.backwards else {"id__gt": cursor.key[1]}
        return sliced(rows.filter(**compare), KEY, Cursor((), cursor.backwards), size)
    return sliced(rows, KEY, cursor, size)


def _place(row: Segmented) -> tuple[int, date, int]:
    return row.segment, row.due_on or date.min, row.id


def _key(row: Segmented) -> tuple[Any, ...]:
    return row.segment, row.due_on or "", row.id


def _read(query: Mapping[str, str]) -> tuple[int, Cursor]:
    """The segment and the key in it; the first page for what cannot be read."""
    for name in ("before", "after"):
        segment, _, rest = query.get(name, "").partition("_")
        if segment not in ("0", "1", "2") or not rest:
            continue
        if rest.startswith("_"):
            if rest[1:].isascii() and rest[1:].isdigit():
                return int(segment), Cursor((None, int(rest[1:])), name == "before")
        elif key := read_key(rest, Obligation, KEY):
            return int(segment), Cursor(key, name == "before")
    return 0, Cursor()
