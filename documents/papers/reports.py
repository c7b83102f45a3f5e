"""Files to take away as PDF: headings, facts and tables. Printed while the reader waits; the same facts give the same bytes."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time

import typst

from documents.fonts import FOLDER as FONTS
from documents.papers.build import LAYOUTS
from documents.papers.glyphs import shown_all


@dataclass(frozen=True)
class Section:
    """A heading with facts (name, value), a table, or both. `widths` are parts of the line; `figures` are the columns that
    stand right, from 0."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[int] = ()
    figures: Sequence[int] = ()
    note: str = ""


@dataclass(frozen=True)
class Report:
    """`authority` says whose file it is, `reference` stands in the footer, `issued_on` dates the file."""

    title: str
    number: str
    authority: str
    issued_on: date
    reference: str = ""
    sections: Sequence[Section] = field(default_factory=tuple)


def build_report(report: Report) -> bytes:
    """The PDF (A-2b). Characters that no font has are shown as their codes."""
    missing: set[str] = set()
    facts = {**asdict(report), "issued_on": report.issued_on.isoformat()}
    data = shown_all(json.loads(json.dumps(facts, ensure_ascii=False)), missing)
    data |= {"missing": sorted(missing)}
    pdf: bytes = typst.compile(
        str(LAYOUTS / "report.typ"),
        root=str(LAYOUTS),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        timestamp=datetime.combine(report.issued_on, time(), tzinfo=UTC),
        pdf_standards="a-2b",
    )
    return pdf
