"""What a report says at one moment, as plain data: kept in editions, printed into files, shown as preview.

The same content gives the same digest. Everything in it is written out: no file and no page computes a figure again.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Run:
    """A stretch of text; `figure`: the name of the figure it comes from, '' for words of the author."""

    text: str
    figure: str = ""


@dataclass(frozen=True)
class Block:
    """One part of a section. `kind`: PARAGRAPH, ITEM or HEADING (with `runs`), TABLE or CHART (with `caption`).

    A table has `head`, `rows` of words and `right`, the numbers of the columns that stand right. A chart has `bars`.
    """

    kind: str
    runs: tuple[Run, ...] = ()
    caption: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    right: tuple[int, ...] = ()
    note: str = ""
    bars: tuple["Bar", ...] = ()


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: how long (`value`), how it is written, and the tick of its target. `state`: DONE, NEAR, OPEN, ''."""

    label: str
    value: float
    words: str
    target: float | None = None
    state: str = ""


@dataclass(frozen=True)
class Part:
    code: str
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class FigureSource:
    """Where a figure of the text comes from. `entered`: by whom and when, for one that somebody entered."""

    words: str
    definition: str
    entered: str = ""
    missing: bool = False


@dataclass(frozen=True)
class Content:
    """A whole report. `addressee`, `author` and `signed_on` are '' where there is none; days as 2026年11月28日."""

    title: str
    addressee: str
    author: str
    place: str
    period: str
    as_of: str
    signed_on: str = ""
    parts: tuple[Part, ...] = ()
    figures: dict[str, FigureSource] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(json.dumps(asdict(self), ensure_ascii=False))
        return found

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Content":
        parts = tuple(
            Part(part["code"], part["title"], tuple(_block(block) for block in part["blocks"]))
            for part in kept["parts"]
        )
        figures = {name: FigureSource(**each) for name, each in kept["figures"].items()}
        return cls(**{**kept, "parts": parts, "figures": figures})


def _block(kept: dict[str, Any]) -> Block:
    return Block(
        **{
            **kept,
            "runs": tuple(Run(**run) for run in kept["runs"]),
            "head": tuple(kept["head"]),
            "rows": tuple(tuple(row) for row in kept["rows"]),
            "right": tuple(kept["right"]),
            "bars": tuple(Bar(**bar) for bar in kept["bars"]),
        }
    )


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 over the content with its keys in order."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
