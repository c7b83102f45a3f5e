"""The Word document: real styles, so that an office can go on with it."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from jobs.workflow import Cancelled
from reporting.reports.content import Bar, Block, Content, Part, Run
from reporting.reports.papers.docx import build_docx
from tests.reporting.papers import reports


def built(content: Content, *, draft: bool = False, edition: int = 2) -> Any:
    made = build_docx(
        content, draft=draft, edition=edition, digest=reports.digest(content), progress=reports.silent
    )
    return Document(BytesIO(made))


def styled(document: Any, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == style]


def face(document: Any, style: str) -> str:
    return str(document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia")))


def header_text(document: Any) -> str:
    section = document.sections[0]
    return "".join(each._element.xml for each in (section.header, section.even_page_header))


def test_the_annual_report_has_a_title_headings_captions_and_text_in_styles() -> None:
    document = built(reports.annual())

    assert "".join(styled(document, "Title")).replace("\n", "") == "赣州市2025年度婴幼儿照护服务工作情况报告"
    assert styled(document, "Heading 1")[:3] == ["一、总体情况", "二、目标完成情况", "三、登记与备案"]
    assert styled(document, "Heading 2") == [
        "（一）备案机构",
        "（二）备案时限",
        "（一）存在的问题",
        "（二）下一步打算",
    ]
    assert "表3　县（市、区）托位任务完成情况" in styled(document, "Caption")
    assert any("实有托位41,801个" in text for text in styled(document, "Body Text"))
    assert [each.text for each in document.paragraphs][-2:] == ["赣州市卫生健康委员会", "2025年11月28日"]


def test_the_faces_are_those_of_official_documents() -> None:
    document = built(reports.annual())

    assert face(document, "Title") == "方正小标宋简体"
    assert face(document, "Heading 1") == "黑体"
    assert face(document, "Heading 2") == "楷体"
    assert face(document, "Body Text") == "仿宋"
    body, section = document.styles["Body Text"], document.sections[0]
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28.95)
    assert body.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert (section.page_width.mm, section.page_height.mm) == (
        pytest.approx(210, abs=0.1),
        pytest.approx(297, abs=0.1),
    )
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [each.mm for each in margins] == pytest.approx([37, 35, 28, 26], abs=0.1)


def test_a_table_repeats_its_head_and_its_figures_stand_right() -> None:
    document = built(reports.annual())
    table = document.tables[-1]
    (first, *rest) = table.rows

    assert [cell.text for cell in first.cells][:2] == ["县（市、区）", "2020年常住人口"]
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert len(rest) == len(reports.DIVISIONS)
    assert {cell.paragraphs[0].alignment for cell in rest[0].cells[1:6]} == {2}
    assert rest[10].cells[5].text == "−206"


def test_a_chart_is_a_picture_that_says_what_it_shows() -> None:
    document = built(reports.annual())
    shapes = document.inline_shapes
    described = [shape._inline.docPr.get("descr") for shape in shapes]

    assert len(described) == 2
    assert "宁都县 2,867，目标3,073，未完成" in described[1]
    pictures = [each for each in document.part.package.iter_parts() if each.content_type == "image/png"]
    drawn = [Image.open(BytesIO(each.blob)) for each in pictures]
    assert all(picture.width > 1000 and len(picture.convert("RGB").getcolors(10**6)) > 3 for picture in drawn)


def test_pages_are_numbered_at_the_outer_edge_and_name_the_text() -> None:
    content = reports.annual()
    document = built(content, edition=3)
    section = document.sections[0]

    assert document.settings.odd_and_even_pages_header_footer
    for foot in (section.footer, section.even_page_footer):
        assert " PAGE " in foot._element.xml
        assert f"第3稿　内容校验码 {reports.digest(content)[:16]}" in foot.paragraphs[0].text
    assert section.footer.paragraphs[0].text.startswith("第3稿")
    assert section.even_page_footer.paragraphs[0].text.startswith("　— ")


def test_only_a_draft_has_a_watermark() -> None:
    content = reports.annual()

    assert header_text(built(content, draft=True, edition=0)).count('string="草稿"') == 2
    assert "草稿" not in header_text(built(content))


def test_the_file_says_whose_it_is_and_nothing_of_the_program() -> None:
    known = built(reports.annual()).core_properties

    assert (known.title, known.author) == ("赣州市2025年度婴幼儿照护服务工作情况报告", "赣州市卫生健康委员会")
    assert (known.comments, known.language, f"{known.created:%Y-%m-%d}") == ("", "zh-CN", "2025-11-28")


def test_what_xml_cannot_hold_is_left_out_and_nothing_else() -> None:
    odd = "甲\x00乙\x0b丙\ufffe丁\x1f😀𡈼<b>&amp;"
    table = Block("TABLE", caption=odd, head=(odd,), rows=((odd,),), note=odd)
    chart = Block("CHART", caption=odd, bars=(Bar(odd, 1.0, odd, 2.0, "OPEN"),))
    content = reports.report(
        Block("PARAGRAPH", (Run(odd),)), table, chart, title=odd, author=odd, addressee=odd
    )

    document = built(content)

    assert "甲乙 丙丁😀𡈼<b>&amp;" in [each.text for each in document.paragraphs]
    assert document.tables[0].cell(1, 0).text == "甲乙 丙丁😀𡈼<b>&amp;"


def test_a_long_table_is_made_in_a_moment_and_keeps_every_row() -> None:
    rows = tuple((f"示例机构{n}", f"{n:,}") for n in range(300))

    document = built(reports.report(Block("TABLE", head=("名称", "托位"), rows=rows, right=(1,))))

    assert len(document.tables[0].rows) == 301
    assert document.tables[0].rows[300].cells[0].text == "示例机构299"


def test_an_empty_report_and_an_empty_part_say_that_nothing_is_there() -> None:
    assert "（本报告尚无内容）" in styled(built(Content("", "", "", "", "", "")), "Heading 1")
    assert styled(built(reports.annual(parts=(Part("a", "空"),)), draft=True), "Body Text") == [
        "（本部分尚未填写）"
    ]
    bare = reports.report(Block("TABLE", caption="没有行"), Block("CHART", caption="没有条"))
    assert built(bare).tables == []


def test_progress_is_told_part_by_part_and_a_stop_is_heard() -> None:
    heard: list[tuple[int, int]] = []
    content = reports.annual()
    build_docx(content, draft=False, edition=1, digest="0" * 64, progress=reports.heard(heard))

    assert heard == [(n, 10) for n in range(10)]

    def stopped(done: int, steps: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        build_docx(content, draft=False, edition=1, digest="0" * 64, progress=stopped)
