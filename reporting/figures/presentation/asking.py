"""What an address asks of a dashboard: which division, which period, compared by which indicator."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from accounts.actors import Actor
from accounts.permissions import decide
from kernel import clock
from regions.codes import NATION, contains, lineage
from regions.queries import below, name
from reporting.enums import Measure
from reporting.figures.catalogue import CATALOGUE
from reporting.figures.queries.behind import Days, needed
from reporting.figures.rules import Period, period_of, year_of

_MEASURES = {measure.column: measure for measure in Measure}


@cache
def _rows_address(term: str) -> str:
    return reverse("figures:rows", args=[term])


@cache
def _dashboard_address() -> str:
    return reverse("figures:dashboard")


@lru_cache(maxsize=8192)
def _encoded(given: tuple[tuple[str, str], ...]) -> str:
    return urlencode(given)


@dataclass(frozen=True)
class Asked:
    """`by` is '' where the reader left it open. `future`: a period that has not begun was asked for."""

    place: int
    period: Period
    by: str = ""
    future: str = ""

    @classmethod
    def read(cls, actor: Actor, query: Mapping[str, str]) -> "Asked":
        """The address of a reader; what is broken counts as not given. Raises Http404 for a division that is not theirs."""
        text, today = query.get("place", ""), clock.today()
        place = int(text) if text.isascii() and text.isdigit() and len(text) == 12 else actor.region_id
        if not contains(actor.region_id, place) or (place != NATION and name(place) == str(place)):
            raise Http404
        period, future = period_of(query.get("period", "")), ""
        if period is not None and period.first > today:
            period, future = None, query["period"]
        by = query.get("by", "")
        return cls(place, period or year_of(today), by if by in CATALOGUE else "", future)

    @property
    def days(self) -> Days:
        return Days(self.period.first, min(self.period.last, clock.today()))

    def query(self, **other: object) -> str:
        """This address with something else asked for."""
        given = {"place": f"{self.place:012d}", "period": self.period.text, "by": self.by, **other}
        return _encoded(tuple((key, str(value)) for key, value in given.items() if value not in ("", None)))

    def url(self, place: int | None = None, **other: object) -> str:
        asked = self.place if place is None else place
        return f"{_dashboard_address()}?{self.query(place=f'{asked:012d}', **other)}"

    def rows_url(self, actor: Actor, term: str, place: int | None = None) -> str:
        """Where the rows behind a term are listed; '' for one that is no measure or whose rows the reader may not see."""
        measure = _MEASURES.get(term)
        if measure is None or not decide(actor, needed(measure)):
            return ""
        asked = self.place if place is None else place
        return f"{_rows_address(term)}?{self.query(place=f'{asked:012d}', by='')}"

    def trail(self, actor: Actor) -> list[tuple[str, str]]:
        """The way from the reader's own division to this one."""
        above = [code for code in reversed(lineage(self.place)) if contains(actor.region_id, code)]
        return [(name(code), self.url(code) if code != self.place else "") for code in above]


def choices_of(asked: Asked) -> list[tuple[str, str]]:
    """The divisions right below, as choices of a switch."""
    return [(f"{code:012d}", words) for code, words in below(asked.place)]
