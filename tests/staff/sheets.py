"""Sheets of staff as facilities write them, for tests."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.staff.people import number

HEADS = (
    "姓名",
    "证件号码",
    "岗位",
    "入职日期",
    "联系电话",
    "健康合格证签发日期",
    "健康合格证到期日",
    "违法犯罪记录查询日期",
)


def good(at: int, **changed: Any) -> list[Any]:
    values = {
        "姓名": f"示例·员{at}", "证件号码": number(), "岗位": "保育人员", "入职日期": "2026-01-05",
        "联系电话": "13800001234", "健康合格证签发日期": "2026-01-02", "健康合格证到期日": None,
        "违法犯罪记录查询日期": "2026-01-03",
    }  # fmt: skip
    return [{**values, **changed}[head] for head in HEADS]


def sheet(rows: list[list[Any]], name: str = "员工.xlsx") -> SimpleUploadedFile:
    book = Workbook()
    page = book.active
    page.append(list(HEADS))
    for row in rows:
        page.append(row)
    stream = BytesIO()
    book.save(stream)
    return SimpleUploadedFile(name, stream.getvalue())
