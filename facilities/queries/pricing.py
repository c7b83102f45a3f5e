"""How the fees of a facility are set by the law of its place. It informs and never refuses a fee (K5)."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from facilities.models import Facility
from facilities.queries.recognition import recognised
from policy.enums import EntityKind
from policy.law import Conflict, PriceMode, Pricing
from policy.queries import conflicts, effective_rules

#: Which words of the texts for kinds of facilities an entity answers to.
_SAID_OF = {
    EntityKind.PUBLIC_INSTITUTION: ("PUBLIC", "NON_PROFIT"),
    EntityKind.SOCIAL_SERVICE_ORG: ("NON_PROFIT", "PRIVATE"),
    EntityKind.FOR_PROFIT: ("FOR_PROFIT", "PRIVATE"),
    EntityKind.FAMILY_CHILDCARE_HOME: ("PRIVATE",),
}


@dataclass(frozen=True)
class Priced:
    """What the texts say about the fees of one facility. `mode` is our reading, None where no text speaks of it.

    `rules` are all texts that speak of it, the nation's first; `contested` names the open question when they differ.
    """

    mode: PriceMode | None
    rules: tuple[Pricing, ...]
    contested: Conflict | None


def price_mode(facility: Facility, on: date) -> Priced:
    """The price mode of a facility on a day: the later national text guides, the local one stays as data (K5)."""
    kinds = list(_SAID_OF.get(EntityKind(facility.entity_kind), ()))
    if "PUBLIC" not in kinds and recognised(facility.pk, on) is not None:
        kinds.insert(0, "SOCIAL_UNIVERSAL")
    said = [cast(Pricing, each.ruling.chosen) for each in effective_rules(facility.region_id, on, "pricing")]
    rules = sorted(
        (rule for rule in said if rule is not None and rule.facilities in kinds),
        key=lambda rule: (rule.pack != "CN", kinds.index(rule.facilities)),
    )
    modes = {rule.mode for rule in rules}
    open_question = next((c for c in conflicts(facility.region_id) if "pricing" in c.concerns), None)
    contested = open_question if rules and (len(modes) > 1 or rules[0].pack != "CN") else None
    return Priced(rules[0].mode if rules else None, tuple(rules), contested)
