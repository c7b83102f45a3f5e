"""The first line of every verb: may the actor do this?"""

from dataclasses import dataclass
from typing import Any

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import NotAllowed
from accounts.models import User
from accounts.permissions import decide
from accounts.queries import regions_of_person


@dataclass(frozen=True)
class Place:
    """A region as the target of a decision, where no object stands for it."""

    region_id: int


def allow(by: Actor, action: Action, target: Any = None) -> None:
    """Raise NotAllowed unless the policy lets `by` do `action` (to `target`). The first line of every verb."""
    decision = decide(by, action, target)
    if not decision:
        raise NotAllowed(decision)


def allow_person(by: Actor, action: Action, user: User) -> None:
    """Raise NotAllowed unless `by` reaches every place where this person can act: an account is whole."""
    for region in regions_of_person(user.pk):
        allow(by, action, Place(region))
