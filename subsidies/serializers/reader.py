"""Reading a JSON value piece by piece. Everything wrong is noted with its path, months[0].children[2].born."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from kernel.money import BadMoney, parse_yuan
from kernel.periods import Period

T = TypeVar("T")
#: Days outside these years are slips of the keyboard.
YEARS = range(1900, 2201)
MOST = 1_000_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SHOWN = 40
_REQUIRED = object()


class Unfit(Exception):
    """A value cannot be what it should be; the message says why."""


class FactsRefused(DomainError):
    """The facts of a question are unsound. `field` and the message name the first path at fault, `problems` all."""

    code = "BAD_FACTS"


@dataclass
class Problems:
    """What was found wrong so far, in the order of the input."""

    found: list[tuple[str, str]] = field(default_factory=list)

    def note(self, path: str, message: str) -> None:
        self.found.append((path, message))

    def raise_any(self) -> None:
        if self.found:
            path, message = self.found[0]
            each = [DomainError(words, field=place) for place, words in self.found]
            raise FactsRefused(f"{path}: {message}" if path else message, field=path, problems=each)


class Box:
    """One object of the input. What it may not hold is noted at once; missing and bad values when they are asked for."""

    def __init__(self, value: Any, path: str, problems: Problems, known: Sequence[str]) -> None:
        self.path, self.problems = path, problems
        self.values: Mapping[str, Any] = {}
        if not isinstance(value, dict):
            problems.note(path, _("must be an object {…}, not %(value)s.") % {"value": shown(value)})
            self.missing_all = True
            return
        self.missing_all = False
        self.values = value
        for key in value:
            if key not in known:
                problems.note(
                    self.at(_safe(key)), _("is unknown here; known: %(known)s.") % {"known": ", ".join(known)}
                )

    def at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def inner(self, name: str, known: Sequence[str], *, optional: bool = False) -> "Box":
        """The object under a name. An absent one is noted unless it is optional; either way it reads as empty."""
        value = self.values.get(name)
        if value is not None:
            return Box(value, self.at(name), self.problems, known)
        if not optional and not self.missing_all:
            self.problems.note(self.at(name), _("is missing."))
        absent = Box({}, self.at(name), self.problems, known)
        absent.missing_all = True
        return absent

    def read(self, name: str, how: Callable[[Any], T], default: Any = _REQUIRED) -> T:
        """The value under a name. `default` stands for an absent one and for null; without it both are noted.

        After a note something unfit is returned; the caller never uses it, because `raise_any` comes first.
        """
        value = self.values.get(name)
        if value is None:
            if default is _REQUIRED and not self.missing_all:
                self.problems.note(self.at(name), _("is missing."))
            return None if default is _REQUIRED else default  # type: ignore[return-value]
        try:
            return how(value)
        except Unfit as error:
            self.problems.note(self.at(name), str(error))
            return None if default is _REQUIRED else default  # type: ignore[return-value]

    def each(self, name: str, how: Callable[[Any, str], T], default: Any = _REQUIRED) -> list[T]:
        """The items of a list; `how` is told the item and its path."""
        path = self.at(name)
        items: Any = self.read(name, rows, default)
        found = []
        for number, item in enumerate(items or ()):
            try:
                found.append(how(item, f"{path}[{number}]"))
            except Unfit as error:
                self.problems.note(f"{path}[{number}]", str(error))
        return found


def shown(value: Any) -> str:
    """A value as it is quoted in a message: on one line, short, printable."""
    return _safe(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _safe(text: str) -> str:
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[: _SHOWN + 1])
    return clean if len(text) <= _SHOWN else f"{clean[:_SHOWN]}…"


def rows(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Unfit(_("must be a list […], not %(value)s.") % {"value": shown(value)})
    return value


def words(value: Any) -> str:
    """A short text; whoever looks at it must see something."""
    if not isinstance(value, str) or not value.strip():
        raise Unfit(_("must be a text, not “%(value)s”.") % {"value": shown(value)})
    if len(value) > 100 or not value.strip().isprintable():
        raise Unfit(_("“%(value)s” is no short, printable text.") % {"value": shown(value)})
    return value.strip()


def one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            given = {"value": shown(value), "choices": ", ".join(choices)}
            raise Unfit(_("“%(value)s” is none of: %(choices)s.") % given)
        return value

    return read


def whole(value: Any, most: int = MOST) -> int:
    """A whole number from 0 to `most`."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unfit(_("must be a whole number, not “%(value)s”.") % {"value": shown(value)})
    if not 0 <= value <= most:
        given = {"value": shown(value), "most": most}
        raise Unfit(_("“%(value)s” is not between 0 and %(most)s.") % given)
    return value


def money(value: Any) -> int:
    """Yuan as a text with at most two decimals, or a whole number of yuan; in fen. Fractions in binary are refused."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unfit(
            _("write the amount in yuan as a text, “280000.00”, not %(value)s.") % {"value": shown(value)}
        )
    try:
        return parse_yuan(str(value))
    except BadMoney as error:
        said = {
            "FORM": _("“%(value)s” is no amount in yuan: write 280000 or 280000.50."),
            "NEGATIVE": _("“%(value)s” is negative."),
            "PRECISION": _("“%(value)s” has more than two decimals; a fen is the smallest amount."),
            "SIZE": _("“%(value)s” is too large an amount."),
        }
        raise Unfit(said[error.reason] % {"value": shown(value)}) from error


def day(value: Any) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = None
        if found is not None and found.year in YEARS:
            return found
    raise Unfit(_("“%(value)s” is no date: write 2024-05-31.") % {"value": shown(value)})


def period(value: Any, path: str) -> Period:
    """[from, to], both included; null for an open end."""
    if not isinstance(value, list) or len(value) != 2:
        raise Unfit(_("must be [from, to], not %(value)s.") % {"value": shown(value)})
    start, end = day(value[0]), None if value[1] is None else day(value[1])
    return span(start, end)


def span(start: date, end: date | None) -> Period:
    if end is not None and end < start:
        raise Unfit(_("ends on %(end)s, before it starts on %(start)s.") % {"start": start, "end": end})
    return Period(start, end)
