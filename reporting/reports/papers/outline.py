"""A report as it stands on paper: parts, headings, lists, tables and charts with their numbers. Every file prints the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reporting.reports.content import Block, Content, Part

_BREAKS = re.compile("[\\t\\n\\r\\v\\f\u2028\u2029]+")
#: What XML cannot hold: control characters, halves of surrogate pairs, and the two codes that are no characters.
_ILLEGAL = re.compile("[\\x00-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Piece:
    """What stands below a part's title. `text` carries its number already; of a table or chart it is the caption, and
    `block` holds what it shows."""

    kind: str
    text: str = ""
    block: Block | None = None


@dataclass(frozen=True)
class Chapter:
    title: str
    pieces: tuple[Piece, ...] = ()


def chinese_number(number: int) -> str:
    """一, 十, 十二, 二十, 一百零五: from 1 to 999."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def outline(content: Content) -> Iterator[Chapter]:
    """The parts in their order. Tables and charts are counted through the whole report, headings within their part."""
    counts = {"TABLE": 0, "CHART": 0}
    for number, part in enumerate(content.parts, 1):
        pieces = tuple(_pieces(part, counts))
        yield Chapter(f"{chinese_number(number)}、{line(part.title)}", pieces)


def _pieces(part: Part, counts: dict[str, int]) -> Iterator[Piece]:
    headings = 0
    for kind, group in groupby(part.blocks, key=lambda block: block.kind):
        blocks = list(group)
        if kind == "ITEM":
            yield from _items(blocks)
            continue
        for block in blocks:
            if kind == "HEADING":
                headings += 1
                yield Piece(kind, f"（{chinese_number(headings)}）{said(block)}")
            elif kind in counts:
                counts[kind] += 1
                name = f"{'表' if kind == 'TABLE' else '图'}{counts[kind]}"
                yield Piece(kind, f"{name}　{line(block.caption)}".rstrip("　"), block)
            else:
                yield Piece(kind, said(block))


def _items(blocks: Sequence[Block]) -> Iterator[Piece]:
    """A list is numbered, as official documents have it; a single item is a paragraph."""
    for number, block in enumerate(blocks, 1):
        yield Piece("ITEM", f"{number}．{said(block)}" if len(blocks) > 1 else said(block))


def said(block: Block) -> str:
    return line("".join(run.text for run in block.runs))


def line(text: str) -> str:
    """One line that every file can hold: a break inside a paragraph is no paragraph."""
    return _ILLEGAL.sub("", _BREAKS.sub(" ", text)).strip()


def edition_words(*, draft: bool, edition: int) -> str:
    """What the foot of a page says of the text: 草稿, 第2稿（未签发） or 第2稿."""
    if not edition:
        return "草稿"
    return f"第{edition}稿（未签发）" if draft else f"第{edition}稿"


def digest_words(digest: str) -> str:
    """The beginning of the digest, enough to compare by eye; the whole of it stands in the system."""
    return f"内容校验码 {digest[:16]}"


def empty_words(*, draft: bool) -> str:
    """What stands in a part that has nothing."""
    return "（本部分尚未填写）" if draft else "（本部分无内容）"
