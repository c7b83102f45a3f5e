"""The statement of a list, written once for each shape: which filters stand, how wide the scope is, which way it pages.

Django takes longer to write the SQL of a list than PostgreSQL takes to answer it. What is remembered is text with
places for values; the values and the scope are put in at every call, and outside a scope it raises as ever.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from regions.keyset import Counts
from regions.managers import scope_shape
from regions.scope import current

_texts: dict[Hashable, str] = {}
#: One for each person who works now: some kB each.
_MOST_COUNTS = 300
_counts: OrderedDict[Hashable, Counts] = OrderedDict()
_together: dict[Hashable, tuple[str, list[int]]] = {}


def ask(
    shape: tuple[Hashable, ...], values: Sequence[Any], build: Callable[[], QuerySet[Any, Any]]
) -> list[tuple[Any, ...]]:
    """The rows of a `values_list` of plain columns of one protected table.

    `build` writes the queryset, `shape` names everything that decides its text, and `values` are its parameters in
    the order of the text, the scope's left out. A text whose parameters are others is sent, but not remembered.
    Raises ScopeMissing.
    """
    width, place = scope_shape()
    key, given = (*shape, width), [*place, *values]
    if (text := _texts.get(key)) is None:
        text, params = build().query.sql_with_params()
        if list(params) == given:
            _texts[key] = text
        given = list(params)
    with connection.cursor() as cursor:
        cursor.execute(text, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


@dataclass(frozen=True)
class Part:
    """One of several readings. `build`: its queryset as `values` or `values_list`, no two columns of one name; `values`: its
    parameters in the order of the text, the scope's left out."""

    values: Sequence[Any]
    build: Callable[[], QuerySet[Any, Any]]


def ask_beside(shape: tuple[Hashable, ...], parts: Sequence[Part]) -> list[list[dict[str, Any]]]:
    """The rows of several small readings, sent as one statement: each row by the names of its columns.

    Numbers stay exact; days and instants come as ISO text. `shape` names everything that decides the texts, which are
    remembered as those of `ask` are. Raises ScopeMissing.
    """
    width, place = scope_shape()
    key = (*shape, width)
    if (known := _together.get(key)) is not None:
        text, at = known
        given = [value for part, n in zip(parts, at, strict=True) for value in _filled(part.values, place, n)]
    else:
        written = [part.build().query.sql_with_params() for part in parts]
        text = ", ".join(f"(SELECT coalesce(jsonb_agg(r), '[]') FROM ({sql}) r)::text" for sql, _p in written)
        text, given = f"SELECT {text}", [value for _sql, params in written for value in params]
        found = [
            _place_in(list(params), part.values, place)
            for part, (_s, params) in zip(parts, written, strict=True)
        ]
        if None not in found:
            _together[key] = text, [n for n in found if n is not None]
    with connection.cursor() as cursor:
        cursor.execute(text, given)
        return [json.loads(rows, parse_float=Decimal) for rows in cursor.fetchone()]


_NOWHERE = -1


def _place_in(params: list[Any], values: Sequence[Any], place: list[Any]) -> int | None:
    """Before which of its values the scope's parameters stand in a text; _NOWHERE for a table without; None for neither."""
    found = [_NOWHERE, *range(len(values) + 1)]
    return next((n for n in found if _filled(values, place, n) == params), None)


def _filled(values: Sequence[Any], place: list[Any], at: int) -> list[Any]:
    return list(values) if at == _NOWHERE else [*values[:at], *place, *values[at:]]


def counts(key: Hashable, write: Callable[[], Counts]) -> Counts:
    """A statement that counts, written once for each key and scope. `key`: all that decides its text and parameters."""
    known = (key, current())
    found = _counts.pop(known, None) or write()
    _counts[known] = found
    while len(_counts) > _MOST_COUNTS:
        _counts.popitem(last=False)
    return found


def forget() -> None:
    """Write every statement anew: for tests that take a wall away."""
    _texts.clear()
    _together.clear()
    _counts.clear()
