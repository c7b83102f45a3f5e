"""What a list of facilities is narrowed to, as it stands in the address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from facilities.enums import FacilityState
from policy.enums import EntityKind, Severity

_STATES, _KINDS = frozenset(FacilityState.values), frozenset(EntityKind.values)
#: Longer search texts are cut: no name is longer.
LONGEST = 120


@dataclass(frozen=True)
class FacilityFilters:
    """`q` is what was typed, `place` a division below one's own; days are inclusive."""

    q: str = ""
    state: str = ""
    kind: str = ""
    place: str = ""
    registered_from: date | None = None
    registered_to: date | None = None
    filed_from: date | None = None
    filed_to: date | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "FacilityFilters":
        """The filters of an address; what is unknown or broken counts as not given."""
        state, kind, place = query.get("state", ""), query.get("kind", ""), query.get("place", "")
        return cls(
            q=query.get("q", "").replace("\x00", "").strip()[:LONGEST],
            state=state if state in _STATES else "",
            kind=kind if kind in _KINDS else "",
            place=place if place.isascii() and place.isdigit() and len(place) == 12 else "",
            registered_from=_day(query.get("registered_from", "")),
            registered_to=_day(query.get("registered_to", "")),
            filed_from=_day(query.get("filed_from", "")),
            filed_to=_day(query.get("filed_to", "")),
        )

    @property
    def narrowed(self) -> bool:
        return self != FacilityFilters()

    def query(self) -> dict[str, str]:
        """The filters as address values, the empty ones left out."""
        return {f.name: str(value) for f in fields(self) if (value := getattr(self, f.name))}


@dataclass(frozen=True)
class BreachFilters:
    """What the list of breaches is narrowed to; `since` is the first day on which they may have been found."""

    rule: str = ""
    severity: str = ""
    place: str = ""
    since: date | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "BreachFilters":
        """The filters of an address; what is unknown or broken counts as not given."""
        rule, severity, place = query.get("rule", ""), query.get("severity", ""), query.get("place", "")
        return cls(
            rule=rule if re.fullmatch(r"R-[A-Z]+-[0-9]{1,3}", rule) else "",
            severity=severity if severity in Severity.values else "",
            place=place if place.isascii() and place.isdigit() and len(place) == 12 else "",
            since=_day(query.get("since", "")),
        )

    @property
    def narrowed(self) -> bool:
        return self != BreachFilters()

    def query(self) -> dict[str, str]:
        """The filters as address values, the empty ones left out."""
        return {f.name: str(value) for f in fields(self) if (value := getattr(self, f.name))}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
