"""Official papers: whole, repeatable, and never an empty box."""

import hashlib
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import segno
from pypdf import PdfReader

from documents.enums import PaperKind
from documents.errors import SnapshotInvalid
from documents.fonts import FOLDER, printable
from documents.papers.build import LAYOUTS, build, chinese_date, title
from documents.papers.snapshots import SNAPSHOTS, Item, Letter, from_json, to_json
from tests.documents import papers

#: Pixels of a millimetre on a page drawn at four times its points.
MM = 4 * 72 / 25.4
RARE = "赟玥珺祎翀𬭩㛃䶮𬀩"


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    text = "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    document.close()
    return text.replace("\r\n", "").replace("\n", "")


@pytest.mark.parametrize("snapshot", papers.every_kind(), ids=lambda s: s.kind)
def test_every_paper_prints_what_the_law_asks(snapshot: Letter) -> None:
    text = text_of(build(snapshot, reference="TY00000123").pdf)

    for wanted in (
        title(snapshot.kind),
        snapshot.number,
        snapshot.facility_name,
        snapshot.uscc,
        snapshot.authority,
        chinese_date(snapshot.issued_on),
        "TY00000123",
    ):
        assert wanted in text
    for item in getattr(snapshot, "items", ()):
        assert item.title in text
        assert item.clause in text


@pytest.mark.parametrize("snapshot", papers.every_kind(), ids=lambda s: s.kind)
def test_the_same_snapshot_gives_the_same_bytes(snapshot: Letter) -> None:
    first, again = (hashlib.sha256(build(snapshot, reference="TY1").pdf).digest() for _n in range(2))

    assert first == again


@pytest.mark.parametrize("snapshot", papers.every_kind(), ids=lambda s: s.kind)
def test_a_snapshot_survives_the_database(snapshot: Letter) -> None:
    assert from_json(snapshot.kind, to_json(snapshot)) == snapshot


def test_every_kind_of_paper_has_a_snapshot_a_layout_and_a_title() -> None:
    assert set(SNAPSHOTS) == set(PaperKind)
    assert {p.stem for p in LAYOUTS.glob("*.typ")} == {k.lower() for k in PaperKind} | {
        "letter",
        "report",
    }
    assert all(title(kind) for kind in PaperKind)


def test_a_snapshot_with_a_missing_fact_is_refused() -> None:
    stored = to_json(papers.receipt())
    del stored["address"]

    with pytest.raises(SnapshotInvalid):
        from_json(PaperKind.RECEIPT, stored)


def test_rare_characters_of_names_are_printed() -> None:
    built = build(papers.receipt(facility_name=f"{RARE}托育园"))

    assert built.missing_glyphs == ()
    assert f"{RARE}托育园" in text_of(built.pdf)


def test_a_character_without_a_glyph_is_shown_as_its_code_and_reported() -> None:
    built = build(papers.receipt(facility_name="𡈼氏托育园"))

    assert built.missing_glyphs == ("𡈼",)
    text = text_of(built.pdf)
    assert "〔U+2123C〕氏托育园" in text
    assert "注：文中" in text


def test_a_letter_of_a_private_code_is_reported_and_not_lost() -> None:
    """Old systems store rare letters under private codes: the letter must not vanish from a name."""
    assert build(papers.receipt(head_name="王\ue000")).missing_glyphs == ("\ue000",)


def test_invisible_marks_are_not_printed_and_compatibility_forms_become_usual_ones() -> None:
    built = build(papers.receipt(facility_name="小\u202e树\u200b苗\ufe00\U000e0101托\x00育\u2f2b园"))

    assert built.missing_glyphs == ()
    assert "小树苗托育尸园" in text_of(built.pdf)


def test_user_text_is_never_read_as_markup() -> None:
    hostile = '#panic("x") *a* _b_ = c $x$ @r <l> https://a.b // \\ #import "letter.typ": * ``` ]])'

    text = text_of(build(papers.receipt(facility_name=hostile)).pdf)

    assert hostile.replace(" ", "") in text.replace(" ", "")


def test_a_request_of_many_items_repeats_its_table_head_and_ends_with_the_signature() -> None:
    item = papers.correction().items[0]
    built = build(papers.correction(items=(item,) * 40))

    assert built.pages > 2
    assert text_of(built.pdf).count("需要补正的内容") >= built.pages - 1


def test_no_page_holds_a_signature_alone() -> None:
    for count in range(1, 14):
        pdf = build(papers.conditions(count)).pdf
        last = PdfReader(BytesIO(pdf)).pages[-1].extract_text()
        assert "联系方式" in last or "依据" in last


def test_the_receipt_keeps_to_one_page_with_long_facts() -> None:
    built = build(
        papers.receipt(
            facility_name="江西省赣州市章贡区水南镇长征大道示例婴幼儿照护服务有限公司第一托育服务中心",
            address="江西省赣州市章贡区水南镇长征大道1号示例家园小区6号楼1层商铺101至108室",
            services="全日托、半日托、计时托、临时托；乳儿班2个、托小班3个、托大班4个、混合编班1个",
        )
    )

    assert built.pages == 1


def test_a_finding_without_a_title_shows_its_text_alone() -> None:
    text = text_of(build(replace(papers.order(), items=(Item("", "活动室没有防护栏。", "第五条"),))).pdf)

    assert "一、活动室没有防护栏。（依据：第五条）" in text


def test_the_correction_request_states_why_it_comes_again() -> None:
    text = text_of(build(papers.correction(addition_reason="复核时发现合同页码不全。")).pdf)

    assert "在上一次通知中没有列出，原因是：复核时发现合同页码不全。" in text


def test_the_qr_code_holds_the_check_address() -> None:
    snapshot = papers.receipt()
    pdf = build(snapshot).pdf

    assert snapshot.check_url in text_of(pdf)
    assert shows_code(pdf, snapshot.check_url)
    assert not shows_code(pdf, snapshot.check_url + "X")


def shows_code(pdf: bytes, text: str) -> bool:
    """Whether the first page shows, at the left margin, exactly the dark and light squares of this text."""
    squares = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    document = pdfium.PdfDocument(pdf)
    page = document[0].render(scale=4).to_pil().convert("L")
    document.close()
    step, left = 28 * MM / len(squares), 28 * MM
    dark, height, count = page.load(), page.height, len(squares)
    return any(
        all(
            (dark[int(left + (column + 0.5) * step), int(top + (row + 0.5) * step)] < 128) == bool(square)
            for row, line in enumerate(squares)
            for column, square in enumerate(line)
        )
        for top in range(height - int(count * step) - 1)
    )


def test_papers_are_archival_pdf_without_the_hour_of_their_making() -> None:
    reader = PdfReader(BytesIO(build(papers.receipt(issued_on=date(2026, 5, 7))).pdf))

    assert b"pdfaid" in reader.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]
    assert str(reader.metadata["/CreationDate"]).startswith("D:20260507000000")  # type: ignore[index]


def test_the_fonts_are_those_whose_checksums_are_written_down() -> None:
    listed = dict(reversed(line.split()) for line in (FOLDER / "SHA256SUMS").read_text().splitlines())
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.ttf")}

    assert found == listed


def test_the_fonts_print_every_ideograph_of_gbk() -> None:
    assert set(range(0x4E00, 0x9FA6)) <= printable()


def test_no_layout_reaches_outside_its_folder() -> None:
    for path in Path(LAYOUTS).glob("*.typ"):
        assert "@preview" not in path.read_text(encoding="utf-8")
