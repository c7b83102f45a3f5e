"""Arithmetic of the 12-digit division code: its ancestors follow from the number itself.

360702001000 is a street of 360702000000 (district), 360700000000 (city), 360000000000 (province).
0 is the nation.
"""

from regions.enums import Level

NATION = 0
STEPS = {Level.PROVINCE: 10**10, Level.CITY: 10**8, Level.DISTRICT: 10**6, Level.STREET: 10**3}


def level_of(code: int) -> Level:
    """The level a code stands at, by its trailing zeros."""
    if code == NATION:
        return Level.NATION
    return next(level for level, step in STEPS.items() if code % step == 0)


def ancestor(code: int, level: Level) -> int:
    """The code of the region at `level` that contains `code` (itself when it stands there or above)."""
    if level == Level.NATION:
        return NATION
    step = STEPS[level]
    return code - code % step


def lineage(code: int) -> tuple[int, ...]:
    """From the region itself up to the nation, each once."""
    chain = [code, *(ancestor(code, lv) for lv in (Level.DISTRICT, Level.CITY, Level.PROVINCE)), NATION]
    return tuple(dict.fromkeys(chain))


def contains(outer: int, inner: int) -> bool:
    """Whether `inner` is `outer` or lies inside it."""
    return outer == NATION or ancestor(inner, level_of(outer)) == outer


def parse(text: str) -> int:
    """`CN`, or 2, 4, 6, 9 or 12 digits, as a 12-digit number. Raises ValueError."""
    text = text.strip()
    if text.upper() == "CN":
        return NATION
    if not (text.isascii() and text.isdigit() and len(text) in (2, 4, 6, 9, 12)):
        raise ValueError(f"not a division code: {text!r}")
    return int(text.ljust(12, "0"))


def short(code: int) -> str:
    """The usual way to write a code: CN, 6 digits down to districts, 9 for a street, else 12."""
    if code == NATION:
        return "CN"
    text = f"{code:012d}"
    return text[:6] if code % 10**6 == 0 else text[:9] if code % 10**3 == 0 else text
