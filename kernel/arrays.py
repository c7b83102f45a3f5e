"""Arrays of the database as one text each: thousands of values are handed over at once, and parsed once."""

from collections.abc import Iterable
from datetime import date

Value = int | str | bytes | date | None


def array(values: Iterable[Value]) -> str:
    """`values` as PostgreSQL reads an array: {1,2}, to be cast where it stands (`%s::bigint[]`).

    A list that the driver spells out is an expression of as many constants, which the planner weighs again wherever it
    stands; for thousands that takes longer than the statement.
    """
    return "{" + ",".join([str(value) if type(value) is int else _element(value) for value in values]) + "}"


def _element(value: Value) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, bytes):
        return f'"\\\\x{value.hex()}"'
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
