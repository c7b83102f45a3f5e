"""The working calendar against independent libraries and against counting day by day."""

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import chinese_calendar
import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.calendar import CalendarData, OutsideCalendar, WorkingCalendar, build
from policy.enums import DayKind
from policy.errors import PackRefused
from policy.loader.calendar import FOLDER, arrangement_entries, calendar_data

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
#: 国办发明电〔2005〕35号 has it work; the library took it for a plain Saturday.
ERRORS_OF_CHINESE_CALENDAR = {date(2005, 12, 31)}

days = st.dates(FIRST, LAST)
terms = st.integers(1, 400)


@cache
def data() -> CalendarData:
    return calendar_data(arrangement_entries())


@cache
def now() -> WorkingCalendar:
    return build(data())


def every_day() -> list[date]:
    return [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]


def test_every_day_from_2004_to_2026_agrees_with_chinesecalendar() -> None:
    differing = {d for d in every_day() if now().is_working(d) != chinese_calendar.is_workday(d)}
    assert differing == ERRORS_OF_CHINESE_CALENDAR


def test_every_day_from_2004_to_2026_agrees_with_holidays() -> None:
    china = holidays.country_holidays("CN", years=range(2004, 2027))
    assert [d for d in every_day() if now().is_working(d) != china.is_working_day(d)] == []


@settings(max_examples=400, deadline=None)
@given(days, terms)
def test_the_nth_working_day_is_the_one_found_by_walking(trigger: date, term: int) -> None:
    day, counted = trigger, 0
    while counted < term:
        day += timedelta(1)
        if day > LAST:
            assert now().after(trigger, term) > LAST
            return
        counted += day in ERRORS_OF_CHINESE_CALENDAR or chinese_calendar.is_workday(day)
    assert now().after(trigger, term) == day
    assert now().between(trigger, day) == term == len(now().counted(trigger, day))


@settings(deadline=None)
@given(days, days, terms)
def test_a_later_trigger_never_gives_an_earlier_date(one: date, other: date, term: int) -> None:
    early, late = sorted((one, other))
    assert now().after(early, term) <= now().after(late, term)


@settings(deadline=None)
@given(days)
def test_the_working_day_on_or_before_and_on_or_after_enclose_the_day(day: date) -> None:
    if day > FIRST:
        assert now().on_or_before(day) <= day <= now().on_or_after(day)
        assert now().is_working(now().on_or_after(day))
    assert (now().on_or_after(day) == day) == now().is_working(day)


def test_many_dates_at_once_are_the_same_dates() -> None:
    triggers = every_day()[::7]
    lengths = [1 + n % 60 for n in range(len(triggers))]
    assert now().after_each(triggers, lengths) == [
        now().after(t, n) for t, n in zip(triggers, lengths, strict=True)
    ]
    assert now().after_each([], []) == []
    with pytest.raises(ValueError, match="one term"):
        now().after_each([FIRST], [])
    for bad in ([date(2003, 12, 31)], [1]), ([date(2031, 1, 15)], [20]), ([FIRST], [0]):
        with pytest.raises(OutsideCalendar):
            now().after_each(*bad)


def test_days_around_labour_day_2026_have_their_kind_and_name() -> None:
    holiday, makeup = now().day(date(2026, 5, 4)), now().day(date(2026, 5, 9))
    assert (holiday.kind, holiday.working, holiday.festival) == (DayKind.HOLIDAY, False, "LABOUR_DAY")
    assert (makeup.kind, makeup.working, now().festival(makeup.on).zh) == (DayKind.MAKEUP, True, "劳动节")
    assert now().day(date(2026, 5, 10)).kind == DayKind.WEEKEND
    assert str(now().festival(date(2026, 5, 11))) == ""


@pytest.mark.parametrize(("known_on", "working"), [(date(2020, 1, 26), True), (date(2020, 1, 27), False)])
def test_the_spring_festival_of_2020_was_extended_on_27_january(known_on: date, working: bool) -> None:
    calendar = build(data(), known_on)
    assert [calendar.is_working(d) for d in (date(2020, 1, 31), date(2020, 2, 1))] == [working, working]
    assert calendar.is_working(date(2020, 2, 3))


