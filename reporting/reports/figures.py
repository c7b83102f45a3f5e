"""The figures that a report may name: what they are called, and what they come to for the place or facility it is of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kernel import clock
from regions.queries import name
from reporting.enums import Measure
from reporting.figures.catalogue import CATALOGUE, Indicator, Unit
from reporting.figures.presentation.words import aim_words, apart_words, plain, shown
from reporting.figures.queries.board import Board
from reporting.figures.queries.law import Dated
from reporting.figures.rules import Aim, Figure, Reached, figure, progress
from reporting.models import FigureSheet, Report
from reporting.reports.content import FigureSource
from reporting.reports.rules import Term

#: What a report knows besides the indicators.
GENERAL = (
    "place",
    "year",
    "quarter",
    "as_of",
    "author",
    "facility",
    "units",
    "units_done",
    "units_near",
    "units_open",
)
#: What can be asked of an indicator: {places.target}.
ASPECTS = ("target", "aim", "state", "apart", "numerator", "denominator")
NAMES = frozenset([*GENERAL, *CATALOGUE, *(f"{key}.{aspect}" for key in CATALOGUE for aspect in ASPECTS)])
_UNITS = {
    Unit.PER_1000: "个", Unit.PERCENT: "%", Unit.PLACE: "个", Unit.FACILITY: "家", Unit.CASE: "件", Unit.STATION: "个",
    Unit.SESSION: "次", Unit.YUAN: "元",
}  # fmt: skip
_STATES = {Reached.DONE: "已完成", Reached.NEAR: "接近完成", Reached.OPEN: "未完成"}


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_moment(moment: datetime | None) -> str:
    local = (moment or clock.now()).astimezone(clock.ZONE)
    return f"{chinese_day(local.date())}{local.hour}时{local.minute:02d}分"


def with_unit(value: Decimal | None, indicator: Indicator) -> str:
    """4.66个, 63.4%, 41,801个; '' for none."""
    return f"{shown(value, indicator)}{_UNITS[indicator.unit]}" if value is not None else ""


@dataclass(frozen=True)
class Told:
    """The figures of one report. `words`: name → what is written; what is missing has none. `sources`: where each comes from."""

    words: Mapping[str, str]
    sources: Mapping[str, FigureSource]

    def said(self, name: str) -> str | None:
        return self.words.get(name)

    def missing(self, name: str) -> bool:
        """A figure that exists and cannot be said now: nobody entered what it needs."""
        return name in NAMES and name not in self.words


def told(
    report: Report, term: Term, board: Board | None, targets: Mapping[str, Dated], author: str, facility: str
) -> Told:
    """Everything a report may name; of a facility what its own rows say, else what the board of the place says."""
    words = {"place": name(report.region_id), "year": str(term.year), "author": author, "facility": facility}
    words |= {"quarter": "一二三四"[term.quarter - 1]} if term.quarter else {}
    sources = {key: FigureSource(value, "") for key, value in words.items()}
    if board is None:
        as_of, found = None, facility_figures(report.facility_id or 0, term)
    else:
        as_of, found = board.as_of.folded_at, {key: board.figure(each) for key, each in CATALOGUE.items()}
        words |= _units(board)
    words["as_of"] = chinese_moment(as_of)
    for key, result in found.items():
        indicator = CATALOGUE[key]
        aim = aim_of(board, indicator, targets.get(key)) if board is not None else None
        words |= dict(_aspects(key, result, indicator, aim))
        sources[key] = FigureSource(
            with_unit(result.value, indicator), str(indicator.definition), _entered(board, result, indicator),
            missing=result.value is None,
        )  # fmt: skip
    return Told(words, sources)


def _aspects(key: str, found: Figure, indicator: Indicator, aim: Aim | None) -> Iterator[tuple[str, str]]:
    if found.value is not None:
        yield key, with_unit(found.value, indicator)
    money = indicator.unit == Unit.YUAN
    for aspect, number in (("numerator", found.numerator), ("denominator", found.denominator)):
        if number is not None:
            yield f"{key}.{aspect}", plain(number / 100, 2) if money else plain(number)
    if aim is None:
        return
    yield f"{key}.target", aim_words(aim, indicator)
    yield f"{key}.aim", f"{aim.value.normalize():,f}"
    reached = progress(found.value, aim)
    if reached.reached in _STATES:
        yield f"{key}.state", _STATES[reached.reached]
    if reached.apart is not None:
        yield f"{key}.apart", apart_words(reached.apart, indicator)


def aim_of(board: Board, indicator: Indicator, dated: Dated | None) -> Aim | None:
    """What a place works towards: its task of the year for places, what a text in force says, else what was entered."""
    if indicator.key == "places":
        task = board.task(board.place)
        return Aim("AT_LEAST", task) if task is not None else None
    if dated is not None:
        return None if dated.draft else dated.aim
    entered = board.entered.of(board.place, indicator.key, board.period.year, "TARGET")
    return Aim("AT_LEAST", entered.value) if entered else None


def _units(board: Board) -> dict[str, str]:
    """How many divisions below there are, and how many reached their task."""
    indicator = CATALOGUE["places"]
    states = [
        progress(board.figure(indicator, unit).value, Aim("AT_LEAST", task)).reached
        for unit in board.units
        if (task := board.task(unit)) is not None
    ]
    found = {"units": str(len(board.units))}
    if states:
        names = {"units_done": Reached.DONE, "units_near": Reached.NEAR, "units_open": Reached.OPEN}
        found |= {key: str(states.count(state)) for key, state in names.items()}
    return found


def _entered(board: Board | None, found: Figure, indicator: Indicator) -> str:
    """The documents of the entered figures that go into one."""
    if board is None:
        return ""
    rows = (
        board.entered.of(board.place, term, board.period.year)
        for term in (indicator.numerator, indicator.denominator)
        if term
    )
    return "；".join(f"{row.document} {row.page}".strip() for row in rows if row is not None)


def facility_figures(facility_id: int, term: Term) -> dict[str, Figure]:
    """The indicators of one facility, out of what it adds to the sums. One query."""
    sheet = FigureSheet.objects.filter(facility_id=facility_id).first()
    known: dict[str, Decimal | int | None] = dict.fromkeys((m.column for m in Measure), 0)
    last = min(term.last, clock.today())
    rows = zip(sheet.measures, sheet.days, sheet.amounts, strict=True) if sheet else ()
    for number, day, amount in rows:
        measure = Measure(number)
        if day <= last and (not measure.flows or day >= term.first):
            known[measure.column] = int(known[measure.column] or 0) + amount
    return {
        key: figure(each.numerator, each.denominator, each.per, known)
        for key, each in CATALOGUE.items()
        if each.numerator in known and (not each.denominator or each.denominator in known)
    }
