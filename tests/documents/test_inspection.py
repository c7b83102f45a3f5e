"""Every bad file gets its own answer; every good one passes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from documents.enums import FileKind
from documents.inspection.inspect import EVIDENCE, SHEETS, inspect
from documents.refusals import Refusal, verdict
from documents.sandbox.errors import Rejected
from tests.documents import books, pdfs, pictures

R = Refusal
Made = Callable[[], bytes]

HOSTILE: list[tuple[str, Made, Refusal]] = [
    ("空文件.pdf", lambda: b"", R.EMPTY),
    ("太大.pdf", lambda: pdfs.plain() + b"\x00" * 20_000_000, R.TOO_LARGE),
    ("食堂全套.zip", lambda: books.zipped({"a.pdf": pdfs.plain()}), R.ARCHIVE),
    ("租赁合同.pdf", lambda: books.zipped({"a.pdf": pdfs.plain()}), R.RENAMED),
    ("全部.rar", lambda: b"Rar!\x1a\x07\x01\x00" + b"\x00" * 90, R.ARCHIVE),
    ("全部.7z", lambda: b"7z\xbc\xaf\x27\x1c" + b"\x00" * 90, R.ARCHIVE),
    ("全部.gz", lambda: b"\x1f\x8b\x08\x00" + b"\x00" * 90, R.ARCHIVE),
    ("照片.heic", lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 90, R.HEIC),
    ("照片.jpg", lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 90, R.HEIC),
    ("微信图片.jpg", lambda: b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 90, R.RENAMED),
    ("动图.gif", lambda: b"GIF89a\x01\x00\x01\x00" + b"\x00" * 30, R.WRONG_KIND),
    ("扫描.tif", lambda: b"II*\x00" + b"\x00" * 90, R.WRONG_KIND),
    ("图.bmp", lambda: b"BM" + b"\x00" * 90, R.WRONG_KIND),
    ("图.svg", lambda: b"<?xml version='1.0'?><svg onload='alert(1)'/>", R.WRONG_KIND),
    ("网页.html", lambda: b"<!DOCTYPE html><script>alert(1)</script>", R.WRONG_KIND),
    ("网页.pdf", lambda: b"<html><script>alert(1)</script></html>", R.RENAMED),
    ("合同.docx", lambda: books.zipped({"word/document.xml": b"<w/>"}), R.WRONG_KIND),
    ("合同.doc", lambda: books.ole("WordDocument"), R.WRONG_KIND),
    ("执照.ofd", lambda: books.zipped({"OFD.xml": b"<o/>"}), R.WRONG_KIND),
    ("名单.xlsx", books.workbook, R.WRONG_KIND),
    ("程序.pdf", lambda: b"MZ\x90\x00\x03" + b"\x00" * 200, R.RENAMED),
    ("程序.exe", lambda: b"MZ\x90\x00\x03" + b"\x00" * 200, R.WRONG_KIND),
    ("脚本.jpg", lambda: b"#!/bin/sh\nrm -rf /\n", R.RENAMED),
    ("录像.mp4", lambda: b"\x00\x00\x00\x18ftypisom" + b"\x00" * 90, R.WRONG_KIND),
    ("说明.txt", lambda: "托育园说明".encode(), R.WRONG_KIND),
    ("噪声.pdf", lambda: bytes(range(1, 256)) * 20, R.RENAMED),
    ("噪声.bin", lambda: bytes(range(1, 256)) * 20, R.UNKNOWN),
    # PDFs
    ("半截.pdf", lambda: pdfs.plain(3)[:600], R.TRUNCATED),
    ("只有头.pdf", lambda: b"%PDF-1.7\n", R.TRUNCATED),
    ("坏.pdf", lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n", R.DAMAGED),
    ("没页.pdf", lambda: pdfs.plain(0), R.NO_PAGES),
    ("环.pdf", pdfs.with_circular_pages, R.DAMAGED),
    ("锁.pdf", pdfs.encrypted, R.ENCRYPTED),
    ("只读.pdf", lambda: pdfs.encrypted(user=""), R.ENCRYPTED),
    ("脚本.pdf", pdfs.with_javascript, R.SCRIPT),
    ("藏名.pdf", pdfs.with_hidden_names, R.SCRIPT),
    ("启动.pdf", lambda: pdfs.with_open_action("/Launch"), R.SCRIPT),
    ("提交.pdf", lambda: pdfs.with_open_action("/SubmitForm"), R.SCRIPT),
    ("批注.pdf", pdfs.with_action_in_annotation, R.SCRIPT),
    ("表单.pdf", pdfs.with_xfa_form, R.SCRIPT),
    ("多媒体.pdf", pdfs.with_rich_media, R.SCRIPT),
    ("附件.pdf", pdfs.with_attachment, R.ATTACHMENT),
    ("多页.pdf", lambda: pdfs.plain(201), R.TOO_MANY_PAGES),
    ("多物.pdf", lambda: pdfs.with_many_objects(50_001), R.TOO_COMPLEX),
    ("深.pdf", lambda: pdfs.with_deep_nesting(100_000), R.TOO_COMPLEX),
    ("夹带.pdf", lambda: pdfs.plain() + books.zipped({"x.exe": b"MZ"}), R.POLYGLOT),
    ("夹网页.pdf", lambda: pdfs.plain().replace(b"\n", b"\n%<html><script>1</script>\n", 1), R.POLYGLOT),
    ("拖尾.pdf", lambda: pdfs.plain() + b"\x01" * 5000, R.POLYGLOT),
    # pictures
    ("半张.jpg", lambda: pictures.photo(1200, 900)[:9000], R.TRUNCATED),
    ("半张.png", lambda: pictures.drawing(800, 600)[:1500], R.TRUNCATED),
    ("坏.jpg", lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 300, R.DAMAGED),
    ("大图.png", lambda: pictures.png_header(60_000, 60_000), R.TOO_MANY_PIXELS),
    ("大图.jpg", lambda: pictures.jpeg_claiming(65_000, 65_000), R.TOO_MANY_PIXELS),
    ("炸.png", lambda: pictures.png_bomb(20_000), R.TOO_MANY_PIXELS),
    ("假尺寸.png", lambda: pictures.png_header(5000, 5000), R.TRUNCATED),
    ("注释炸.png", lambda: pictures.png_text_bomb(80), R.DAMAGED),
]

BAD_SHEETS: list[tuple[str, Made, Refusal]] = [
    ("空.csv", lambda: b"\xef\xbb\xbf\r\n,,\r\n", R.EMPTY),
    ("旧.xls", lambda: books.ole("Workbook"), R.OLD_SHEET),
    ("旧.xlsx", lambda: books.ole("Workbook"), R.OLD_SHEET),
    ("锁.xlsx", lambda: books.ole("EncryptedPackage"), R.ENCRYPTED),
    ("锁二.xlsx", lambda: books.flagged_encrypted(books.workbook()), R.ENCRYPTED),
    ("证.xlsx", pdfs.plain, R.RENAMED),
    ("证.pdf", pdfs.plain, R.WRONG_KIND),
    ("压缩.xlsx", lambda: books.zipped({"a.txt": b"1"}), R.RENAMED),
    ("宏.xlsx", lambda: books.changed(books.workbook(), {"xl/vbaProject.bin": b"x"}), R.MACROS),
    (
        "外链.xlsx",
        lambda: books.changed(books.workbook(), {"xl/externalLinks/externalLink1.xml": b"<a/>"}),
        R.MACROS,
    ),
    ("实体.xlsx", lambda: books.with_doctype(books.workbook()), R.DTD),
    ("亿笑.xlsx", lambda: books.with_laughs(books.workbook()), R.DTD),
    ("藏实体.xlsx", lambda: books.with_utf16_doctype(books.workbook()), R.DTD),
    ("炸.xlsx", lambda: books.changed(books.workbook(), {"xl/media/a.bin": b"\x00" * 60_000_000}), R.BOMB),
    ("大炸.xlsx", lambda: books.changed(books.workbook(), {"xl/media/a.bin": b"\x00" * 90_000_000}), R.BOMB),
    (
        "千件.xlsx",
        lambda: books.changed(books.workbook(), {f"xl/media/{n}": b"" for n in range(1001)}),
        R.BOMB,
    ),
    ("穿越.xlsx", lambda: books.changed(books.workbook(), {"../../evil": b"x"}), R.POLYGLOT),
    ("链接.xlsx", lambda: books.with_symlink(books.workbook()), R.POLYGLOT),
    ("缺件.xlsx", lambda: books.changed(books.workbook(), {"[Content_Types].xml": None}), R.NOT_A_SHEET),
    ("半截.xlsx", lambda: books.workbook()[:-200], R.TRUNCATED),
    ("坏字节.xlsx", lambda: books.changed(books.workbook(), {"xl/styles.xml": b"<a><b></a>"}), R.DAMAGED),
]


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("name", "make", "code"), HOSTILE, ids=[f"{n}-{c}" for n, _m, c in HOSTILE])
def test_bad_evidence_is_refused_with_its_own_reason(
    tmp_path: Path, name: str, make: Made, code: Refusal
) -> None:
    with pytest.raises(Rejected) as refusal:
        inspect(saved(tmp_path, make()), name=name, accept=EVIDENCE)

    assert refusal.value.code == code
    answer = verdict(name=name, code=code, facts=refusal.value.facts)
    assert name in str(answer.reason)
    assert "%(" not in f"{answer.reason}{answer.remedy}"


@pytest.mark.parametrize(("name", "make", "code"), BAD_SHEETS, ids=[f"{n}-{c}" for n, _m, c in BAD_SHEETS])
def test_bad_sheets_are_refused_with_their_own_reason(
    tmp_path: Path, name: str, make: Made, code: Refusal
) -> None:
    with pytest.raises(Rejected) as refusal:
        inspect(saved(tmp_path, make()), name=name, accept=SHEETS)

    assert refusal.value.code == code
    assert "%(" not in str(verdict(name=name, code=code, facts=refusal.value.facts).remedy)


GOOD: list[tuple[str, Made, FileKind, int]] = [
    ("合同.pdf", lambda: pdfs.plain(6), FileKind.PDF, 6),
    ("后缀错了.jpg", pdfs.plain, FileKind.PDF, 1),
    ("没有后缀", pdfs.plain, FileKind.PDF, 1),
    ("带换行.pdf", lambda: b"\r\n" + pdfs.plain() + b"\r\n\r\n", FileKind.PDF, 1),
    ("索引移位.pdf", pdfs.with_broken_index, FileKind.PDF, 1),
    ("执照.jpg", pictures.photo, FileKind.JPEG, 1),
    (
        "动态照片.jpg",
        lambda: pictures.photo() + b"\x00\x00\x00\x18ftypmp42" + b"\x01" * 4000,
        FileKind.JPEG,
        1,
    ),
    ("印刷.jpg", pictures.print_photo, FileKind.JPEG, 1),
    ("图.png", pictures.drawing, FileKind.PNG, 1),
    ("灰.png", lambda: pictures.drawing(mode="L"), FileKind.PNG, 1),
    ("透明.png", lambda: pictures.drawing(mode="RGBA"), FileKind.PNG, 1),
    ("调色.png", lambda: pictures.drawing(mode="P"), FileKind.PNG, 1),
    ("黑白.png", lambda: pictures.drawing(mode="1"), FileKind.PNG, 1),
]


@pytest.mark.parametrize(("name", "make", "kind", "pages"), GOOD, ids=[g[0] for g in GOOD])
def test_good_evidence_is_accepted_by_its_content(
    tmp_path: Path, name: str, make: Made, kind: FileKind, pages: int
) -> None:
    report = inspect(saved(tmp_path, make()), name=name, accept=EVIDENCE)

    assert (report.kind, report.pages) == (kind, pages)


def test_a_plain_workbook_and_a_csv_are_accepted(tmp_path: Path) -> None:
    assert inspect(saved(tmp_path, books.workbook()), name="a.xlsx", accept=SHEETS).kind == FileKind.XLSX
    assert (
        inspect(saved(tmp_path, "名称,代码\n示例,1\n".encode("gb18030")), name="a.csv", accept=SHEETS).kind
        == FileKind.CSV
    )
