"""A report as a Word document: real headings, captions and tables, so that it can be worked on further."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from documents.papers.glyphs import shown_all
from reporting.reports.content import Content
from reporting.reports.papers import charts
from reporting.reports.papers.columns import fitted, natural, width_of
from reporting.reports.papers.outline import Chapter, Piece, edition_words, empty_words, line, outline
from reporting.reports.papers.pdf import LINE as LINE_POINTS
from reporting.reports.papers.pdf import chart_data, compiled, dated
from reporting.reports.papers.titles import title_lines
from reporting.reports.papers.word import frame, marks
from reporting.reports.papers.word.styles import BODY, BODY_SIZE, LINE, NOTE, set_up

#: Pixels of an inch of the pictures of charts.
_DENSITY = 220
Doc = Any


def build_docx(
    content: Content, *, draft: bool, edition: int, digest: str, progress: Callable[[int, int], None]
) -> bytes:
    """The file. `draft` writes 草稿 across every page; `digest` is that of the content."""
    steps = len(content.parts) + 2
    document = Document()
    set_up(document)
    frame.describe(document, title=line(content.title), author=line(content.author), when=dated(content))
    frame.feet(document, edition_words(draft=draft, edition=edition), digest)
    if draft:
        frame.watermark(document, "草稿")
    _head(document, content)
    for done, chapter in enumerate(outline(content)):
        progress(done, steps)
        _chapter(document, chapter, content, draft)
    if not content.parts:
        document.add_heading("（本报告尚无内容）", 1)
    progress(steps - 2, steps)
    _signature(document, content)
    out = BytesIO()
    document.save(out)
    progress(steps - 1, steps)
    return out.getvalue()


def _head(document: Doc, content: Content) -> None:
    title = document.add_paragraph(style="Title")
    for number, text in enumerate(title_lines(line(content.title))):
        if number:
            title.add_run().add_break()
        title.add_run(text)
    if content.as_of:
        document.add_paragraph(f"（数据截至{line(content.as_of)}）", style="Subtitle")
    document.add_paragraph(style=LINE)
    if content.addressee:
        document.add_paragraph(f"{line(content.addressee)}：", style=LINE)


def _chapter(document: Doc, chapter: Chapter, content: Content, draft: bool) -> None:
    document.add_heading(line(chapter.title), 1)
    for piece in chapter.pieces or (Piece("PARAGRAPH", empty_words(draft=draft)),):
        if piece.kind == "HEADING":
            document.add_heading(line(piece.text), 2)
        elif piece.kind == "TABLE":
            _table(document, piece)
        elif piece.kind == "CHART":
            _chart(document, piece, content)
        else:
            document.add_paragraph(line(piece.text), style=BODY)


def _table(document: Doc, piece: Piece) -> None:
    """The caption above, the head row repeated on every page, no row torn in two."""
    block = piece.block
    assert block is not None
    caption = document.add_paragraph(line(piece.text), style="Caption")
    caption.paragraph_format.keep_with_next = True
    fit = fitted(natural(block.head, block.rows), LINE_POINTS)
    lines = [block.head, *block.rows] if block.head else list(block.rows)
    if not fit.widths or not lines:
        return
    table = document.add_table(rows=len(lines), cols=len(fit.widths), style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    marks.grid(table, fit.widths)
    for number, (row, texts) in enumerate(zip(table.rows, lines, strict=True)):
        head = number == 0 and bool(block.head)
        marks.row(row, head=head)
        for column, cell in enumerate(row.cells):
            text = line(texts[column]) if column < len(texts) else ""
            right = column in block.right
            marks.cell(cell, text, width=fit.widths[column], size=fit.size, head=head, right=right)
    _note(document, block.note)


def _chart(document: Doc, piece: Piece, content: Content) -> None:
    """The same drawing as in the PDF, as a picture that says in words what it shows; its caption below."""
    block = piece.block
    assert block is not None
    data = shown_all(chart_data(block), set())
    picture = compiled("picture", data, when=dated(content), format="png", ppi=_DENSITY)
    place = document.add_paragraph()
    marks.picture_line(place)
    shape = place.add_run().add_picture(BytesIO(picture), width=Mm(156))
    shape._inline.docPr.set("descr", line(charts.in_words(piece.text, block)))
    shape._inline.docPr.set("name", line(piece.text)[:60])
    document.add_paragraph(line(piece.text), style="Caption")
    _note(document, block.note)


def _note(document: Doc, words: str) -> None:
    if words:
        document.add_paragraph(line(words), style=NOTE)


def _signature(document: Doc, content: Content) -> None:
    """Name and day at the right; the day four characters from the edge, the name centred above it."""
    if not (content.author or content.signed_on):
        return
    last = document.paragraphs[-1]
    if last.style.name == BODY:
        last.paragraph_format.keep_with_next = True
    day = content.signed_on or "　　　　年　　月　　日"
    author = line(content.author)
    from_edge = max(0.0, 4 + (width_of(day) - width_of(author)) / 2)
    for text, edge in (("", 0.0), ("", 0.0), (author, from_edge), (day, 4.0)):
        paragraph = document.add_paragraph(text, style=LINE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(edge * BODY_SIZE)
        paragraph.paragraph_format.keep_with_next = text != day
