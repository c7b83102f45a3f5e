"""Children and attendance by sheet: all or nothing, every fault at its cell, formulas refused, a corrected file again."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from audit.models import AuditEvent
from documents.sheets import Cell
from documents.sheets.tables import day_of
from facilities.models import Child, Enrolment
from facilities.queries.attendance import marked_days
from facilities.rules.attendance import unpacked
from regions.scope import nation_scope
from tests.cast import NANKANG, Cast, as_actor
from tests.facilities.nursery import Nursery, id_number
from tests.pages import signed_in, text

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)
HEAD = [
    "姓名",
    "证件号码",
    "监护人姓名",
    "监护人电话",
    "监护人同意日期",
    "班级",
    "入托日期",
    "入托检查合格日期",
]


@pytest.fixture
def here(cast: Cast) -> Nursery:
    return Nursery(cast)


def row(number: int, **given: Any) -> list[Any]:
    values = {
        "姓名": f"示例·表{number}",
        "证件号码": id_number(date(2024, 8, 1 + number // 900), number),
        "监护人姓名": "示例·家长",
        "监护人电话": "13800001234",
        "监护人同意日期": date(2026, 5, 6),
        "班级": "",
        "入托日期": "",
        "入托检查合格日期": "2026-05-06",
    } | given
    return [values[name] for name in HEAD]


def book(*rows: list[Any], head: list[str] | None = None) -> SimpleUploadedFile:
    out, workbook = io.BytesIO(), Workbook()
    page = workbook.active
    for each in (head or HEAD, *rows):
        page.append(each)
    workbook.save(out)
    return SimpleUploadedFile("名册.xlsx", out.getvalue())


def handed_in(client: Client, file: SimpleUploadedFile, url: str = "/operator/children/import/") -> str:
    response = client.post(url, {"sheet": file})
    assert response.status_code == 302, response.content.decode()[:3000]
    return str(response["Location"])


def count() -> int:
    with nation_scope(reason="a test looks"):
        return Child.objects.count()


def test_a_good_sheet_is_shown_first_and_taken_over_whole(here: Nursery) -> None:
    group, client = here.group(name="蓝天班"), signed_in(here.manager)
    preview = handed_in(client, book(row(1, 班级="蓝天班"), row(2)))
    assert count() == 0 and "可以全部导入" in text(client.get(preview))
    assert client.post(preview).status_code == 302
    with as_actor(here.manager):
        assert Child.objects.count() == 2
        assert Enrolment.objects.get().class_group_id == group.pk
        assert AuditEvent.objects.filter(event="children.imported").count() == 1
    again = handed_in(client, book(row(1, 班级="蓝天班"), row(2), row(3)))
    assert client.post(again).status_code == 302 and count() == 3


def test_one_wrong_cell_keeps_the_whole_sheet_out_and_each_fault_is_at_its_cell(here: Nursery) -> None:
    client = signed_in(here.manager)
    bad = [
        row(1), row(2, 证件号码="360702240910012"), row(3, 监护人电话="=1+1"), row(4, 班级="没有的班"),
        row(5, 入托日期="五月"), row(1, 姓名="示例·别名"), row(7, 证件号码=id_number(date(2020, 1, 1), 7)),
    ]  # fmt: skip
    preview = handed_in(client, book(*bad))
    page = text(client.get(preview))
    for place, words in (("B3", "15 位号码"), ("D4", "公式"), ("F5", "没有这个名称的班级"), ("G6", "2026-05-08"), ("B7", "与第 2 行号码相同"), ("岁", "未满 36 个月")):  # fmt: skip
        assert place in page and words in page, (place, words)
    assert client.post(preview).status_code == 200 and count() == 0
    marked = client.get(f"{preview}marked/")
    copy = load_workbook(io.BytesIO(b"".join(marked.streaming_content)))
    assert copy.active["B3"].comment is not None


def test_of_three_thousand_rows_exactly_the_forty_wrong_cells_are_named_and_the_corrected_come_in_bulk(
    here: Nursery, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(here.manager)
    here.group(name="蓝天班")
    right = [row(n, 班级="蓝天班") for n in range(3000)]
    rows, wrong = [list(line) for line in right], set()
    for nth in range(40):
        at = 37 + nth * 74
        letter, value = (("D", "x"), ("F", "没有的班"), ("G", "五月"), ("B", "360702240910012"))[nth % 4]
        rows[at]["ABCDEFGH".index(letter)] = value
        wrong.add(f"{letter}{at + 2}")
    preview = handed_in(client, book(*rows))
    page = text(client.get(preview))
    assert set(re.findall(r'href="#faults">([A-Z]+\d+)<', page)) == wrong and len(wrong) == 40
    assert client.post(preview).status_code == 200 and count() == 0
    preview = handed_in(client, book(*right))
    with django_assert_max_num_queries(60):
        assert client.post(preview).status_code == 302
    assert count() == 3000


def test_a_number_of_somebody_else_elsewhere_is_a_fault_of_its_cell(cast: Cast, here: Nursery) -> None:
    there = Nursery(cast, region=NANKANG + 1000, name="示例·别处")
    there.child(date(2024, 8, 1), id_number=id_number(date(2024, 8, 1), 9), name="示例·某")
    page = text(signed_in(here.manager).get(handed_in(signed_in(here.manager), book(row(9)))))
    assert "登记在另一姓名之下" in page and "别处" not in page


@pytest.mark.parametrize(
    ("head", "words"), [(["甲", "乙"], "未找到表头行"), (["姓名", "证件号码"], "监护人姓名")]
)
def test_a_sheet_without_its_columns_says_which(here: Nursery, head: list[str], words: str) -> None:
    client = signed_in(here.manager)
    response = client.get(handed_in(client, book(["示例", "1"], head=head)))
    assert response.status_code == 422 and words in response.content.decode()


def test_what_is_no_sheet_is_refused_at_once(here: Nursery) -> None:
    response = signed_in(here.manager).post(
        "/operator/children/import/", {"sheet": SimpleUploadedFile("a.xlsx", b"PK\x03\x04nothing")}
    )
    assert response.status_code == 422
    assert signed_in(here.manager).post("/operator/children/import/", {}).status_code == 422


def test_nobody_opens_a_sheet_of_another_facility(cast: Cast, here: Nursery) -> None:
    preview = handed_in(signed_in(here.manager), book(row(1)))
    other = signed_in(Nursery(cast, name="示例·邻园").manager)
    assert other.get(preview).status_code == 404 and other.post(preview).status_code == 404


def test_the_export_is_masked_and_on_the_trail(here: Nursery) -> None:
    child = here.child()
    number = child.id_number.disclosed(to="a test")
    response = signed_in(here.manager).get("/operator/children/export/")
    page = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [str(cell.value) for line in page.iter_rows() for cell in line]
    assert number not in cells and "13800001234" not in cells and "138****1234" in cells
    with nation_scope(reason="a test looks"):
        assert AuditEvent.objects.filter(event="children.exported").count() == 1
    assert signed_in(here.manager).get("/operator/children/template/").status_code == 200


def test_a_month_goes_out_and_comes_back_filled_in(here: Nursery) -> None:
    one, two = here.filled(here.group(), 2)
    client = signed_in(here.manager)
    out = client.get("/operator/attendance/2026-05/sheet/")
    workbook = load_workbook(io.BytesIO(b"".join(out.streaming_content)))
    page = workbook.active
    lines = {line[0].value: line for line in page.iter_rows(min_row=2)}
    lines[one.pk][1 + 6].value = "√"
    lines[two.pk][1 + 7].value = 1
    url = "/operator/attendance/2026-05/import/"
    preview = handed_in(client, _saved(workbook), url)
    assert "可以全部导入" in text(client.get(preview))
    with as_actor(here.manager):
        assert marked_days(here.facility.pk, MAY) == {}
    assert client.post(preview).status_code == 302
    with as_actor(here.manager):
        found = {child: unpacked(days) for child, days in marked_days(here.facility.pk, MAY).items()}
    assert found == {one.pk: [6], two.pk: [7]}
    lines[one.pk][1 + 2].value = 1
    lines[two.pk][1 + 8].value = "也许"
    lines[two.pk][1].value = "示例·别人"
    wrong = handed_in(client, _saved(workbook), url)
    said = text(client.get(wrong))
    assert "2 日" in said and "出勤填 1 或 √" in said and "可能错行" in said
    assert client.post(wrong).status_code == 200
    with as_actor(here.manager):
        assert len(marked_days(here.facility.pk, MAY)) == 2


def _saved(workbook: Workbook) -> SimpleUploadedFile:
    out = io.BytesIO()
    workbook.save(out)
    return SimpleUploadedFile("考勤.xlsx", out.getvalue())


@pytest.mark.parametrize("typed", ["2026-05-08", "2026/5/8", "2026年5月8日", "20260508", "2026.5.8"])
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    assert day_of(Cell("A", typed)) == date(2026, 5, 8)


@pytest.mark.parametrize("typed", ["8.5.2026", "May", "2026-02-30"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        day_of(Cell("A", typed))
