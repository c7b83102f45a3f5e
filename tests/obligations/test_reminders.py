"""Nobody is forgotten and nobody is told twice: reminders follow from due dates, whenever and however often they are planned."""

import time
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from accounts.actors import system_actor
from accounts.enums import DepartmentKind, Role
from accounts.workflow import appoint
from facilities.models import Facility
from kernel import clock
from messaging.enums import Channel, Mode, State
from messaging.models import Choice, Message
from messaging.queries import unread_of
from messaging.wording import told
from obligations.models import Obligation
from obligations.reminding.stages import stages
from obligations.workflow import settle
from obligations.workflow.reminding import remind
from policy.queries import working_calendar, working_days_between
from regions.scope import nation_scope
from tests.cast import Cast, as_actor
from tests.obligations.rows import duty

pytestmark = pytest.mark.django_db


def run(on: str | date) -> int:
    with clock.frozen(date.fromisoformat(on) if isinstance(on, str) else on):
        return remind().written


def rows(**facts: Any) -> list[Message]:
    with nation_scope(reason="test"):
        return list(Message.objects.filter(**facts).order_by("id"))


def stages_told(**facts: Any) -> list[tuple[str, str]]:
    """(day it fell on, stage) of everything planned so far."""
    return [(str(row.on), row.key.rpartition(":")[0].removesuffix(":0")) for row in rows(**facts)]


@pytest.fixture
def facility(cast: Cast) -> Facility:
    return cast.facility()


def owed_by(cast: Cast, facility: Facility, due: str, opened: str, **facts: Any) -> Obligation:
    """A duty of the county's health office."""
    with clock.frozen(date.fromisoformat(opened)):
        office = cast.officer.post.department_id  # type: ignore[union-attr]
        begun = {"owner_kind": "HEALTH", "owner_id": office, "trigger_on": clock.today()}
        return duty(facility, due_on=date.fromisoformat(due), **(begun | facts))


class TestDates:
    def test_u35_the_report_due_on_a_sunday_is_called_for_on_the_friday_before(
        self, cast: Cast, facility: Facility
    ) -> None:
        owed_by(cast, facility, due="2025-11-30", opened="2025-10-09")
        for day in range(60):
            run(date(2025, 10, 9) + timedelta(day))
        assert stages_told() == [
            ("2025-10-09", "OPENED"),
            ("2025-11-03", "HALF_WAY"),
            ("2025-11-25", "BEFORE_3"),
            ("2025-11-27", "BEFORE_1"),
            ("2025-11-28", "DUE"),
            ("2025-12-01", "AFTER_1"),
            ("2025-12-03", "AFTER_3"),
            ("2025-12-05", "AFTER_5"),
        ]
        assert not any(row.late for row in rows())

    def test_after_the_last_stage_it_comes_again_every_working_week(
        self, cast: Cast, facility: Facility
    ) -> None:
        owed_by(cast, facility, due="2026-03-02", opened="2026-03-02")
        for day in range(30):
            run(date(2026, 3, 2) + timedelta(day))
        assert stages_told()[-4:] == [
            ("2026-03-09", "AFTER_5"),
            ("2026-03-16", "EVERY:1"),
            ("2026-03-23", "EVERY:2"),
            ("2026-03-30", "EVERY:3"),
        ]

    @given(
        due=st.dates(date(2025, 3, 1), date(2026, 8, 31)), today=st.dates(date(2025, 2, 1), date(2026, 9, 30))
    )
    def test_the_stage_is_the_one_a_day_by_day_count_finds(self, due: date, today: date) -> None:
        with nation_scope(reason="test"):
            code = stage_in_sql(due, today)
        assert code == stage_by_counting(due, today)

    def test_a_duty_without_a_date_is_told_once_when_it_opens(self, cast: Cast, facility: Facility) -> None:
        owed_by(cast, facility, due="2026-05-07", opened="2026-05-07", due_status="PROMPT")
        assert [run(date(2026, 5, 7) + timedelta(n)) for n in (0, 1, 40)] == [1, 0, 0]


def stage_by_counting(due: date, today: date) -> str | None:
    """The newest stage whose working day has come, walking the calendar by hand; None before the first."""
    known = working_calendar()
    last_working = due
    while not known.is_working(last_working):
        last_working -= timedelta(1)
    newest = None
    for stage in stages().stages:
        day, left = last_working, stage.working_days
        while left:
            day += timedelta(1 if left > 0 else -1)
            left -= known.is_working(day) * (1 if left > 0 else -1)
        if day <= today:
            newest = stage.code
    return newest


