"""No empty boxes: what no font can print is written as its code, and reported."""

import unicodedata
from typing import Any

from documents.fonts import printable

_DROPPED = {"Cc", "Cf", "Cs"}


def shown(text: str, missing: set[str]) -> str:
    """`text` as it can be printed; characters without a glyph become 〔U+2123C〕 and are added to `missing`.

    Invisible marks and variation selectors are dropped; compatibility forms become their usual characters.
    """
    have = printable()
    return "".join(_one(c, have, missing) for c in unicodedata.normalize("NFC", text))


def _one(c: str, have: frozenset[int], missing: set[str]) -> str:
    if _is_lookalike(c):
        c = unicodedata.normalize("NFKC", c)
    if ord(c) in have or c == "\n":
        return c
    if (unicodedata.category(c) in _DROPPED and not c.isspace()) or _is_selector(c):
        return ""
    if c.isspace():
        return " "
    usual = unicodedata.normalize("NFKC", c)
    if all(ord(part) in have for part in usual):
        return usual
    missing.add(c)
    return f"〔U+{ord(c):04X}〕"


def _is_lookalike(c: str) -> bool:
    """Radicals and compatibility ideographs, which input methods and scanners leave where the usual one is meant."""
    return 0x2F00 <= ord(c) <= 0x2FDF or 0xF900 <= ord(c) <= 0xFAFF


def _is_selector(c: str) -> bool:
    return 0xFE00 <= ord(c) <= 0xFE0F or 0xE0100 <= ord(c) <= 0xE01EF


def shown_all(value: Any, missing: set[str]) -> Any:
    """`shown` for every text inside a JSON value."""
    if isinstance(value, str):
        return shown(value, missing)
    if isinstance(value, dict):
        return {key: shown_all(part, missing) for key, part in value.items()}
    return [shown_all(part, missing) for part in value] if isinstance(value, list) else value
