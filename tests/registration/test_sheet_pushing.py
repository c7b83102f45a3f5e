"""Many registrations by sheet: each row is pushed by itself, nothing is pushed twice, and killed workers lose nothing."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.actors import system_actor
from accounts.enums import DepartmentKind
from accounts.errors import NotAllowed
from accounts.models import Appointment
from accounts.workflow import end_appointment
from audit.models import AuditEvent
from facilities.models import Facility
from kernel import clock
from messaging.models import Message
from messaging.wording import told
from registration.enums import RowState, SheetState
from registration.errors import WrongState
from registration.models import Registration
from registration.workflow import sheet_work
from registration.workflow.sheet_work import waiting_sheets, work_on
from registration.workflow.sheets import discard_sheet, start_sheet, stop_sheet
from tests.cast import ZHANGGONG, Cast, as_actor, uscc
from tests.registration.books import book, checked, faults, good, handed_in, push_all, rows_of
from tests.registration.pushes import noted, pushed, registrar, stated

pytestmark = pytest.mark.django_db


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

    def test_its_owner_is_told_when_it_is_checked_and_when_it_is_pushed(self, cast: Cast) -> None:
        sheet = push_all(cast.registrar, checked(cast.registrar, book([good()])))

        with as_actor(cast.registrar):
            rows = list(Message.objects.filter(event="sheet_through").order_by("id"))
            words = told(rows)
        assert [row.facts["state"] for row in rows] == ["CHECKED", "DONE"]
        assert {row.user_id for row in rows} == {cast.registrar.user_id}
        checked_row, pushed_row = rows
        assert checked_row.pk not in words  # the sheet has gone on: nobody need look any more
        assert words[pushed_row.pk].path == f"/pushes/sheets/{sheet.pk}/"
        assert sheet.name in words[pushed_row.pk].title

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
        monkeypatch.setattr(sheet_work, "_renew", lambda *given: len(given) == 3)
        work_on(sheet.pk)
        with as_actor(cast.registrar):
            sheet.refresh_from_db()
            assert (sheet.state, sheet.rows.count()) == (SheetState.CHECKING, 3)
        monkeypatch.undo()

        work_on(sheet.pk)

        with as_actor(cast.registrar):
            sheet.refresh_from_db()
            assert (sheet.state, sheet.rows.count()) == (SheetState.CHECKED, 3)
