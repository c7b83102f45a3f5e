"""Pure rules of registrations: facts in, answers out. No database, no clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kernel.identifiers import IdentifierError, check_uscc, normalise_uscc
from kernel.names import UnprintableText, clean_text
from registration.problems import Problems


@dataclass(frozen=True)
class RegistrationFacts:
    """What a push says of one approved registration, as typed; `check_registration` returns it cleaned."""

    entity_kind: str
    name: str
    uscc: str
    approved_on: date
    address: str
    business_scope: str
    head_name: str = ""
    phone: str = ""
    external_id: str = ""


LIMITS = {
    "name": 120,
    "address": 200,
    "business_scope": 2000,
    "head_name": 60,
    "phone": 40,
    "external_id": 80,
}
REQUIRED = ("name", "address", "business_scope")
#: What one line of a licence may hold; a line break in a name would break every list and paper.
ONE_LINE = frozenset(LIMITS) - {"business_scope"}
EARLIEST = date(1990, 1, 1)


def check_registration(
    facts: RegistrationFacts,
    *,
    today: date,
    scope_word: str,
    name_word: str = "",
    complete: bool = True,
) -> tuple[RegistrationFacts, Problems]:
    """The cleaned facts and what is wrong with them.

    `scope_word` must stand in the business scope, `name_word` in the name (the law's words of `policy`, '' asks
    nothing). `complete` False checks a draft: gaps pass, what is written must still be storable.
    """
    problems, values = Problems(), {}
    for name, limit in LIMITS.items():
        values[name] = _clean(getattr(facts, name), name, limit, problems)
    for name in REQUIRED if complete else ("name",):
        if not values[name] and not problems.of(name):
            problems.add(name, "REQUIRED")
    values["uscc"] = check_code(facts.uscc, problems, required=complete)
    check_day(facts.approved_on, today, problems)
    if complete and values["business_scope"] and scope_word not in values["business_scope"]:
        problems.add("business_scope", "SCOPE_WORD", blocks=False, word=scope_word)
    if complete and name_word and values["name"] and name_word not in values["name"]:
        problems.add("name", "NAME_WORD", word=name_word)
    cleaned = RegistrationFacts(entity_kind=facts.entity_kind, approved_on=facts.approved_on, **values)
    return cleaned, problems


def _clean(text: str, name: str, limit: int, problems: Problems) -> str:
    try:
        value = clean_text(text)
    except UnprintableText:
        problems.add(name, "UNPRINTABLE")
        return ""
    if name in ONE_LINE:
        value = re.sub(r"\s+", " ", value)
    if len(value) > limit:
        problems.add(name, "TOO_LONG", limit=limit, count=len(value))
    return value


def check_code(text: str, problems: Problems, *, required: bool = True) -> str:
    """The normalised credit code, or '' with what is wrong about it noted."""
    code = "".join(c for c in normalise_uscc(text) if c.isprintable())
    if not code:
        if required:
            problems.add("uscc", "REQUIRED")
        return ""
    try:
        return check_uscc(code)
    except IdentifierError as error:
        bad = {"LENGTH": code[18:], "CHECK_DIGIT": code[-1:]}.get(error.code) or _bad_character(code)
        problems.add("uscc", f"USCC_{error.code}", bad=bad, count=len(code))
        return ""


def _bad_character(code: str) -> str:
    """The first character that cannot stand where it stands."""
    for place, character in enumerate(code):
        allowed = "0123456789" if 2 <= place < 8 else "0123456789ABCDEFGHJKLMNPQRTUWXY"
        if character not in allowed:
            return character
    return ""


def check_day(day: date, today: date, problems: Problems) -> None:
    """Note a day of approval that cannot be: after today, or before there were such facilities."""
    if day > today:
        problems.add("approved_on", "DATE_FUTURE", bad=day.isoformat())
    elif day < EARLIEST:
        problems.add("approved_on", "DATE_EARLY", bad=day.isoformat(), earliest=EARLIEST.isoformat())


_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?(?:\.0+)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def read_day(value: Any, problems: Problems, name: str = "approved_on") -> date | None:
    """The day that a cell or a field means: 2026-05-08, 2026/5/8, 2026.5.8, 2026年5月8日 or 20260508."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    if not text:
        problems.add(name, "REQUIRED")
        return None
    match = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        problems.add(name, "DATE_FORMAT", bad=text)
        return None
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        problems.add(name, "DATE_NONE", bad=match.group(2 if not 1 <= month <= 12 else 3))
        return None


#: What a registered change may concern; each is told as (old, new).
CHANGEABLE = ("name", "address", "head_name", "phone", "business_scope", "entity_kind")


def clean_changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[dict[str, str], Problems]:
    """The fields that really change, cleaned, and what is wrong with them. Empty texts change nothing."""
    problems, fields = Problems(), {}
    for name, text in new.items():
        if name not in CHANGEABLE:
            problems.add(name, "UNKNOWN_FIELD")
            continue
        value = text if name == "entity_kind" else _clean(text, name, LIMITS[name], problems)
        if value and value != old.get(name, ""):
            fields[name] = value
    if not fields and not problems:
        problems.add("changes", "NOTHING_CHANGED")
    return fields, problems


def changed_facts(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Name → (old, new) for every fact that differs."""
    return {name: (old.get(name), value) for name, value in new.items() if old.get(name) != value}
