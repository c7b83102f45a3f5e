"""Long readings in portions, as the database sends them."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

PORTION = 2000  # rows


def portions(rows: QuerySet[Any, Any]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a `values_list` of plain columns, PORTION at a time, so that memory stays flat. One statement.

    Iterate inside the scope. Raises ScopeMissing.
    """
    text, given = rows.query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(text, given)
        while found := cursor.fetchmany(PORTION):
            yield found
