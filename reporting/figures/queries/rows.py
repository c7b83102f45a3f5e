"""The rows behind a number as a reader gets them: counted, in pages, or all of them for a file."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Count, DecimalField, F, OuterRef, Subquery, Sum, TextField, Value
from django.db.models.functions import Cast, NullIf

from documents.sheets.lines import Typed, cells, quoted
from facilities.models import Facility, GrowthStation
from inspections.models import Complaint
from regions.keyset import Page, cursor_of, cut, sliced
from regions.models import Region
from regions.portions import portions
from regions.queries import full_names, name
from reporting.enums import Measure as M
from reporting.figures.queries.behind import Days, Rows, rows_of
from subsidies.models import BatchLine, SubsidyClaim


class Row(NamedTuple):
    """One row behind a number: whose it is, where, since when or on which day, and what it adds."""

    id: int
    region_id: int
    adds: int
    day: date | None
    facility_id: int | None = None
    name: str | None = None


def _told(rows: Rows, *, named: bool = False) -> Rows:
    """The columns of Row; a table that names no facility leaves the last ones out."""
    column = facility_column(rows.model)
    names = [_name_of(rows.model)] if named and column else []
    return rows.values_list("id", "region_id", "adds", "on_day", *([column] if column else []), *names)


def _name_of(model: Any) -> Any:
    """The facility's name; nothing where the facility has moved out of the reader's sight."""
    if model is Facility:
        return F("name")
    if model is Complaint:
        return F("facility_name")
    if model in (SubsidyClaim, BatchLine):
        return Subquery(Facility.objects.filter(pk=OuterRef("facility_id")).values("name")[:1])
    return F("facility__name")


def counted(measure: M, place: int, days: Days) -> tuple[int, int]:
    """How many rows there are, and what they add up to. One query."""
    found = rows_of(measure, place, days).aggregate(rows=Count("pk"), n=Sum("adds"))
    return int(found["rows"]), int(found["n"] or 0)


def number_of(measure: M, place: int, days: Days) -> int:
    """How many rows there are. One query."""
    return rows_of(measure, place, days).count()


def rows_page(measure: M, place: int, days: Days, query: Mapping[str, str]) -> Page:
    """One page of the rows, the latest entered first."""
    rows = rows_of(measure, place, days)
    cursor = cursor_of(query, rows.model, ("-id",))
    found = [Row(*row) for row in sliced(_told(rows), ("-id",), cursor)]
    return cut(found, cursor=cursor, key=lambda row: (row.id,))


def all_rows(measure: M, place: int, days: Days, portion: int = 2000) -> Iterator[list[Row]]:
    """Every row with its facility's name in portions, so that memory stays flat. One statement. Iterate inside the scope."""
    rows = _told(rows_of(measure, place, days), named=True).order_by("-id")
    found = (Row(*row) for row in rows.iterator(portion))
    while batch := list(islice(found, portion)):
        yield batch


def lines(measure: M, place: int, days: Days) -> Iterator[str]:
    """Every row as CSV, many lines at a time: whose it is, where, on which day, what it adds. Iterate inside the scope."""
    rows = rows_of(measure, place, days)
    whose: Any = Value(None, TextField())
    if facility_column(rows.model):
        whose = Typed(NullIf(_name_of(rows.model), Value("")))
    adds: Any = F("adds")
    if measure == M.PAID:
        adds = Cast(adds * Value(Decimal("0.01")), DecimalField(max_digits=18, decimal_places=2))
    found = rows.order_by("-id").values_list(whose, "region_id", cells(F("on_day"), adds))
    paths = full_names()
    for portion in portions(found):
        yield "".join(
            [f'{cell or quoted(name(at))},"{paths.get(at, at)}",{rest}\r\n' for cell, at, rest in portion]
        )


def facility_column(model: Any) -> str:
    """The column of a table that names the facility; empty where it has none."""
    if model is Facility:
        return "pk"
    return "" if model in (GrowthStation, Region) else "facility_id"
