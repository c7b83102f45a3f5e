"""Which figures and tables a report may name. The app that computes them says so when it starts; the packs are held to it."""

import re
from collections.abc import Iterable, Mapping

FIGURES: set[str] = set()
TABLES: dict[str, object] = {}
#: {places}, {places.target}: a figure in a text. Anything else in braces is no figure and is told.
FIGURE = re.compile(r"\{([^{}]*)\}")


def register(figures: Iterable[str], tables: Mapping[str, object]) -> None:
    """Make names known. `tables`: name → what it is called."""
    FIGURES.update(figures)
    TABLES.update(tables)


def named(text: str) -> list[str]:
    """The figures that a text names, in their order, each once."""
    return list(dict.fromkeys(FIGURE.findall(text)))


def unknown(text: str) -> list[str]:
    """Those of them that nobody knows."""
    return [name for name in named(text) if name not in FIGURES]
