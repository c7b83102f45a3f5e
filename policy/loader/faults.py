"""What is wrong with a pack file, in words that somebody understands who has never heard of a schema."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from jsonschema.exceptions import ValidationError, best_match

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One mistake: where in the file, and why in the language of the reader."""

    path: Path
    reason: str


def first_fault(
    content: Any, errors: Iterable[ValidationError], known: dict[str, frozenset[str]]
) -> Fault | None:
    """The fault to tell. `known`: section → the keys its values may have.

    An unknown key is told first: what follows from it would only confuse. A value of the wrong kind makes its neighbours
    look unknown as well; those are left out.
    """
    found = list(errors)
    if not found:
        return None
    for error in found:
        if unknown := _unknown(error, known):
            return Fault((*error.absolute_path, unknown), _unknown_words(unknown))
    error = best_match(e for e in found if e.validator != "unevaluatedProperties") or found[0]
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        return Fault(tuple(error.absolute_path), _("key “%(key)s” is missing") % {"key": missing})
    if error.validator is None:
        key = _key_of(content, error)
        words = _("key “%(key)s” does not go with the other values here") % {"key": key}
        return Fault((*error.absolute_path, key), words)
    return Fault(tuple(error.absolute_path), _words(error))


def _key_of(content: Any, error: ValidationError) -> str:
    """The key whose value the schema forbids: the error holds only the value and where its group stands."""
    group = content
    for step in error.absolute_path:
        group = group[step]
    held = group.items() if isinstance(group, dict) else ()
    return next((key for key, value in held if value is error.instance), "")


def _unknown(error: ValidationError, known: dict[str, frozenset[str]]) -> str:
    """The key nobody knows, "" where there is none."""
    path = list(error.absolute_path)
    if error.validator == "additionalProperties" and error.validator_value is False:
        allowed = frozenset(error.schema.get("properties", ()))
    elif error.validator == "unevaluatedProperties" and path and path[0] in known:
        allowed = known[str(path[0])]
    else:
        return ""
    return next((key for key in error.instance if key not in allowed), "")


def _unknown_words(key: str) -> str:
    return _("key “%(key)s” is unknown here") % {"key": key}


def _words(error: ValidationError) -> str:
    """One sentence for what a validator refused."""
    value, wanted = _shown(error.instance), error.validator_value
    match error.validator:
        case "type":
            return _("%(value)s is not %(kind)s") % {"value": value, "kind": _kind(wanted)}
        case "enum":
            return _("%(value)s is not one of: %(choices)s") % {"value": value, "choices": ", ".join(wanted)}
        case "const":
            return _("%(value)s is not %(wanted)s") % {"value": value, "wanted": wanted}
        case "format":
            return _("%(value)s is no day of the calendar") % {"value": value}
        case "pattern":
            return _pattern(value, wanted)
        case "minimum" | "exclusiveMinimum":
            return _("%(value)s is less than %(least)s") % {"value": value, "least": wanted}
        case "maximum" | "exclusiveMaximum":
            return _("%(value)s is more than %(most)s") % {"value": value, "most": wanted}
        case "minLength" | "minItems":
            return _("nothing is given here")
        case "uniqueItems":
            return _("something stands twice in the list")
        case "contains":
            return _("an entry that this kind needs is missing, or stands too often")
    return _("%(value)s does not fit here") % {"value": value}


def _pattern(value: str, pattern: str) -> str:
    if pattern.startswith(r"^\d{4}-\d{2}-\d{2}"):
        return _("%(value)s is not written as a day, 2026-05-07") % {"value": value}
    return _("%(value)s is not written as it has to be") % {"value": value}


def _kind(wanted: str | list[str]) -> str:
    kinds = {
        "integer": _("a whole number"),
        "string": _("text"),
        "boolean": _("yes or no"),
        "array": _("a list"),
        "object": _("a group of keys"),
        "null": _("empty"),
    }
    return " / ".join(kinds[each] for each in ([wanted] if isinstance(wanted, str) else wanted))


def _shown(value: Any) -> str:
    """A value as it is quoted: text in quotes, and of what is long only the beginning."""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def known_keys(schema: dict[str, Any], sections: Iterable[str]) -> dict[str, frozenset[str]]:
    """Section → the keys a value of it may have, with those every value has."""
    carried = frozenset(schema["$defs"]["provision"]["properties"])
    return dict(_known(schema, sections, carried))


def _known(
    schema: dict[str, Any], sections: Iterable[str], carried: frozenset[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    for name in sections:
        yield name, carried | frozenset(schema["properties"][name]["items"]["properties"])
