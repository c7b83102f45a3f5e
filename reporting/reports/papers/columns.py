"""How wide the columns of a table are, and how large its letters, so that figures stay on one line. Pure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: The letters of tables in points, from 小四 down to 小六; the largest that fits is taken.
SIZES = (12.0, 10.5, 9.0, 7.5)
#: Of a column that must break, so many characters stay on a line.
_LEAST = 4.0
_PADDING = 1.0


def width_of(text: str) -> float:
    """The width of a text in characters of Chinese: 1 for an ideograph, 0.55 for a Latin letter or a digit."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)


def natural(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """The width each column would like: its widest cell on one line, its title on two."""
    count = max([len(head), *(len(row) for row in rows)], default=0)
    wide = [_LEAST / 2] * count
    for row in rows:
        for column, cell in enumerate(row):
            wide[column] = max(wide[column], width_of(cell))
    for column, title in enumerate(head):
        wide[column] = max(wide[column], width_of(title) / (2 if width_of(title) > 4 else 1))
    return [each + _PADDING for each in wide]


@dataclass(frozen=True)
class Fit:
    """`size` of the letters and `widths` of the columns in points; `squeezed`: some cell does not stand on one line."""

    size: float
    widths: list[float]
    squeezed: bool = False


def fitted(wishes: Sequence[float], line: float) -> Fit:
    """The largest letters with which every cell stands on one line of so many points.

    Where even small letters leave too little room, the widest columns give way, all to the same width.
    """
    for size in SIZES:
        if sum(wishes) * size <= line:
            spare = (line - sum(wishes) * size) / len(wishes) if wishes else 0
            return Fit(size, [wish * size + spare for wish in wishes])
    size = SIZES[2] if len(wishes) < 9 else SIZES[3]
    limit = _level(wishes, line / size)
    widths = [min(wish, limit) * size for wish in wishes]
    return Fit(size, [each * line / sum(widths) for each in widths], squeezed=True)


def _level(wishes: Sequence[float], room: float) -> float:
    """The width to which the widest are cut, so that all together fill the room."""
    left, rest = room, sorted(wishes)
    for position, wish in enumerate(rest):
        share = left / (len(rest) - position)
        if wish > share:
            return share
        left -= wish
    return rest[-1]
