"""How urgent a due date is."""

from datetime import date

import pytest

from kernel.due import Due, due_by, due_done, due_promptly, due_unknown

TODAY = date(2026, 5, 7)


@pytest.mark.parametrize(
    ("on", "left", "state"),
    [
        (date(2026, 5, 6), -1, "overdue"),
        (TODAY, 0, "today"),
        (date(2026, 5, 9), 2, "near"),
        (date(2026, 5, 11), 3, "normal"),
    ],
)
def test_working_days_are_near_from_two(on: date, left: int, state: str) -> None:
    assert due_by(on, today=TODAY, left=left).state == state


def test_a_proof_is_near_from_thirty_days() -> None:
    assert due_by(date(2026, 6, 6), today=TODAY, left=30, unit="day").state == "near"
    assert due_by(date(2026, 6, 7), today=TODAY, left=31, unit="day").state == "normal"


def test_the_delay_is_counted_without_a_sign() -> None:
    assert due_by(date(2026, 4, 28), today=TODAY, left=-4) == Due("overdue", date(2026, 4, 28), 4)


def test_a_provisional_date_says_so_until_it_is_reached() -> None:
    assert due_by(date(2027, 1, 29), today=TODAY, left=180, missing_years=(2027,)).state == "provisional"
    assert due_by(date(2027, 1, 29), today=date(2027, 1, 29), left=0, missing_years=(2027,)).state == "today"


@pytest.mark.parametrize(
    ("on", "months"), [(date(2026, 7, 6), 0), (date(2026, 7, 7), 2), (date(2026, 11, 30), 6)]
)
def test_beyond_sixty_days_the_distance_is_in_whole_months(on: date, months: int) -> None:
    assert due_by(on, today=TODAY, left=40).months == months


def test_what_has_no_date_gives_none() -> None:
    assert due_promptly(waited=6).on is None
    assert due_unknown("no calendar").on is None


def test_a_settled_duty_is_in_time_on_its_last_day_and_late_after_it() -> None:
    due = date(2026, 5, 11)
    assert due_done(due, done_on=due).state == "done"
    assert due_done(due, done_on=date(2026, 5, 12)).state == "done_late"
    assert due_done(None, done_on=due).state == "done"
