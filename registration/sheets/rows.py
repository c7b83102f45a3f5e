"""One row of a sheet: from what was written to what it means, with every fault at its column. Pure but for the gazetteer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Protocol

from django.utils.translation import override

from policy.enums import EntityKind
from regions.queries import Resolved
from registration.problems import Problem, Problems
from registration.queries.places import Wording
from registration.rules import RegistrationFacts, check_registration, read_day
from registration.sheets.columns import COLUMNS, Header

#: Other words that licences use for a kind of entity.
_OTHER_KIND_WORDS = {
    "民办非企业单位": EntityKind.SOCIAL_SERVICE_ORG,
    "民非": EntityKind.SOCIAL_SERVICE_ORG,
    "营利性": EntityKind.FOR_PROFIT,
    "盈利性": EntityKind.FOR_PROFIT,
    "营利性机构": EntityKind.FOR_PROFIT,
    "公司": EntityKind.FOR_PROFIT,
    "企业": EntityKind.FOR_PROFIT,
    "家庭托育": EntityKind.FAMILY_CHILDCARE_HOME,
    "托班": EntityKind.KINDERGARTEN_CLASS,
}
_FLAWS = {
    "FORMULA": "FORMULA",
    "CELL_ERROR": "CELL_ERROR",
    "MERGED": "MERGED",
    "LOST_DIGITS": "LOST_DIGITS",
    "TOO_LONG": "CELL_TOO_LONG",
}


class Written(Protocol):
    """A cell as documents.sheets reads it."""

    @property
    def value(self) -> Any: ...
    @property
    def text(self) -> str: ...
    @property
    def problem(self) -> str: ...


class Places(Protocol):
    """Whoever knows the streets of a division (registration.queries.places.Gazetteer)."""

    def find(self, street: str, district: str, entity_kind: str, problems: Problems) -> Resolved | None: ...


@dataclass(frozen=True)
class Law:
    """What stands outside the row: today, and the words the law asks of a kind of entity approved on a day."""

    today: date
    wording: Callable[[str, date], Wording]


@dataclass
class ReadRow:
    """`facts` and `place` are complete only without blocking problems."""

    number: int
    cells: dict[str, str]
    problems: Problems = field(default_factory=Problems)
    facts: RegistrationFacts | None = None
    place: Resolved | None = None

    def stored_facts(self) -> dict[str, Any]:
        """The facts as JSON, with the division and the retired code it was written with."""
        if self.facts is None or self.place is None:
            return {}
        facts = {**vars(self.facts), "approved_on": self.facts.approved_on.isoformat()}
        return {**facts, "region": self.place.code, "retired_from": self.place.retired_from}


def facts_of(stored: Mapping[str, Any]) -> RegistrationFacts:
    """The facts of a checked row, from its JSON."""
    texts = {n: v for n, v in stored.items() if n not in ("approved_on", "region", "retired_from")}
    return RegistrationFacts(approved_on=date.fromisoformat(stored["approved_on"]), **texts)


def read_row(number: int, cells: Sequence[Written], header: Header, places: Places, law: Law) -> ReadRow:
    """Read one row under a heading."""
    found = {key: cells[index] for key, index in header.places.items() if index < len(cells)}
    texts = {c.key: storable(found[c.key].text) if c.key in found else "" for c in COLUMNS}
    row = ReadRow(number, texts)
    flawed = _flaws(found, row.problems)
    day = _day(found.get("approved_on"), row.problems, flawed)
    kind = _kind(texts["entity_kind"], row.problems, flawed)
    _check_texts(row, found, kind, day, flawed, law)
    if "street" not in flawed:
        row.place = places.find(texts["street"], texts["district"], kind, row.problems)
    row.problems.found.sort(key=lambda p: header.places.get(p.field, 99))
    return row


def storable(text: str) -> str:
    """A text that the database and a page can hold: what cannot be printed becomes a visible mark."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def _flaws(found: Mapping[str, Written], problems: Problems) -> set[str]:
    """Columns whose cell cannot be trusted: formulas, errors, merged cells, numbers that lost their end."""
    flawed = set()
    for key, cell in found.items():
        if cell.problem in _FLAWS:
            problems.add(key, _FLAWS[cell.problem], bad=storable(cell.text)[:60])
            flawed.add(key)
    return flawed


def _day(cell: Written | None, problems: Problems, flawed: set[str]) -> date | None:
    if "approved_on" in flawed:
        return None
    value = cell.value if cell is not None else None
    return read_day(value if not isinstance(value, str) else storable(value), problems)


def _kind(text: str, problems: Problems, flawed: set[str]) -> str:
    if "entity_kind" in flawed:
        return ""
    written = text.strip()
    if not written:
        problems.add("entity_kind", "REQUIRED")
        return ""
    kind = kind_words().get(written.lower())
    if kind is None:
        problems.add("entity_kind", "KIND", bad=written[:40], kinds="、".join(kind_labels()))
    return kind or ""


@cache
def kind_words() -> dict[str, str]:
    """Every word for a kind of entity, in lower case: both languages, the codes, other words of licences."""
    words: dict[str, str] = {word: str(kind) for word, kind in _OTHER_KIND_WORDS.items()}
    for language in ("zh-hans", "en"):
        with override(language):
            words |= {str(kind.label).lower(): kind.value for kind in EntityKind}
    return words | {kind.value.lower(): kind.value for kind in EntityKind}


def kind_labels() -> list[str]:
    """The kinds as the template offers them, in the reader's language."""
    return [str(kind.label) for kind in EntityKind]


def _check_texts(
    row: ReadRow, found: Mapping[str, Written], kind: str, day: date | None, flawed: set[str], law: Law
) -> None:
    """The rules of a registration, except for cells that are faulty already."""
    asked = law.wording(kind, day or law.today)
    given = {
        n: found[n].text if n in found else ""
        for n in ("name", "uscc", "address", "business_scope", "head_name", "phone", "external_id")
    }
    facts = RegistrationFacts(entity_kind=kind, approved_on=day or law.today, **given)
    cleaned, problems = check_registration(
        facts,
        today=law.today,
        scope_word=asked.scope,
        name_word=asked.name,
    )
    for each in problems:
        if each.field not in flawed:
            # A sheet has no place to confirm a doubt: such a row is pushed by form.
            row.problems.found.append(Problem(each.field, each.code, each.facts, storable(each.bad)))
    if not row.problems:
        row.facts = cleaned
