"""The published rating of facilities. Inspections stand to the right, so they register here how to tell it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Published:
    """A result that counts. `scheme` names whose grade it is: grades of two schemes are never compared. `name` is the
    scheme in both languages."""

    rating_id: int
    scheme: str
    name: Mapping[str, str]
    grade: str
    published_on: date
    valid_to: date


Provider = Callable[[Collection[int], date], Mapping[int, Published]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """From now on `provider` tells the published ratings of facilities of the scope on a day, in one query."""
    _providers[:] = [provider]


def published_ratings(facility_ids: Collection[int], on: date) -> Mapping[int, Published]:
    """Facility of the scope → its published rating that is valid on a day; one without any is not in the answer."""
    return _providers[0](facility_ids, on) if _providers and facility_ids else {}
