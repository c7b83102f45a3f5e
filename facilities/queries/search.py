"""Finding facilities by what somebody typed: a credit code, a filing number, a name or an address.

Two characters of a name suffice. Under row-level security no index serves LIKE, so the pairs of characters stand as
numbers in a table of their own, whose second policy narrows it to what is asked (ADR 0015).
"""

import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet

from facilities.models import Facility, FacilitySearch
from kernel.identifiers import normalise_uscc
from kernel.names import bigrams, letters, pair_number
from regions.codes import lineage
from regions.enums import Level
from regions.managers import scope_shape
from regions.scope import current

#: Pairs that nearly every name holds: they narrow nothing, so they are not kept, and others of the text are asked.
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
#: The setting that the second policy of the search table reads.
ASKED = "tuoyu.asked"
#: Stands before the first letter of a name, so that one character finds the names that begin with it.
_FIRST = "\x02"
_CODE = re.compile(r"[0-9A-Z]{6,18}")
_NUMBER = re.compile(r"(.*托备\s*)?\d{4}-\d{1,6}")


def marks_of(name: str, address: str, region: int) -> list[int]:
    """What the search table holds of a facility: pairs and first letter above zero, its place at every level below."""
    pairs = (bigrams(name) | bigrams(address)) - COMMON
    return sorted({*map(pair_number, pairs), *_first(name), *map(_place, lineage(region)[:-1])})


def _first(text: str) -> set[int]:
    return {pair_number(_FIRST + letter) for letter in letters(text)[:1]}


def _place(code: int) -> int:
    return -(code // 1000)


class Meaning(NamedTuple):
    """What a typed text is taken for: `kind` decides the text of the statement, `marks` are those of a name."""

    kind: Literal["nothing", "number", "code", "code_begins", "name_begins", "common", "name"]
    text: str
    marks: tuple[int, ...] = ()


def meaning(text: str) -> Meaning:
    """A filing number, a credit code or its beginning, the first letter of a name, or a piece of name or address."""
    text = text.strip()
    if not text:
        return Meaning("nothing", "")
    if _NUMBER.fullmatch(text):
        return Meaning("number", text)
    code = normalise_uscc(text)
    if _CODE.fullmatch(code):
        return Meaning("code" if len(code) == 18 else "code_begins", code)
    if not (pairs := bigrams(text)):
        return Meaning("name_begins", text, tuple(_first(text)))
    telling = pairs - COMMON
    return Meaning("name" if telling else "common", text, tuple(sorted(map(pair_number, telling))))


def found_by(rows: QuerySet[Facility], meant: Meaning) -> QuerySet[Facility]:
    """The facilities among `rows` that a typed text means. Nothing typed leaves them all."""
    kind, text = meant.kind, meant.text
    if kind == "nothing":
        return rows
    if kind == "number":
        return rows.filter(Q(receipt_number=text) | Q(receipt_number__endswith=_tail(text)))
    if kind == "code":
        return rows.filter(uscc=text)
    if kind == "code_begins":
        # a range instead of LIKE: comparing text is what the wall lets an index do
        return rows.filter(uscc__gte=text, uscc__lte=_last(text))
    if meant.marks:
        rows = rows.filter(Holding(F("id"), meant.marks))
    if kind == "name_begins":
        return rows.filter(name__startswith=text)
    return rows.filter(Q(name__contains=text) | Q(address__contains=text))


def facilities_meant(text: str, most: int) -> list[int]:
    """The facilities of the scope that somebody typed, by number, in no order."""
    rows = found_by(Facility.objects.all(), meaning(text)).order_by()
    return list(rows.values_list("pk", flat=True)[:most])


def parameters(meant: Meaning) -> list[Any]:
    """The parameters of the conditions of `found_by`, in their order (regions.remembered). Raises ScopeMissing."""
    kind, text = meant.kind, meant.text
    if kind == "nothing":
        return []
    if kind == "number":
        return [text, "%" + _plain(_tail(text))]
    if kind in ("code", "code_begins"):
        return [text, _last(text)][: 1 if kind == "code" else 2]
    held = [*scope_shape()[1], asked(meant.marks)] if meant.marks else []
    if kind == "name_begins":
        return [*held, f"{_plain(text)}%"]
    return [*held, f"%{_plain(text)}%", f"%{_plain(text)}%"]


def _plain(text: str) -> str:
    """The text with what LIKE would read as a pattern escaped."""
    return str(connection.ops.prep_for_like_query(text))


def _tail(number: str) -> str:
    return " " + number.split()[-1]


def _last(code: str) -> str:
    return code + "Z" * (18 - len(code))


class Holding(Func):
    """The facility holds all of some marks. They are looked up once, before the list is walked, whatever its order."""

    conditional = True
    output_field = BooleanField()

    def __init__(self, source: Any, marks: Iterable[int]) -> None:
        super().__init__(source)
        self.marks = sorted(marks)

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        column, params = compiler.compile(self.get_source_expressions()[0])
        holders = FacilitySearch.objects.filter(_Asked(F("marks"), asked(self.marks)))
        sql, given = holders.order_by().values_list("facility_id").query.sql_with_params()
        return f"{column} = ANY(ARRAY({sql}))", [*params, *given]


class _Asked(Func):
    """True, after saying to the table's second policy which marks are asked for.

    PostgreSQL answers a condition without columns once, before it reads the table (a one-time filter of the plan).
    """

    conditional = True
    output_field = BooleanField()

    def __init__(self, source: Any, text: str) -> None:
        super().__init__(source)
        self.text = text

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, list[Any]]:
        return f"(SELECT set_config('{ASKED}', %s, true)) IS NOT NULL", [self.text]


def asked(marks: Iterable[int]) -> str:
    """The marks as the setting holds them, with the place of the scope where that does not shut out granted facilities."""
    scope = current()
    regional = scope.level not in (Level.NATION, Level.FACILITY) and not scope.facilities
    place = [_place(scope.code)] if regional else []
    return "{" + ",".join(map(str, [*marks, *place])) + "}"


def ask_for_nothing() -> None:
    """Open the whole scope of the search table again to whoever writes it in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, '', true)", [ASKED])
