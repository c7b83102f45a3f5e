"""From a snapshot to the bytes of a PDF. The same snapshot gives the same bytes."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst
from pypdf import PdfReader

from documents.enums import PaperKind
from documents.fonts import FOLDER as FONTS
from documents.papers.glyphs import shown_all
from documents.papers.snapshots import Letter, ReceiptSnapshot, to_json

LAYOUTS = Path(__file__).parent / "layouts"
#: Raised whenever a layout changes what an existing paper looks like; a paper keeps the layout it was made with.
LAYOUT_VERSION = 1


@dataclass(frozen=True)
class Built:
    """`missing_glyphs` are the characters that no font has; the paper shows their codes and a note."""

    pdf: bytes
    pages: int
    missing_glyphs: tuple[str, ...]


def build(snapshot: Letter, *, reference: str = "") -> Built:
    """Print a snapshot. `reference` stands in the footer and says which stored paper this is."""
    missing: set[str] = set()
    data = shown_all(_data(snapshot), missing)
    data |= {"reference": reference, "missing": sorted(missing), "qr": _qr(snapshot)}
    pdf: bytes = typst.compile(
        str(LAYOUTS / f"{snapshot.kind.lower()}.typ"),
        root=str(LAYOUTS),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        timestamp=datetime.combine(snapshot.issued_on, time(), tzinfo=UTC),
        pdf_standards="a-2b",
    )
    return Built(pdf, _count_pages(pdf), tuple(sorted(missing)))


def _data(snapshot: Letter) -> dict[str, Any]:
    """What the layout reads: the snapshot's facts, dates as they are written in China."""
    facts = to_json(snapshot)
    for name, value in vars(snapshot).items():
        if isinstance(value, date):
            facts[name] = chinese_date(value)
    return facts


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _qr(snapshot: Letter) -> str:
    if not isinstance(snapshot, ReceiptSnapshot):
        return ""
    # Level M still reads when a stamp or a fold covers a part of it.
    return str(segno.make(snapshot.check_url, error="m", micro=False).svg_inline(border=0, dark="#000"))


def _count_pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def title(kind: PaperKind) -> str:
    """The Chinese name of a paper, as its heading prints it."""
    return {
        PaperKind.RECEIPT: "托育机构备案回执",
        PaperKind.BASIC_CONDITIONS: "托育机构基本条件告知书",
        PaperKind.CORRECTION_REQUEST: "备案材料补正通知书",
        PaperKind.NONCOMPLIANCE_NOTICE: "不符合备案要求通知书",
        PaperKind.ORDER_TO_RECTIFY: "责令改正通知书",
        PaperKind.REMOVAL: "移出托育机构备案决定书",
        PaperKind.INSPECTION_RECORD: "现场检查记录",
        PaperKind.FINDING_ORDER: "责令改正通知书",
        PaperKind.SUSPENSION_ORDER: "责令暂停托育服务决定书",
    }[kind]
