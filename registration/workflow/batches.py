"""Many registrations in one call: each one stands or falls by itself, all in the caller's transaction."""

from collections.abc import Sequence

from django.db import OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.models import Department
from regions.models import Region
from registration.enums import Channel
from registration.errors import Busy, Incomplete
from registration.items import Item
from registration.models import Registration
from registration.workflow.matching import lock_code
from registration.workflow.pushing import push

_DEADLOCK = "40P01"


@transaction.atomic
def push_items(
    *, by: Actor, items: Sequence[Item], registrar: Department, channel: str = Channel.API
) -> list[Registration | DomainError]:
    """Push every item that can be pushed; for each the registration, or why not. Nothing of a refused one stays.

    All codes are locked first and in order, so that two batches with the same codes wait instead of blocking
    each other.
    """
    for code in sorted({item.facts.uscc for item in items if item.facts}):
        lock_code(code)
    places = Region.objects.in_bulk({item.place.code for item in items if item.place})
    return [_push_one(by, item, registrar, channel, places) for item in items]


def _push_one(
    by: Actor, item: Item, registrar: Department, channel: str, places: dict[int, Region]
) -> Registration | DomainError:
    if item.facts is None or item.place is None:
        return Incomplete(_("Some details need correction."), problems=item.problems.errors)
    try:
        with transaction.atomic():
            return push(
                by=by,
                facts=item.facts,
                region=places[item.place.code],
                registrar=registrar,
                channel=channel,
                confirmed=item.confirmed,
            )
    except DomainError as error:
        return error
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != _DEADLOCK:
            raise
        return Busy(_("Somebody else works on this facility right now."), remedy=_("Send this item again."))
