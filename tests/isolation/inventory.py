"""Every URL of the product with who may call it, read off the resolver. What is not classified is an error."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.views import View

from accounts.access import Access

#: Pages of libraries, classified here because their views cannot carry a decorator.
LIBRARIES = {
    "admin:": Access("library"),
    "api:schema": Access("public"),
    "set_language": Access("public"),
}


@dataclass(frozen=True)
class Endpoint:
    """One URL pattern. `kwargs` are the names of its parameters; `methods` what it says it answers."""

    name: str
    route: str
    kwargs: tuple[str, ...]
    access: Access | None
    methods: tuple[str, ...]
    api: bool


def endpoints() -> list[Endpoint]:
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Endpoint]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, route, inner)
        else:
            yield _endpoint(entry, route, namespace)


def _endpoint(entry: URLPattern, route: str, namespace: str) -> Endpoint:
    name = f"{namespace}{entry.name or route}"
    view: Any = entry.callback
    cls = getattr(view, "cls", None) or getattr(view, "view_class", None)
    access = next((a for key, a in LIBRARIES.items() if name.startswith(key)), None)
    access = access or getattr(view, "access", None) or getattr(cls, "access", None)
    return Endpoint(
        name=name,
        route=route,
        kwargs=tuple(entry.pattern.converters),
        access=access,
        methods=_methods(cls),
        api=route.startswith("api/"),
    )


def _methods(cls: type[View] | None) -> tuple[str, ...]:
    if cls is None:
        return ("GET", "POST")
    return tuple(m.upper() for m in ("get", "post", "put", "patch", "delete") if hasattr(cls, m))
