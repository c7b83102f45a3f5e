"""What is wrong with the details of a registration: a code, a sentence that says how to put it right, the wrong part.

A problem is kept as code and facts, never as a sentence: a sheet checked by one person may be read in another language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as Field  # a problem has a field of that name
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "REQUIRED": _("This is required."),
    "UNPRINTABLE": _("This holds characters that cannot be printed; please type it again."),
    "TOO_LONG": _("At most %(limit)s characters; this has %(count)s."),
    "USCC_LENGTH": _("A credit code has 18 characters; this has %(count)s."),
    "USCC_CHARACTER": _("A credit code cannot hold “%(bad)s” (I, O, S, V and Z do not occur); compare it with the licence."),
    "USCC_CHECK_DIGIT": _("The check digit is wrong; compare each character with the licence."),
    "DATE_FORMAT": _("Write the day like 2026-05-08."),
    "DATE_NONE": _("There is no such day; write it like 2026-05-08."),
    "DATE_FUTURE": _("The day of approval lies in the future; take the date on the licence."),
    "DATE_EARLY": _("The day of approval lies before %(earliest)s; take the date on the licence."),
    "DATE_BEFORE": _("This lies before the registration of %(day)s."),
    "CANCELLED": _("The cancellation was pushed already on %(day)s."),
    "NOTHING_CHANGED": _("Nothing is different from what is on record."),
    "KIND": _("Only possible: %(kinds)s."),
    "SCOPE_WORD": _("“%(word)s” does not occur. Confirm that this is a childcare facility."),
    "NAME_WORD": _("The name of a family childcare home must contain “%(word)s” (N28 art. 4)."),
    "REGION": _("No division has this code; take the 6, 9 or 12 digits of the street or district."),
    "REGION_LEVEL": _("This code is too wide; name the street, or at least the district."),
    "STREET": _("No street or town of this name in %(place)s; take one of the list."),
    "STREET_AMBIGUOUS": _("%(places)s each have a place of this name; fill in the district too."),
    "DISTRICT": _("No district of this name in %(place)s."),
    "OUT_OF_REACH": _("%(place)s is not in your division; it is pushed by: %(offices)s."),
    "WRONG_REGISTRAR": _("Here this kind of entity is registered by: %(offices)s."),
    "FILES_DIRECTLY": _("Here this kind of entity needs no new registration; it files directly with its approvals."),
    "DUPLICATE": _("This registration was pushed already on %(day)s."),
    "ALREADY_FILED": _("A facility with this credit code is known and confirmed already."),
    "NOTED": _("This credit code stands in your list “to be pushed” already; push it from there."),
    "ELSEWHERE": _("This credit code stands for a facility in another place. If it moved, the common higher authority moves it."),
    "SAME_AS_ROW": _("Row %(row)s has the same credit code; keep one of them."),
    "FORMULA": _("This is a formula. Copy the column and paste it as values."),
    "CELL_ERROR": _("The spreadsheet shows an error here; type the value."),
    "SKIP_DUPLICATE": _("Pushed already on %(day)s; it will be skipped."),
    "SKIP_KNOWN": _("Known and confirmed already; it will be skipped."),
    "LOST_DIGITS": _("The spreadsheet has rounded this number. Format the column as text and type it again."),
    "CELL_TOO_LONG": _("This is far too long for this column."),
    "MERGED": _("This cell is merged with others; unmerge it and fill in each row."),
    "UNEXPECTED": _("This row could not be pushed. Push it by form, or tell the administrator."),
    "REFUSED": _("%(reason)s"),
    "UNKNOWN_FIELD": _("There is no field of this name."),
    "TYPE": _("This must be a text."),
    "ITEM": _("An item is an object with the fields of a registration."),
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """One fault. `bad` is the wrong part of what was written; `blocks` False asks for a confirmation only."""

    field: str
    code: str
    facts: Mapping[str, Any] = Field(default_factory=dict)
    bad: str = ""
    blocks: bool = True

    def __str__(self) -> str:
        facts = {**self.facts, "bad": self.bad}
        if "day" in facts:
            facts["day"] = date_format(date.fromisoformat(facts["day"]), "DATE_FORMAT")
        return str(WORDS[self.code]) % facts

    def as_json(self) -> dict[str, Any]:
        return {
            "field": self.field,
            "code": self.code,
            "facts": dict(self.facts),
            "bad": self.bad,
            "blocks": self.blocks,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Problem":
        return cls(data["field"], data["code"], data["facts"], data["bad"], data["blocks"])


@dataclass
class Problems:
    """Every fault of one registration, in the order they were found. True when one of them blocks."""

    found: list[Problem] = Field(default_factory=list)

    def add(self, name: str, code: str, *, bad: str = "", blocks: bool = True, **facts: Any) -> None:
        self.found.append(Problem(name, code, facts, bad, blocks))

    def __bool__(self) -> bool:
        return any(each.blocks for each in self.found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)

    def of(self, name: str) -> list[Problem]:
        return [each for each in self.found if each.field == name]

    @property
    def errors(self) -> dict[str, list[Problem]]:
        return _by_field(each for each in self.found if each.blocks)

    @property
    def warnings(self) -> dict[str, list[Problem]]:
        return _by_field(each for each in self.found if not each.blocks)


def _by_field(problems: Iterator[Problem]) -> dict[str, list[Problem]]:
    fields: dict[str, list[Problem]] = {}
    for each in problems:
        fields.setdefault(each.field, []).append(each)
    return fields
