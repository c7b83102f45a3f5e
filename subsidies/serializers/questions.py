"""The question "how much is it?" as people and programs ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.api_parsing import strict_json
from policy.law import Programme
from policy.queries import place_asked
from subsidies.queries import programme
from subsidies.rules import Quote, compute
from subsidies.rules.facts import Claim
from subsidies.serializers.claims import read_claim
from subsidies.serializers.reader import FactsRefused, shown

ASKED = ("region", "programme", "facts")


@dataclass(frozen=True)
class Question:
    """A checked question. `retired_from` is the old code it was asked by, when the division has another one today."""

    region_id: int
    terms: tuple[Programme, ...]
    claim: Claim
    retired_from: int | None = None

    def answer(self) -> Quote:
        return compute(self.terms, self.claim)


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
    return Question(place.code, terms, read_claim(terms[-1], asked["facts"]), place.retired_from)


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
