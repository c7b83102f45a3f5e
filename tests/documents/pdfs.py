"""PDFs made for the tests: good ones, and ones with something wrong inside."""

import io
import zlib
from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


def plain(pages: int = 1) -> bytes:
    return built(lambda writer: None, pages=pages)


def built(change: Callable[[PdfWriter], None], *, pages: int = 1) -> bytes:
    """A PDF of empty A4 pages after `change` was made to its writer."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=595, height=842)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted(*, user: str = "secret") -> bytes:
    return built(lambda writer: writer.encrypt(user, "owner", algorithm="RC4-128"))


def assembled(*objects: bytes) -> bytes:
    """A PDF of hand-written objects, numbered from 1; the first one is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


_TREE = (
    b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
)


def with_javascript() -> bytes:
    action = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\);) >>"
    return assembled(b"<< /Type /Catalog /Pages 2 0 R " + action + b" >>", *_TREE)


def with_attachment() -> bytes:
    return built(lambda writer: writer.add_attachment("inner.exe", b"MZ\x90\x00") and None)


def with_open_action(kind: str) -> bytes:
    def change(writer: PdfWriter) -> None:
        action = DictionaryObject(
            {NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("a.exe")}
        )
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return built(change)


def with_action_in_annotation() -> bytes:
    """The script hangs on a mouse-over of an annotation, three dictionaries deep."""

    def change(writer: PdfWriter) -> None:
        script = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
        )
        annotation = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
                NameObject("/AA"): DictionaryObject({NameObject("/E"): script}),
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])

    return built(change)


def with_xfa_form() -> bytes:
    def change(writer: PdfWriter) -> None:
        form = DictionaryObject(
            {NameObject("/XFA"): TextStringObject("<xdp/>"), NameObject("/Fields"): ArrayObject()}
        )
        writer.root_object[NameObject("/AcroForm")] = writer._add_object(form)

    return built(change)


def with_hidden_names() -> bytes:
    """The name /JavaScript written with hexadecimal escapes, as scanners that look for the word would miss."""
    tree = b"/Names << /JavaScript << /Names [(a) << /S /J#61vaScript /J#53 (1) >>] >> >>"
    return assembled(b"<< /Type /Catalog /Pages 2 0 R " + tree + b" >>", *_TREE)


def with_rich_media() -> bytes:
    def change(writer: PdfWriter) -> None:
        annotation = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/RichMedia"),
                NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])

    return built(change)


def with_many_objects(count: int) -> bytes:
    def change(writer: PdfWriter) -> None:
        for number in range(count):
            writer._add_object(NumberObject(number))

    return built(change)


def with_deep_nesting(depth: int) -> bytes:
    return assembled(b"<< /Type /Catalog /Pages 2 0 R >>", *_TREE, b"[" * depth + b"]" * depth)


def with_flate_bomb(unpacked: int) -> bytes:
    """A page whose content stream unpacks to `unpacked` bytes."""
    packer = zlib.compressobj(9)
    block = b"0 0 m\n" * 170_000
    parts = [packer.compress(block) for _n in range(unpacked // len(block))]
    data = b"".join(parts) + packer.flush()

    def change(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream._data = data
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return built(change)


def with_huge_image(side: int) -> bytes:
    """A page that shows one picture of side × side pixels, all of it compressed zeros."""
    packer = zlib.compressobj(9)
    row = b"\x00" * side
    data = b"".join(packer.compress(row) for _n in range(side)) + packer.flush()

    def change(writer: PdfWriter) -> None:
        image = DecodedStreamObject()
        image._data = data
        for key, value in {
            "/Type": NameObject("/XObject"),
            "/Subtype": NameObject("/Image"),
            "/Width": NumberObject(side),
            "/Height": NumberObject(side),
            "/BitsPerComponent": NumberObject(8),
            "/ColorSpace": NameObject("/DeviceGray"),
            "/Filter": NameObject("/FlateDecode"),
        }.items():
            image[NameObject(key)] = value
        content = DecodedStreamObject()
        content._data = b"q 595 0 0 842 0 0 cm /I Do Q"
        page = writer.pages[0]
        page[NameObject("/Contents")] = writer._add_object(content)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject({NameObject("/I"): writer._add_object(image)})}
        )

    return built(change)


def with_circular_pages() -> bytes:
    """A page tree that contains itself."""
    tree = b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"
    return assembled(b"<< /Type /Catalog /Pages 2 0 R >>", tree)


def with_broken_index() -> bytes:
    """Every object stands elsewhere than the index says."""
    return plain().replace(b"/Producer (pypdf)", b"/Producer (somebody else)")
