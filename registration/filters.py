"""What the officer's lists of filings and registrations are narrowed to, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from policy.enums import EntityKind
from registration.enums import FilingKind, FilingState, RegistrationKind

#: Tab → the states it holds, in the order of work. `all` leaves out what the operator has not handed in.
FILING_TABS: dict[str, tuple[str, ...]] = {
    "review": (FilingState.SUBMITTED,),
    "supplement": (FilingState.SUPPLEMENT_REQUESTED,),
    "verify": (FilingState.RECEIPT_ISSUED,),
    "rectify": (FilingState.NONCOMPLIANCE_NOTIFIED, FilingState.RECHECK),
    "all": tuple(state for state in FilingState.values if state != FilingState.DRAFT),
}


def _division(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) == 12 else ""


@dataclass(frozen=True)
class FilingFilters:
    """`q` is what was typed, `mine` leaves the filings this officer has taken up."""

    tab: str = "review"
    q: str = ""
    kind: str = ""
    place: str = ""
    mine: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "FilingFilters":
        """The filters of an address; what is unknown counts as not given."""
        tab, kind = query.get("tab", "review"), query.get("kind", "")
        return cls(
            tab=tab if tab in FILING_TABS else "review",
            q=query.get("q", "").replace("\x00", "").strip()[:120],
            kind=kind if kind in FilingKind.values else "",
            place=_division(query.get("place", "")),
            mine=query.get("mine") == "1",
        )

    @property
    def narrowed(self) -> bool:
        return replace(self, tab="review") != FilingFilters()

    def query(self) -> dict[str, str]:
        """The filters as address values, the empty ones left out."""
        given = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: "1" if value is True else str(value)
            for name, value in given.items()
            if value and (name, value) != ("tab", "review")
        }


@dataclass(frozen=True)
class RegistrationFilters:
    """`unfiled` leaves the registrations whose facility still owes its filing (U21)."""

    unfiled: bool = True
    kind: str = ""
    entity: str = ""
    place: str = ""
    q: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "RegistrationFilters":
        kind, entity = query.get("kind", ""), query.get("entity", "")
        return cls(
            unfiled=query.get("tab", "unfiled") != "all",
            kind=kind if kind in RegistrationKind.values else "",
            entity=entity if entity in EntityKind.values else "",
            place=_division(query.get("place", "")),
            q=query.get("q", "").replace("\x00", "").strip()[:120],
        )

    @property
    def narrowed(self) -> bool:
        return replace(self, unfiled=True) != RegistrationFilters()

    def query(self) -> dict[str, str]:
        given = {name: getattr(self, name) for name in ("kind", "entity", "place", "q")}
        tab = {} if self.unfiled else {"tab": "all"}
        return tab | {name: str(value) for name, value in given.items() if value}
