"""The difference between two versions of a pack in plain words: what is new, what changes from what to what, what ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import DepartmentKind
from kernel.presentation import Badge, Clause
from policy.law import Condition, Pack, Source, Text
from policy.loader.parse import SECTIONS as PACK_SECTIONS
from policy.presentation.fields import FIELDS, SECTIONS, UNITS
from policy.queries import word
from policy.queries.clauses import presented
from policy.rules.differences import WINDOW, Change, Difference, Kind, Quantity, differences

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
            follows.setdefault(document, []).append(str(title_of(each.value)))
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
        title=title_of(value),
        key=each.key,
        badge=BADGES[each.kind],
        clause=presented(value.source) if hasattr(value, "source") else None,
        lines=tuple(_line(change) for change in each.changes)
        if each.kind is Kind.CHANGED
        else tuple(_whole(value)),
        in_place=each.in_place(first),
        carries=tuple(carries),
    )


def _whole(value: Any) -> Iterable[Line]:
    """The few fields that say what a new or a gone value is."""
    for name in ("days", "month_day", "valid_from", "valid_to"):
        if (held := getattr(value, name, None)) is not None:
            yield Line(label_of((name,)), "", words_of((name,), held))


def title_of(value: Any) -> object:
    """What a value is called: its own words, else its key."""
    for name in ("action", "name", "title", "text"):
        words = getattr(value, name, None)
        if isinstance(words, Text) and words:
            return words
    kind = getattr(value, "entity_kind", None) or getattr(value, "kind", None)
    label: object = getattr(kind, "label", "")
    return label or getattr(value, "word", "") or str(kind or "")


def _line(change: Change) -> Line:
    return Line(label_of(change.path), words_of(change.path, change.old), words_of(change.path, change.new))


def label_of(path: tuple[str, ...]) -> str:
    """A path of field names in words: limits, max_children → 上限 · max_children."""
    return " · ".join(str(FIELDS.get(part, part)) for part in path)


def words_of(path: tuple[str, ...], value: Any) -> str:
    """A field's value as people read it."""
    if value is None or value == "":
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Source):
        return str(value.short)
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, Condition):
        return _condition(value)
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, tuple):
        return _("、").join(words_of(path, each) for each in value)
    return _plain(path[-1] if path else "", value)


def _plain(name: str, value: Any) -> str:
    if isinstance(value, int):
        return str(UNITS[name]) % {"n": value} if name in UNITS else str(value)
    if name in ("owner", "kinds", "kind") and value in DepartmentKind.values:
        return str(DepartmentKind(value).label)
    if name == "owner" and value == "FACILITY":
        return _("Facility")
    return str(word(value)) if name in ("trigger", "fact") else str(value)


def _quantity(value: Quantity) -> str:
    if isinstance(value.value, int) and value.unit == "fen":
        return _("%(n)s yuan") % {"n": f"{value.value / 100:,.2f}"}
    unit = FIELDS.get(value.unit, value.unit)
    return f"{words_of((), value.value)} {unit}".strip()


def _condition(value: Condition) -> str:
    inner = value.all_of or value.any_of
    if inner:
        joint = _(" and ") if value.all_of else _(" or ")
        return joint.join(_condition(each) for each in inner)
    test = f"> {value.above}" if value.above is not None else "∈ " + "/".join(value.values)
    return f"{word(value.fact)} {test}"
