"""A report as PDF (A-2b), set by Typst. The same content gives the same bytes."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from documents.fonts import FOLDER as FONTS
from documents.papers.glyphs import shown_all
from reporting.reports.content import Block, Content
from reporting.reports.papers import charts
from reporting.reports.papers.columns import fitted, natural, width_of
from reporting.reports.papers.outline import (
    Chapter,
    Piece,
    digest_words,
    edition_words,
    empty_words,
    line,
    outline,
)
from reporting.reports.papers.titles import title_lines

LAYOUTS = Path(__file__).parent / "layouts"
#: The line of the page in points: 156 mm.
LINE = 156 * 72 / 25.4
#: A row with a longer cell may break across pages.
_LONG_CELL = 300
#: More bars than these do not fit under one another on half a page.
_MANY_BARS = 40
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def build_pdf(
    content: Content, *, draft: bool, edition: int, digest: str, progress: Callable[[int, int], None]
) -> bytes:
    """The file. `draft` writes 草稿 across every page; `digest` is that of the content."""
    steps = len(content.parts) + 2
    missing: set[str] = set()
    chapters = []
    for done, chapter in enumerate(outline(content)):
        progress(done, steps)
        chapters.append(shown_all(_chapter(chapter, draft), missing))
    progress(steps - 2, steps)
    data = shown_all(_frame(content), missing)
    data |= {
        "draft": draft,
        "edition_words": edition_words(draft=draft, edition=edition),
        "digest_words": digest_words(digest),
    }
    data |= {"chapters": chapters or [_nothing()], "missing": sorted(missing)}
    data["signed_within"] = _mark_last(data["chapters"])
    data["thin"] = _thin(data)
    pdf = compiled("official", data, when=dated(content), pdf_standards="a-2b")
    progress(steps - 1, steps)
    return pdf


def page_count(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def compiled(layout: str, data: Any, *, when: datetime, **options: Any) -> bytes:
    """One layout with its data. What users wrote is data and never read as markup."""
    made: bytes = typst.compile(
        str(LAYOUTS / f"{layout}.typ"),
        root=str(LAYOUTS),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        timestamp=when,
        **options,
    )
    return made


def _frame(content: Content) -> dict[str, Any]:
    return {
        "title": line(content.title),
        "title_lines": title_lines(line(content.title)),
        "addressee": line(content.addressee),
        "author": line(content.author),
        "as_of": content.as_of,
        "signed_on": content.signed_on,
    }


def _chapter(chapter: Chapter, draft: bool) -> dict[str, Any]:
    pieces = [_piece(each) for each in chapter.pieces]
    return {"title": chapter.title, "pieces": pieces or [_text(empty_words(draft=draft))]}


def _text(words: str) -> dict[str, Any]:
    return {"kind": "PARAGRAPH", "text": words, "last": False}


def _nothing() -> dict[str, Any]:
    return {"title": "（本报告尚无内容）", "pieces": []}


def _piece(piece: Piece) -> dict[str, Any]:
    known: dict[str, Any] = {"kind": piece.kind, "text": piece.text, "last": False}
    if piece.block is None:
        return known
    known["note"] = line(piece.block.note)
    if piece.kind == "TABLE":
        return known | {"table": _table(piece.block)}
    return known | {
        "chart": chart_data(piece.block),
        "alt": charts.in_words(piece.text, piece.block),
        "long": len(piece.block.bars) > _MANY_BARS,
    }


def chart_data(block: Block) -> dict[str, Any]:
    """What the layout of a chart reads; names of bars take as much room as they need, up to ten characters."""
    names = max((width_of(bar.label) for bar in block.bars), default=0)
    return charts.drawn(block) | {"label_width": min(names, 10.0) + 0.2}


def _table(block: Block) -> dict[str, Any]:
    fit = fitted(natural(block.head, block.rows), LINE)
    count = len(fit.widths)
    return {
        "size": fit.size,
        "widths": [round(width, 2) for width in fit.widths],
        "squeezed": fit.squeezed,
        "head": _padded(block.head, count) if block.head else [],
        "rows": [
            {"cells": _padded(row, count), "breakable": any(len(cell) > _LONG_CELL for cell in row)}
            for row in block.rows
        ],
        "right": list(block.right),
        "centred": list(_short_columns(block, count)),
    }


def _padded(cells: Sequence[str], count: int) -> list[str]:
    return [line(cell) for cell in cells] + [""] * (count - len(cells))


def _short_columns(block: Block, count: int) -> Iterator[int]:
    """Columns of short words, such as a result, stand in the middle; the first one never."""
    for column in range(1, count):
        cells = [row[column] for row in block.rows if len(row) > column]
        if cells and max(width_of(cell) for cell in cells) <= 8:
            yield column


def _mark_last(chapters: list[dict[str, Any]]) -> bool:
    """Whether the report ends with a paragraph, which then holds the signature: no page shall hold a signature alone."""
    last = chapters[-1]["pieces"][-1] if chapters[-1]["pieces"] else {"kind": ""}
    last["last"] = last["kind"] in ("PARAGRAPH", "ITEM")
    return bool(last["last"])


def _thin(data: dict[str, Any]) -> str:
    """The characters of heavy lines that the heavy face does not have."""
    headings = (
        piece["text"]
        for chapter in data["chapters"]
        for piece in chapter["pieces"]
        if piece["kind"] == "HEADING"
    )
    return "".join(
        sorted({c for text in (data["title"], *headings) for c in text if ord(c) > 0x2E7F} - _heavy())
    )


@lru_cache(maxsize=1)
def _heavy() -> frozenset[str]:
    with TTFont(FONTS / "NotoSerifSC-Bold.ttf", lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def dated(content: Content) -> datetime:
    """The day the file is dated: of the signature, else of its figures. Never the clock: the same content, the same bytes."""
    for text in (content.signed_on, content.as_of):
        if found := _DAY.search(text):
            try:
                return datetime(*map(int, found.groups()), tzinfo=UTC)  # type: ignore[arg-type, misc]
            except ValueError:
                continue
    return datetime(2000, 1, 1, tzinfo=UTC)