def stage_in_sql(due: date, today: date) -> str | None:
    rule = stages()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (%s::text[])[width_bucket(t.ordinal - d.ordinal, %s::int[])] FROM policy_calendarday t,"
            " policy_calendarday d WHERE t.day = %s AND d.day = %s",
            [[s.code for s in rule.stages], [s.working_days for s in rule.stages], today, due],
        )
        found: str | None = cursor.fetchone()[0]
    return found


class TestOnceAndNeverLost:
    def test_any_number_of_runs_changes_nothing(self, cast: Cast, facility: Facility) -> None:
        owed_by(cast, facility, due="2026-05-12", opened="2026-05-07")
        assert [run("2026-05-07") for _ in range(5)] == [1, 0, 0, 0, 0]

    def test_after_an_outage_only_the_newest_stage_is_told_and_says_that_it_is_late(
        self, cast: Cast, facility: Facility
    ) -> None:
        owed_by(cast, facility, due="2026-05-12", opened="2026-05-06")
        run("2026-05-06")
        run("2026-06-06")  # a month without anything; a Saturday
        assert stages_told(state=State.SHOWN) == [("2026-06-02", "EVERY:2")]
        assert [row.late for row in rows(state=State.SHOWN)] == [True]

    def test_a_clock_that_goes_on_and_back_neither_loses_nor_doubles(
        self, cast: Cast, facility: Facility
    ) -> None:
        owed_by(cast, facility, due="2026-05-12", opened="2026-05-06")
        for day in ("2026-05-11", "2026-05-12", "2026-05-11", "2026-05-10", "2026-05-12", "2026-05-13"):
            run(day)
        told = stages_told(user_id=cast.officer.user_id)
        assert [code for _day, code in told] == ["BEFORE_1", "DUE", "AFTER_1"]

    @pytest.mark.parametrize(
        ("opened", "due", "days", "told"),
        [
            # 1 to 3 January are days off and Sunday the 4th is worked
            (
                "2025-12-29",
                "2026-01-05",
                ("2025-12-31", "2026-01-01", "2026-01-04", "2026-01-05", "2025-12-31"),
                ["BEFORE_3", "BEFORE_1", "DUE"],
            ),
            # 29 February is a working day as any other
            (
                "2024-02-23",
                "2024-02-29",
                ("2024-02-28", "2024-02-29", "2024-03-01", "2024-02-29"),
                ["BEFORE_1", "DUE", "AFTER_1"],
            ),
        ],
    )
    def test_year_end_and_the_29th_of_february_are_days_like_others(
        self, cast: Cast, facility: Facility, opened: str, due: str, days: tuple[str, ...], told: list[str]
    ) -> None:
        owed_by(cast, facility, due=due, opened=opened)
        for day in days:
            run(day)
        assert [code for _day, code in stages_told(user_id=cast.officer.user_id)] == told

    @pytest.mark.parametrize("zone", ["America/New_York", "Europe/Berlin", "Pacific/Auckland"])
    def test_a_worker_elsewhere_tells_on_the_day_of_china(
        self, cast: Cast, facility: Facility, monkeypatch: pytest.MonkeyPatch, zone: str
    ) -> None:
        owed_by(cast, facility, due="2026-05-12", opened="2026-05-06")
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        try:
            for instant in ("2026-05-11T00:30+08:00", "2026-05-11T23:30+08:00"):
                with clock.frozen(datetime.fromisoformat(instant).astimezone()):
                    remind()
        finally:
            monkeypatch.undo()
            time.tzset()
        assert stages_told(user_id=cast.officer.user_id) == [("2026-05-11", "BEFORE_1")]

    def test_a_moved_date_takes_back_what_was_planned_for_the_old_one(
        self, cast: Cast, facility: Facility
    ) -> None:
        row = owed_by(cast, facility, due="2026-05-08", opened="2026-04-20")
        run("2026-05-07")
        with nation_scope(reason="test"):
            Obligation.objects.filter(pk=row.pk).update(due_on=date(2026, 5, 12))
        run("2026-05-07")
        assert [(r.facts["due"], r.state) for r in rows()] == [
            ("2026-05-08", "WITHDRAWN"),
            ("2026-05-12", "SHOWN"),
        ]

    def test_what_is_done_is_not_called_for_any_more(self, cast: Cast, facility: Facility) -> None:
        row = owed_by(
            cast,
            facility,
            due="2026-05-08",
            opened="2026-04-20",
            subject_type="facilities.facility",
            subject_id=facility.pk,
        )
        run("2026-05-07")
        with clock.frozen(date(2026, 5, 7)), as_actor(cast.officer):
            settle(by=cast.officer, subject=facility, rule=row.rule, event="test")
        run("2026-05-07")
        assert [r.state for r in rows()] == ["WITHDRAWN"]


