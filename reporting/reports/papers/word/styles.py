"""The styles of an official document in Word. The faces are those that offices in China have; nothing is embedded."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

BODY, LINE, NOTE, TABLE = "Body Text", "Official Line", "Table Note", "Table Text"
#: 三号, and the distance of 22 lines on 225 mm.
BODY_SIZE, LINE_DISTANCE = 16, 28.95
LATIN = "Times New Roman"
SONG, FANG, HEI, KAI, TITLE = "宋体", "仿宋", "黑体", "楷体", "方正小标宋简体"
#: Style → (face, points, heavy, first line moved in, alignment).
_STYLES: dict[str, tuple[str, float, bool, bool, WD_ALIGN_PARAGRAPH]] = {
    "Normal": (FANG, BODY_SIZE, False, False, WD_ALIGN_PARAGRAPH.JUSTIFY),
    BODY: (FANG, BODY_SIZE, False, True, WD_ALIGN_PARAGRAPH.JUSTIFY),
    LINE: (FANG, BODY_SIZE, False, False, WD_ALIGN_PARAGRAPH.LEFT),
    "Title": (TITLE, 22, False, False, WD_ALIGN_PARAGRAPH.CENTER),
    "Subtitle": (KAI, 14, False, False, WD_ALIGN_PARAGRAPH.CENTER),
    "Heading 1": (HEI, BODY_SIZE, False, True, WD_ALIGN_PARAGRAPH.JUSTIFY),
    "Heading 2": (KAI, BODY_SIZE, True, True, WD_ALIGN_PARAGRAPH.JUSTIFY),
    "Caption": (HEI, 12, False, False, WD_ALIGN_PARAGRAPH.CENTER),
    NOTE: (FANG, 9, False, False, WD_ALIGN_PARAGRAPH.LEFT),
    TABLE: (FANG, 12, False, False, WD_ALIGN_PARAGRAPH.LEFT),
    "Footer": (SONG, 14, False, False, WD_ALIGN_PARAGRAPH.LEFT),
}
_SINGLE = {"Caption", NOTE, TABLE, "Footer"}
_GAPS = {"Caption": (6, 4), NOTE: (2, 6), TABLE: (2, 2), "Subtitle": (8, 0)}


def set_up(document: Any) -> None:
    """A4 with the margins of official documents, bound at the left, and every style that is used."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24)
    settings = document.settings.element
    zoom = settings.find(qn("w:zoom"))
    zoom.set(qn("w:percent"), "100")
    zoom.addnext(OxmlElement("w:mirrorMargins"))
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    document.settings.odd_and_even_pages_header_footer = True
    _defaults(document)
    names = {style.name for style in document.styles}
    for name, (font, size, heavy, moved, align) in _STYLES.items():
        if name not in names:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
        _style(document.styles[name], font, size, heavy, moved, align)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2"):
        document.styles[name].next_paragraph_style = document.styles[BODY]


def _defaults(document: Any) -> None:
    """No face of the theme, which is Latin, and no gaps of its own; the language of spelling is Chinese."""
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}")
    _faces(fonts, FANG)
    if (
        spacing := document.styles.element.find(f".//{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}")
    ) is not None:
        spacing.getparent().remove(spacing)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")


def _style(style: Any, font: str, size: float, heavy: bool, moved: bool, align: WD_ALIGN_PARAGRAPH) -> None:
    for part in ("w:pPr", "w:rPr", "w:link", "w:semiHidden"):
        if (old := style.element.find(qn(part))) is not None:
            style.element.remove(old)
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), heavy
    _faces(style.element.rPr.rFonts, font)
    lines = style.paragraph_format
    lines.alignment = align
    before, after = _GAPS.get(style.name, (0, 0))
    lines.space_before, lines.space_after = Pt(before), Pt(after)
    if style.name in _SINGLE:
        lines.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        lines.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        lines.line_spacing = Pt(35 if style.name == "Title" else LINE_DISTANCE)
    if style.name.startswith("Heading"):
        lines.keep_with_next = True
        _outline(style, int(style.name[-1]) - 1)
    if moved:
        lines.first_line_indent = Pt(2 * size)
        style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "200")


def _outline(style: Any, level: int) -> None:
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    style.element.pPr.append(mark)


def _faces(fonts: Any, east: str) -> None:
    for old in list(fonts.attrib):
        del fonts.attrib[old]
    for which, name in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", east)):
        fonts.set(qn(f"w:{which}"), name)
