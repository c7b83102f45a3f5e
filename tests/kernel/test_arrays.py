"""Arrays are handed over as text that PostgreSQL reads back as the same values."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.db import connection

from kernel.arrays import Value, array

AWKWARD = ["", "NULL", 'a "quoted" word', "back\\slash", "{1,2}", "托育 机构", "a,b", "line\nbreak", "it's"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("bigint", [1, -2, None, 360702001000]),
        ("text", [*AWKWARD, None]),
        ("date", [date(2026, 3, 11), None]),
        ("bytea", [b"", b"\x00\\\"'", None]),
        ("jsonb", ['{"reasons": ["A \\"b\\""], "max": 15}']),
        ("bigint", []),
    ],
)
def test_what_is_handed_over_arrives(kind: str, values: Sequence[Value]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT each::text, each IS NULL FROM unnest(%s::{kind}[]) AS each", [array(values)])
        arrived = cursor.fetchall()
        cursor.execute(f"SELECT each::text, each IS NULL FROM unnest(%s::{kind}[]) AS each", [list(values)])
        assert arrived == cursor.fetchall()
    assert len(arrived) == len(values)


def test_a_truth_is_a_number() -> None:
    assert array([True, False]) == "{1,0}"
