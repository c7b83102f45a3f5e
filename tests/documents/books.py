"""Workbooks and other containers made for the tests."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook


def workbook(rows: list[list[Any]] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows or [["名称", "信用代码"], ["示例托育园", "91360702MA00DEM143"]]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(parts: Mapping[str, bytes], *, level: int = 9) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return out.getvalue()


def changed(book: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """A workbook with some parts replaced, added, or (None) removed."""
    with zipfile.ZipFile(io.BytesIO(book)) as container:
        old = {name: container.read(name) for name in container.namelist()}
    return zipped({name: content for name, content in {**old, **parts}.items() if content is not None})


def with_doctype(book: bytes) -> bytes:
    xml = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    return changed(book, {"xl/sharedStrings.xml": xml})


def with_laughs(book: bytes) -> bytes:
    """Entities that multiply: a billion laughs."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))
    xml = f'<?xml version="1.0"?><!DOCTYPE a [{entities}]><a>&l8;</a>'
    return changed(book, {"xl/styles.xml": xml.encode()})


def with_utf16_doctype(book: bytes) -> bytes:
    """The declaration hidden from a search for its bytes."""
    xml = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    return changed(book, {"docProps/app.xml": xml.encode("utf-16")})


def with_symlink(book: bytes) -> bytes:
    out = io.BytesIO(book)
    with zipfile.ZipFile(out, "a") as container:
        entry = zipfile.ZipInfo("xl/media/link")
        entry.external_attr = 0o120777 << 16
        container.writestr(entry, "/etc/passwd")
    return out.getvalue()


def flagged_encrypted(book: bytes) -> bytes:
    """The encryption flag set in every header of the container."""
    data = bytearray(book)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(magic, at + 4)
    return bytes(data)


def ole(part: str) -> bytes:
    """The container of old Office files, with the name of one of its parts."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1016 + part.encode("utf-16-le") + b"\x00" * 512
