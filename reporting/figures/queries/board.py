"""Everything one dashboard reads: two statements, whatever the number of divisions below."""

import marshal
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from kernel import clock
from kernel.periods import add_months
from regions.queries import below, streets_in
from reporting.enums import EnteredKind
from reporting.figures.catalogue import CATALOGUE, ENTERED, Indicator
from reporting.figures.queries import sums
from reporting.figures.queries.behind import Days
from reporting.figures.queries.law import Stated, stated_of
from reporting.figures.queries.offices import Office, in_order
from reporting.figures.rules import Figure, Period, figure
from reporting.models import PeriodSnapshot

#: The year whose residents the target tables reckon with where no table says another (K24).
BASE_YEAR = 2020


@dataclass(frozen=True)
class Board:
    """A division and those right below it in one period. `closed`: its figures as they were kept, if the quarter is closed."""

    place: int
    period: Period
    units: tuple[int, ...]
    known: Mapping[int, Mapping[str, Decimal | int | None]]
    stated: Mapping[int, Stated | None]
    entered: sums.EnteredFigures
    history: sums.Sums
    as_of: sums.AsOf
    closed: PeriodSnapshot | None
    offices: list[Office]

    @cached_property
    def months(self) -> list[dict[str, Decimal | int | None]]:
        """What was known at the end of each of the twelve months until now; what is entered is taken as of the period."""
        first = clock.today().replace(day=1)
        ends = [add_months(first, -back) for back in range(11, -1, -1)]
        return [{**self.known[self.place], **self.history.standing(month)} for month in ends]

    def figure(self, indicator: Indicator, place: int | None = None) -> Figure:
        known = self.known[self.place if place is None else place]
        return figure(indicator.numerator, indicator.denominator, indicator.per, known)

    def base_year(self, place: int) -> int:
        stated = self.stated[place]
        return stated.table.base_year if stated else BASE_YEAR

    def task_of(self, place: int, year: int) -> Decimal | None:
        """How many places a place is to have by the end of that very year: as a text states it, else as it was entered."""
        stated = self.stated[place]
        if stated is not None and (places := stated.row.yearly.get(year)) is not None:
            return Decimal(places)
        found = self.entered.of(place, "places", year, EnteredKind.TARGET)
        return found.value if found else None

    def task(self, place: int) -> Decimal | None:
        """What the place works towards in the period: the task of its year, after the last year of a table the last one."""
        found, stated = self.task_of(place, self.period.year), self.stated[place]
        if found is None and stated is not None and self.period.year > max(stated.row.yearly, default=9999):
            return Decimal(stated.row.task)
        return found

    def task_year(self, place: int) -> int:
        """The year of that task."""
        stated = self.stated[place]
        return (
            min(self.period.year, max(stated.row.yearly))
            if stated and stated.row.yearly
            else self.period.year
        )


@dataclass(frozen=True)
class Read:
    """What was read for a dashboard, as it came."""

    place: int
    period: Period
    units: tuple[int, ...]
    stated: Mapping[int, Stated | None]
    rows: list[tuple[int, ...]]
    beside: sums.Beside

    @property
    def mark(self) -> bytes:
        """The same for the same figures, whenever they were summed up."""
        told = repr((self.beside.entered, self.beside.closed, self.beside.offices))
        return sha256(marshal.dumps(self.rows, 2) + told.encode()).digest()

    @property
    def as_of(self) -> sums.AsOf:
        return sums.as_of_state(self.beside.state)

    @property
    def closed(self) -> PeriodSnapshot | None:
        return sums.closed_of(self.beside.closed)


def read(place: int, period: Period, *, offices: bool = False) -> Read:
    """What a dashboard shows, in two queries inside the reader's walls. `offices`: with how punctual each office was."""
    units = tuple(int(code) for code, _name in below(place))
    places, on = [place, *units], min(period.last, clock.today())
    stated = {each: stated_of(each, on) for each in places}
    years = {period.year, BASE_YEAR, *(s.table.base_year for s in stated.values() if s)}
    rows = sums.rows_of_place(place, units, period)
    beside = sums.read_beside(places, years, period, Days(period.first, on) if offices else None)
    return Read(place, period, units, stated, rows, beside)


def board(found: Read) -> Board:
    """The figures of a dashboard out of what was read. No query."""
    place, period, places = found.place, found.period, [found.place, *found.units]
    rows, entered = sums.by_place(places, found.rows), sums.entered_of(found.beside.entered)
    known = {each: _known(each, rows[each], entered, found.stated[each], period) for each in places}
    known[place] |= _added_up(found.units, known, known[place])
    offices = in_order(found.beside.offices)
    return Board(
        place,
        period,
        found.units,
        known,
        found.stated,
        entered,
        rows[place],
        found.as_of,
        found.closed,
        offices,
    )


def _known(
    place: int, rows: sums.Sums, entered: sums.EnteredFigures, stated: Stated | None, period: Period
) -> dict[str, Decimal | int | None]:
    known: dict[str, Decimal | int | None] = dict(rows.of(period))
    for key in ENTERED:
        found = entered.of(place, key, period.year)
        known[key] = found.value if found else None
    base = entered.of(place, "residents", stated.table.base_year if stated else BASE_YEAR)
    known["residents_base"] = base.value if base else stated.row.population if stated else None
    known["streets"] = streets_in(place) or None
    return known


def _added_up(
    units: tuple[int, ...],
    known: Mapping[int, Mapping[str, Decimal | int | None]],
    own: Mapping[str, Decimal | int | None],
) -> dict[str, Decimal]:
    """Residents of a division that nobody entered for it, where every one of its units has its own."""
    found: dict[str, Decimal] = {}
    for key in ("residents", "under_three", "residents_base", "kindergartens_all"):
        parts = [known[unit].get(key) for unit in units]
        if own.get(key) is None and parts and all(part is not None for part in parts):
            found[key] = sum((Decimal(part) for part in parts if part is not None), Decimal(0))
    return found


def closed_figure(
    indicator: Indicator, closed: PeriodSnapshot, place: int, base: Decimal | int | None
) -> Figure:
    """An indicator out of a closed quarter; of flows, what the year had added by then."""
    year, entered = closed.period // 100, closed.entered
    known: dict[str, Decimal | int | None] = {**closed.standing, **closed.during}
    for key in ENTERED:
        text = entered.get(f"{key}/{year}")
        known[key] = Decimal(str(text)) if text is not None else None
    return figure(
        indicator.numerator,
        indicator.denominator,
        indicator.per,
        {**known, "residents_base": base, "streets": streets_in(place) or None},
    )


def every_indicator(place: Board, unit: int) -> dict[str, Figure]:
    """All indicators of one division of a board."""
    return {key: place.figure(indicator, unit) for key, indicator in CATALOGUE.items()}
