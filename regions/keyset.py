"""Pages of a list by key: a page begins where the last one ended, so page 2,000 costs what page 1 costs.

A cursor is the key of a row, as text. All columns of a key sort the same way, and the last one is unique.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)

SIZE = 50
_SEPARATOR = "_"


@dataclass(frozen=True)
class Cursor:
    """Where a page begins. `backwards`: the rows before the key, the nearest ones."""

    key: tuple[Any, ...] = ()
    backwards: bool = False

    def __bool__(self) -> bool:
        return bool(self.key)


FIRST_PAGE = Cursor()


@dataclass(frozen=True)
class Page:
    """The rows of one page in list order; `next` and `previous` are cursors as text, '' where the list ends."""

    rows: list[Any]
    next: str = ""
    previous: str = ""


def write_key(key: Sequence[Any]) -> str:
    """A key as text that needs no quoting in an address: 2026-05-11_42."""
    return _SEPARATOR.join(
        value.isoformat() if hasattr(value, "isoformat") else str(value) for value in key
    ).replace("+", "p")


def read_key(text: str, model: Any, columns: Sequence[str]) -> tuple[Any, ...]:
    """The key a text stands for; () when it does not fit the columns, so that a broken link shows the first page."""
    parts = text.replace("p", "+").split(_SEPARATOR)
    if not text or len(parts) != len(columns):
        return ()
    try:
        return tuple(
            model._meta.get_field(name).to_python(part) for name, part in zip(columns, parts, strict=True)
        )
    except (ValidationError, ValueError, FieldDoesNotExist):
        return ()


def cursor_of(query: Mapping[str, str], model: Any, order: Sequence[str]) -> Cursor:
    """The cursor of an address with `after` or `before`."""
    columns = [name.lstrip("-") for name in order]
    if key := read_key(query.get("before", ""), model, columns):
        return Cursor(key, backwards=True)
    return Cursor(read_key(query.get("after", ""), model, columns))


def sliced(rows: QuerySet[Any], order: Sequence[str], cursor: Cursor, size: int = SIZE) -> QuerySet[Any]:
    """At most `size` + 1 rows from the cursor on, nearest first; one more than the page tells whether there is more.

    `order`: field names, all with a minus or none.
    """
    falling = order[0].startswith("-")
    columns = [name.lstrip("-") for name in order]
    if cursor.backwards:
        falling = not falling
    if cursor.key:
        lookup = TupleLessThan if falling else TupleGreaterThan
        rows = rows.filter(lookup(Tuple(*map(F, columns)), tuple(cursor.key)))
    return rows.order_by(*(f"-{name}" if falling else name for name in columns))[: size + 1]


def page(
    rows: QuerySet[Any],
    *,
    order: Sequence[str],
    cursor: Cursor = FIRST_PAGE,
    size: int = SIZE,
    key: Callable[[Any], Sequence[Any]] | None = None,
) -> Page:
    """One page in one query. `key` reads the key of a row; by default the columns of `order` as attributes."""
    columns = [name.lstrip("-") for name in order]
    read = key or (lambda row: tuple(getattr(row, name) for name in columns))
    return cut(list(sliced(rows, order, cursor, size)), cursor=cursor, size=size, key=read)


def cut(found: list[Any], *, cursor: Cursor, size: int = SIZE, key: Callable[[Any], Sequence[Any]]) -> Page:
    """The page out of at most `size` + 1 rows that were found in the direction of the cursor."""
    more = len(found) > size
    shown = found[:size]
    if cursor.backwards:
        shown.reverse()
    after = shown and (more or cursor.backwards)
    before = shown and (more if cursor.backwards else bool(cursor))
    return Page(
        shown,
        next=write_key(key(shown[-1])) if after else "",
        previous=write_key(key(shown[0])) if before else "",
    )


def capped_counts(parts: Mapping[str, QuerySet[Any]], cap: int) -> dict[str, int]:
    """How many rows each part has, counting no further than `cap`: one statement for all of them."""
    return ask_counts(written_counts(parts, cap))


@dataclass(frozen=True)
class Counts:
    """A statement that counts several parts; it may be asked again as long as its scope and its parameters stand.

    `text` has its parameters in it, so that the server plans it with what it knows of them.
    """

    names: tuple[str, ...]
    text: str


def written_counts(parts: Mapping[str, QuerySet[Any]], cap: int) -> Counts:
    """The statement of `capped_counts`, for the scope in force."""
    selects: list[str] = []
    values: list[Any] = []
    for rows in parts.values():
        sql, given = rows.order_by().values_list("pk")[:cap].query.sql_with_params()
        selects.append(f"(SELECT count(*) FROM ({sql}) part)")
        values.extend(given)
    if not parts:
        return Counts((), "")
    with connection.cursor() as cursor:
        text = cursor.cursor.mogrify(f"SELECT {', '.join(selects)}", values)
    return Counts(tuple(parts), text.decode())


def ask_counts(counts: Counts) -> dict[str, int]:
    if not counts.names:
        return {}
    asked: Any = connection  # ours, see regions.postgres
    return dict(zip(counts.names, asked.ask_again(counts.text)[0], strict=True))


def limit_of(text: str, *, usual: int = SIZE, most: int = 200) -> int:
    """How many rows a caller asked for, within 1 and `most`; `usual` for what is not a number."""
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 5 else usual
