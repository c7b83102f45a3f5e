"""One reader for every shape whose fields are called like the keys of the file."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from policy.law import Provision, Source, Text
from policy.loader.parse.reader import Raw, Reader, text

P = TypeVar("P", bound=Provision)
_CARRIED = frozenset(f.name for f in fields(Provision))


def plain(shape: type[P]) -> Callable[[Reader, Raw], P]:
    """The reader of a shape: words, days, decimals, closed sets, sources and parts become what its fields are typed as."""

    def read(reader: Reader, raw: Raw) -> P:
        return shape(**reader.provision(raw), **_parts(reader, shape, raw, without=_CARRIED))

    return read


@cache
def _types(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def _parts(reader: Reader, shape: type, raw: Raw, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    return {
        name: _converted(reader, hint, raw[name])
        for name, hint in _types(shape).items()
        if name in raw and name not in without
    }


def _converted(reader: Reader, hint: Any, raw: Any) -> Any:
    if isinstance(hint, UnionType):
        return None if raw is None else _converted(reader, get_args(hint)[0], raw)
    origin = get_origin(hint)
    if origin is tuple:
        return tuple(_converted(reader, get_args(hint)[0], each) for each in raw)
    if origin is Mapping:
        key, value = get_args(hint)
        return {key(name): _converted(reader, value, each) for name, each in raw.items()}
    if hint is Text:
        return text(raw)
    if hint is Source:
        return reader.source(raw)
    if hint is date:
        return date.fromisoformat(raw)
    if hint is Decimal or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint(raw)
    if isinstance(hint, type) and is_dataclass(hint):
        return hint(**_parts(reader, hint, raw))
    return raw
