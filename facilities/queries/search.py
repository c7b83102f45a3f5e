"""Finding facilities by what somebody typed: a credit code, a filing number, a name or an address.

Two characters of a name suffice. Under row-level security no index serves LIKE, so the pairs of characters stand in a
table of their own, where equality on text finds them.
"""

import re
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet

from facilities.models import Facility, FacilityGram
from kernel.identifiers import normalise_uscc
from kernel.names import bigrams

#: Pairs that nearly every name holds: they narrow nothing, so another pair of the text is asked.
COMMON = frozenset(
    {
        "托育",
        "育中",
        "中心",
        "育园",
        "服务",
        "幼儿",
        "托儿",
        "婴幼",
        "育服",
        "务中",
        "示例",
        "儿园",
        "街道",
        "号1",
    }
)
#: How far the pairs of a text are counted to find the rarest.
COUNTED = 200
_CODE = re.compile(r"[0-9A-Z]{6,18}")
_NUMBER = re.compile(r"(.*托备\s*)?\d{4}-\d{1,6}")


def found_by(rows: QuerySet[Facility], text: str) -> QuerySet[Facility]:
    """The facilities among `rows` that a typed text means. No text leaves them all."""
    text = text.strip()
    if not text:
        return rows
    if _NUMBER.fullmatch(text):
        return rows.filter(Q(receipt_number=text) | Q(receipt_number__endswith=" " + text.split()[-1]))
    code = normalise_uscc(text)
    if _CODE.fullmatch(code):
        return rows.filter(uscc=code) if len(code) == 18 else rows.filter(_starting(code))
    pairs = bigrams(text)
    if not pairs:
        return rows.filter(name__startswith=text)
    said = Q(name__contains=text) | Q(address__contains=text)
    if not (telling := pairs - COMMON):
        return rows.filter(said)
    return rows.filter(AnyOf(F("id"), sorted(telling)), said)


def _starting(code: str) -> Q:
    """A range instead of LIKE: comparing text is what the wall lets an index do."""
    return Q(uscc__gte=code, uscc__lte=code + "Z" * (18 - len(code)))


class AnyOf(Func):
    """The facility is among those whose name or address holds the rarest of some pairs of characters.

    The pairs are looked up once, before the list is walked, so the list is short whatever its order.
    """

    conditional = True
    output_field = BooleanField()

    def __init__(self, source: Any, pairs: list[str]) -> None:
        super().__init__(source)
        self.pairs = pairs

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        column, params = compiler.compile(self.get_source_expressions()[0])
        holders = FacilityGram.objects.filter(gram=_ASKED).order_by().values_list("facility_id")
        sql, given = holders.query.sql_with_params()
        rarest, counted = _rarest(self.pairs)
        where, values = _replace(sql, list(given), rarest, counted)
        return f"{column} = ANY(ARRAY({where}))", [*params, *values]


_ASKED = "\x01"


def _rarest(pairs: list[str]) -> tuple[str, list[Any]]:
    """SQL for the pair that occurs least in the scope, counting each no further than COUNTED."""
    if len(pairs) == 1:
        return "%s", [pairs[0]]
    parts, values = [], []
    for pair in pairs:
        rows = FacilityGram.objects.filter(gram=pair).order_by().values_list("pk")[:COUNTED]
        sql, given = rows.query.sql_with_params()
        parts.append(f"(%s, (SELECT count(*) FROM ({sql}) part))")
        values += [pair, *given]
    return (
        f"(SELECT gram FROM (VALUES {', '.join(parts)}) pairs (gram, number) ORDER BY number LIMIT 1)",
        values,
    )


def _replace(sql: str, given: list[Any], expression: str, values: list[Any]) -> tuple[str, list[Any]]:
    """Put an expression in the place of the one parameter that stands for the asked pair."""
    at = given.index(_ASKED)
    pieces = sql.split("%s")
    head = "%s".join(pieces[: at + 1])
    tail = "%s".join(pieces[at + 1 :])
    return f"{head}{expression}{tail}", [*given[:at], *values, *given[at + 1 :]]
