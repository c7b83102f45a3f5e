"""The parts of a report as a page draws them: numbered titles, paragraphs with figures that explain themselves, tables with badges."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils import translation

from accounts.actors import Actor
from kernel.presentation import Badge
from reporting.figures.presentation.words import REACHED
from reporting.figures.rules import Reached
from reporting.reports.content import Bar, Block, Part
from reporting.reports.presentation.figures import PLAIN, Explained, explained
from reporting.reports.reading import Reading

_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `figure` and the id of the box that explains it, where it is one."""

    text: str
    figure: Explained | None = None
    box: str = ""


@dataclass(frozen=True)
class Shown:
    """One block. `boxes`: the explanations of the figures that stand in it, by id; `list`: whether it begins or ends one."""

    block: Block
    pieces: tuple[Piece, ...] = ()
    boxes: Mapping[str, Explained] = field(default_factory=dict)
    rows: tuple[tuple[tuple[str, Badge | None], ...], ...] = ()
    bars: tuple["ShownBar", ...] = ()
    opens: bool = False
    closes: bool = False


@dataclass(frozen=True)
class ShownBar:
    """A bar in hundredths of the longest one; `target` is where its tick stands."""

    row: Bar
    width: float
    target: float | None


@dataclass(frozen=True)
class ShownPart:
    code: str
    number: str
    title: str
    blocks: tuple[Shown, ...]

    @property
    def figures(self) -> dict[str, Explained]:
        """The figures of the part, each once."""
        return {each.name: each for block in self.blocks for each in block.boxes.values()}


def numeral(position: int) -> str:
    """一 … 十, 十一 … 二十九: how the part at a position from 0 is numbered."""
    tens, ones = divmod(position + 1, 10)
    if not tens:
        return _NUMERALS[ones - 1]
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + (_NUMERALS[ones - 1] if ones else "")


def shown_part(part: Part, position: int, reading: Reading, actor: Actor) -> ShownPart:
    """One part of the report that is read."""
    blocks = tuple(_blocks(part, reading, actor))
    return ShownPart(part.code, numeral(position), part.title, blocks)


def _blocks(part: Part, reading: Reading, actor: Actor) -> Iterator[Shown]:
    items = [block.kind == "ITEM" for block in part.blocks]
    for number, block in enumerate(part.blocks):
        opens = items[number] and not (number and items[number - 1])
        closes = items[number] and not (number + 1 < len(items) and items[number + 1])
        yield _shown(block, f"{part.code}-{number}", reading, actor, opens, closes)


def _shown(block: Block, name: str, reading: Reading, actor: Actor, opens: bool, closes: bool) -> Shown:
    if block.kind == "TABLE":
        return Shown(block, rows=_rows(block))
    if block.kind == "CHART":
        return Shown(block, bars=tuple(_bars(block)))
    boxes: dict[str, Explained] = {}
    pieces = []
    for run in block.runs:
        named = run.figure not in PLAIN and run.figure
        found = explained(run.figure, run.text, reading, actor) if named else None
        box = f"figure-{name}-{run.figure.replace('.', '-')}" if found else ""
        if found is not None:
            boxes.setdefault(box, found)
        pieces.append(Piece(run.text, found, box))
    return Shown(block, tuple(pieces), boxes, opens=opens, closes=closes)


def _rows(block: Block) -> tuple[tuple[tuple[str, Badge | None], ...], ...]:
    """Cells with the badge of their word: whether a target is reached."""
    badges = _badges()
    last = len(block.head) - 1
    return tuple(
        tuple((cell, badges.get(cell) if place == last else None) for place, cell in enumerate(row))
        for row in block.rows
    )


def _badges() -> dict[str, Badge]:
    with translation.override("zh-hans"):
        return {str(badge.label): badge for state, badge in REACHED.items() if state is not Reached.UNKNOWN}


def _bars(block: Block) -> Iterator[ShownBar]:
    longest = max((max(bar.value, bar.target or 0) for bar in block.bars), default=0) or 1
    for bar in block.bars:
        tick = None if bar.target is None else round(100 * bar.target / longest, 1)
        yield ShownBar(bar, round(100 * bar.value / longest, 1), tick)
