"""Targets of the texts for a place: dated figures, and what a target table gives each unit. No query: the law is in the process."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from kernel import clock
from policy.enums import Status
from policy.law import Target, TargetTable, UnitTarget
from policy.queries import effective_rules
from regions.codes import parse
from reporting.figures.catalogue import BY_METRIC
from reporting.figures.rules import Aim


@dataclass(frozen=True)
class Stated:
    """What a target table says of one unit: a district, a zone of its own, or the whole (`total`)."""

    table: TargetTable
    row: UnitTarget
    total: bool = False


@dataclass(frozen=True)
class Dated:
    """A target of a text for an indicator. `draft`: shown, binds nobody."""

    key: str
    target: Target
    aim: Aim
    draft: bool


def tables_of(place: int, on: date) -> list[TargetTable]:
    """The target tables that hold in a place, also those that divide its own task among its units."""
    found = effective_rules(place, on, "target_tables")
    return [cast(TargetTable, each.ruling.chosen) for each in found if each.ruling.chosen is not None]


def stated_of(place: int, on: date) -> Stated | None:
    """What a table says of this very place."""
    for table in tables_of(place, on):
        if parse(table.pack) == place and table.total is not None:
            return Stated(table, table.total, total=True)
        for row in table.rows:
            if row.region and parse(row.region) == place:
                return Stated(table, row)
    return None


def stated_target(place: int, key: str, year: int) -> int | None:
    """How many places a text wants of a place by the end of a year; None where no text says so."""
    stated = stated_of(place, clock.today()) if key == "places" else None
    return stated.row.yearly.get(year) if stated else None


def dated_targets(place: int, year: int) -> dict[str, Dated]:
    """Indicator → the target that a place works towards in a year: the next one to come, else the last one that was due.

    What binds goes before a draft.
    """
    found: dict[str, list[Dated]] = {}
    for each in effective_rules(place, min(clock.today(), date(year, 12, 31)), "targets", drafts=True):
        target = cast(Target | None, each.ruling.chosen)
        if target is None or target.metric not in BY_METRIC:
            continue
        key = BY_METRIC[target.metric].key
        aim = Aim(target.comparison.value, Decimal(target.value), target.up_to)
        found.setdefault(key, []).append(Dated(key, target, aim, target.status == Status.DRAFT))
    return {key: min(each, key=lambda one: _order(one, year)) for key, each in found.items()}


def _order(one: Dated, year: int) -> tuple[bool, bool, int]:
    by = one.target.by.year if one.target.by else year
    return one.draft, by < year, abs(by - year)
