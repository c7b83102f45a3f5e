"""What is to be built by when: places per residents, dated targets, the table that divides a target among units."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from policy.law.base import NO_TEXT, Provision, Text


class Comparison(StrEnum):
    """How a figure is held against its number. BETWEEN: from `value` to `up_to`, both included."""

    AT_LEAST = "AT_LEAST"
    AT_MOST = "AT_MOST"
    EXACTLY = "EXACTLY"
    BETWEEN = "BETWEEN"


@dataclass(frozen=True)
class PlanningRatio(Provision):
    """What a kind of area must have. `due_on` is our reading of the day, `due_words` what the text says."""

    id: str = ""
    scope: Text = NO_TEXT
    comparison: Comparison = Comparison.AT_LEAST
    value: int = 0
    unit: str = ""
    due_on: date | None = None
    due_words: Text = NO_TEXT
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Target(Provision):
    """A figure to be reached by a day, or in every period (`every`). `where`: for which units, empty for the place."""

    id: str = ""
    metric: str = ""
    name: Text = NO_TEXT
    comparison: Comparison = Comparison.AT_LEAST
    value: Decimal = Decimal(0)
    up_to: Decimal | None = None
    unit: str = ""
    by: date | None = None
    every: str = ""
    where: Text = NO_TEXT
    note: Text = NO_TEXT


@dataclass(frozen=True)
class UnitTarget:
    """One line of a target table. `region` is a division code of six digits, for a zone its own one; empty for a total."""

    name: Text
    population: int
    under_three: int
    places: int
    places_per_1000: Decimal
    task: int
    yearly: Mapping[int, int]
    region: str = ""
    zone: bool = False


@dataclass(frozen=True)
class TargetTable(Provision):
    """How a target is divided among units. `total` is what the text states, also where its lines add up to another sum."""

    id: str = ""
    name: Text = NO_TEXT
    base_year: int = 0
    total: UnitTarget | None = None
    rows: tuple[UnitTarget, ...] = field(default=())
    note: Text = NO_TEXT
