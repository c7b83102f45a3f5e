"""The frame of a Word document: what it says of itself, the foot of its pages, the watermark of a draft."""

from datetime import datetime
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reporting.reports.papers.outline import digest_words
from reporting.reports.papers.word.styles import HEI

_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: As Word itself writes a watermark, so that Word can take it away again.
_WATERMARK = f"""<w:r {_WORD} {_VML}><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>
<v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject{{number}}" o:spid="_x0000_s20{{number}}" type="#_x0000_t136" alt="{{words}}"
 style="position:absolute;margin-left:0;margin-top:0;width:380pt;height:190pt;rotation:315;z-index:-251658752;\
mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;\
mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/>
<v:textpath style="font-family:&quot;{HEI}&quot;;font-size:1pt" string="{{words}}"/></v:shape></w:pict></w:r>"""


def describe(document: Any, *, title: str, author: str, when: datetime) -> None:
    """The properties of the file; nothing of the program that made it."""
    known = document.core_properties
    known.title, known.author, known.last_modified_by = title[:255], author[:255], author[:255]
    known.comments, known.keywords, known.language = "", "", "zh-CN"
    known.created = known.modified = when.replace(tzinfo=None)


def feet(document: Any, edition: str, digest: str) -> None:
    """The number of the page at the outer edge, at the other what tells this text from others."""
    section = document.sections[0]
    small = f"{edition}　{digest_words(digest)}"
    for foot, outer_right in ((section.footer, True), (section.even_page_footer, False)):
        foot.is_linked_to_previous = False
        line = foot.paragraphs[0]
        line.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
        if outer_right:
            line.add_run(small).font.size = Pt(8)
            line.add_run("\t")
            _page_number(line)
            line.add_run("　")
        else:
            line.add_run("　")
            _page_number(line)
            line.add_run("\t")
            line.add_run(small).font.size = Pt(8)


def _page_number(line: Any) -> None:
    line.add_run("— ")
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), (None, "1"), ("end", "")):
        run = line.add_run()._r
        if kind is None:
            run.text = text
            continue
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run.append(part)
    line.add_run(" —")


def watermark(document: Any, words: str) -> None:
    """`words` across every page, odd and even."""
    section = document.sections[0]
    for number, head in ((49, section.header), (50, section.even_page_header)):
        head.is_linked_to_previous = False
        head.paragraphs[0]._p.append(parse_xml(_WATERMARK.format(number=number, words=words)))
