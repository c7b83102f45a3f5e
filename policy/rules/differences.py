"""What changes from one version of a pack to another: value by value, field by field. Knows no section by name.

A value is what a section calls by a key; it may stand several times, one after the other in time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from policy.law import NO_TEXT, Condition, Document, Pack, Provision, Source, Text

Path = tuple[str, ...]
#: What every value has and no reader asks for: where it was read from.
_LEFT_OUT = frozenset({"pack", "version", "words", "section", "key"})
#: The fields that say when a value holds; a change of these alone moves a window.
WINDOW = frozenset({"valid_from", "valid_to", "status"})
#: Fields that explain a value without being one.
ABOUT = WINDOW | {"source", "mark", "recommended", "note", "hint"}
_LEAVES = (str, int, Decimal, date, Enum, Text, Source, Condition)


@dataclass(frozen=True)
class Quantity:
    """A number or a choice with its unit: one leaf, because neither says anything alone."""

    value: Any
    unit: str


class Kind(Enum):
    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True)
class Change:
    """One field that differs. A side is None where the field has no value there."""

    path: Path
    old: Any
    new: Any


@dataclass(frozen=True)
class Difference:
    """One value that is new, changed or gone. `value` is the new one, or for what is gone the old one."""

    section: str
    key: str
    kind: Kind
    value: Any
    changes: tuple[Change, ...] = ()

    @property
    def only_window(self) -> bool:
        return self.kind is Kind.CHANGED and all(c.path[0] in WINDOW for c in self.changes)

    def in_place(self, first: date) -> bool:
        """The value itself changes while the day from which it holds stays, and that day lies before `first`.

        Then the new one also answers for events before `first` that are computed after it.
        """
        touched = any(c.path[0] not in ABOUT for c in self.changes)
        moved = any(c.path[0] == "valid_from" for c in self.changes)
        start = getattr(self.value, "valid_from", None)
        return self.kind is Kind.CHANGED and touched and not moved and start is not None and start < first


def differences(old: Pack | None, new: Pack, sections: Iterable[str]) -> list[Difference]:
    """Everything that differs, texts first, then the sections in the order given."""
    found = list(_documents(old.documents if old else {}, new.documents))
    for section in sections:
        found.extend(_section(section, old.of(section) if old else (), new.of(section)))
    return found


def _documents(old: Mapping[str, Document], new: Mapping[str, Document]) -> Iterator[Difference]:
    for code in [*new, *(c for c in old if c not in new)]:
        yield from _pair("sources", code, old.get(code), new.get(code))


def _section(section: str, old: Sequence[Provision], new: Sequence[Provision]) -> Iterator[Difference]:
    for name in dict.fromkeys(value.key for value in (*new, *old)):
        before = [v for v in old if v.key == name]
        after = [v for v in new if v.key == name]
        for one, other in _matched(before, after):
            yield from _pair(section, name, one, other)


def _matched(old: list[Provision], new: list[Provision]) -> Iterator[tuple[Any, Any]]:
    """Values of one name by the day from which they hold; what is left over in the order of the files."""
    starts = {v.valid_from: v for v in old}
    rest_new = [v for v in new if v.valid_from not in starts]
    rest_old = [v for v in old if v.valid_from not in {v.valid_from for v in new}]
    for value in new:
        if value.valid_from in starts:
            yield starts[value.valid_from], value
    for number in range(max(len(rest_old), len(rest_new))):
        yield (
            rest_old[number] if number < len(rest_old) else None,
            rest_new[number] if number < len(rest_new) else None,
        )


def _pair(section: str, name: str, old: Any, new: Any) -> Iterator[Difference]:
    if old is None:
        yield Difference(section, name, Kind.NEW, new)
    elif new is None:
        yield Difference(section, name, Kind.ENDED, old)
    elif changes := tuple(_changes(old, new)):
        yield Difference(section, name, Kind.CHANGED, new, changes)


def _changes(old: Any, new: Any) -> Iterator[Change]:
    before, after = dict(flat(old)), dict(flat(new))
    for path in dict.fromkeys((*after, *before)):
        if _plain(before.get(path)) != _plain(after.get(path)):
            yield Change(path, before.get(path), after.get(path))


def flat(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """A value as its leaves: paths of field names with words, numbers, dates, sources and conditions."""
    if isinstance(value, _LEAVES) or value is None:
        yield path, value
    elif is_dataclass(value):
        names = {field.name for field in fields(value)} - _LEFT_OUT
        if path and {"value", "unit"} <= names:
            held: Any = value
            yield path, Quantity(held.value, held.unit)
            names -= {"value", "unit", "name", "when"}
        elif path:
            names -= {_code_field(value)}
        for field in fields(value):
            if field.name in names:
                yield from flat(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from flat(each, (*path, str(name)))
    elif all(isinstance(each, _LEAVES) for each in value):
        yield path, tuple(value) or None
    else:
        for number, each in enumerate(value, start=1):
            yield from flat(each, (*path, *_called(each, number)))


class Called(str):
    """What one of several is called in the file; `words`: what people call it, where it has words of its own."""

    words: Text = NO_TEXT


#: What tells parts of a value from each other that are called by words, and where those words stand.
_CODES, _WORDS = ("code", "kind", "region"), ("name", "title", "message")


def _called(value: Any, number: int) -> Path:
    """What one of several is called: its name with the row it stands for, its code, or its place."""
    name, when = getattr(value, "name", None), getattr(value, "when", None)
    if isinstance(name, str):
        row = when.values() if isinstance(when, Mapping) else ()
        return (name, *map(str, row))
    called = Called(getattr(value, _code_field(value), "") or str(number))
    called.words = next((text for each in _WORDS if (text := getattr(value, each, None))), NO_TEXT)
    return (called,)


def _code_field(value: Any) -> str:
    """The field whose code tells a part from its neighbours, so that it never differs; "" where it has none."""
    return next((name for name in _CODES if getattr(value, name, "")), "")


def _plain(value: Any) -> Any:
    """What decides whether two leaves say the same."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Source):
        return (value.code, value.article, value.clause)
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value) or None
    return value or None if isinstance(value, Text | str) else value
