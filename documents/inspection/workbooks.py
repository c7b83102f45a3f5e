"""An .xlsx as a container: a plain workbook and nothing that unpacks, runs, reaches out or hides."""

import zipfile
from typing import Any
from xml.parsers import expat

from documents.inspection.limits import MAX_ZIP_BYTES, MAX_ZIP_ENTRIES, MAX_ZIP_RATIO, RATIO_FREE_BYTES
from documents.sandbox.errors import Rejected

_FOREIGN_PARTS = (
    "vbaproject",
    "xl/externallinks/",
    "xl/embeddings/",
    "xl/activex/",
    "xl/macrosheets/",
    "xl/dialogsheets/",
)
_BLOCK = 2**20


def inspect(*, source: str) -> dict[str, Any]:
    """Nothing to tell about a good workbook; a sheet has no pages. Raises Rejected."""
    try:
        with zipfile.ZipFile(source) as container:
            _check_entries(container)
            for entry in container.infolist():
                _check_content(container, entry)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise Rejected("TRUNCATED" if "not a zip" in str(error).lower() else "DAMAGED") from error
    return {"pages": 0}


def _check_entries(container: zipfile.ZipFile) -> None:
    """What the directory of the container promises, before anything is unpacked."""
    entries = container.infolist()
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MAX_ZIP_ENTRIES or len(set(names)) != len(names):
        raise Rejected("BOMB")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Rejected("ENCRYPTED")
    if any(_escapes(entry) for entry in entries):
        raise Rejected("POLYGLOT")
    if any(part in name for name in names for part in _FOREIGN_PARTS):
        raise Rejected("MACROS")
    if sum(entry.file_size for entry in entries) > MAX_ZIP_BYTES or any(_too_dense(e) for e in entries):
        raise Rejected("BOMB")
    if "[content_types].xml" not in names or "xl/workbook.xml" not in names:
        raise Rejected("NOT_A_SHEET")


def _escapes(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.replace("\\", "/")
    symlink = (entry.external_attr >> 16) & 0o170000 == 0o120000
    return symlink or name.startswith("/") or ".." in name.split("/") or ":" in name


def _too_dense(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_FREE_BYTES and entry.file_size > MAX_ZIP_RATIO * max(
        1, entry.compress_size
    )


def _check_content(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack one part without keeping it; XML must be well formed and declare nothing."""
    parser = _parser() if entry.filename.lower().endswith((".xml", ".rels", ".vml")) else None
    unpacked = 0
    with container.open(entry) as part:
        while block := part.read(_BLOCK):
            unpacked += len(block)
            if unpacked > entry.file_size or unpacked > MAX_ZIP_BYTES:
                raise Rejected("BOMB")
            if parser:
                _feed(parser, block, last=False)
        if parser:
            _feed(parser, b"", last=True)


def _feed(parser: Any, block: bytes, *, last: bool) -> None:
    try:
        parser.Parse(block, last)
    except expat.ExpatError as error:
        raise Rejected("DAMAGED") from error


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_declaration
    parser.EntityDeclHandler = _refuse_declaration
    return parser


def _refuse_declaration(*declaration: object) -> None:
    raise Rejected("DTD")
