"""What a content is, by its first and last bytes: a key of documents.refusals.WHAT."""

import re

HEAD_BYTES = 4096

_FIXED: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "gzip"),
    (b"\xfd7zXZ\x00", "gzip"),
    (b"\x28\xb5\x2f\xfd", "gzip"),
    (b"MSCF", "zip"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"ID3", "video"),
    (b"OggS", "video"),
    (b"\x1aE\xdf\xa3", "video"),
)
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(!doctype\s+)?(html|svg|head|body|script)", re.I | re.S
)
#: Word, Excel and PowerPoint 97 keep their parts in one container; the names of the parts tell them apart.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A zip is told by the parts it names; the names stand uncompressed in its headers.
_ZIP_PARTS = (
    (b"word/document.", "word"),
    (b"ppt/presentation.", "slides"),
    (b"xl/workbook.", "xlsx"),
    (b"OFD.xml", "ofd"),
)
_OLE_PARTS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "sheet"),
    ("Book", "sheet"),
    ("WordDocument", "word"),
    ("PowerPoint Document", "slides"),
)


def what_is(content: bytes) -> str:
    """The family of a content; "encrypted" for a locked Office file, "empty" and "unknown" where nothing fits.

    Give the whole content, or at least its first 4 kB: containers are told apart by the names of their parts.
    """
    if not content:
        return "empty"
    head = content[:HEAD_BYTES]
    if head.lstrip(b"\xef\xbb\xbf\x00\t\r\n\x0c ").startswith(b"%PDF-"):
        return "pdf"
    return _text_family(head) if _is_text(head) else _binary_family(content, head)


def _text_family(head: bytes) -> str:
    """Some programs and drawings are text; short magic bytes of binary formats are not looked for here."""
    for magic, family in ((b"#!", "program"), (b"%!PS", "postscript"), (b"{\\rtf", "word")):
        if head.startswith(magic):
            return family
    if match := _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "svg" if match[2].lower() == b"svg" else "html"
    return "text"


def _binary_family(content: bytes, head: bytes) -> str:
    for magic, family in _FIXED:
        if head.startswith(magic):
            return family
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return next((family for part, family in _ZIP_PARTS if part in content), "zip")
    if head.startswith(_OLE):
        return next((family for part, family in _OLE_PARTS if part.encode("utf-16-le") in content), "office")
    if head[:4] == b"RIFF":
        return "webp" if head[8:12] == b"WEBP" else "video"
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIF_BRANDS else "video"
    return "unknown"


def _is_text(head: bytes) -> bool:
    """Text in UTF-8, GB18030, or UTF-16 with its mark: no control bytes but tab and line ends."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any((b < 32 and b not in b"\t\r\n\x0c") or b == 127 for b in head)
