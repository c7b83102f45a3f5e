"""Many registrations by sheet: each row is checked, judged and pushed by itself, and nothing is pushed twice."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from accounts.actors import Actor, system_actor
from accounts.enums import DepartmentKind
from accounts.errors import NotAllowed
from accounts.models import Appointment
from accounts.workflow import end_appointment
from audit.models import AuditEvent
from facilities.models import Facility
from kernel import clock
from registration.enums import RowState, SheetState
from registration.errors import WrongState
from registration.models import PushSheet, PushSheetRow, Registration
from registration.problems import Problem
from registration.workflow import sheet_work
from registration.workflow.sheet_work import waiting_sheets, work_on
from registration.workflow.sheets import discard_sheet, start_sheet, stop_sheet
from tests.cast import GANZHOU, NANKANG, ZHANGGONG, Cast, as_actor, uscc
from tests.registration.books import HEADINGS, book, checked, good, handed_in, text
from tests.registration.pushes import noted, pushed, registrar, stated

pytestmark = pytest.mark.django_db


def rows_of(by: Actor, sheet: PushSheet) -> list[PushSheetRow]:
    with as_actor(by):
        return list(sheet.rows.order_by("number"))


def faults(row: PushSheetRow) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in row.problems]


def push_all(by: Actor, sheet: PushSheet) -> PushSheet:
    with as_actor(by):
        start_sheet(by=by, sheet_id=sheet.pk)
    work_on(sheet.pk)
    with as_actor(by):
        sheet.refresh_from_db()
    return sheet


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


class TestPushing:
    def test_the_good_rows_are_pushed_and_the_others_left(self, cast: Cast) -> None:
        known = pushed(cast.registrar)
        content = book([good(), good(机构类型="个体"), good(统一社会信用代码=known.uscc), good()])

        sheet = push_all(cast.registrar, checked(cast.registrar, content))

        states = [r.state for r in rows_of(cast.registrar, sheet)]
        assert (sheet.state, states) == (SheetState.DONE, ["PUSHED", "BAD", "DUPLICATE", "PUSHED"])
        with as_actor(cast.officer):
            made = Registration.objects.filter(channel="SHEET")
            assert sorted(made.values_list("id", flat=True)) == [
                r.registration_id for r in rows_of(cast.registrar, sheet) if r.registration_id
            ]
            assert {row.pushed_by_id for row in made} == {cast.registrar.user_id}

    def test_the_corrected_sheet_pushes_only_what_is_new(self, cast: Cast) -> None:
        codes = [uscc(prefix="52360702MA") for _ in range(3)]
        first = [good(统一社会信用代码=code) for code in codes]
        faulty = [first[0], good(统一社会信用代码=codes[1], 机构类型="个体"), first[2]]
        push_all(cast.registrar, checked(cast.registrar, book(faulty)))

        again = push_all(cast.registrar, checked(cast.registrar, book(first)))

        assert [r.state for r in rows_of(cast.registrar, again)] == ["DUPLICATE", "PUSHED", "DUPLICATE"]
        with as_actor(cast.officer):
            assert Facility.objects.filter(uscc__in=codes).count() == 3

    def test_a_row_pushed_by_somebody_else_meanwhile_is_skipped(self, cast: Cast) -> None:
        code = uscc(prefix="52360702MA")
        sheet = checked(cast.registrar, book([good(统一社会信用代码=code)]))
        pushed(cast.registrar, uscc=code)

        sheet = push_all(cast.registrar, sheet)

        (row,) = rows_of(cast.registrar, sheet)
        assert (row.state, faults(row)) == (RowState.DUPLICATE, [("uscc", "DUPLICATE")])

    def test_u22_a_row_of_a_facility_that_filed_first_is_matched(self, cast: Cast) -> None:
        facility = stated(cast, cast.registrar)

        push_all(cast.registrar, checked(cast.registrar, book([good(统一社会信用代码=facility.uscc)])))

        with as_actor(cast.officer):
            facility.refresh_from_db()
            assert facility.registration_confirmed

    def test_a_draft_of_the_office_becomes_the_push(self, cast: Cast) -> None:
        draft = noted(cast.registrar)

        sheet = push_all(cast.registrar, checked(cast.registrar, book([good(统一社会信用代码=draft.uscc)])))

        assert rows_of(cast.registrar, sheet)[0].registration_id == draft.pk

    def test_a_row_that_breaks_is_told_and_the_others_go_on(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = sheet_work.push

        def broken(**given: Any) -> Any:
            if given["facts"].name == "坏":
                raise RuntimeError("nobody foresaw this")
            return real(**given)

        monkeypatch.setattr(sheet_work, "push", broken)

        sheet = push_all(cast.registrar, checked(cast.registrar, book([good(机构名称="坏"), good()])))

        first, second = rows_of(cast.registrar, sheet)
        assert (first.state, faults(first)) == (RowState.REFUSED, [("", "UNEXPECTED")])
        assert (second.state, sheet.state) == (RowState.PUSHED, SheetState.DONE)

    def test_stopping_leaves_the_rest_and_starting_again_goes_on(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        by = cast.registrar
        sheet = checked(by, book([good() for _ in range(5)]))
        with as_actor(by):
            start_sheet(by=by, sheet_id=sheet.pk)
        monkeypatch.setattr(sheet_work, "_RENEW_EVERY", 2)
        monkeypatch.setattr(sheet_work, "_renew", lambda *given: False)
        work_on(sheet.pk)
        assert [r.state for r in rows_of(by, sheet)] == ["PUSHED"] * 2 + ["GOOD"] * 3
        with as_actor(by):
            stop_sheet(by=by, sheet_id=sheet.pk)
            sheet.refresh_from_db()
        assert sheet.state == SheetState.STOPPED and work_on(sheet.pk) is False
        monkeypatch.undo()

        sheet = push_all(by, sheet)

        assert {r.state for r in rows_of(by, sheet)} == {RowState.PUSHED}
        with as_actor(cast.officer):
            assert Facility.objects.filter(registrar_id=by.department_id).count() == 5

    def test_without_a_good_row_nothing_starts(self, cast: Cast) -> None:
        sheet = checked(cast.registrar, book([good(机构类型="个体")]))

        with as_actor(cast.registrar), pytest.raises(WrongState):
            start_sheet(by=cast.registrar, sheet_id=sheet.pk)

    def test_a_person_who_lost_the_appointment_pushes_nothing_more(self, cast: Cast) -> None:
        by = cast.registrar
        sheet = checked(by, book([good()]))
        with as_actor(by):
            start_sheet(by=by, sheet_id=sheet.pk)
        with clock.frozen(date(2026, 5, 7)):
            end_appointment(by=system_actor("test"), appointment=Appointment.objects.get(user_id=by.user_id))

        work_on(sheet.pk)

        with as_actor(by):
            sheet.refresh_from_db()
            assert sheet.state == SheetState.STOPPED
            assert sheet.rows.get().state == RowState.GOOD

    def test_a_discarded_sheet_is_not_worked_on(self, cast: Cast) -> None:
        sheet = handed_in(cast.registrar, book([good()]))
        with as_actor(cast.registrar):
            discard_sheet(by=cast.registrar, sheet_id=sheet.pk)

        assert work_on(sheet.pk) is False and sheet.pk not in waiting_sheets()

    def test_another_office_neither_starts_nor_stops_it(self, cast: Cast) -> None:
        sheet = checked(cast.registrar, book([good()]))
        market = registrar(cast, ZHANGGONG, DepartmentKind.MARKET)

        for verb in (start_sheet, stop_sheet, discard_sheet):
            with as_actor(market), pytest.raises(NotAllowed):
                verb(by=market, sheet_id=sheet.pk)

    def test_every_step_is_on_the_trail(self, cast: Cast) -> None:
        sheet = push_all(cast.registrar, checked(cast.registrar, book([good()])))

        with as_actor(cast.officer):
            events = AuditEvent.objects.filter(subject_type="registration.pushsheet", subject_id=sheet.pk)
            assert list(events.order_by("id").values_list("event", flat=True)) == [
                "sheet.uploaded",
                "sheet.checked",
                "sheet.started",
                "sheet.finished",
            ]


class TestWorkers:
    def test_a_sheet_somebody_works_on_is_left_alone(self, cast: Cast) -> None:
        sheet = handed_in(cast.registrar, book([good()]))
        assert sheet_work._claim(sheet.pk)

        assert sheet_work._claim(sheet.pk) is None
        assert sheet.pk not in waiting_sheets()

    def test_a_lease_that_ran_out_is_taken_over_and_the_sleeper_writes_nothing(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        by = cast.registrar
        sheet = checked(by, book([good(), good()]))
        with as_actor(by):
            start_sheet(by=by, sheet_id=sheet.pk)
        monkeypatch.setattr(sheet_work, "LEASE", timedelta(seconds=-1))
        sleeper = sheet_work._claim(sheet.pk) or ""
        monkeypatch.undo()

        assert sheet.pk in waiting_sheets()
        other = sheet_work._claim(sheet.pk)
        assert other
        mine = sheet_work._mine(sheet.pk, other)
        assert mine is not None

        assert sheet_work._push_next(mine, sleeper, by) is False
        assert sheet_work._push_next(mine, other, by) is True

    def test_a_check_that_was_broken_off_begins_anew(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sheet = handed_in(cast.registrar, book([good() for _ in range(3)]))
        monkeypatch.setattr(sheet_work, "_renew", lambda *given: False)
        work_on(sheet.pk)
        with as_actor(cast.registrar):
            sheet.refresh_from_db()
            assert (sheet.state, sheet.rows.count()) == (SheetState.CHECKING, 3)
        monkeypatch.undo()

        work_on(sheet.pk)

        with as_actor(cast.registrar):
            sheet.refresh_from_db()
            assert (sheet.state, sheet.rows.count()) == (SheetState.CHECKED, 3)
