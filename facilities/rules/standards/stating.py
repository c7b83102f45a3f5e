"""From what was typed about the premises to facts that can be kept. A kept value reads as itself. Pure."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from facilities.rules.standards.asks import YES_NO, Ask, Kind

_EARLIEST, _LATEST = date(1949, 10, 1), date(2199, 12, 31)
#: Days that cannot lie ahead, and pairs whose second day cannot lie before the first.
_PAST = frozenset({"last_drill_on"})
_PAIRS = (("lease_from", "lease_to"),)


class Unreadable(ValueError):
    """The answer cannot be understood; `message` says what is expected."""

    def __init__(self, message: Any) -> None:
        super().__init__(str(message))
        self.message = message


def take(
    asks: Iterable[Ask], raw: Mapping[str, Any], *, today: date
) -> tuple[dict[str, Any], dict[str, Any]]:
    """(facts, faults by question) of the answers to `asks`. What was not answered, or is not asked then, is left out."""
    facts: dict[str, Any] = {}
    faults: dict[str, Any] = {}
    for ask in asks:
        if ask.when is not None and facts.get(ask.when[0]) != ask.when[1]:
            continue
        try:
            value = _READERS[ask.kind](ask, _plain(raw.get(ask.name)))
        except Unreadable as error:
            faults[ask.name] = error.message
            continue
        if value is not None:
            facts[ask.name] = value
    return facts, faults | _between(facts, today)


def _between(facts: Mapping[str, Any], today: date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in _PAST & facts.keys():
        if facts[name] > today.isoformat():
            found[name] = _("This day has not come yet.")
    for first, last in _PAIRS:
        if first in facts and last in facts and facts[last] < facts[first]:
            found[last] = _("The end lies before the start.")
    return found


def _plain(raw: Any) -> str:
    """What was typed, full-width digits as plain ones; '' where nothing was."""
    return "" if raw is None else unicodedata.normalize("NFKC", str(raw)).strip()


def _choice(ask: Ask, text: str) -> str | None:
    if not text:
        return None
    if text not in {value for value, _words in ask.choices or YES_NO}:
        raise Unreadable(_("Choose one of the answers."))
    return text


def _count(ask: Ask, text: str) -> int | None:
    number = _number(ask, text)
    if number is not None and number != int(number):
        raise Unreadable(_("Give a whole number, 0 or more."))
    return None if number is None else int(number)


def _number(ask: Ask, text: str) -> int | float | None:
    """At most two places after the point are kept."""
    if not text:
        return None
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise Unreadable(_("Give a number, for example 12 or 12.5.")) from None
    if not value.is_finite() or value < 0:
        raise Unreadable(_("Give a number, for example 12 or 12.5."))
    if value > ask.largest:
        raise Unreadable(_("At most %(limit)d.") % {"limit": ask.largest})
    value = round(value, 2)
    return int(value) if value == value.to_integral_value() else float(value)


def _date(ask: Ask, text: str) -> str | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Unreadable(_("Give the date as year-month-day, for example 2026-05-07.")) from None
    if not _EARLIEST <= day <= _LATEST:
        raise Unreadable(_("This date cannot be right; please check the year."))
    return day.isoformat()


_READERS: Mapping[Kind, Callable[[Ask, str], Any]] = {
    Kind.CHOICE: _choice,
    Kind.FLAG: _choice,
    Kind.COUNT: _count,
    Kind.AREA: _number,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
}
