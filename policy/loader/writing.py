"""A pack or an arrangement written as a file again, as it can be read and handed in."""

from collections.abc import Mapping
from typing import Any

import yaml

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
#: What stands first, at every level; the database does not keep the order of keys.
_FIRST = (
    "schema", "pack", "parent", "name", "valid_from", "label", "year", "document", "published_on", "known_from", "note",
    "words", "sources", "id", "code", "kind", "entity_kind", "scope", "word", "doc", "title", "short", "number", "issuer",
    "issued", "zh", "en", "source", "article", "clause", "mark", "status", "valid_to", "merge",
)  # fmt: skip
_PLACE = {key: number for number, key in enumerate(_FIRST)}


def written(content: Mapping[str, Any]) -> str:
    """The content as YAML. Reading it gives the same content, so the same digest."""
    return str(
        yaml.dump(_ordered(content), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=120, indent=2)
    )


def written_arrangement(content: Mapping[str, Any]) -> str:
    """An arrangement in the form of the calendar file."""
    return written({"schema": "tuoyu-calendar/1", "versions": [dict(content)]})


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: (_PLACE.get(key, len(_PLACE)), list(value).index(key)))
        return {key: _ordered(value[key]) for key in keys}
    return [_ordered(each) for each in value] if isinstance(value, list | tuple) else value
