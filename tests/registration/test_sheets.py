"""A sheet of registrations is read as offices write them, and every fault is found at its row and column."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from accounts.enums import DepartmentKind
from registration.enums import RowState, SheetState
from registration.problems import Problem
from registration.workflow import sheet_work
from tests.cast import GANZHOU, NANKANG, ZHANGGONG, Cast, uscc
from tests.registration.books import HEADINGS, book, checked, faults, good, rows_of, text
from tests.registration.pushes import pushed, registrar

pytestmark = pytest.mark.django_db


def one_fault(cast: Cast, **changes: Any) -> tuple[str, str]:
    """What is found wrong with one row that is good but for the changes."""
    sheet = checked(cast.registrar, book([good(**changes)]))
    (row,) = rows_of(cast.registrar, sheet)
    assert row.state == RowState.BAD
    (found,) = faults(row)
    return found


class TestReading:
    def test_a_good_row_is_understood(self, cast: Cast) -> None:
        code = uscc(prefix="52360702MA")

        sheet = checked(cast.registrar, book([good(统一社会信用代码=code)]))

        (row,) = rows_of(cast.registrar, sheet)
        assert (sheet.state, sheet.total, row.number, row.state) == (SheetState.CHECKED, 1, 2, RowState.GOOD)
        assert (row.facts["uscc"], row.facts["region"], row.facts["approved_on"]) == (
            code,
            360702001000,
            "2026-04-28",
        )

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
    def test_csv_is_read_in_the_encodings_of_the_offices(self, cast: Cast, encoding: str) -> None:
        sheet = checked(cast.registrar, text([good()], encoding), "登记信息.csv")

        assert [r.state for r in rows_of(cast.registrar, sheet)] == [RowState.GOOD]

    @pytest.mark.parametrize(
        "day",
        [
            "2026-04-28",
            "2026/4/28",
            "2026.4.28",
            "2026年4月28日",
            "20260428",
            date(2026, 4, 28),
            datetime(2026, 4, 28),
        ],
    )
    def test_days_are_read_as_people_write_them(self, cast: Cast, day: Any) -> None:
        sheet = checked(cast.registrar, book([good(核准登记日期=day)]))

        assert rows_of(cast.registrar, sheet)[0].facts["approved_on"] == "2026-04-28"

    @pytest.mark.parametrize(
        ("street", "code"),
        [
            ("解放街道", 360702001000),
            (" 解放街道办事处 ", 360702001000),
            ("章贡区解放街道", 360702001000),
            ("江西省赣州市章贡区 水东镇", 360702101000),
            ("360702001", 360702001000),
            ("360702001000", 360702001000),
            (360702001, 360702001000),
            ("360702", ZHANGGONG),
            ("章贡区", ZHANGGONG),
        ],
    )
    def test_streets_are_found_by_name_and_by_code(self, cast: Cast, street: Any, code: int) -> None:
        sheet = checked(cast.registrar, book([good(**{"住所（街道）": street})]))

        assert rows_of(cast.registrar, sheet)[0].facts["region"] == code

    @pytest.mark.parametrize(
        "kind", ["社会服务机构", "民办非企业单位", "Social service organisation", "SOCIAL_SERVICE_ORG"]
    )
    def test_kinds_are_read_as_people_write_them(self, cast: Cast, kind: str) -> None:
        sheet = checked(cast.registrar, book([good(机构类型=kind)]))

        assert rows_of(cast.registrar, sheet)[0].facts["entity_kind"] == "SOCIAL_SERVICE_ORG"

    def test_columns_may_stand_in_any_order_under_other_names_with_more_beside_them(self, cast: Cast) -> None:
        headings = [
            "备注",
            "统一社会信用代码*",
            "企业名称",
            "类型（必填）",
            "街道",
            "地址",
            "登记日期",
            "经营范围",
        ]
        values = good()
        row = ["x", values[2], values[0], values[1], values[3], values[4], values[5], values[6]]

        sheet = checked(cast.registrar, book([row], headings, title="2026 年 4 月登记信息"))

        assert sheet.header["row"] == 2 and sheet.header["ignored"] == ["备注"]
        assert [r.state for r in rows_of(cast.registrar, sheet)] == [RowState.GOOD]

    def test_a_city_office_says_which_district(self, cast: Cast) -> None:
        above = registrar(cast, GANZHOU, DepartmentKind.ADMIN_APPROVAL)
        headings = [*HEADINGS, "所属区县"]
        rows = [
            [*good(**{"住所（街道）": "东山街道"}), district]
            for district in ("", "南康区", "章贡区", "瓯海区")
        ]

        found = rows_of(above, checked(above, book(rows, headings)))

        assert [r.state for r in found] == ["GOOD", "GOOD", "BAD", "BAD"]
        assert {r.facts["region"] // 10**6 * 10**6 for r in found[:2]} == {NANKANG}
        assert [faults(r) for r in found[2:]] == [[("street", "STREET")], [("district", "DISTRICT")]]

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (book([]), "EMPTY"),
            (book([good()], ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬"]), "NO_HEADER"),
            (book([good()[:3]], HEADINGS[:3]), "MISSING_COLUMNS"),
            (book([[*good(), "x"]], [*HEADINGS, "信用代码"]), "REPEATED_COLUMNS"),
        ],
        ids=["empty", "no header", "missing", "twice"],
    )
    def test_a_sheet_that_cannot_be_used_says_why(self, cast: Cast, content: bytes, code: str) -> None:
        sheet = checked(cast.registrar, content)

        assert (sheet.state, sheet.refusal["code"]) == (SheetState.REFUSED, code)
        assert rows_of(cast.registrar, sheet) == []

    def test_more_rows_than_the_limit_are_refused(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sheet_work, "MAX_ROWS", 3)

        sheet = checked(cast.registrar, book([good() for _ in range(4)]))

        assert (sheet.state, sheet.refusal["code"]) == (SheetState.REFUSED, "TOO_MANY_ROWS")
        assert sheet.refusal["facts"]["limit"] == 3


class TestFaults:
    @pytest.mark.parametrize(
        ("column", "value", "found"),
        [
            ("统一社会信用代码", "52360702MA00DEM14X", ("uscc", "USCC_CHECK_DIGIT")),
            ("统一社会信用代码", "", ("uscc", "REQUIRED")),
            ("统一社会信用代码", 523607020000000001, ("uscc", "LOST_DIGITS")),
            ("核准登记日期", "2026/5/32", ("approved_on", "DATE_NONE")),
            ("核准登记日期", "去年", ("approved_on", "DATE_FORMAT")),
            ("核准登记日期", "2026-05-08", ("approved_on", "DATE_FUTURE")),
            ("核准登记日期", "", ("approved_on", "REQUIRED")),
            ("机构类型", "个体", ("entity_kind", "KIND")),
            ("机构类型", "事业单位", ("entity_kind", "WRONG_REGISTRAR")),
            ("业务范围", "家政服务", ("business_scope", "SCOPE_WORD")),
            ("住所（街道）", "不存在街道", ("street", "STREET")),
            ("住所（街道）", "360703001", ("street", "OUT_OF_REACH")),
            ("住所（街道）", "999999", ("street", "REGION")),
            ("机构名称", "", ("name", "REQUIRED")),
            ("机构名称", "托" * 130, ("name", "TOO_LONG")),
            ("详细地址", "=A1&B1", ("address", "FORMULA")),
        ],
    )
    def test_each_fault_is_found_at_its_column(
        self, cast: Cast, column: str, value: Any, found: tuple[str, str]
    ) -> None:
        assert one_fault(cast, **{column: value}) == found

    def test_several_faults_of_a_row_are_told_at_once_in_the_order_of_the_columns(self, cast: Cast) -> None:
        bad = good(机构类型="个体", 统一社会信用代码="", 核准登记日期="2026/5/32")

        (row,) = rows_of(cast.registrar, checked(cast.registrar, book([bad])))

        assert [field for field, _code in faults(row)] == ["entity_kind", "uscc", "approved_on"]
        marked = {each["field"]: each["bad"] for each in row.problems}
        assert (marked["entity_kind"], marked["approved_on"]) == ("个体", "32")

    def test_the_same_code_twice_in_one_sheet_is_told_with_the_row(self, cast: Cast) -> None:
        code = uscc(prefix="52360702MA")
        twice = good(统一社会信用代码=code)

        first, second = rows_of(cast.registrar, checked(cast.registrar, book([twice, twice])))

        assert first.state == RowState.GOOD
        assert (second.state, second.problems[0]["facts"]["row"]) == (RowState.BAD, 2)

    def test_merged_cells_are_told(self, cast: Cast) -> None:
        workbook = load_workbook(BytesIO(book([good(), good()])))
        workbook.active.merge_cells("D2:D3")
        out = BytesIO()
        workbook.save(out)

        _first, second = rows_of(cast.registrar, checked(cast.registrar, out.getvalue()))

        assert ("street", "MERGED") in faults(second)

    def test_what_was_pushed_already_is_skipped_with_its_day(self, cast: Cast) -> None:
        row = pushed(cast.registrar)

        (found,) = rows_of(cast.registrar, checked(cast.registrar, book([good(统一社会信用代码=row.uscc)])))

        assert (found.state, faults(found)) == (RowState.DUPLICATE, [("uscc", "SKIP_DUPLICATE")])
        assert found.problems[0]["facts"]["day"] == "2026-05-07"

    def test_a_code_of_another_place_is_an_error_that_names_no_place(self, cast: Cast) -> None:
        there = registrar(cast, NANKANG, DepartmentKind.ADMIN_APPROVAL)
        row = pushed(there, 360703001000)

        assert one_fault(cast, 统一社会信用代码=row.uscc) == ("uscc", "ELSEWHERE")

    def test_a_fault_is_told_in_the_language_of_the_reader(self, cast: Cast) -> None:
        problem = Problem("uscc", "USCC_CHECK_DIGIT", {}, "4")
        again = Problem.from_json(problem.as_json())

        with override("en"):
            assert str(again).startswith("The check digit is wrong")
        with override("zh-hans"):
            assert "校验位" in str(again)
