"""A PDF as evidence: whole, not locked, nothing active, nothing attached, every page can be opened."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from documents.inspection.limits import MAX_PAGES, MAX_PDF_OBJECTS
from documents.sandbox.errors import Rejected

_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
}
_ACTIVE_KEYS = {"/JS", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
_ACTIVE_PARTS = {"/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"}
_FOREIGN_FILE = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!",
    b"7z\xbc\xaf",
    b"MZ",
    b"\x7fELF",
    b"<html",
    b"<script",
    b"%PDF-",
)
_TAIL = 2048
#: Why PDFium would not open a document, by its error codes: nothing wrong but no page; a password.
_OPENING = {0: "NO_PAGES", 4: "ENCRYPTED"}


def inspect(*, source: str) -> dict[str, Any]:
    """The number of pages. Raises Rejected."""
    content = Path(source).read_bytes()
    _check_ends(content)
    try:
        reader = PdfReader(source, strict=False)
        if "/Encrypt" in reader.trailer:
            raise Rejected("ENCRYPTED")
        _check_objects(reader)
    except (Rejected, MemoryError, RecursionError):
        raise
    except Exception as error:
        raise Rejected("DAMAGED", detail=type(error).__name__) from error
    return {"pages": _open_pages(source)}


def _check_ends(content: bytes) -> None:
    """The file is one PDF from its first to its last byte."""
    start = content[:1024].lower()
    if b"<html" in start or b"<script" in start:
        raise Rejected("POLYGLOT")
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Rejected("TRUNCATED")
    rest = content[end + 5 :].strip(b"\x00\r\n\t ")
    if b"endobj" in rest or b"endstream" in rest or b" obj" in rest[:200]:
        raise Rejected("TRUNCATED")
    if len(rest) > _TAIL or any(magic in rest.lower() for magic in map(bytes.lower, _FOREIGN_FILE)):
        raise Rejected("POLYGLOT")
    if _is_zip_too(content):
        raise Rejected("POLYGLOT")


def _is_zip_too(content: bytes) -> bool:
    """A zip may begin anywhere: what counts is an end record that points to a central directory."""
    record = content.rfind(b"PK\x05\x06", max(0, len(content) - 66_000))
    return record >= 0 and b"PK\x01\x02" in content[:record]


def _check_objects(reader: PdfReader) -> None:
    count = sum(len(table) for table in reader.xref.values()) + len(reader.xref_objStm)
    if count > MAX_PDF_OBJECTS:
        raise Rejected("TOO_COMPLEX")
    for reference in _references(reader):
        for part in _dictionaries(reference.get_object()):
            _check_dictionary(part)


def _references(reader: PdfReader) -> Iterator[IndirectObject]:
    for generation, table in reader.xref.items():
        for number in table:
            if number:
                yield IndirectObject(number, generation, reader)
    for number in reader.xref_objStm:
        yield IndirectObject(number, 0, reader)


def _dictionaries(thing: Any) -> Iterator[DictionaryObject]:
    """Every dictionary written inside one object; references are objects of their own."""
    if isinstance(thing, DictionaryObject):
        yield thing
        for value in thing.values():
            yield from _dictionaries(value)
    elif isinstance(thing, ArrayObject):
        for value in thing:
            yield from _dictionaries(value)


def _check_dictionary(part: DictionaryObject) -> None:
    keys = set(part.keys())
    if keys & _ACTIVE_KEYS or _name(part, "/S") in _ACTIONS or _name(part, "/Subtype") in _ACTIVE_PARTS:
        raise Rejected("SCRIPT")
    attached = _name(part, "/Type") == "/EmbeddedFile" or _name(part, "/Subtype") == "/FileAttachment"
    if attached or "/EF" in keys or "/Collection" in keys:
        raise Rejected("ATTACHMENT")


def _name(part: DictionaryObject, key: str) -> str:
    value = part.raw_get(key) if key in part else ""
    if isinstance(value, IndirectObject):
        value = value.get_object()
    return value if isinstance(value, str) else ""


def _open_pages(source: str) -> int:
    """Open every page with the program that will show it, and draw the first one small."""
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        raise Rejected(_OPENING.get(error.err_code, "DAMAGED")) from error
    count = len(document)
    if count == 0:
        raise Rejected("NO_PAGES")
    if count > MAX_PAGES:
        raise Rejected("TOO_MANY_PAGES", pages=count, limit=MAX_PAGES)
    try:
        for index in range(count):
            page = document[index]
            width, height = page.get_size()
            if min(width, height) <= 0:
                raise Rejected("DAMAGED")
            if index == 0:
                page.render(scale=min(1.0, 200 / max(width, height)))
            page.close()
    except pdfium.PdfiumError as error:
        raise Rejected("DAMAGED") from error
    return count
