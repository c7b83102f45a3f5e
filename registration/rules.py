"""Pure rules of registration and filing: facts in, answers out. No database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.identifiers import IdentifierError, check_uscc
from kernel.names import UnprintableText, clean_text


@dataclass(frozen=True)
class RegistrationFacts:
    """What a push says of one approved registration, as typed; `checked()` returns it cleaned or its problems."""

    entity_kind: str
    name: str
    uscc: str
    approved_on: date
    address: str
    business_scope: str
    head_name: str = ""
    phone: str = ""
    external_id: str = ""


@dataclass
class Problems:
    """Field → sentences, in the order they were found. Warnings do not block."""

    errors: dict[str, list[Any]] = field(default_factory=dict)
    warnings: dict[str, list[Any]] = field(default_factory=dict)

    def error(self, name: str, message: Any) -> None:
        self.errors.setdefault(name, []).append(message)

    def warn(self, name: str, message: Any) -> None:
        self.warnings.setdefault(name, []).append(message)

    def __bool__(self) -> bool:
        return bool(self.errors)


_USCC_WORDS = {
    "LENGTH": _("A credit code has 18 characters."),
    "CHARACTER": _("The credit code holds a character it cannot hold (I, O, S, V and Z do not occur)."),
    "CHECK_DIGIT": _("The check digit is wrong; compare each character with the licence."),
}
_REQUIRED = _("This is required.")
_LIMITS = {
    "name": 120,
    "address": 200,
    "business_scope": 2000,
    "head_name": 60,
    "phone": 40,
    "external_id": 80,
}
EARLIEST = date(1990, 1, 1)


def check_registration(
    facts: RegistrationFacts, *, today: date, scope_word: str, name_word: str = ""
) -> tuple[RegistrationFacts, Problems]:
    """The cleaned facts and what is wrong with them.

    `scope_word` must stand in the business scope (托育服务: N25 art. 5), `name_word` in the name if given
    (托育 for a family home: N28 art. 4).
    """
    problems, values = Problems(), {}
    for name, limit in _LIMITS.items():
        values[name] = _clean(getattr(facts, name), name, limit, problems)
    for name in ("name", "address", "business_scope"):
        if not values[name] and name not in problems.errors:
            problems.error(name, _REQUIRED)
    values["uscc"] = _uscc(facts.uscc, problems)
    if facts.approved_on > today:
        problems.error("approved_on", _("The day of approval lies in the future."))
    elif facts.approved_on < EARLIEST:
        problems.error("approved_on", _("The day of approval lies before 1990."))
    if values["business_scope"] and scope_word not in values["business_scope"]:
        problems.warn(
            "business_scope",
            _("The business scope does not name “%(word)s”. Is this a childcare facility?")
            % {"word": scope_word},
        )
    if name_word and values["name"] and name_word not in values["name"]:
        problems.error("name", _("The name must contain “%(word)s”.") % {"word": name_word})
    cleaned = RegistrationFacts(entity_kind=facts.entity_kind, approved_on=facts.approved_on, **values)
    return cleaned, problems


def _clean(text: str, name: str, limit: int, problems: Problems) -> str:
    try:
        value = clean_text(text)
    except UnprintableText:
        problems.error(name, _("This holds characters that cannot be printed; please type it again."))
        return ""
    if len(value) > limit:
        problems.error(
            name,
            _("At most %(limit)d characters; this has %(count)d.") % {"limit": limit, "count": len(value)},
        )
    return value


def _uscc(text: str, problems: Problems) -> str:
    if not text.strip():
        problems.error("uscc", _REQUIRED)
        return ""
    try:
        return check_uscc(text)
    except IdentifierError as error:
        problems.error("uscc", _USCC_WORDS[error.code])
        return ""


def changed_facts(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Name → (old, new) for every fact that differs."""
    return {name: (old.get(name), value) for name, value in new.items() if old.get(name) != value}
