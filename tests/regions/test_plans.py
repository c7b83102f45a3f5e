"""A statement that is asked again and again is planned once."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.postgres import base

pytestmark = pytest.mark.django_db
asked: Any = connection


def plans(of: str = "") -> int:
    """How many plans the connection keeps; of one statement, or of all that were asked again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE name LIKE %s AND statement LIKE %s",
            ["again%", f"%{of}"],
        )
        return int(cursor.fetchone()[0])


def test_from_the_second_time_on_the_plan_is_ready_and_the_answer_the_same() -> None:
    text = "SELECT count(*) FROM regions_region WHERE level = 'city' AND name <> '100%'"
    first = asked.ask_again(text)
    assert plans(text) == 0
    with CaptureQueriesContext(connection) as sent:
        assert asked.ask_again(text) == asked.ask_again(text) == first
    assert plans(text) == 1
    assert [each["sql"].split()[0] for each in sent] == ["EXECUTE", "EXECUTE"]


def test_a_connection_keeps_only_so_many_plans() -> None:
    for number in range(base._MOST_PLANS + 5):
        for _time in range(2):
            assert asked.ask_again(f"SELECT {number}") == [(number,)]
    assert plans() == base._MOST_PLANS
    assert asked.ask_again("SELECT 0") == [(0,)]
