"""Where a facility lies: a wrong street put right, another street of its district, another division altogether.

Its filings, duties and files follow by cascade. History keeps its place through the residence rows, which never move.
"""

from datetime import date

from django.db import transaction

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from audit.workflow import record
from facilities.models import Facility, FacilityResidence
from facilities.queries import locked
from facilities.workflow.facility import index_names, publish
from kernel import clock
from regions.models import Region


@transaction.atomic
def move_facility(*, by: Actor, facility_id: int, region: Region, reason: str) -> Facility:
    """Move a facility to another division: the work of the common ancestor, whose scope holds both (design 3.1).

    Returns the facility anew. Raises NotAllowed unless both places lie in the division of `by`.
    """
    facility = locked(facility_id)
    allow(by, Action.FACILITY_MOVE, facility)
    allow(by, Action.FACILITY_MOVE, Facility(region=region, name=facility.name))
    return _lie_in(by, facility, region, event="facility.moved", since=clock.today(), reason=reason)


@transaction.atomic(savepoint=False)
def move_within_district(*, by: Actor, facility: Facility, region: Region) -> Facility:
    """An accepted change names another street of the same district. The caller has checked both; returns it anew."""
    return _lie_in(by, facility, region, event="facility.street_changed", since=clock.today())


@transaction.atomic(savepoint=False)
def place_at(*, by: Actor, facility: Facility, region: Region, event: str) -> Facility:
    """Put right where a facility lies: a wrong street was written down, nothing moved.

    The caller has checked its right and that both lie in one district. Returns the facility anew.
    """
    return _lie_in(by, facility, region, event=event, since=None)


def _lie_in(
    by: Actor, facility: Facility, region: Region, *, event: str, since: date | None, reason: str = ""
) -> Facility:
    before = facility.region_id
    present = FacilityResidence.objects.filter(facility_id=facility.pk, valid_to=None)
    if since is None:
        present.update(region=region)
    else:
        present.update(valid_to=since)
        FacilityResidence.objects.update_or_create(
            facility_id=facility.pk, region=region, valid_from=since, defaults={"valid_to": None}
        )
    facility.region = region
    facility.version += 1
    facility.save(update_fields=["region", "version"])
    fresh: Facility = Facility.objects.get(pk=facility.pk)
    record(
        by=by,
        event=event,
        region=region.pk,
        subject=fresh,
        facility_id=fresh.pk,
        reason=reason,
        data={"from": before, "to": region.pk},
    )
    index_names(fresh)
    publish(fresh)
    return fresh
