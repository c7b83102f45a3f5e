"""The divisions below beside each other: by their tasks of a target table, or by any indicator."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from accounts.actors import Actor
from kernel.presentation import Badge
from policy.law import TargetTable
from policy.rules.target_tables import gaps
from regions.queries import name
from reporting.figures.catalogue import CATALOGUE, Better, Indicator, Unit
from reporting.figures.presentation.asking import Asked
from reporting.figures.presentation.charts import TILE_HEIGHT, TILE_WIDTH, tiles
from reporting.figures.presentation.words import REACHED, apart_words, plain, shown, why_not
from reporting.figures.queries.board import Board
from reporting.figures.queries.law import Dated, tables_of
from reporting.figures.rules import Aim, Figure, Progress, Reached, progress, rounded

#: Under so many places per 1,000 a unit that met its task carries a note (K22); the number is the target of the text.
_RATIO = "places_per_1000"


@dataclass(frozen=True)
class Line:
    """One division of the ranking. `bar`: how much of the bar is filled, in parts of 100; `note`: met, yet below the ratio."""

    rank: str
    place: int
    name: str
    url: str
    value: str
    value_url: str
    cells: tuple[str, ...]
    percent: str
    bar: float
    tone: str
    apart: str
    ratio: str
    badge: Badge | None
    note: bool
    few: bool
    why: str


@dataclass(frozen=True)
class Total:
    """The whole of a target table. `gaps`: (year, stated, added) where its lines add up to something else."""

    line: Line
    gaps: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Ranking:
    """`years`: the columns of the target table, empty for any other indicator; `word` of the tiles' large number."""

    indicator: Indicator
    years: tuple[int, ...]
    year: int
    lines: list[Line]
    total: Total | None
    table: TargetTable | None
    ratio: Decimal | None
    done: int
    unknown: int


def ranking(board: Board, asked: Asked, actor: Actor, targets: Mapping[str, Dated]) -> Ranking | None:
    """The divisions below; None where there are none."""
    if not board.units:
        return None
    indicator = CATALOGUE[asked.by or "places"]
    tasks = indicator.key == "places" and any(board.task(u) for u in board.units)
    ratio = targets[_RATIO].aim.value if _RATIO in targets else None
    judged = [(unit, *_judged(board, unit, indicator, targets, tasks)) for unit in board.units]
    judged.sort(key=lambda each: _order(indicator, each[1], each[2]))
    top = max((float(found.value) for _u, found, _p in judged if found.value), default=1.0)
    table = _table(board) if tasks else None
    years = tuple(sorted(table.total.yearly)) if table and table.total else ()
    lines, rank = [], 0
    for unit, found, reached in judged:
        rank += found.value is not None and not _few(found, indicator)
        lines.append(_line(board, asked, actor, indicator, unit, found, reached, rank, top, years, ratio))
    known = [reached for _u, _f, reached in judged if reached is not None]
    return Ranking(
        indicator, years, board.task_year(board.place), lines,
        _total(board, asked, actor, table, years, ratio) if table else None, table, ratio,
        sum(each.reached == Reached.DONE for each in known), sum(f.value is None for _u, f, _p in judged),
    )  # fmt: skip


def _few(found: Figure, indicator: Indicator) -> bool:
    return found.few and indicator.unit == Unit.PERCENT


def _judged(
    board: Board, unit: int, indicator: Indicator, targets: Mapping[str, Dated], tasks: bool
) -> tuple[Figure, Progress | None]:
    found = board.figure(indicator, unit)
    if tasks:
        task = board.task(unit)
        return found, progress(found.value, Aim("AT_LEAST", task)) if task is not None else None
    dated = targets.get(indicator.key)
    return found, progress(found.value, dated.aim) if dated and not dated.draft else None


def _order(indicator: Indicator, found: Figure, reached: Progress | None) -> tuple[bool, bool, Decimal]:
    if found.value is None:
        return True, True, Decimal(0)
    by = reached.percent if reached and reached.percent is not None else found.value
    return False, _few(found, indicator), by if indicator.better == Better.LESS and reached is None else -by


