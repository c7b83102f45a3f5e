"""Everybody of a round who has not handed in is urged at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from accounts.workflow.rights import Place
from obligations.workflow import urge
from reporting.reports.collecting.queries import to_urge

#: So many are urged by one press: each is a message to every person of an office or facility.
MOST = 200


@dataclass(frozen=True)
class Urged:
    """How many were urged now, and how many more wait for the next press."""

    now: int
    left: int


@transaction.atomic
def urge_all(*, by: Actor, place: Mapping[str, int], region: int, form: str, period: int) -> Urged:
    """Urge the owners of every open duty of a round, each counted and dated, nobody twice on one day, at most `MOST` at once.

    Raises NotAllowed.
    """
    allow(by, Action.OBLIGATION_URGE, Place(region))
    waiting = to_urge(place, form, period)
    now = list(waiting.values_list("pk", flat=True)[:MOST])
    for number in now:
        urge(by=by, obligation_id=number)
    return Urged(len(now), waiting.count() if len(now) == MOST else 0)
