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

_PORTION = 500  # rows of one piece of the answer


def csv_response(
    filename: str, head: Sequence[Any], rows: Callable[[], Iterable[Sequence[Any]]], scope: Scope
) -> StreamingHttpResponse:
    """A download. `rows` is called when the answer is sent, inside `scope`, because the request's own scope is over then."""
    language = translation.get_language()
    answer = StreamingHttpResponse(
        _pieces(head, rows, scope, language), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = content_disposition_header(True, f"{filename}.csv") or ""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _pieces(
    head: Sequence[Any], rows: Callable[[], Iterable[Sequence[Any]]], scope: Scope, language: str | None
) -> Iterator[str]:
    piece = StringIO(newline="")
    writer = csv.writer(piece)
    with translation.override(language), scoped(scope), closing(row for row in rows()) as found:
        piece.write("\ufeff")  # tells Excel that it is UTF-8
        writer.writerow([_text(each) for each in head])
        while True:
            writer.writerows([_text(each) for each in row] for row in islice(found, _PORTION))
            if not piece.tell():
                return
            yield piece.getvalue()
            piece.seek(0)
            piece.truncate()


def _text(value: Any) -> Any:
    """A value as its cell; what could be read as a formula gets an apostrophe before it, numbers stay numbers."""
    kind = type(value)
    if kind is str:
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if kind is int or value is None:
        return value  # csv writes nothing for None
    if isinstance(value, datetime):
        return f"{value.astimezone(ZONE):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
