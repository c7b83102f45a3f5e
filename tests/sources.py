"""The code of the product as trees, for the tests that read it."""

import ast
import gc
from functools import cache
from pathlib import Path


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file, read once.

    CPython 3.11 counts how deep it is while building a tree in one place for all threads. A collection of garbage in
    the middle lets another thread in, whose own small tree then spoils the count: none happens meanwhile.
    """
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    finally:
        gc.enable()
