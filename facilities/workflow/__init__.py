"""Every write to facilities and to who operates them. Verbs of the facility itself are imported from here."""

from facilities.workflow.contact import reveal_contact
from facilities.workflow.facility import (
    create_facility,
    grant_operator,
    index_names,
    open_to,
    publish,
    set_state,
    update_facts,
)
from facilities.workflow.moving import move_facility, move_within_district, place_at

__all__ = [
    "create_facility",
    "grant_operator",
    "index_names",
    "move_facility",
    "move_within_district",
    "open_to",
    "place_at",
    "publish",
    "reveal_contact",
    "set_state",
    "update_facts",
]
