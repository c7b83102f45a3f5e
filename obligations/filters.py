"""What the inbox is narrowed to, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

TABS = ("all", "overdue", "today", "week", "prompt", "later")
OWNERS = ("", "mine", "office", "facility")


@dataclass(frozen=True)
class InboxFilters:
    """`owner`: mine (given to me), office (owed by my office), facility (owed by facilities), '' everybody.

    `source` is the code of a document, `office` the kind of the owing department, `place` a division
    below one's own.
    """

    tab: str = "all"
    rule: str = ""
    owner: str = ""
    place: str = ""
    source: str = ""
    office: str = ""
    provisional: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "InboxFilters":
        """The filters of an address; what is unknown counts as not given."""
        tab, owner = query.get("tab", "all"), query.get("owner", "")
        place = query.get("place", "")
        return cls(
            tab=tab if tab in TABS else "all",
            rule=query.get("rule", "")[:40],
            owner=owner if owner in OWNERS else "",
            place=place if place.isascii() and place.isdigit() and len(place) == 12 else "",
            source=query.get("source", "")[:20],
            office=query.get("office", "")[:20],
            provisional=query.get("provisional") == "1",
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything but the tab is chosen."""
        return replace(self, tab="all") != InboxFilters()

    def query(self) -> dict[str, str]:
        """The filters as address values, the empty ones left out."""
        given = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: "1" if value is True else str(value)
            for name, value in given.items()
            if value and (name, value) != ("tab", "all")
        }
