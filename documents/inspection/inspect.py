"""The one question every upload is asked: what are you, and may we keep you?"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from documents.enums import FileKind
from documents.inspection.limits import MAX_BYTES
from documents.inspection.memory import remembered
from documents.inspection.names import ending
from documents.inspection.sniff import what_is
from documents.sandbox.errors import Rejected
from documents.sandbox.run import run

EVIDENCE = (FileKind.PDF, FileKind.JPEG, FileKind.PNG)
PICTURES = (FileKind.JPEG, FileKind.PNG)
SHEETS = (FileKind.XLSX, FileKind.CSV)

_KINDS = {
    "pdf": FileKind.PDF,
    "jpeg": FileKind.JPEG,
    "png": FileKind.PNG,
    "xlsx": FileKind.XLSX,
    "text": FileKind.CSV,
}
_ENDINGS = {
    "pdf": {"pdf"},
    "jpeg": {"jpg", "jpeg", "jfif"},
    "png": {"png"},
    "xlsx": {"xlsx"},
    "text": {"csv", "txt", "tsv"},
}
_ARCHIVES = {"zip", "rar", "7z", "gzip"}


@dataclass(frozen=True)
class Report:
    """An acceptable file. `path` holds the bytes to keep: `source` itself, or the re-encoded picture beside it."""

    kind: FileKind
    path: Path
    pages: int
    size: int
    sha256: str


def inspect(source: Path, *, name: str, accept: Collection[FileKind], max_bytes: int = MAX_BYTES) -> Report:
    """Decide by content alone; `name` only helps to word the refusal. Raises Rejected.

    Parsing happens in the sandbox. A picture is written anew to `source` with the suffix .clean.
    """
    size = source.stat().st_size
    if size > max_bytes:
        limit = max_bytes // 10**6
        raise Rejected("TOO_LARGE", size=max(limit + 1, round(size / 10**6)), limit=limit)
    content = source.read_bytes()
    family = what_is(content)
    kind = _accepted_kind(family, name=name, accept=accept)
    path, pages = remembered(source, content, lambda: _parse(kind, source))
    if path != source:
        content = path.read_bytes()
    return Report(kind, path, pages, len(content), hashlib.sha256(content).hexdigest())


def _accepted_kind(family: str, *, name: str, accept: Collection[FileKind]) -> FileKind:
    kind = _KINDS.get(family)
    if kind is not None and kind in accept:
        return kind
    facts = {"what": family, "accepted": [str(k) for k in accept]}
    if family == "empty":
        raise Rejected("EMPTY")
    if family == "encrypted":
        raise Rejected("ENCRYPTED", **facts)
    if family == "heic":
        raise Rejected("HEIC", **facts)
    if family == "sheet" and FileKind.XLSX in accept:
        raise Rejected("OLD_SHEET", **facts)
    claimed = {known for known, endings in _ENDINGS.items() if ending(name) in endings}
    if claimed and family not in claimed and {_KINDS[c] for c in claimed} & set(accept):
        raise Rejected("RENAMED", **facts)
    if family in _ARCHIVES:
        raise Rejected("ARCHIVE", **facts)
    raise Rejected("UNKNOWN" if family == "unknown" else "WRONG_KIND", **facts)


def _parse(kind: FileKind, source: Path) -> tuple[Path, int]:
    if kind in (FileKind.JPEG, FileKind.PNG):
        target = source.with_name(source.name + ".clean")
        pages = run("image", source=str(source), target=str(target), kind=str(kind))["pages"]
        return target, pages
    if kind == FileKind.PDF:
        return source, run("pdf", source=str(source))["pages"]
    if kind == FileKind.XLSX:
        return source, run("workbook", source=str(source))["pages"]
    if not source.read_bytes().strip(b"\xef\xbb\xbf\x00 \t\r\n,;"):
        raise Rejected("EMPTY")
    return source, 0
