"""The PDF of a report: the layout of official documents, repeatable, nothing lost and nothing run over the edge."""

from io import BytesIO

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from jobs.workflow import Cancelled
from reporting.reports.content import Bar, Block, Content, Part
from reporting.reports.papers.pdf import build_pdf, page_count
from tests.reporting.papers import reports


def built(content: Content, *, draft: bool = False, edition: int = 2) -> bytes:
    return build_pdf(
        content, draft=draft, edition=edition, digest=reports.digest(content), progress=reports.silent
    )


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, in one line each."""
    document = pdfium.PdfDocument(pdf)
    texts = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    return [text.replace("\r\n", "").replace("\n", "") for text in texts]


def text_of(pdf: bytes) -> str:
    return "".join(pages_of(pdf))


def right_edges(pdf: bytes) -> list[float]:
    """How far right anything is written on each page, in points."""
    document = pdfium.PdfDocument(pdf)
    found = []
    for page in document:
        words = page.get_textpage()
        found.append(max((words.get_charbox(n)[2] for n in range(words.count_chars())), default=0.0))
    document.close()
    return found


def test_the_annual_report_says_everything_in_its_order() -> None:
    text = text_of(built(reports.annual()))

    wanted = (
        "赣州市2025年度婴幼儿照护服务工作情况报告",
        "（数据截至2025年11月20日8时00分）",
        "赣州市人民政府：",
        "一、总体情况",
        "图1",
        "二、目标完成情况",
        "实有托位41,801个",
        "表1",
        "三、登记与备案",
        "（一）备案机构",
        "（二）备案时限",
        "1．监控录像保存不足90日，共12家；",
        "七、问题与下一步",
        "（一）存在的问题",
        "表3",
        "118,602",
        "赣州市卫生健康委员会",
        "2025年11月28日",
    )
    places = [text.find(each) for each in wanted]

    assert -1 not in places
    assert places == sorted(places)


def test_pages_are_numbered_and_name_the_text_they_belong_to() -> None:
    content = reports.annual()
    pages = pages_of(built(content, edition=2))

    assert 4 <= len(pages) <= 8
    for number, page in enumerate(pages, 1):
        assert f"— {number} —" in page
        assert f"第2稿　内容校验码 {reports.digest(content)[:16]}".replace("　", "") in page.replace(
            "　", ""
        ).replace("稿 ", "稿")


def test_only_a_draft_says_so_on_every_page() -> None:
    content = reports.annual()
    draft, signed = pages_of(built(content, draft=True, edition=0)), pages_of(built(content))

    assert all("草稿" in page.replace(" ", "") for page in draft)
    assert not any("草" in page for page in signed)
    unsigned = pages_of(built(content, draft=True, edition=3))
    assert all("第3稿（未签发）" in page for page in unsigned)


def test_the_same_content_gives_the_same_bytes_whenever_it_is_printed() -> None:
    kept = Content.from_json(reports.annual().as_json())

    assert built(reports.annual()) == built(kept)


def test_it_is_an_archival_file_with_its_own_letters_dated_by_its_signature() -> None:
    reader = PdfReader(BytesIO(built(reports.annual())))

    assert b"pdfaid:part>2<" in reader.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]
    assert str(reader.metadata["/CreationDate"]).startswith("D:20251128")  # type: ignore[index]
    assert reader.metadata.title == "赣州市2025年度婴幼儿照护服务工作情况报告"  # type: ignore[union-attr]
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    for font in fonts:
        (inner,) = font["/DescendantFonts"]
        described = inner.get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(described)


def test_the_parts_are_bookmarks() -> None:
    titles = [
        each.title
        for each in PdfReader(BytesIO(built(reports.annual()))).outline
        if not isinstance(each, list)
    ]

    assert [str(title).strip() for title in titles][:2] == ["一、总体情况", "二、目标完成情况"]
    assert len(titles) == 8


def test_a_page_holds_twenty_two_lines_of_twenty_eight_characters() -> None:
    pages = reports.report(reports.says("一二三四五六七八九十" * 200))
    document = pdfium.PdfDocument(built(pages))
    lines = document[1].get_textpage().get_text_range().replace("\r\n", "\n").split("\n")
    document.close()

    assert [len(each.strip()) for each in lines[:22]] == [28] * 22
    assert lines[22].startswith("— 2 —")


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    rows = tuple((f"示例机构{n}", f"{n:,}", "已完成") for n in range(300))
    table = Block("TABLE", caption="机构", head=("名称栏", "托位栏", "结论栏"), rows=rows, right=(1,))

    pages = pages_of(built(reports.report(table)))

    assert len(pages) > 5
    assert all("托位栏" in page for page in pages if "示例机构" in page)
    assert "示例机构299" in "".join(pages)


def test_figures_stand_right_and_words_left() -> None:
    table = Block(
        "TABLE", head=("名称", "数"), rows=(("甲方", "17"), ("乙方乙方乙方", "1,000,008")), right=(1,)
    )
    document = pdfium.PdfDocument(built(reports.report(table)))
    words = document[0].get_textpage()

    def edges(said: str) -> tuple[float, float]:
        first, count = words.search(said).get_next()
        return words.get_charbox(first)[0], words.get_charbox(first + count - 1)[2]

    assert edges("17")[1] == pytest.approx(edges("1,000,008")[1], abs=1)
    assert edges("甲方")[0] == pytest.approx(edges("乙方乙方乙方")[0], abs=1)
    document.close()


def test_states_are_told_in_words_beside_their_colour() -> None:
    bars = (
        Bar("甲县", 120.0, "120", 100.0, "DONE"),
        Bar("乙县", 97.0, "97", 100.0, "NEAR"),
        Bar("丙县", 10.0, "10", 100.0, "OPEN"),
        Bar("丁县", 5.0, "5"),
    )
    text = text_of(built(reports.report(Block("CHART", caption="任务", bars=bars))))

    for words in ("已完成", "接近完成", "未完成", "竖线为目标", "图1　任务"):
        assert words.replace("　", "") in text.replace("　", "").replace(" ", "")


@pytest.mark.parametrize(
    "bars",
    [
        (),
        (Bar("甲", 0.0, "0"),),
        (Bar("甲", -5.0, "−5", 0.0, "OPEN"),),
        (Bar("名" * 60, 1e12, "1" * 30, 1.0, "DONE"),),
    ],
    ids=["none", "zero", "negative", "huge"],
)
def test_every_chart_can_be_drawn(bars: tuple[Bar, ...]) -> None:
    assert built(reports.report(Block("CHART", caption="图", bars=bars))).startswith(b"%PDF-")


def test_what_users_wrote_is_never_read_as_markup() -> None:
    hostile = '#panic("x") *a* _b_ = c $x$ @r <l> // \\ #import "official.typ": * ``` ]]) {places}'
    table = Block("TABLE", caption=hostile, head=(hostile,), rows=((hostile,),), note=hostile)
    content = reports.report(
        reports.says("x"),
        Block("PARAGRAPH", (reports.Run(hostile),)),
        table,
        title="*标题* #x",
        author="_机关_",
    )

    text = text_of(built(content)).replace(" ", "")

    assert text.count(hostile.replace(" ", "")) == 5
    assert "*标题*#x" in text
    assert "_机关_" in text


def test_letters_that_no_font_has_are_shown_as_their_codes_with_a_note() -> None:
    content = reports.report(reports.says("𡈼氏托育园开展😀活动"), title="𬭩玥托育园2025年度报告")

    text = text_of(built(content))

    assert "〔U+2123C〕氏托育园开展〔U+1F600〕活动" in text
    assert "注：文中" in text
    assert "𬭩玥托育园2025年度报告" in text


def test_control_characters_vanish_and_lines_inside_a_paragraph_are_one() -> None:
    text = text_of(built(reports.report(reports.says("甲\x00乙\x1b丙\ufffe丁\n戊\u202e己"))))

    assert "甲乙丙丁 戊己" in text


def test_nothing_runs_over_the_right_edge() -> None:
    word = "https://example.gov.cn/" + "a1B2" * 60
    wide = tuple(f"第{n}栏很长的名称" for n in range(12))
    table = Block(
        "TABLE", caption="宽表", head=wide, rows=(tuple("1,234,567.89" for _n in wide), (word,) * 12)
    )
    content = reports.report(
        reports.says(word),
        table,
        reports.says(word, "HEADING"),
        title="标题" + word,
        addressee=word,
        author=word,
    )

    assert max(right_edges(built(content))) <= 210 * 72 / 25.4 - 26 * 72 / 25.4 + 2


def test_a_cell_as_long_as_pages_breaks_instead_of_vanishing() -> None:
    table = Block("TABLE", head=("说明",), rows=(("很长的说明" * 2000 + "到此为止",),))

    pdf = built(reports.report(table))

    assert page_count(pdf) > 5
    assert "到此为止" in text_of(pdf)


def test_an_empty_report_and_an_empty_part_say_that_nothing_is_there() -> None:
    bare = Content("", "", "", "", "", "")

    assert "（本报告尚无内容）" in text_of(built(bare, draft=True, edition=0))
    part = reports.annual(parts=(Part("a", "空的"),))
    assert "（本部分尚未填写）" in text_of(built(part, draft=True, edition=0))
    assert "（本部分无内容）" in text_of(built(part))


def test_an_unsigned_report_leaves_room_for_its_day() -> None:
    text = text_of(built(reports.annual(signed_on=""), draft=True)).replace("　", " ")

    assert "赣州市卫生健康委员会" in text
    assert "2025年11月28日" not in text


def test_no_page_holds_a_signature_alone() -> None:
    for count in range(8, 24):
        content = reports.report(*[reports.says(f"第{n}段。") for n in range(count)])
        pages = pages_of(built(content))
        assert "段。" in pages[-1]


def test_progress_is_told_part_by_part_and_a_stop_is_heard() -> None:
    heard: list[tuple[int, int]] = []
    content = reports.annual()
    build_pdf(content, draft=False, edition=1, digest="0" * 64, progress=reports.heard(heard))

    assert heard == [(n, 10) for n in range(10)]

    def stopped(done: int, steps: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        build_pdf(content, draft=False, edition=1, digest="0" * 64, progress=stopped)
