"""The sums of divisions: what stands at the end of a period, what it added, and how that came about month by month."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from kernel import clock
from kernel.periods import add_months
from regions.codes import level_of
from regions.remembered import Part, ask, ask_beside
from reporting.enums import EnteredKind, Measure
from reporting.figures.queries.behind import Days
from reporting.figures.queries.offices import offices_part
from reporting.figures.rules import Period
from reporting.models import EnteredFigure, FigureState, PeriodSnapshot, RegionFigure

COLUMNS = tuple(measure.column for measure in Measure)
_STANDING = tuple(measure.column for measure in Measure if not measure.flows)
_FLOWING = tuple(measure.column for measure in Measure if measure.flows)
_LISTED = RegionFigure.objects.values_list("region_id", "period", *COLUMNS)
Row = Mapping[str, int]
_stocks: Callable[[Row], tuple[int, ...]] = itemgetter(*_STANDING)
_flows: Callable[[Row], tuple[int, ...]] = itemgetter(*_FLOWING)


@dataclass(frozen=True)
class Sums:
    """The rows of one division: period (0, a year, a month) → measure → sum. What is not there is nothing."""

    rows: Mapping[int, Row]

    def standing(self, on: date) -> dict[str, int]:
        """What stood at the end of the month of a day; of the running month, what stands now."""
        today = clock.today()
        if (on.year, on.month) >= (today.year, today.month) and 0 in self.rows:
            return dict(zip(_STANDING, _stocks(self.rows[0]), strict=True))
        until = on.year * 100 + on.month
        known = [
            row
            for period, row in self.rows.items()
            if 0 < period < on.year or on.year * 100 < period <= until
        ]
        return _added(_STANDING, _stocks, known)

    def during(self, period: Period) -> dict[str, int]:
        """What a period added."""
        wanted = (period.year,) if period.whole_year else period.months
        return _added(_FLOWING, _flows, [self.rows[each] for each in wanted if each in self.rows])

    def of(self, period: Period) -> dict[str, int]:
        """Every measure of a period: what stands at its end and what it added."""
        return {**self.standing(period.last), **self.during(period)}


def _added(
    names: tuple[str, ...], chosen: Callable[[Row], tuple[int, ...]], rows: list[Row]
) -> dict[str, int]:
    if not rows:
        return dict.fromkeys(names, 0)
    return dict(zip(names, map(sum, zip(*map(chosen, rows), strict=True)), strict=True))


def rows_of_place(place: int, units: Collection[int], period: Period) -> list[tuple[int, ...]]:
    """Every row of a division, for its trends, and of those below it what one period needs: division, period, COLUMNS.

    One query inside the reader's walls; its text is written once for each number of units and periods.
    """
    year = period.year
    if period.last >= clock.today():
        wanted = [0, year] if period.whole_year else [0, *period.months]
        kind, values, needed = "now", wanted, Q(period__in=wanted)
    else:
        months = list(range(year * 100 + 1, period.closing + 1))
        kind, values = "past", [*months, 1, year]
        needed = Q(period__in=months) | Q(period__range=(1, year))

    def build() -> QuerySet[RegionFigure, Any]:
        return _LISTED.filter(Q(region_id=place) | needed & Q(region_id__in=list(units))).order_by()

    shape = ("figures", kind, len(values), len(units))
    return ask(shape, [place, *values, *units] if units else [place], build)


def by_place(places: Collection[int], rows: Iterable[tuple[int, ...]]) -> dict[int, Sums]:
    """The rows of each division, also of those without any."""
    found: dict[int, dict[int, Row]] = {each: {} for each in places}
    for row in rows:
        found[row[0]][row[1]] = dict(zip(COLUMNS, row[2:], strict=True))
    return {each: Sums(rows) for each, rows in found.items()}


class Known(NamedTuple):
    """An entered figure with its document."""

    id: int
    value: Decimal
    document: str
    page: str
    entered_at: datetime


@dataclass(frozen=True)
class EnteredFigures:
    """What was entered for some divisions: (division, kind, key, year) → the figure that holds."""

    rows: Mapping[tuple[int, str, str, int], Known]

    def of(self, place: int, key: str, year: int, kind: str = "") -> Known | None:
        kinds = (kind,) if kind else (EnteredKind.POPULATION.value, EnteredKind.SURVEY.value)
        return next((row for k in kinds if (row := self.rows.get((place, k, key, year)))), None)


class AsOf(NamedTuple):
    """When the sums were folded last, and compared with the rows; None before the first time."""

    folded_at: datetime | None
    rebuilt_at: datetime | None
    differences: int


def as_of() -> AsOf:
    """How fresh the sums are. One query."""
    row = FigureState.objects.filter(pk=1).values(*AsOf._fields).first()
    return AsOf(**row) if row else AsOf(None, None, 0)


class Beside(NamedTuple):
    """What a dashboard reads besides the sums, as it came. `state`: how fresh they are; `closed`: the figures as the quarter
    was closed; `offices`: how punctual they were."""

    entered: list[dict[str, Any]]
    state: list[dict[str, Any]]
    closed: list[dict[str, Any]]
    offices: list[dict[str, Any]]


_ENTERED = ("id", "region_id", "kind", "key", "year", "value", "document", "page", "entered_at")
_CLOSED = ("region_id", "period", "standing", "during", "entered", "closed_at")


def read_beside(
    places: Sequence[int], years: Collection[int], period: Period, days: Days | None = None
) -> Beside:
    """What was entered for divisions in some years, how fresh the sums are, what was closed of the first division, and with
    `days` how punctual its offices were. One query."""
    place, asked = places[0], sorted(years)
    parts = [
        Part(
            [*places, *asked],
            lambda: (
                EnteredFigure.objects.filter(
                    Q(region_id__in=list(places)), Q(year__in=asked), replaced_at=None
                )
                .order_by()
                .values(*_ENTERED)
            ),
        ),
        Part([1], lambda: FigureState.objects.filter(pk=1).values(*AsOf._fields)),
        Part(
            [period.closing, place],
            lambda: PeriodSnapshot.objects.filter(region_id=place, period=period.closing).values(*_CLOSED),
        ),
        *([offices_part(place, days)] if days else []),
    ]
    shape = ("beside figures", len(places), len(asked), level_of(place) if days else "")
    entered, state, closed, *offices = ask_beside(shape, parts)
    return Beside(entered, state, closed, offices[0] if offices else [])


def entered_of(rows: Iterable[Mapping[str, Any]]) -> EnteredFigures:
    return EnteredFigures({(r["region_id"], r["kind"], r["key"], r["year"]): _known(r) for r in rows})


def closed_of(rows: Sequence[Mapping[str, Any]]) -> PeriodSnapshot | None:
    return PeriodSnapshot(**{**rows[0], "closed_at": _instant(rows[0]["closed_at"])}) if rows else None


def as_of_state(rows: Sequence[Mapping[str, Any]]) -> AsOf:
    if not rows:
        return AsOf(None, None, 0)
    row = rows[0]
    return AsOf(_instant(row["folded_at"]), _instant(row["rebuilt_at"]), row["differences"])


def _known(row: Mapping[str, Any]) -> Known:
    at = datetime.fromisoformat(row["entered_at"])
    return Known(row["id"], Decimal(row["value"]), row["document"], row["page"], at)


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def entered_page(place: int) -> list[EnteredFigure]:
    """What was entered for a division and those right below it, the newest year first, with what was replaced."""
    return list(
        EnteredFigure.objects.filter(region_id=place)
        .select_related("entered_by")
        .order_by("-year", "kind", "key", "-id")[:500]
    )


def months_back(today: date, number: int) -> list[date]:
    """The last days of so many months, the running one last."""
    return [add_months(today.replace(day=1), -back) for back in range(number - 1, -1, -1)]
