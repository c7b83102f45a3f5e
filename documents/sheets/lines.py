"""Cells of CSV put together by the database, for lists so long that Python would spend its time on single cells."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, Func, TextField, Value, When

from documents.sheets.writing import FORMULA_STARTS

_CODES = ",".join(str(ord(each)) for each in FORMULA_STARTS)


class Typed(Func):
    """A text that somebody typed, as a quoted cell; what could be read as a formula gets an apostrophe before it."""

    arity = 1
    output_field = TextField()

    def as_sql(
        self, compiler: Any, connection: Any, *args: Any, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        text, given = compiler.compile(self.source_expressions[0])
        opened = f"CASE WHEN ascii({text}) IN ({_CODES}) THEN '\"''' ELSE '\"' END"
        return f"({opened} || replace({text}, '\"', '\"\"') || '\"')", (*given, *given)


def cells(*each: Any) -> Func:
    """Cells that stand side by side, as one text. Numbers, days and codes come as they are, NULL is an empty cell."""
    commas = (Value(","),) * len(each)
    parts = [part for pair in zip(commas, each, strict=True) for part in pair]
    return Func(*parts[1:], function="CONCAT", output_field=TextField())


def worded(field: str, words: Mapping[str, str]) -> Case:
    """A code as its word."""
    return Case(
        *(When(**{field: code}, then=Value(quoted(word))) for code, word in words.items()),
        output_field=TextField(),
    )


def quoted(text: str) -> str:
    """A text of our own as a cell."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
