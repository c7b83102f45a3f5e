"""What a facility has been ordered to put right, whoever ordered it: filings and inspections stand to the right, so they
register here how to tell. Gates of other apps and the page of a facility ask `facilities.queries.open_rectifications`."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Rectification:
    """One order that is not settled. `serious`: a legal minimum is missed; `suspends`: the service is stopped until then;
    `reported`: the facility says it is done and waits for the recheck."""

    kind: str
    subject_id: int
    text: str
    due_on: date | None
    serious: bool = True
    suspends: bool = False
    reported: bool = False

    def overdue(self, on: date) -> bool:
        """Whether the day has passed without a report."""
        return not self.reported and self.due_on is not None and self.due_on < on


Provider = Callable[[Collection[int]], Mapping[int, Iterable[Rectification]]]
_providers: dict[str, Provider] = {}


def register(kind: str, provider: Provider) -> None:
    """From now on `provider` tells the unsettled orders of a kind for facilities of the scope, in one query."""
    _providers[kind] = provider


def told(facility_ids: Collection[int]) -> dict[int, list[Rectification]]:
    """Facility → its unsettled orders of every kind, one query a kind."""
    found: dict[int, list[Rectification]] = {number: [] for number in facility_ids}
    for provider in _providers.values():
        for number, rows in provider(list(found)).items():
            found[number].extend(rows)
    return found
