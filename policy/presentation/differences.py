"""The difference between two versions of a pack in plain words: what is new, what changes from what to what, what ends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.presentation import Badge, Clause
from policy.law import Condition, Document, Pack, Provision, Source, Text
from policy.loader.parse import SECTIONS as PACK_SECTIONS
from policy.presentation.choices import CHOICES, PARAMETERS
from policy.presentation.coded import coded
from policy.presentation.fields import FIELDS, SECTIONS, UNITS
from policy.presentation.names import MEASURED
from policy.presentation.plans import NUMBERS
from policy.presentation.rows import level_name
from policy.presentation.values import Where, Words
from policy.presentation.values import words_of as value_words
from policy.queries import word
from policy.queries.clauses import presented
from policy.queries.loaded import current
from policy.rules.differences import WINDOW, Called, Change, Difference, Kind, Quantity, differences
from policy.rules.wording import day_words
from regions.codes import parse

BADGES = {
    Kind.NEW: Badge(gettext_lazy("New"), "file-plus", "ok"),
    Kind.CHANGED: Badge(gettext_lazy("Changed"), "edit", "accent"),
    Kind.ENDED: Badge(gettext_lazy("No longer in the pack"), "minus", "warn"),
}


@dataclass(frozen=True)
class Line:
    """One field: from what to what. For what is new `old` is empty."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Item:
    """One value. `in_place`: it would also answer for events before the first day. `carries`: values whose window
    follows from this text."""

    title: object
    key: str
    badge: Badge
    clause: Clause | None
    lines: tuple[Line, ...]
    in_place: bool = False
    carries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    title: object
    items: tuple[Item, ...]


def difference_groups(old: Pack | None, new: Pack, first: date) -> list[Group]:
    """Everything that differs by section. `first`: the day from which the new version holds."""
    found = differences(old, new, PACK_SECTIONS)
    moved = {d.key: _window(d) for d in found if d.section == "sources" and d.kind is Kind.CHANGED}
    follows: dict[str, list[str]] = {}
    rest = []
    for each in found:
        document = each.value.source.code if each.section != "sources" else ""
        if each.only_window and moved.get(document) == _window(each):
            follows.setdefault(document, []).append(title_of(each.value, first))
        else:
            rest.append(each)
    groups = {section: [d for d in rest if d.section == section] for section in ("sources", *PACK_SECTIONS)}
    return [
        Group(
            SECTIONS.get(section, section),
            tuple(_item(d, first, follows.get(d.key, ()) if section == "sources" else ()) for d in each),
        )
        for section, each in groups.items()
        if each
    ]


def _window(each: Difference) -> frozenset[tuple[str, Any, Any]]:
    return frozenset((c.path[0], c.old, c.new) for c in each.changes if c.path[0] in WINDOW)


def _item(each: Difference, first: date, carries: Iterable[str]) -> Item:
    value = each.value
    return Item(
        title=title_of(value, first),
        key=each.key if _NUMBERED.fullmatch(each.key) else "",
        badge=BADGES[each.kind],
        clause=presented(value.source) if hasattr(value, "source") else None,
        lines=tuple(_line(change, each.section) for change in each.changes)
        if each.kind is Kind.CHANGED
        else tuple(_whole(value, first)),
        in_place=each.in_place(first),
        carries=tuple(carries),
    )


def _whole(value: Any, first: date) -> Iterable[Line]:
    """What a new or a gone value says, and when it holds."""
    if isinstance(value, Provision):
        yield from (Line(_("says"), "", said) for said in _said(value, first).lines)
    for name in ("valid_from", "valid_to"):
        if (held := getattr(value, name)) is not None:
            yield Line(label_of((name,)), "", words_of((name,), held))


def _said(value: Provision, first: date) -> Words:
    return value_words(value, Where(parse(value.pack), first))


def title_of(value: Any, first: date) -> str:
    """What a value is called where the law is read; a text by its title."""
    return str(value.title) if isinstance(value, Document) else _said(value, first).title


def _line(change: Change, section: str) -> Line:
    label = label_of(change.path, section)
    return Line(label, *(words_of(change.path, side) for side in (change.old, change.new)))


def label_of(path: tuple[str, ...], section: str = "") -> str:
    """A path of field names in words: limits, max_children → 上限 · 最多儿童数."""
    return " · ".join(_part(part, section) for part in path)


def _part(part: str, section: str) -> str:
    if isinstance(part, Called) and part.words:
        return _open(part.words)
    found = FIELDS.get(f"{section}.{part}") or next((known[part] for known in _NAMES if part in known), part)
    return str(found)


def words_of(path: tuple[str, ...], value: Any) -> str:
    """A field's value as people read it."""
    name = next(
        (part for part in reversed(path) if part in FIELDS or part in _NAMED), path[-1] if path else ""
    )
    if path[-1:] == ("month_day",) and value:
        return str(day_words(date(_LEAP_YEAR, *value), _LEAP_YEAR))
    if value is None or value == "" or value == ():
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Source):
        return str(value.short)
    if isinstance(value, Text):
        return _open(value)
    if isinstance(value, Condition):
        return _condition(value)
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, tuple):
        return _(", ").join(words_of(path, each) for each in value)
    if isinstance(value, Enum) and (label := getattr(value, "label", None)):
        return str(label)
    return str(word(str(value))) if "facts" in path else _plain(name, value)


def _open(words: Text) -> str:
    """Words whose gaps are filled later, with the gaps as such."""
    return _GAP.sub("…", str(words))


def _plain(name: str, value: Any) -> str:
    if isinstance(value, int | Decimal):
        return str(UNITS[name]) % {"n": value} if name in UNITS else str(value)
    code = str(value)
    if name in ("trigger", "fact"):
        return str(word(code))
    if name in ("text", "title"):
        return _GAP.sub("…", code)
    if name == "concerns":
        return _concerned(code)
    return level_name(code) if name == "places" else coded(name, code)


def _concerned(code: str) -> str:
    """A section, or one value of it: 期限 · 机构备案."""
    section, _slash, key = code.partition("/")
    held = (value for pack in current().packs.values() for value in pack.of(section) if value.key == key)
    value = next(held, None)
    named = _said(value, value.valid_from).title if value else key
    return " · ".join(filter(None, (str(SECTIONS.get(section, section)), named)))


def _quantity(value: Quantity) -> str:
    if isinstance(value.value, int) and value.unit == "fen":
        return _("%(n)s yuan") % {"n": f"{value.value / 100:,.2f}"}
    unit = coded("unit", value.unit) if value.unit else ""
    return f"{words_of(('value',), value.value)} {unit}".strip()


def _condition(value: Condition) -> str:
    inner = value.all_of or value.any_of
    if inner:
        joint = _(" and ") if value.all_of else _(" or ")
        return joint.join(_condition(each) for each in inner)
    answers = "/".join(coded("values", each) for each in value.values)
    test = f"> {value.above}" if value.above is not None else f"= {answers}"
    return f"{word(value.fact)} {test}"


#: A key that the text itself numbers is shown beside the title; a name of the file is not.
_NUMBERED = re.compile(r"[A-Z]+(-[A-Z0-9]+)*-?\d+|[A-Z]+(-[A-Z0-9]+)+")
_GAP = re.compile(r"\{[\w.]*\}")
_NAMES = (FIELDS, MEASURED, NUMBERS, PARAMETERS, CHOICES)
_NAMED = frozenset(("value",))
_LEAP_YEAR = 2000
