"""The same bytes always get the same verdict, so work that hands in one file many times may remember it."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

Parsed = tuple[Path, int]
_memory: ContextVar[dict[str, tuple[bytes | None, int]] | None] = ContextVar("verdicts", default=None)


@contextmanager
def verdicts_remembered() -> Iterator[None]:
    """Inside the block bytes that were accepted once are not parsed again. For bulk work with few distinct files."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(source: Path, content: bytes, parse: Callable[[], Parsed]) -> Parsed:
    """The answer of `parse`, from memory where these bytes were accepted before in this block."""
    memory = _memory.get()
    if memory is None:
        return parse()
    key = hashlib.sha256(content).hexdigest()
    if key not in memory:
        path, pages = parse()
        memory[key] = (path.read_bytes() if path != source else None, pages)
        return path, pages
    clean, pages = memory[key]
    if clean is None:
        return source, pages
    target = source.with_name(source.name + ".clean")
    target.write_bytes(clean)
    return target, pages
