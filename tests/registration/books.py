"""Sheets as registrars write them, for tests."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accounts.actors import Actor
from documents.enums import Purpose
from documents.workflow import receive_upload
from regions.models import Region
from registration.models import PushSheet, PushSheetRow
from registration.workflow.sheet_work import work_on
from registration.workflow.sheets import start_sheet, upload_sheet
from tests.cast import as_actor, uscc
from tests.registration.pushes import office

HEADINGS = (
    "机构名称",
    "机构类型",
    "统一社会信用代码",
    "住所（街道）",
    "详细地址",
    "核准登记日期",
    "业务范围",
    "负责人",
    "联系电话",
)


def good(**changes: Any) -> list[Any]:
    """One row that can be pushed."""
    values: dict[str, Any] = {
        "机构名称": "示例·春芽托育服务中心",
        "机构类型": "社会服务机构",
        "统一社会信用代码": uscc(prefix="52360702MA"),
        "住所（街道）": "解放街道",
        "详细地址": "示例路 20 号 1 层",
        "核准登记日期": "2026-04-28",
        "业务范围": "3 岁以下婴幼儿托育服务",
        "负责人": "示例·孙悦",
        "联系电话": "13800000000",
    }
    return list((values | changes).values())


def book(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS, *, title: str = "") -> bytes:
    """An .xlsx with a heading row, and perhaps a merged title above it."""
    workbook = Workbook()
    page = workbook.active
    if title:
        page.append([title])
        page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headings))
    page.append(list(headings))
    for row in rows:
        page.append(list(row))
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def text(rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig") -> bytes:
    """The same as CSV."""
    lines = [",".join(f'"{cell}"' for cell in row) for row in (HEADINGS, *rows)]
    return "\r\n".join(lines).encode(encoding)


def handed_in(by: Actor, content: bytes, name: str = "登记信息.xlsx") -> PushSheet:
    """Uploaded, not looked at yet."""
    with as_actor(by):
        place = Region.objects.get(pk=by.region_id)
        upload = SimpleUploadedFile(name, content)
        file = receive_upload(by=by, purpose=Purpose.PUSH_SHEET, upload=upload, region=place)
        assert file.usable, file.verdict
        return upload_sheet(by=by, department=office(by), file=file)


def checked(by: Actor, content: bytes, name: str = "登记信息.xlsx") -> PushSheet:
    """Uploaded and checked by a worker."""
    sheet = handed_in(by, content, name)
    work_on(sheet.pk)
    with as_actor(by):
        sheet.refresh_from_db()
    return sheet


def rows_of(by: Actor, sheet: PushSheet) -> list[PushSheetRow]:
    with as_actor(by):
        return list(sheet.rows.order_by("number"))


def faults(row: PushSheetRow) -> list[tuple[str, str]]:
    """What is wrong with a row: (column, code)."""
    return [(each["field"], each["code"]) for each in row.problems]


def push_all(by: Actor, sheet: PushSheet) -> PushSheet:
    """Started by a registrar and pushed by a worker."""
    with as_actor(by):
        start_sheet(by=by, sheet_id=sheet.pk)
    work_on(sheet.pk)
    with as_actor(by):
        sheet.refresh_from_db()
    return sheet
