"""The page on which a facility is moved: what is open, and what becomes of it."""

from typing import Any

from accounts.actors import Actor
from facilities.models import Facility
from facilities.presentation.words import STATES
from obligations.enums import FACILITY
from obligations.queries import open_of_facility
from obligations.wording import words_of
from regions.queries import full_name, name
from registration.queries.filings import under_review


def move_context(actor: Actor, facility: Facility, form: Any) -> dict[str, Any]:
    """The facility, the form, and its open work: what offices owe passes over, what it owes itself stays."""
    duties = open_of_facility(facility.pk)
    return {
        "facility": facility,
        "badge": STATES[facility.state],
        "form": form,
        "place": full_name(facility.region_id),
        "division": name(actor.region_id) if actor.region_id else "",
        "passing": [(words_of(row.rule).do, row) for row in duties if row.owner_kind != FACILITY],
        "staying": [(words_of(row.rule).do, row) for row in duties if row.owner_kind == FACILITY],
        "reviews": under_review(facility.pk),
    }
