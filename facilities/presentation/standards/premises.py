"""The page on which a facility states the facts of its premises."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from facilities.forms.premises import PremisesForm
from facilities.models import Facility
from facilities.queries.facility import premises_of
from facilities.rules.standards.asks import GROUPS, Ask, Kind, asked
from policy.enums import EntityKind

#: What the filing has stated already, by the name of the ask.
FILED = {"floor_area": "floor_area", "outdoor_area": "outdoor_area", "highest_floor": "floors"}


@dataclass(frozen=True)
class Stated:
    """`facts` to begin with: what was stated, else what the filing says. `version` 0: nothing was stated here yet."""

    facts: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    at: datetime | None = None


def stated_of(facility: Facility) -> Stated:
    row = premises_of(facility.pk)
    filed = {name: facility.profile.get(key) for name, key in FILED.items()}
    known = {name: value for name, value in filed.items() if value not in (None, "")}
    if row is None:
        return Stated(known)
    return Stated(known | row.facts, row.version, row.stated_at)


def asked_of(facility: Facility) -> tuple[Ask, ...]:
    """The questions for this facility."""
    return asked(family=facility.entity_kind == EntityKind.FAMILY_CHILDCARE_HOME)


def premises_context(facility: Facility, form: PremisesForm, stated: Stated) -> dict[str, Any]:
    """The questions by group; short ones side by side."""
    asks = asked_of(facility)
    groups = [(label, [ask for ask in asks if ask.group == group]) for group, label in GROUPS.items()]
    return {
        "facility": facility,
        "facility_name": facility.name,
        "form": form,
        "groups": groups,
        "stated": stated,
        "stale": None,
        "choices": {Kind.CHOICE, Kind.FLAG},
    }
