"""Drawings as numbers: where columns, lines, tiles and bars lie. The templates draw them, each beside its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

#: Rough compass places of divisions, (column, row), so that a reader finds them as on a map.
TILES: dict[int, dict[int, tuple[int, int]]] = {
    360700000000: {
        360732: (3, 0), 360730: (4, 0), 360735: (5, 0),
        360724: (0, 1), 360771: (1, 1), 360702: (2, 1), 360704: (3, 1), 360731: (4, 1), 360781: (5, 1),
        360725: (0, 2), 360703: (1, 2), 360772: (2, 2), 360722: (3, 2), 360726: (4, 2), 360733: (5, 2),
        360723: (0, 3), 360729: (2, 3), 360783: (3, 3), 360728: (4, 3), 360734: (5, 3),
    },
    0: {
        23: (7, 0), 65: (0, 1), 15: (5, 1), 22: (7, 1), 62: (1, 2), 64: (3, 2), 14: (4, 2), 11: (5, 2), 12: (6, 2), 21: (7, 2),
        63: (1, 3), 61: (3, 3), 41: (4, 3), 13: (5, 3), 37: (6, 3), 54: (0, 4), 51: (2, 4), 50: (3, 4), 42: (4, 4), 34: (5, 4),
        32: (6, 4), 31: (7, 4), 53: (2, 5), 52: (3, 5), 43: (4, 5), 36: (5, 5), 33: (6, 5), 45: (3, 6), 44: (4, 6), 35: (5, 6),
        71: (7, 6), 46: (4, 7), 81: (5, 7), 82: (3, 7),
    },
}  # fmt: skip
_COLUMNS = 6
TILE_WIDTH, TILE_HEIGHT, GAP = 104, 72, 6


@dataclass(frozen=True)
class Tile:
    """Where a division's tile lies; x and y in units of the drawing."""

    place: int
    x: int
    y: int


def tiles(place: int, units: Sequence[int]) -> tuple[list[Tile], int, int, bool]:
    """The tiles, width and height of the drawing, and whether they lie as on a map; in the order of the codes otherwise."""
    step = 10**10 if place == 0 else 10**6
    known = TILES.get(place, {})
    mapped = bool(known) and all(unit // step in known for unit in units)
    cells = {
        unit: known[unit // step] if mapped else (number % _COLUMNS, number // _COLUMNS)
        for number, unit in enumerate(units)
    }
    found = [Tile(u, c * (TILE_WIDTH + GAP), r * (TILE_HEIGHT + GAP)) for u, (c, r) in cells.items()]
    found.sort(key=lambda tile: (tile.y, tile.x))
    width = max((tile.x for tile in found), default=0) + TILE_WIDTH
    return found, width, max((tile.y for tile in found), default=0) + TILE_HEIGHT, mapped


@dataclass(frozen=True)
class Column:
    """A column of a chart, with the tick of its target; `height` 0 where there is nothing."""

    name: str
    value: str
    target: str
    x: float
    y: float
    height: float
    tick: float | None
    now: bool


WIDTH, HEIGHT, FOOT, HEAD = 480, 260, 28, 24


def columns(rows: Sequence[tuple[str, int, Decimal | None]]) -> list[Column]:
    """(name, value, target) → columns that begin at zero; the last one is the current."""
    top = max([1, *(value for _n, value, _t in rows), *(int(t) for _n, _v, t in rows if t)])
    scale = (HEIGHT - FOOT - HEAD) / top
    step = WIDTH / max(len(rows), 1)
    found = []
    for number, (name, value, target) in enumerate(rows):
        height = round(value * scale, 1)
        tick = round(HEIGHT - FOOT - float(target) * scale, 1) if target is not None else None
        found.append(
            Column(
                name, f"{value:,}", f"{int(target):,}" if target is not None else "", round(step * (number + 0.5), 1),
                HEIGHT - FOOT - height, height, tick, number == len(rows) - 1,
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Line:
    """A line of at most twelve months; `points` only where there is a value. `end`: where its name stands."""

    name: str
    kind: str
    points: str
    marks: tuple[tuple[float, float], ...]
    last: str
    end: tuple[float, float]


def lines(series: Mapping[str, tuple[str, Sequence[Decimal | None]]], low: int) -> list[Line]:
    """kind → (name, percents); the axis runs from `low` to 100. Names at the ends keep apart."""
    found, taken = [], list[float]()
    for kind, (name, values) in series.items():
        marks = [
            (_month_x(n, len(values)), _percent_y(v, low)) for n, v in enumerate(values) if v is not None
        ]
        if not marks:
            continue
        y = marks[-1][1]
        while any(abs(y - other) < 16 for other in taken):
            y += 16
        taken.append(y)
        last = next(v for v in reversed(values) if v is not None)
        found.append(
            Line(
                name,
                kind,
                " ".join(f"{x},{y}" for x, y in marks),
                tuple(marks),
                f"{last:.1f}%",
                (marks[-1][0] + 10, round(y + 4, 1)),
            )
        )
    return found


def _month_x(number: int, of: int) -> float:
    return round(44 + number * (WIDTH - 44 - 110) / max(of - 1, 1), 1)


def _percent_y(value: Decimal, low: int) -> float:
    return round(HEAD + (100 - float(value)) * (HEIGHT - HEAD - FOOT) / (100 - low), 1)


def axis(low: int, names: Sequence[str]) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
    """The marks of the rate axis and of the months."""
    step = 10 if low >= 50 else 20
    rates = [(_percent_y(Decimal(rate), low), f"{rate}%") for rate in range(100, low - 1, -step)]
    return rates, [(_month_x(number, len(names)), name) for number, name in enumerate(names)]


def spark(
    values: Sequence[Decimal | None], target: Decimal | None
) -> tuple[str, tuple[float, float] | None, float | None]:
    """A small line of 96 × 32: its points, its end and the height of the target."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return "", None, None
    among = [*known, *([target] if target is not None else [])]
    low, high = float(min(among)), float(max(among))
    room = (high - low) or 1.0

    def y(value: Decimal) -> float:
        return round(28 - (float(value) - low) * 24 / room, 1)

    marks = [(round(4 + n * 86 / (len(values) - 1), 1), y(v)) for n, v in enumerate(values) if v is not None]
    return " ".join(f"{a},{b}" for a, b in marks), marks[-1], y(target) if target is not None else None