def _line(
    board: Board, asked: Asked, actor: Actor, indicator: Indicator, unit: int, found: Figure, reached: Progress | None,
    rank: int, top: float, years: tuple[int, ...], ratio: Decimal | None,
) -> Line:  # fmt: skip
    per = board.figure(CATALOGUE["places_per_1000_base"], unit).value
    percent = reached.percent if reached and reached.percent is not None else None
    share = float(percent) if percent is not None else 100 * float(found.value or 0) / (top or 1.0)
    done = reached is not None and reached.reached == Reached.DONE
    return Line(
        rank=str(rank) if found.value is not None and not _few(found, indicator) else "",
        place=unit,
        name=name(unit),
        url=asked.url(unit),
        value=shown(found.value, indicator),
        value_url=asked.rows_url(actor, indicator.numerator, unit),
        cells=_cells(board, unit, years) if years else _parts(found, indicator),
        percent=f"{rounded(percent, 1)}%" if percent is not None else "",
        bar=round(min(share, 110.0), 1),
        tone=_tone(reached),
        apart=apart_words(reached.apart, indicator) if reached and reached.apart is not None else "",
        ratio=shown(per, CATALOGUE["places_per_1000_base"]),
        badge=REACHED[reached.reached] if reached and found.value is not None else None,
        note=bool(years and done and ratio is not None and per is not None and per < ratio),
        few=_few(found, indicator),
        why="" if found.value is not None else why_not(found, board.period),
    )


def _tone(reached: Progress | None) -> str:
    if reached is None or reached.reached in (Reached.DONE, Reached.UNKNOWN):
        return "now"
    return "near" if reached.reached == Reached.NEAR else "open"


def _cells(board: Board, unit: int, years: tuple[int, ...]) -> tuple[str, ...]:
    """Residents of the base year and the task of each year."""
    residents = board.known[unit].get("residents_base")
    tasks = (board.task_of(unit, year) for year in years)
    return (
        plain(Decimal(residents)) if residents else "—",
        *(plain(t) if t is not None else "—" for t in tasks),
    )


def _parts(found: Figure, indicator: Indicator) -> tuple[str, ...]:
    if not indicator.denominator:
        return ()
    return tuple(plain(part) if part is not None else "—" for part in (found.numerator, found.denominator))


def _table(board: Board) -> TargetTable | None:
    stated = board.stated[board.place]
    if stated is not None and stated.total:
        return stated.table
    found = [table for table in tables_of(board.place, board.period.last) if table.total]
    return found[0] if found else None


def _total(
    board: Board,
    asked: Asked,
    actor: Actor,
    table: TargetTable,
    years: tuple[int, ...],
    ratio: Decimal | None,
) -> Total | None:
    stated = board.stated[board.place]
    if stated is None or not stated.total:
        return None
    indicator = CATALOGUE["places"]
    found, task = board.figure(indicator), board.task(board.place)
    reached = progress(found.value, Aim("AT_LEAST", task)) if task is not None else None
    line = _line(board, asked, actor, indicator, board.place, found, reached, 0, 1.0, years, ratio)
    apart = {each.column: (f"{each.stated:,}", f"{each.computed:,}") for each in gaps(table)}
    return Total(line, apart)


@dataclass(frozen=True)
class DrawnTile:
    """A tile of the map, with its four possible tones of meaning."""

    x: int
    y: int
    name: str
    url: str
    large: str
    small: str
    tone: str
    label: str


def tile_map(board: Board, found: Ranking) -> dict[str, Any]:
    """The tile map of a ranking: the large number is the value (places per 1,000 beside tasks), the small one how far."""
    by_place = {line.place: line for line in found.lines}
    cells, width, height, mapped = tiles(board.place, board.units)
    drawn = [_tile(cell.x, cell.y, by_place[cell.place], found) for cell in cells]
    return {
        "tiles": drawn,
        "width": width,
        "height": height,
        "mapped": mapped,
        "tile_width": TILE_WIDTH,
        "tile_height": TILE_HEIGHT,
        "legend": _legend(drawn),
    }


def _tile(x: int, y: int, line: Line, found: Ranking) -> DrawnTile:
    tone = "plain" if line.badge is None else "note" if line.note else {"now": "ok"}.get(line.tone, line.tone)
    large = line.ratio if found.years else line.value
    words = f"{line.name}：{large}" + (f"，{line.percent} {line.badge.label}" if line.badge else "")
    return DrawnTile(x, y, line.name, line.url, large, line.percent, tone, words)


def _legend(drawn: list[DrawnTile]) -> list[tuple[str, str, int]]:
    words = {
        "ok": _("Reached"),
        "note": _("Reached, below the ratio"),
        "near": _("Close"),
        "open": _("Not reached"),
        "plain": _("No target, or cannot be computed"),
    }
    counts = {tone: sum(tile.tone == tone for tile in drawn) for tone in words}
    return [(tone, words[tone], number) for tone, number in counts.items() if number]
