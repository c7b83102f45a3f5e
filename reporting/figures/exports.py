"""Figures taken out of the platform: the table of all indicators, and the rows behind one number."""

from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from audit.workflow import record_export
from documents.sheets import Column, csv_response, export_response, lines_response
from regions.queries import name
from regions.scope import Scope, current
from reporting.enums import Measure
from reporting.figures.catalogue import CATALOGUE, Unit
from reporting.figures.presentation.asking import Asked
from reporting.figures.presentation.rows_page import head, values
from reporting.figures.queries.board import Board, board, every_indicator, read
from reporting.figures.queries.rows import lines, number_of
from reporting.figures.rules import rounded


def indicators(actor: Actor, asked: Asked, form: str) -> HttpResponseBase:
    """Every indicator of a division and of those below it; what cannot be computed is an empty cell."""
    found = board(read(asked.place, asked.period))
    title = _("Indicators %(place)s %(period)s") % {"place": name(asked.place), "period": asked.period.text}
    heads = [_("Division"), _("Code"), *(str(each.name) for each in CATALOGUE.values())]
    rows = list(_table(found))
    return _sent(actor, asked, form, "figures", title, heads, rows)


def _table(found: Board) -> Iterator[list[Any]]:
    for place in (found.place, *found.units):
        known = every_indicator(found, place)
        cells: list[Any] = []
        for key, each in CATALOGUE.items():
            value = known[key].value
            money = value is not None and each.unit == Unit.YUAN
            cells.append(None if value is None else rounded(value / 100 if money else value, each.digits))
        yield [name(place), f"{place:012d}", *cells]


def _sent(
    actor: Actor, asked: Asked, form: str, what: str, title: str, heads: list[str], rows: list[list[Any]]
) -> FileResponse | StreamingHttpResponse:
    filters = {"place": f"{asked.place:012d}", "period": asked.period.text}
    if form == "csv":
        record_export(by=actor, what=what, region=asked.place, filters=filters, rows=len(rows))
        return csv_response(title, heads, lambda: rows, current())
    columns = [Column(each, 24 if number == 0 else 14) for number, each in enumerate(heads)]
    return export_response(
        by=actor, what=what, name=title, columns=columns, rows=rows, filters=filters, region=asked.place
    )


def rows(actor: Actor, measure: Measure, asked: Asked, form: str) -> HttpResponseBase:
    """The rows behind a number; as CSV they are sent while they are read."""
    title = f"{measure.label} {name(asked.place)} {asked.period.text}"
    filters = {"place": f"{asked.place:012d}", "period": asked.period.text, "measure": measure.column}
    if form == "csv":
        number = number_of(measure, asked.place, asked.days)
        record_export(by=actor, what="figure_rows", region=asked.place, filters=filters, rows=number)
        scope: Scope = current()
        return lines_response(title, head(), lambda: lines(measure, asked.place, asked.days), scope)
    columns = [Column(words, width) for words, width in zip(head(), (36, 40, 12, 12), strict=True)]
    found = values(measure, asked)
    return export_response(
        by=actor,
        what="figure_rows",
        name=title,
        columns=columns,
        rows=found,
        filters=filters,
        region=asked.place,
    )
