"""What an address asks of a round."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from accounts.actors import Actor
from regions.codes import contains
from regions.managers import within
from reporting.reports.collecting.queries import TABS
from reporting.reports.rules import Term, term_of


@dataclass(frozen=True)
class Asked:
    """What an address asks of a round: which division (`place`), form and period, and which tab."""

    place: int
    form: str
    period: int
    term: Term
    tab: str = "all"

    @classmethod
    def read(cls, actor: Actor, form: str, period: int, query: Mapping[str, str]) -> "Asked":
        """Raises Http404 for a division that is not the reader's, and for a period that is none."""
        text, term, tab = query.get("place", ""), term_of(period), query.get("state", "")
        place = int(text) if text.isascii() and text.isdigit() and len(text) == 12 else actor.region_id
        if term is None or not contains(actor.region_id, place):
            raise Http404
        return cls(place, form, period, term, tab if tab in TABS else "all")

    @property
    def within(self) -> dict[str, int]:
        return within(self.place)

    def query(self, actor: Actor, **other: str) -> str:
        place = "" if self.place == actor.region_id else f"{self.place:012d}"
        given = {"state": self.tab if self.tab != "all" else "", "place": place, **other}
        return urlencode({key: value for key, value in given.items() if value})

    def url(self, actor: Actor, page: str = "collected_round", **other: str) -> str:
        asked = self.query(actor, **other)
        return reverse(f"reports:{page}", args=[self.form, self.period]) + (f"?{asked}" if asked else "")
