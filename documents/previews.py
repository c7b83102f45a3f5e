"""Pages as pictures, drawn in the sandbox, kept for the next look in a cache that may be emptied at any time."""

from pathlib import Path

from documents import storage
from documents.enums import FileKind
from documents.models import Paper, StoredFile
from documents.sandbox.errors import Rejected
from documents.sandbox.run import run

#: The widths in pixels that are drawn; a page asks for any and gets the next larger one.
WIDTHS = (240, 480, 800, 1200, 1600, 2000)
DEFAULT_WIDTH = 800


def fitting(text: str | None) -> int:
    """The width to draw for what the address asks; the default for what is not a number."""
    wanted = int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else DEFAULT_WIDTH
    return next((width for width in WIDTHS if width >= wanted), WIDTHS[-1])


def page(row: StoredFile | Paper, *, number: int, width: int) -> bytes | None:
    """Page `number` (from 1) as PNG, `width` pixels wide; None when there is no such page or it cannot be drawn.

    Raises DigestMismatch when the stored bytes are not those that were checked in.
    """
    if not 1 <= number <= row.pages:
        return None
    cached = storage.root() / "previews" / row.sha256[:2] / f"{row.sha256}-{number}-{width}.png"
    if not cached.exists():
        try:
            _draw(row, number, width, cached)
        except Rejected:
            return None
    return cached.read_bytes()


def _draw(row: StoredFile | Paper, number: int, width: int, target: Path) -> None:
    content = storage.read(row.storage_key, sha256=row.sha256)
    kind = FileKind(row.kind) if isinstance(row, StoredFile) else FileKind.PDF
    with storage.incoming() as folder:
        source, drawn = folder / "source", folder / "drawn"
        source.write_bytes(content)
        run("page", source=str(source), target=str(drawn), kind=str(kind), number=number, width=width)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        drawn.replace(target)
