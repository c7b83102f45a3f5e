"""One registration as another system sends it: read strictly, every fault of its shape at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regions.queries import Resolved
from registration.problems import Problems
from registration.queries.places import read_code
from registration.rules import RegistrationFacts, read_day

MAX_ITEMS = 500


@dataclass(frozen=True)
class Item:
    """One item as it was read. `facts` and `place` are None when it cannot be pushed; `problems` says why."""

    problems: Problems
    facts: RegistrationFacts | None = None
    place: Resolved | None = None
    confirmed: tuple[str, ...] = ()
    uscc: str = ""
    external_id: str = ""


_TEXTS = ("entity_kind", "name", "uscc", "address", "business_scope", "head_name", "phone", "external_id")
_FIELDS = frozenset({*_TEXTS, "approved_on", "region", "confirmed"})


def read_item(data: Any, *, base: Mapping[str, Any] | None = None) -> Item:
    """Read one item: every fault of shape at once. `base` fills what is left out, for a correction."""
    problems = Problems()
    if not isinstance(data, Mapping):
        problems.add("", "ITEM")
        return Item(problems)
    for name in data:
        if name not in _FIELDS:
            problems.add(str(name)[:40], "UNKNOWN_FIELD")
    given = {**(base or {}), **data}
    texts = {name: _text(given, name, problems) for name in _TEXTS}
    day = read_date(given, "approved_on", problems)
    code = _text(given, "region", problems)
    place = read_code(code, problems) if not problems.of("region") else None
    confirmed = given.get("confirmed") or []
    if not isinstance(confirmed, list) or not all(isinstance(name, str) for name in confirmed):
        problems.add("confirmed", "TYPE")
        confirmed = []
    told: dict[str, Any] = {
        "uscc": _shown(texts["uscc"], 18),
        "external_id": _shown(texts["external_id"], 80),
    }
    if problems or day is None or place is None:
        return Item(problems, None, place, **told)
    facts = RegistrationFacts(approved_on=day, **texts)
    return Item(problems, facts, place, tuple(confirmed), **told)


def read_date(data: Mapping[str, Any], name: str, problems: Problems) -> date | None:
    """A day given as ISO text; notes what is wrong."""
    value = data.get(name, "")
    if not isinstance(value, str):
        problems.add(name, "TYPE" if value is not None else "REQUIRED")
        return None
    return read_day(value[:40], problems, name)


def _text(data: Mapping[str, Any], name: str, problems: Problems) -> str:
    value = data.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        problems.add(name, "TYPE")
        return ""
    return value


def _shown(text: str, length: int) -> str:
    """Something of the item that is given back to tell it by: printable, and no longer than it may be."""
    return "".join(c for c in text if c.isprintable())[:length]
