"""Marks of tables and pictures that python-docx has no word for."""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from reporting.reports.papers.columns import width_of
from reporting.reports.papers.word.styles import HEI, LATIN, TABLE

_SHORT = 8
#: The edge of a cell in twentieths of a point.
_EDGE = 60


def grid(table: Any, widths: Sequence[float]) -> None:
    """The widths of the columns in points; programs that ignore those of cells read these. Cells have narrow edges, as the
    widths were reckoned with."""
    edges = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(_EDGE))
        edge.set(qn("w:type"), "dxa")
        edges.append(edge)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(edges)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)


def row(row: Any, *, head: bool) -> None:
    """No row is torn in two; the head row comes again on every page."""
    marks = row._tr.get_or_add_trPr()
    marks.append(OxmlElement("w:cantSplit"))
    if head:
        marks.append(OxmlElement("w:tblHeader"))


def cell(cell: Any, text: str, *, width: float, size: float, head: bool, right: bool) -> None:
    cell.width = Pt(width)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    line = cell.paragraphs[0]
    line.style = TABLE
    if head:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif width_of(text) <= _SHORT and cell._tc.getprevious().tag == qn("w:tc"):
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(text)
    run.font.size = Pt(size)
    if head:
        run.font.name = LATIN
        run._r.rPr.rFonts.set(qn("w:eastAsia"), HEI)


def picture_line(line: Any) -> None:
    """A line of exact height would cut a picture off; the caption below stays with it."""
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    line.paragraph_format.space_before = Pt(8)
    line.paragraph_format.keep_with_next = True
