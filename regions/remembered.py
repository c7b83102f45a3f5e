"""The statement of a list, written once for each shape: which filters stand, how wide the scope is, which way it pages.

Django takes longer to write the SQL of a list than PostgreSQL takes to answer it. What is remembered is text with
places for values; the values and the scope are put in at every call, and outside a scope it raises as ever.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from regions.managers import scope_shape

_texts: dict[Hashable, str] = {}


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


def forget() -> None:
    """Write every statement anew: for tests that take a wall away."""
    _texts.clear()
