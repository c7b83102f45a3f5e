"""The rows behind a number, as a list and as a download."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from facilities.queries.facility import facility_names
from regions.queries import full_name, name
from reporting.enums import Measure
from reporting.figures.presentation.asking import Asked
from reporting.figures.presentation.words import period_words, plain
from reporting.figures.queries.behind import needed
from reporting.figures.queries.rows import Row, all_rows, counted, rows_page


@dataclass(frozen=True)
class Line:
    """One row: which facility, where, since when, and what it adds. `facility_id` None where it is the division itself."""

    facility_id: int | None
    name: str
    place: str
    day: date | None
    adds: str


def measure_of(actor: Actor, column: str) -> Measure:
    """The measure an address names. Raises Http404 for none, and for one whose rows the reader may not see."""
    found = next((measure for measure in Measure if measure.column == column), None)
    if found is None or not decide(actor, needed(found)):
        raise Http404
    return found


def rows_context(actor: Actor, measure: Measure, asked: Asked, query: QueryDict) -> dict[str, Any]:
    """One page of the rows. Four queries."""
    page, (rows, total) = (
        rows_page(measure, asked.place, asked.days, query),
        counted(measure, asked.place, asked.days),
    )
    facilities = facility_names({row.facility_id for row in page.rows if row.facility_id})
    return {
        "asked": asked,
        "measure": measure,
        "place": name(asked.place) if asked.place else _("The whole country"),
        "period": period_words(asked.period),
        "lines": [_line(row, facilities, measure) for row in page.rows],
        "page": page,
        "rows": rows,
        "total": _amount(total, measure),
        "unit": _("yuan") if measure == Measure.PAID else "",
        "trail": [(asked.trail(actor)[-1][0], asked.url()), (str(measure.label), "")],
        "may_export": bool(decide(actor, Action.FACILITY_EXPORT)),
    }


def _line(row: Row, facilities: dict[int, str], measure: Measure) -> Line:
    words = facilities.get(row.facility_id or 0) or name(row.region_id)
    return Line(row.facility_id, words, name(row.region_id), row.day, _amount(row.adds, measure))


def _amount(number: int, measure: Measure) -> str:
    return plain(Decimal(number) / 100, 2) if measure == Measure.PAID else f"{number:,}"


def head() -> list[str]:
    return [_("Facility"), _("Division"), _("Day"), _("Adds")]


def values(measure: Measure, asked: Asked) -> Iterator[list[Any]]:
    """Every row as the columns of `head`, read in portions."""
    money = measure == Measure.PAID
    for portion in all_rows(measure, asked.place, asked.days):
        for row in portion:
            adds = Decimal(row.adds) / 100 if money else row.adds
            yield [row.name or name(row.region_id), full_name(row.region_id), row.day, adds]
