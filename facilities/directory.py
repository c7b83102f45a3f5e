"""What the public directory is narrowed to, read from the address. What is unknown counts as not given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facilities.enums import CareMode, ProvisionMode
from policy.enums import ClassKind

SORTS = ("filed", "price")
#: Yuan; beyond it a number is a slip of the hand.
MOST_YUAN = 1_000_000


@dataclass(frozen=True)
class Directory:
    """`bands`, `care`: any of them; `form`: who provides; `yuan_from`, `yuan_to`: a month; `rating`: scheme|grade, or "none"."""

    region: int
    name: str = ""
    bands: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    form: str = ""
    universal: bool = False
    public: bool = False
    free: bool = False
    yuan_from: int | None = None
    yuan_to: int | None = None
    rating: str = ""
    sort: str = "filed"

    @classmethod
    def read(cls, query: Any, region: int, name: str) -> "Directory":
        """`query` as Django's QueryDict."""
        form, sort = query.get("form", ""), query.get("sort", "")
        return cls(
            region=region,
            name=name,
            bands=_chosen(query.getlist("band"), ClassKind.values),
            care=_chosen(query.getlist("care"), CareMode.values),
            form=form if form in ProvisionMode.values else "",
            universal=query.get("universal") == "1",
            public=query.get("public") == "1",
            free=query.get("free") == "1",
            yuan_from=_yuan(query, "from"),
            yuan_to=_yuan(query, "to"),
            rating=query.get("rating", "")[:150].replace("\x00", ""),
            sort=sort if sort in SORTS else "filed",
        )

    @property
    def chosen(self) -> int:
        """How many filters narrow the list, place and name aside."""
        single = (self.form, self.universal, self.public, self.free, self.rating)
        prices = (self.yuan_from, self.yuan_to)
        return len(self.bands) + len(self.care) + sum(map(bool, single)) + sum(p is not None for p in prices)


def _chosen(values: list[str], known: list[str]) -> tuple[str, ...]:
    return tuple(each for each in known if each in values)


def _yuan(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "").strip()
    return (
        int(text)
        if text.isascii() and text.isdigit() and int(text[:9]) <= MOST_YUAN and len(text) < 8
        else None
    )
