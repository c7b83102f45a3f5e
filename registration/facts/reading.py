"""From what was typed to a value that can be stored. A stored value reads as itself."""

import math
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.names import UnprintableText, clean_text
from policy.enums import ClassKind
from registration.facts.asks import Ask, Kind

_LARGEST = 9999
#: A technical bound on what is kept of one text that could not be read.
_KEPT = 20_000
_EARLIEST, _LATEST = date(1949, 10, 1), date(2199, 12, 31)


class Unreadable(ValueError):
    """The answer cannot be understood; `message` says what is expected."""

    def __init__(self, message: Any) -> None:
        super().__init__(str(message))
        self.message = message


def blank(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def read(ask: Ask, raw: Any) -> Any:
    """The value of an answer, None where nothing was given. Raises Unreadable."""
    if blank(raw) or (isinstance(raw, str) and not raw.strip()):
        return None
    value = _READERS[ask.kind](ask, raw)
    return None if blank(value) else value


def printable(raw: Any) -> Any:
    """What was typed, fit to be kept although it could not be read: texts lose what cannot be stored."""
    if isinstance(raw, str):
        return "".join(c for c in raw if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))[:_KEPT]
    if isinstance(raw, Mapping):
        return {printable(str(key))[:40]: printable(value) for key, value in list(raw.items())[:40]}
    if isinstance(raw, list | tuple):
        return [printable(value) for value in raw[:40]]
    finite = isinstance(raw, bool | int) or (isinstance(raw, float) and math.isfinite(raw))
    return raw if finite else str(raw)[:200]


def _text(ask: Ask, raw: Any) -> str:
    if not isinstance(raw, str | int | float):
        raise Unreadable(_("Please type this again."))
    try:
        value = clean_text(str(raw))
    except UnprintableText:
        raise Unreadable(_("This holds characters that cannot be printed; please type it again.")) from None
    if ask.kind != Kind.LONG:
        value = " ".join(value.split())
    if len(value) > ask.limit:
        raise Unreadable(
            _("At most %(limit)d characters; this has %(count)d.") % {"limit": ask.limit, "count": len(value)}
        )
    return value


def _digits(raw: Any) -> str:
    return unicodedata.normalize("NFKC", str(raw)).strip().replace(",", "")


def whole_number(raw: Any, *, largest: int = _LARGEST) -> int:
    """A count of 0 or more, full-width digits allowed. Raises Unreadable."""
    text = _digits(raw)
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise Unreadable(_("Give a whole number, 0 or more."))
    if int(text) > largest:
        raise Unreadable(_("At most %(limit)d.") % {"limit": largest})
    return int(text)


def _count(ask: Ask, raw: Any) -> int:
    return whole_number(raw, largest=ask.limit if ask.limit < 200 else _LARGEST)


def _area(ask: Ask, raw: Any) -> int | float:
    try:
        value = Decimal(_digits(raw))
    except InvalidOperation:
        raise Unreadable(_("Give the area in square metres, for example 680.5.")) from None
    if not value.is_finite() or value < 0 or value > 1_000_000:
        raise Unreadable(_("Give the area in square metres, for example 680.5."))
    value = round(value, 2)
    return int(value) if value == value.to_integral_value() else float(value)


def _date(ask: Ask, raw: Any) -> str:
    try:
        day = date.fromisoformat(_digits(raw))
    except ValueError:
        raise Unreadable(_("Give the date as year-month-day, for example 2026-05-07.")) from None
    if not _EARLIEST <= day <= _LATEST:
        raise Unreadable(_("This date cannot be right; please check the year."))
    return day.isoformat()


def _choice(ask: Ask, raw: Any) -> str:
    if isinstance(raw, bool):
        raw = "YES" if raw else "NO"
    if str(raw) not in {value for value, _words in ask.choices}:
        raise Unreadable(_("Choose one of the answers."))
    return str(raw)


def _choices(ask: Ask, raw: Any) -> list[str]:
    given = [str(value) for value in (raw if isinstance(raw, list | tuple) else [raw])]
    known = [value for value, _words in ask.choices]
    if any(value not in known for value in given):
        raise Unreadable(_("Choose one of the answers."))
    return [value for value in known if value in given]


def _flag(ask: Ask, raw: Any) -> bool:
    return raw in (True, "on", "true", "True", "1", "YES")


def _street(ask: Ask, raw: Any) -> int:
    text = str(raw)
    if not (text.isascii() and text.isdigit()) or len(text) > 12:
        raise Unreadable(_("Choose a street or town."))
    return int(text)


def _classes(ask: Ask, raw: Any) -> dict[str, dict[str, int]]:
    """Class kind → number of classes and of places; kinds without either are left out."""
    if not isinstance(raw, Mapping) or any(kind not in ClassKind.values for kind in raw):
        raise Unreadable(_("Give the number of classes and places."))
    found = {}
    for kind in ClassKind.values:
        row = raw.get(kind) or {}
        if not isinstance(row, Mapping):
            raise Unreadable(_("Give the number of classes and places."))
        classes, places = (whole_number(row.get(name) or 0, largest=999) for name in ("classes", "places"))
        if classes or places:
            found[kind] = {"classes": classes, "places": places}
    return found


_READERS: dict[Kind, Any] = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.COUNT: _count,
    Kind.AREA: _area,
    Kind.DATE: _date,
    Kind.FLAG: _flag,
    Kind.STREET: _street,
    Kind.CLASSES: _classes,
}


def take(asks: tuple[Ask, ...] | list[Ask], raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(values, errors) of the answers that `raw` holds; what cannot be read is kept as typed, with its error."""
    values: dict[str, Any] = {}
    errors: dict[str, Any] = {}
    for ask in asks:
        if ask.name not in raw:
            continue
        try:
            values[ask.name] = read(ask, raw[ask.name])
        except Unreadable as error:
            values[ask.name], errors[ask.name] = _kept(ask, printable(raw[ask.name])), error.message
    return values, errors


def _kept(ask: Ask, typed: Any) -> Any:
    """What can be stored, as it will be read the next time: without what cannot be printed it may read well."""
    try:
        return read(ask, typed)
    except Unreadable:
        return None if isinstance(typed, str) and not typed.strip() else typed


def same(one: Any, other: Any) -> bool:
    """Whether two stored answers say the same; nothing given is nothing given, however it is written."""
    return bool(one == other or (blank(one) and blank(other)))


def merge(
    stored: Mapping[str, Any], seen: Mapping[str, Any], given: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """(stored with the writer's own changes, names both sides changed differently).

    `seen` is what the writer started from: what they left alone does not overwrite what somebody else wrote.
    """
    merged, conflicts = dict(stored), []
    for name, value in given.items():
        if same(value, seen.get(name)):
            continue
        if not same(stored.get(name), seen.get(name)) and not same(stored.get(name), value):
            conflicts.append(name)
        merged[name] = value
    return merged, conflicts


def day_of(value: Any) -> date | None:
    """The day that an answer of a form names; None for what is none."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
