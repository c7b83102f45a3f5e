"""The tables and charts that stand below a section, by name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.queries import name
from reporting.figures.catalogue import CATALOGUE, GROUPS, Indicator
from reporting.figures.presentation.words import REACHED, aim_words, apart_words, plain, shown
from reporting.figures.queries.board import Board
from reporting.figures.queries.law import Dated
from reporting.figures.rules import Aim, Figure, Reached, progress
from reporting.reports.content import Bar, Block
from reporting.reports.figures import aim_of, with_unit


@dataclass(frozen=True)
class Ground:
    """What tables are made from. `figures`: indicator → its figure for the place or facility; `members`: (member, state)
    of the reports that members owe; `board` is None for a facility."""

    board: Board | None
    targets: Mapping[str, Dated]
    figures: Mapping[str, Figure]
    members: Sequence[tuple[str, str, str]] = ()


def table(which: str, ground: Ground) -> Block | None:
    """One table or chart; None where there is nothing to show."""
    return TABLES[which](ground)


def _targets(ground: Ground) -> Block | None:
    board = ground.board
    if board is None:
        return None
    rows = []
    for key, indicator in CATALOGUE.items():
        aim = aim_of(board, indicator, ground.targets.get(key))
        if aim is not None:
            rows.append(_judged(indicator, ground.figures[key], aim))
    head = (_("Indicator"), _("Target"), _("Actual"), _("Difference"), _("Result"))
    return (
        Block("TABLE", caption=_("Targets and actual figures"), head=head, rows=tuple(rows), right=(1, 2, 3))
        if rows
        else None
    )


def _judged(indicator: Indicator, found: Figure, aim: Aim) -> tuple[str, ...]:
    reached = progress(found.value, aim)
    apart = apart_words(reached.apart, indicator) if reached.apart is not None else "—"
    words = str(REACHED[reached.reached].label)
    return (
        str(indicator.name),
        aim_words(aim, indicator),
        with_unit(found.value, indicator) or "—",
        apart,
        words,
    )


def _group(group: str) -> Callable[[Ground], Block | None]:
    def made(ground: Ground) -> Block | None:
        rows = [
            (
                str(each.name),
                with_unit(found.value, each) or "—",
                _part(found.numerator),
                _part(found.denominator),
            )
            for key, each in CATALOGUE.items()
            if each.group == group and (found := ground.figures.get(key)) is not None
        ]
        head = (_("Indicator"), _("Value"), _("Numerator"), _("Denominator"))
        return (
            Block("TABLE", caption=str(GROUPS[group]), head=head, rows=tuple(rows), right=(1, 2, 3))
            if rows
            else None
        )

    return made


def _part(number: Decimal | None) -> str:
    return plain(number) if number is not None else "—"


def _divisions(ground: Ground) -> Block | None:
    board = ground.board
    if board is None or not board.units:
        return None
    places, ratio = CATALOGUE["places"], CATALOGUE["places_per_1000_base"]
    rows = []
    for unit in board.units:
        value, task = board.figure(places, unit).value, board.task(unit)
        reached = progress(value, Aim("AT_LEAST", task)) if task is not None else None
        residents = board.known[unit].get("residents_base")
        rows.append(
            (
                name(unit),
                plain(Decimal(residents)) if residents is not None else "—",
                shown(board.figure(ratio, unit).value, ratio),
                plain(task) if task is not None else "—",
                shown(value, places),
                apart_words(reached.apart, places) if reached and reached.apart is not None else "—",
                str(REACHED[reached.reached].label) if reached else "—",
            )
        )
    head = (
        _("Division"), _("Residents"), _("Per 1,000"), _("Task of %(year)s") % {"year": board.task_year(board.place)},
        _("Places"), _("Difference"), _("Result"),
    )  # fmt: skip
    return Block("TABLE", caption=_("Divisions"), head=head, rows=tuple(rows), right=(1, 2, 3, 4, 5))


def _members(ground: Ground) -> Block | None:
    if not ground.members:
        return None
    head = (_("Member"), _("State"), _("Day"))
    return Block("TABLE", caption=_("Written reports of the members"), head=head, rows=tuple(ground.members))


def _chart_divisions(ground: Ground) -> Block | None:
    board = ground.board
    if board is None or not board.units:
        return None
    places, bars = CATALOGUE["places"], []
    for unit in board.units:
        value, task = board.figure(places, unit).value, board.task(unit)
        if value is None:
            continue
        state = progress(value, Aim("AT_LEAST", task)).reached if task is not None else Reached.UNKNOWN
        bars.append(
            Bar(
                name(unit),
                float(value),
                f"{shown(value, places)}",
                float(task) if task is not None else None,
                "" if state is Reached.UNKNOWN else state.value,
            )
        )
    return (
        Block("CHART", caption=_("Places of each division against its task"), bars=tuple(bars))
        if bars
        else None
    )


def _chart_years(ground: Ground) -> Block | None:
    """Places at the end of each year against the ladder of the table."""
    board = ground.board
    stated = board.stated[board.place] if board is not None else None
    if board is None or stated is None:
        return None
    bars = [
        Bar(f"{year}年", float(stood), plain(Decimal(stood)), float(stated.row.yearly[year]))
        for year in sorted(stated.row.yearly)
        if year <= board.period.year
        and (stood := board.history.standing(date(year, 12, 31))["places"]) is not None
    ]
    return (
        Block("CHART", caption=_("Places at the end of each year against the task"), bars=tuple(bars))
        if bars
        else None
    )


TABLES: dict[str, Callable[[Ground], Block | None]] = {
    "targets": _targets,
    "divisions": _divisions,
    "members": _members,
    "chart_divisions": _chart_divisions,
    "chart_years": _chart_years,
    **{group: _group(group) for group in GROUPS},
}
TITLES: dict[str, object] = {
    "targets": gettext_lazy("Targets and actual figures"),
    "divisions": gettext_lazy("Divisions"),
    "members": gettext_lazy("Written reports of the members"),
    "chart_divisions": gettext_lazy("Places of each division against its task"),
    "chart_years": gettext_lazy("Places at the end of each year against the task"),
    **GROUPS,
}
