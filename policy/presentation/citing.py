"""From a text to the values that cite it, and from a value to its place on the effective page."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from policy.law import Conflict, Pack, Provision
from policy.queries.loaded import current
from policy.rules.citing import sources_in


def every_pack() -> list[Pack]:
    """The packs in use, the nation first."""
    return sorted(current().packs.values(), key=lambda pack: (pack.code != "CN", pack.code))


def every_value() -> Iterator[tuple[Pack, Provision]]:
    """Every value of every pack in use, the nation first."""
    return ((pack, value) for pack in every_pack() for values in pack.values.values() for value in values)


def citing_documents() -> dict[str, list[Provision]]:
    """Code of a text → the values that cite it."""
    found: dict[str, list[Provision]] = {}
    for _pack, value in every_value():
        for code in dict.fromkeys(source.code for source in sources_in(value)):
            found.setdefault(code, []).append(value)
    return found


def effective_url(value: Provision, today: date) -> str:
    """The value on the effective page of its own place (a conflict: of the first place it speaks of), on the day nearest to today on which it is in its window."""
    on = max(today, value.valid_from)
    if value.valid_to is not None and on > value.valid_to:
        on = value.valid_to
    places = value.places if isinstance(value, Conflict) else ()
    query = {
        "region": next(iter(places), value.pack),
        "on": on.isoformat(),
        "rule": f"{value.section}.{value.key}",
    }
    return f"{reverse('policy:overview')}?{urlencode(query)}"
