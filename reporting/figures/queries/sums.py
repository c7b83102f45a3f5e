"""The sums of divisions: what stands at the end of a period, what it added, and how that came about month by month."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from kernel import clock
from kernel.periods import add_months
from regions.remembered import ask
from reporting.enums import EnteredKind, Measure
from reporting.figures.rules import Period
from reporting.models import EnteredFigure, FigureState, PeriodSnapshot, RegionFigure

COLUMNS = tuple(measure.column for measure in Measure)
_STANDING = tuple(measure.column for measure in Measure if not measure.flows)
_FLOWING = tuple(measure.column for measure in Measure if measure.flows)
_LISTED = RegionFigure.objects.values_list("region_id", "period", *COLUMNS)
Row = Mapping[str, int]


@dataclass(frozen=True)
class Sums:
    """The rows of one division: period (0, a year, a month) → measure → sum. What is not there is nothing."""

    rows: Mapping[int, Row]

    def standing(self, on: date) -> dict[str, int]:
        """What stood at the end of the month of a day; of the running month, what stands now."""
        today = clock.today()
        if (on.year, on.month) >= (today.year, today.month) and 0 in self.rows:
            return {name: self.rows[0][name] for name in _STANDING}
        until = on.year * 100 + on.month
        known = [
            row
            for period, row in self.rows.items()
            if 0 < period < on.year or on.year * 100 < period <= until
        ]
        return {name: sum(row[name] for row in known) for name in _STANDING}

    def during(self, period: Period) -> dict[str, int]:
        """What a period added."""
        wanted = (period.year,) if period.whole_year else period.months
        known = [self.rows[each] for each in wanted if each in self.rows]
        return {name: sum(row[name] for row in known) for name in _FLOWING}

    def of(self, period: Period) -> dict[str, int]:
        """Every measure of a period: what stands at its end and what it added."""
        return {**self.standing(period.last), **self.during(period)}


def whole(place: int) -> Sums:
    """Every row of one division, for its trends. One query."""
    return _sums([place], Q(), [])[place]


def at(places: Collection[int], period: Period) -> dict[int, Sums]:
    """What divisions need for one period, also those without any sum. One query, whatever their number."""
    year = period.year
    if period.last >= clock.today():
        wanted = [0, year] if period.whole_year else [0, *period.months]
        return _sums(places, Q(period__in=wanted), wanted)
    months = list(range(year * 100 + 1, period.closing + 1))
    return _sums(places, Q(period__range=(1, year)) | Q(period__in=months), [1, year, *months])


def _sums(places: Collection[int], condition: Q, values: list[int]) -> dict[int, Sums]:
    """Inside the reader's walls. The statement is written once for each number of places and periods."""
    found: dict[int, dict[int, Row]] = defaultdict(dict)

    def build() -> QuerySet[RegionFigure, Any]:
        return _LISTED.filter(condition, region_id__in=list(places)).order_by()

    for place, period, *amounts in ask(
        ("figures", len(values), values[:1] == [1], len(places)), [*values, *places], build
    ):
        found[place][period] = dict(zip(COLUMNS, amounts, strict=True))
    return {place: Sums(found.get(place, {})) for place in places}


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


def entered_for(places: Sequence[int], years: Collection[int]) -> EnteredFigures:
    """What holds for divisions in some years. One query."""
    rows = EnteredFigure.objects.filter(region_id__in=places, year__in=list(years), replaced_at=None)
    return EnteredFigures(
        {
            (row.region_id, row.kind, row.key, row.year): Known(
                row.pk, row.value, row.document, row.page, row.entered_at
            )
            for row in rows
        }
    )


class AsOf(NamedTuple):
    """When the sums were folded last, and compared with the rows; None before the first time."""

    folded_at: datetime | None
    rebuilt_at: datetime | None
    differences: int


def as_of() -> AsOf:
    """How fresh the sums are. One query."""
    row = FigureState.objects.filter(pk=1).first()
    return AsOf(row.folded_at, row.rebuilt_at, row.differences) if row else AsOf(None, None, 0)


def snapshot_of(place: int, period: Period) -> PeriodSnapshot | None:
    """The figures of a division as they were closed at the end of a period; None while it is not closed. One query."""
    return PeriodSnapshot.objects.filter(region_id=place, period=period.closing).first()


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