class TestWhom:
    def names(self, cast: Cast, on: str) -> set[str]:
        run(on)
        newest = {row.user_id for row in rows(state=State.SHOWN)}
        known = {cast.officer.user_id: "officer", cast.head.user_id: "head", cast.city.user_id: "city"}
        return {known.get(user, "other") for user in newest if user}

    def test_the_officer_then_the_head_then_the_level_above(self, cast: Cast, facility: Facility) -> None:
        _ = cast.officer, cast.head, cast.city, cast.neighbour, cast.stranger
        owed_by(cast, facility, due="2026-05-12", opened="2026-05-06")
        assert self.names(cast, "2026-05-12") == {"officer"}
        assert self.names(cast, "2026-05-13") == {"officer", "head"}
        assert self.names(cast, "2026-05-19") == {"officer", "head", "city"}

    def test_who_took_it_up_is_told_and_the_colleagues_are_not(self, cast: Cast, facility: Facility) -> None:
        colleague = cast.user("second-officer")
        office = cast.department(cast.officer.region_id, DepartmentKind.HEALTH)
        appoint(
            by=system_actor("test"),
            user=colleague,
            department=office,
            role=Role.OFFICER,
            valid_from=date(2020, 1, 1),
        )
        owed_by(cast, facility, due="2026-05-12", opened="2026-05-06", assignee_id=colleague.pk)
        run("2026-05-12")
        assert {row.user_id for row in rows()} == {colleague.pk}

    def test_where_nobody_sits_the_next_one_up_is_told(self, cast: Cast, facility: Facility) -> None:
        _ = cast.city
        empty = cast.department(cast.officer.region_id, DepartmentKind.HEALTH)
        cast.officer.post and cast.user(cast.officer.username).appointments.update(
            valid_to=date(2026, 5, 1), ended_at=clock.now()
        )
        owed_by(cast, facility, due="2026-05-12", opened="2026-05-06", owner_id=empty.pk)
        assert self.names(cast, "2026-05-12") == {"city"}

    def test_a_facility_is_reminded_itself_and_the_county_once_it_is_late(
        self, cast: Cast, facility: Facility
    ) -> None:
        operator, _ = cast.operator(facility), cast.officer
        with clock.frozen(date(2026, 5, 6)):
            duty(facility, due_on=date(2026, 5, 12), trigger_on=date(2026, 5, 6))
        run("2026-05-12")
        assert {row.user_id for row in rows()} == {operator.user_id}
        run("2026-05-13")
        assert {row.user_id for row in rows(state=State.SHOWN)} == {operator.user_id, cast.officer.user_id}

    def test_nobody_in_another_place_sees_any_of_it(self, cast: Cast, facility: Facility) -> None:
        _ = cast.neighbour, cast.stranger, cast.officer
        owed_by(cast, facility, due="2026-05-12", opened="2026-05-06")
        run("2026-05-19")
        with as_actor(cast.officer):
            assert unread_of(cast.officer).count() == 1
        for other in (cast.neighbour, cast.stranger):
            with as_actor(other):
                assert Message.objects.count() == 0


class TestChannels:
    def test_each_chosen_channel_gets_its_own_row(
        self, cast: Cast, facility: Facility, settings: Any
    ) -> None:
        settings.MESSAGE_CHANNELS = {"EMAIL": "x", "SMS": "x"}
        Choice.objects.create(
            user_id=cast.officer.user_id, channel=Channel.SMS, mode=Mode.AT_ONCE, address="13812345678"
        )
        Choice.objects.create(
            user_id=cast.officer.user_id, channel=Channel.WECOM, mode=Mode.AT_ONCE, address="k"
        )
        owed_by(cast, facility, due="2026-05-12", opened="2026-05-06")
        run("2026-05-06")
        assert [(r.channel, r.state) for r in rows()] == [("NOTICE", "SHOWN"), ("SMS", "WAITING")]

    def test_the_words_name_the_duty_the_place_and_the_day(self, cast: Cast, facility: Facility) -> None:
        owed_by(cast, facility, due="2026-05-12", opened="2026-05-06")
        run("2026-05-07")
        with as_actor(cast.officer), clock.frozen(date(2026, 5, 7)):
            row = Message.objects.select_related("facility").get()
            words = told([row])[row.pk]
        left = working_days_between(date(2026, 5, 7), date(2026, 5, 12))
        assert facility.name in words.title and "2026-05-12" in words.title and str(left) in words.title