def test_the_days_of_2018_that_the_notice_of_2019_took_were_working_days_before_it() -> None:
    monday = date(2018, 12, 31)
    assert build(data(), date(2018, 12, 5)).is_working(monday)
    later = build(data(), date(2018, 12, 6))
    assert not later.is_working(monday) and later.is_working(date(2018, 12, 29))
    assert later.version(date(2018, 12, 27), monday) == "2018-1+2019-1"


def test_an_unpublished_year_has_weekends_and_the_days_of_the_law_and_no_make_up_days() -> None:
    year = [now().day(date(2027, 1, 1) + timedelta(n)) for n in range(365)]
    assert {d.kind for d in year} == {DayKind.WORKDAY, DayKind.WEEKEND, DayKind.HOLIDAY}
    assert len([d for d in year if d.kind == DayKind.HOLIDAY]) == 13
    assert not any(d.published for d in year) and now().missing_years(FIRST, year[0].on) == (2027,)
    assert [d.on for d in year if d.festival == "SPRING_FESTIVAL"] == [
        date(2027, 2, day) for day in (5, 6, 7, 8)
    ]


def test_the_law_of_the_time_says_which_days_are_off_in_a_year_not_yet_published() -> None:
    assert len(data().statutory_days(2007)) == 10
    assert len(data().statutory_days(2010)) == 11
    assert len(data().statutory_days(2024)) == 11
    assert len(data().statutory_days(2026)) == 13
    assert len(data().statutory_days(2026, known_on=date(2024, 11, 11))) == 11
    assert len(data().statutory_days(2026, known_on=date(1990, 1, 1))) == 10
    assert len(data().statutory_days(2031)) == 6, "no lunar table: only the fixed days"


def test_the_calendar_ends_on_19_january_after_the_lunar_table() -> None:
    assert now().last == date(2031, 1, 19)
    with pytest.raises(OutsideCalendar):
        now().after(now().last, 1)
    with pytest.raises(OutsideCalendar):
        now().is_working(date(2031, 1, 20))
    with pytest.raises(OutsideCalendar):
        now().on_or_before(FIRST), "1 January 2004 was off and nothing lies before it"
    with pytest.raises(ValueError, match="at least one"):
        now().after(FIRST, 0)


@pytest.mark.parametrize(
    ("find", "put", "line", "reason"),
    [
        ('"2026-05-09"]', '"2026-05-08"]', "", "不是休息日"),
        ("  - label: 2026-1\n", "  - label: 2025-1\n", "", "写了两次"),
        ("    year: 2026\n", "    year: 2028\n", "", "不属于 2028"),
        ("    known_from: 2025-11-04\n", "", "", "known_from”"),
        ("    known_from: 2025-11-04\n", "    known_from: soon\n", "", "没有写成 2027-01-01"),
        ("    known_from: 2025-11-04\n", "    known_from: 2025-11-04\n    odd: 1\n", "", "odd”"),
    ],
)
def test_an_unsound_arrangement_is_refused_with_its_line(
    tmp_path: object, find: str, put: str, line: str, reason: str
) -> None:
    folder = FOLDER.__class__(str(tmp_path))
    text = (FOLDER / "arrangements.yaml").read_text(encoding="utf-8")
    assert text.count(find) == 1
    (folder / "arrangements.yaml").write_text(text.replace(find, put), encoding="utf-8")
    with pytest.raises(PackRefused, match=reason) as refused:
        arrangement_entries(folder)
    assert refused.value.file == "arrangements.yaml"
    assert refused.value.line > 430, "the last version of the file"


def test_a_day_off_and_a_makeup_day_name_their_festival() -> None:
    assert now().festival(date(2026, 5, 1)).zh == now().festival(date(2026, 5, 9)).zh == "劳动节"
    assert now().festival(date(2026, 5, 7)).zh == ""


def test_the_days_of_the_calendar_follow_one_another_and_number_the_working_ones() -> None:
    every = list(now().days())
    assert (every[0].on, every[-1].on) == (now().first, now().last)
    steps = [(b.on - a.on).days for a, b in pairwise(every)]
    assert set(steps) == {1}
    assert [d.on for d in every if d.working] == now().working_days[1:]
    assert every[-1].ordinal == sum(d.working for d in every)
