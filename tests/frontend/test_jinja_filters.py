"""Dates, times and numbers in Chinese and in English."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from accounts.actors import Post
from accounts.enums import DepartmentKind, Role
from config import jinja_filters as f
from kernel.clock import ZONE
from kernel.presentation import DueDay

DAY = date(2026, 5, 11)
pytestmark = pytest.mark.usefixtures("today")


@pytest.mark.parametrize(
    ("write", "chinese", "english"),
    [
        (f.day, "5月11日", "11 May"),
        (f.day_text, "5 月 11 日", "11 May"),
        (f.short_day, "5/11", "11/5"),
        (f.month, "5月", "May"),
        (f.long_day, "2026 年 5 月 11 日 星期一", "Monday, 11 May 2026"),
        (f.weekday, "周一", "Mon"),
        (f.iso, "2026-05-11", "2026-05-11"),
    ],
)
def test_a_date_is_written_in_both_languages(write, chinese: str, english: str) -> None:  # type: ignore[no-untyped-def]
    with translation.override("zh-hans"):
        assert write(DAY) == chinese
    with translation.override("en"):
        assert write(DAY) == english


def test_a_date_of_another_year_shows_the_year() -> None:
    assert f.day(date(2027, 1, 29)) == "2027-01-29"
    assert f.day_text(date(2025, 11, 18)) == "2025-11-18"


def test_an_instant_is_shown_in_chinas_time() -> None:
    late = datetime(2026, 5, 6, 17, 30, tzinfo=UTC)
    with translation.override("zh-hans"):
        assert f.moment(late) == "5月7日 01:30"
        assert f.day(late) == "5月7日"
        assert f.minute(late) == "01:30"
        assert f.recent(late) == "今天 01:30"
        assert f.recent(datetime(2026, 5, 6, 9, 12, tzinfo=ZONE)) == "昨天 09:12"
        assert f.recent(datetime(2026, 4, 22, 10, 5, tzinfo=ZONE)) == "4 月 22 日 10:05"


def test_what_is_absent_is_never_shown_as_zero() -> None:
    assert f.number(None) == "—"
    assert f.yuan(None) == "—"
    assert f.percent(0, 0) == "—"
    assert (f.percent(299, 300), f.percent(1, 300), f.percent(0, 3), f.percent(3, 3)) == (
        "99%",
        "1%",
        "0%",
        "100%",
    )
    assert f.day(None) == f.weekday(None) == f.moment(None) == f.iso(None) == ""


@pytest.mark.parametrize(
    ("fen", "shown"), [(0, "0.00"), (5, "0.05"), (2_700_000, "27,000.00"), (-150, "−1.50")]
)
def test_fen_are_written_as_yuan(fen: int, shown: str) -> None:
    assert f.yuan(fen) == shown


@pytest.mark.parametrize(
    ("octets", "shown"), [(999, "999 B"), (86_000, "86 kB"), (999_600, "1.0 MB"), (3_400_000, "3.4 MB")]
)
def test_file_sizes_are_decimal(octets: int, shown: str) -> None:
    assert f.filesize(octets) == shown


def test_weeks_are_filled_from_monday_to_sunday() -> None:
    weeks = f.weeks([DueDay(date(2026, 4, 28), "start"), DueDay(date(2026, 4, 29), "counted", 1, due=True)])
    assert [len(week) for week in weeks] == [7]
    assert weeks[0][0].on == date(2026, 4, 27)
    assert weeks[0][-1].on == date(2026, 5, 3)
    assert [each.kind for each in weeks[0][:3]] == ["plain", "start", "counted"]
    assert f.weeks([]) == []


def test_captions_join_neighbouring_days_off_and_cover_every_day() -> None:
    days = [
        DueDay(date(2026, 4, 30), "start"),
        DueDay(date(2026, 5, 1), "off", note="劳动节"),
        DueDay(date(2026, 5, 2), "off", note="劳动节"),
        DueDay(date(2026, 5, 9), "counted", 1, make_up=True),
        DueDay(date(2026, 5, 10), "off"),
        DueDay(date(2026, 5, 11), "counted", 2, due=True),
    ]
    with translation.override("zh-hans"):
        captions = f.captions(days)
    assert [(words, span) for words, span, _kind in captions] == [
        ("当天不计", 1),
        ("放假，不计", 2),
        ("调休上班", 1),
        ("不计", 1),
        ("到期 24:00", 1),
    ]


def test_an_office_is_called_in_the_readers_language_if_it_has_a_name_there() -> None:
    named = Post(
        1,
        Role.OFFICER,
        1,
        "赣州市卫健委",
        DepartmentKind.HEALTH,
        360700000000,
        "赣州市",
        "Ganzhou Health Commission",
    )
    assert f.office(named) == "赣州市卫健委"
    with translation.override("en"):
        assert f.office(named) == "Ganzhou Health Commission"
        assert f.office(replace(named, department_en="")) == "赣州市卫健委"
