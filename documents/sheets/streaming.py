"""A long list as CSV, sent while it is read: memory stays flat, and whoever goes away half-way leaves nothing behind."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from io import StringIO
from itertools import islice
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from documents.sheets.writing import FORMULA_STARTS
from kernel.clock import ZONE
from regions.scope import Scope, scoped

_STARTS = frozenset(FORMULA_STARTS)
_PORTION = 500  # rows of one piece of the answer


def csv_response(
    filename: str,
    head: Sequence[Any],
    rows: Callable[[], Iterable[Sequence[Any]]],
    scope: Scope,
    *,
    ready: bool = False,
) -> StreamingHttpResponse:
    """A download. `rows` is called when the answer is sent, inside `scope`, because the request's own scope is over then.

    `ready`: its values are cells already, numbers, None, and texts of which those that somebody typed went through `guarded`.
    """
    language = translation.get_language()
    pieces = _pieces(head, rows, scope, language, _as_it_is if ready else _cells)
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{filename}.csv") or ""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _pieces(
    head: Sequence[Any],
    rows: Callable[[], Iterable[Sequence[Any]]],
    scope: Scope,
    language: str | None,
    cells: Callable[[Sequence[Any]], Sequence[Any]],
) -> Iterator[str]:
    piece = StringIO(newline="")
    writer = csv.writer(piece)
    with translation.override(language), scoped(scope), closing(row for row in rows()) as found:
        piece.write("\ufeff")  # tells Excel that it is UTF-8
        writer.writerow(_cells(head))
        while True:
            writer.writerows(map(cells, islice(found, _PORTION)))
            if not piece.tell():
                return
            yield piece.getvalue()
            piece.seek(0)
            piece.truncate()


def guarded(text: str) -> str:
    """A text as its cell: what could be read as a formula gets an apostrophe before it."""
    return f"'{text}" if text[:1] in _STARTS else text


def _as_it_is(row: Sequence[Any]) -> Sequence[Any]:
    return row


def _cells(row: Sequence[Any]) -> list[Any]:
    return [_text(each) for each in row]


def _text(value: Any) -> Any:
    """A value as its cell; numbers stay numbers, csv writes nothing for None."""
    kind = type(value)
    if kind is str:
        return guarded(value)
    if kind is int or value is None:
        return value
    if isinstance(value, datetime):
        return f"{value.astimezone(ZONE):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return guarded(str(value)) if isinstance(value, str) else str(value)
