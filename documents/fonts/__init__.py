"""The fonts of every paper, and which characters they can print."""

from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent
#: The plain face, for pictures that are drawn with text.
REGULAR = FOLDER / "NotoSansSC-Regular.ttf"


@lru_cache(maxsize=1)
def printable() -> frozenset[int]:
    """The code points that at least one font of this folder can print."""
    found: set[int] = set()
    for path in sorted(FOLDER.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)
