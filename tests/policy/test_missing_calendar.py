"""From November on the administrators of the law are told, once a month, that the next year's arrangement is missing."""

from datetime import date

import pytest

from accounts.enums import DepartmentKind, Role
from kernel import clock
from messaging.models import Message
from messaging.wording import told
from policy.workflow.watching import watch_calendar
from regions.scope import nation_scope
from tests.cast import GANZHOU, ZHANGGONG, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def admins(cast: Cast) -> set[int]:
    posts = [cast.official(place, DepartmentKind.HEALTH, Role.POLICY_ADMIN) for place in (GANZHOU, ZHANGGONG)]
    return {actor.user_id or 0 for actor in posts}


def messages() -> list[Message]:
    with nation_scope(reason="test"):
        return list(Message.objects.filter(event="calendar_missing").order_by("id"))


def test_every_administrator_of_the_law_is_told_once_a_month(admins: set[int]) -> None:
    with clock.frozen(date(2026, 11, 2)):
        assert watch_calendar() == 2
        assert watch_calendar() == 0
    with clock.frozen(date(2026, 12, 1)):
        assert watch_calendar() == 2
    assert {row.user_id for row in messages()} == admins


def test_the_words_name_the_year_and_lead_to_the_calendars(admins: set[int]) -> None:
    with clock.frozen(date(2026, 11, 2)), nation_scope(reason="test"):
        watch_calendar()
        rows = messages()
        words = told(rows)
    assert all("2027" in words[row.pk].title and words[row.pk].path == "/policy/calendars/" for row in rows)


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2025, 11, 30)])
def test_nobody_is_troubled_before_november_nor_when_it_is_there(admins: set[int], day: date) -> None:
    with clock.frozen(day):
        assert watch_calendar() == 0
    assert messages() == []
