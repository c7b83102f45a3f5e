"""One clause: its words in their paragraph, who it speaks to, what is drawn from it, and how the platform serves it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.law import Clause, Text
from policy.loader.clauses import chinese
from policy.loader.clauses import clauses as register
from policy.presentation import names
from policy.presentation.texts import KINDS, Cited, Piece, cited, gaps
from policy.queries import passage
from policy.queries.clauses import values_of

#: The parts of the platform, by the number the register gives them.
_PARTS: dict[str, object] = {
    "1": gettext_lazy("registration, push and filing"),
    "2": gettext_lazy("law, calendars and calculators"),
    "3": gettext_lazy("facilities and the public directory"),
    "4": gettext_lazy("subsidies and payments"),
    "5": gettext_lazy("inspections and recurring duties"),
    "6": gettext_lazy("connections to other systems"),
    "7": gettext_lazy("indicators and reports"),
}


@dataclass(frozen=True)
class ClausePage:
    """`served`: in words, honest where nothing serves it. `served_in_detail`: the words of the register."""

    clause: Clause
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    kind: object
    who: tuple[object, ...]
    served: str
    is_served: bool
    served_in_detail: Text
    values: list[Cited]
    previous: str
    next: str


def clause_page(found: Clause, today: date) -> ClausePage:
    row = register()[found.id]
    words = passage(found)
    part = str(row["part"])
    siblings = [each["id"] for each in register().values() if each["document"] == found.document]
    at = siblings.index(found.id)
    return ClausePage(
        clause=found,
        before=tuple(gaps(words.before)),
        after=tuple(gaps(words.after)),
        kind=KINDS.get(found.kind, found.kind),
        who=tuple(names.body(code) for code in row["who"]),
        served=_served(part),
        is_served=part in _PARTS,
        served_in_detail=served_words(row["served_by"]),
        values=cited(values_of(found.id), today),
        previous=siblings[at - 1] if at else "",
        next=siblings[at + 1] if at + 1 < len(siblings) else "",
    )


def served_words(said: str) -> Text:
    """What the register says of what serves a clause, in both languages."""
    return Text(chinese("served_by").get(said, said), said)


def _served(part: str) -> str:
    if part in _PARTS:
        return _("Served by: %(part)s") % {"part": _PARTS[part]}
    if part in ("later", "planned"):
        return _("Not served yet; noted for later.")
    return _("Not served by the platform: no software does this.")
