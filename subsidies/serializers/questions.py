"""The question "how much is it?" as people and programs ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.api_parsing import strict_json
from accounts.errors import DomainError
from policy.errors import UnknownProgramme
from policy.law import Programme
from policy.queries import place_asked
from subsidies.queries import programme, stacking
from subsidies.rules import Quote, compute
from subsidies.rules.facts import ChildMonthClaim, Claim
from subsidies.serializers.claims import read_claim
from subsidies.serializers.reader import FactsRefused, shown

ASKED = ("region", "programme", "facts")


@dataclass(frozen=True)
class Question:
    """A checked question. `retired_from` is the old code it was asked by, when the division has another one today;
    `beside`: the programmes named in it that may pay the same child-months."""

    region_id: int
    terms: tuple[Programme, ...]
    claim: Claim
    retired_from: int | None = None
    beside: frozenset[str] = frozenset()

    def answer(self) -> Quote:
        return compute(self.terms, self.claim, self.beside)


def read_question(asked: Any) -> Question:
    """A question from {"region", "programme", "facts"}. Raises DomainError that names what is at fault."""
    if not isinstance(asked, dict):
        raise FactsRefused(_("Send an object with region, programme and facts."))
    for key in asked:
        if key not in ASKED:
            text = _("%(key)s is unknown here; known: %(known)s.") % {
                "key": shown(key),
                "known": ", ".join(ASKED),
            }
            raise FactsRefused(text, field=shown(key))
    place = place_asked(_text(asked, "region"))
    terms = programme(place.code, _text(asked, "programme"))
    if "facts" not in asked:
        raise FactsRefused(_("%(key)s is missing.") % {"key": "facts"}, field="facts")
    claim = read_claim(terms[-1], asked["facts"])
    return Question(place.code, terms, claim, place.retired_from, _beside(place.code, terms[-1], claim))


def _beside(region_id: int, own: Programme, claim: Claim) -> frozenset[str]:
    """Of the programmes that have paid a child-month, those that may be paid beside. Raises FactsRefused for a name that
    is no programme of the place."""
    if not isinstance(claim, ChildMonthClaim):
        return frozenset()
    paths = {
        child.paid_by: f"months[{n}].children[{m}].paid_by"
        for n, month in enumerate(claim.months)
        for m, child in enumerate(month.children)
        if child.paid_by
    }
    try:
        return stacking(region_id, own, paths)
    except UnknownProgramme as error:
        path = paths[error.extra["programme"]]
        raise FactsRefused(
            f"{path}: {error.message}", field=path, problems=[DomainError(str(error.message), field=path)]
        ) from error


def facts_of(text: bytes) -> Any:
    """Facts from the bytes of a JSON file. Raises FactsRefused for what is no JSON, or names something twice."""
    try:
        return strict_json(text.decode("utf-8-sig"))
    except ValueError as error:
        raise FactsRefused(
            _("The facts are not valid JSON (UTF-8, each name once)."), field="facts"
        ) from error


def _text(asked: Mapping[str, Any], key: str) -> str:
    value = asked.get(key)
    if value is None:
        raise FactsRefused(_("%(key)s is missing.") % {"key": key}, field=key)
    if not isinstance(value, str):
        given = {"key": key, "value": shown(value)}
        raise FactsRefused(_("%(key)s must be a text, not %(value)s.") % given, field=key)
    return value.strip()
