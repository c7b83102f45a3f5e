"""A long list as CSV, sent while it is read: memory stays flat, and whoever goes away half-way leaves nothing behind."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from documents.sheets.writing import FORMULA_STARTS
from kernel.clock import ZONE
from regions.scope import Scope, scoped

_PORTION = 500  # lines of one piece of the answer


def csv_response(
    filename: str, head: Sequence[Any], rows: Callable[[], Iterable[Sequence[Any]]], scope: Scope
) -> StreamingHttpResponse:
    """A download. `rows` is called when the answer is sent, inside `scope`, because the request's own scope is over then."""
    return lines_response(filename, head, lambda: _lines(rows()), scope)


def lines_response(
    filename: str, head: Sequence[Any], lines: Callable[[], Iterable[str]], scope: Scope
) -> StreamingHttpResponse:
    """The same where `lines` are CSV already, one or many at a time, each with its end: see documents.sheets.lines."""
    pieces = _pieces(head, lines, scope, translation.get_language())
    answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{filename}.csv") or ""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _pieces(
    head: Sequence[Any], lines: Callable[[], Iterable[str]], scope: Scope, language: str | None
) -> Iterator[str]:
    with translation.override(language), scoped(scope), closing(each for each in lines()) as found:
        begun = "\ufeff" + _line(head)  # the mark tells Excel that it is UTF-8
        yield begun + next(found, "")
        yield from found


def _lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    lines = map(_line, rows)
    return iter(lambda: "".join(islice(lines, _PORTION)), "")


class _Echo:
    """What a writer of CSV writes to: the line is its answer."""

    def write(self, line: str) -> str:
        return line


def _line(row: Sequence[Any]) -> str:
    line: Any = csv.writer(_Echo()).writerow([as_cell(each) for each in row])
    return str(line)


def as_cell(value: Any) -> Any:
    """A value as its cell; numbers stay numbers, csv writes nothing for None."""
    if isinstance(value, int) or value is None:
        return value
    if isinstance(value, datetime):
        return f"{value.astimezone(ZONE):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
