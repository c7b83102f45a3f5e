"""Does a target table add up, and which of its lines stay under a ratio even when they meet their task?"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from policy.law import TargetTable, UnitTarget

PER = 1000


@dataclass(frozen=True)
class Sum:
    """One column: what the text states for the whole, and what its lines add up to."""

    column: str
    stated: int
    computed: int

    @property
    def apart(self) -> int:
        """How much more the lines are than the stated total."""
        return self.computed - self.stated


def sums(table: TargetTable) -> list[Sum]:
    """Every column with its stated total and its computed sum; none for a table that states no total."""
    if table.total is None:
        return []
    rows = [dict(_columns(row)) for row in table.rows]
    return [Sum(name, stated, sum(row[name] for row in rows)) for name, stated in _columns(table.total)]


def gaps(table: TargetTable) -> list[Sum]:
    """The columns whose lines do not add up to the stated total."""
    return [each for each in sums(table) if each.apart]


def places_per_1000(places: int, residents: int) -> Decimal | None:
    """Places ÷ residents × 1000, not rounded; None without residents."""
    return Decimal(places * PER) / residents if residents else None


def below(table: TargetTable, ratio: Decimal) -> list[UnitTarget]:
    """The lines that stay under the ratio on the residents of the base year although they meet their task (K22)."""
    found = ((row, places_per_1000(row.task, row.population)) for row in table.rows)
    return [row for row, reached in found if reached is not None and reached < ratio]


def _columns(row: UnitTarget) -> Iterator[tuple[str, int]]:
    yield "population", row.population
    yield "under_three", row.under_three
    yield "places", row.places
    yield "task", row.task
    for year, places in row.yearly.items():
        yield str(year), places
