"""Every write to facilities: they come from registrations and filings, and end with them."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.enums import FacilityRole
from accounts.models import Department, User
from audit.workflow import record
from facilities.enums import ENDED_STATES, INSPECT, FacilityState
from facilities.errors import DuplicateFacility
from facilities.models import (
    Facility,
    FacilityGrant,
    FacilityPhase,
    FacilityResidence,
    FacilitySearch,
    PublicFacility,
    PublicReceipt,
)
from facilities.queries.search import ask_for_nothing, marks_of
from facilities.workflow.ending import end_care
from kernel import clock
from kernel.names import bigrams
from regions.models import Region


@transaction.atomic(savepoint=False)
def create_facility(
    *,
    by: Actor,
    region: Region,
    name: str,
    uscc: str,
    entity_kind: str,
    address: str,
    registered_on: date,
    registrar: Department | None,
    confirmed: bool,
    head_name: str = "",
    phone: str = "",
    predecessor_id: int | None = None,
) -> Facility:
    """A facility becomes known: by a push (`confirmed`), or by its operator before the push arrived.

    The caller has checked its own right to do so. Raises DuplicateFacility when the code stands already.
    """
    facility = Facility(
        region=region,
        name=name,
        uscc=uscc,
        entity_kind=entity_kind,
        address=address,
        registered_on=registered_on,
        registrar=registrar,
        registration_confirmed=confirmed,
        head_name=head_name,
        phone=phone,
        predecessor_id=predecessor_id,
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            facility.save(force_insert=True)
    except IntegrityError as error:
        raise DuplicateFacility(
            _("A facility with this credit code exists already."), field="uscc"
        ) from error
    FacilityResidence.objects.create(facility_id=facility.pk, region=region, valid_from=registered_on)
    _keep_phase(facility, since=min(registered_on, clock.today()))
    index_names(facility)
    record(
        by=by,
        event="facility.created",
        region=region.pk,
        subject=facility,
        facility_id=facility.pk,
        data={"confirmed": confirmed},
    )
    return facility


def index_names(facility: Facility) -> None:
    """Rewrite what the facility is found by: name, address and place."""
    ask_for_nothing()
    row = FacilitySearch(
        facility=facility,
        region_id=facility.region_id,
        marks=marks_of(facility.name, facility.address, facility.region_id),
    )
    FacilitySearch.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["facility"], update_fields=["marks"]
    )


@transaction.atomic(savepoint=False)
def update_facts(*, by: Actor, facility: Facility, event: str, **facts: Any) -> Facility:
    """Write facts that a registration or an accepted filing established, and keep the old ones on the trail."""
    before = {name: getattr(facility, name) for name in facts}
    changed = {name: value for name, value in facts.items() if before[name] != value}
    if not changed:
        return facility
    for name, value in changed.items():
        setattr(facility, name, value)
    facility.version += 1
    facility.save(update_fields=[*changed, "version"])
    if {"state", "places"} & changed.keys():
        _keep_phase(facility, since=clock.today())
    if {"name", "address"} & changed.keys():
        index_names(facility)
    public = {name for name in changed if name not in ("phone", "profile")}
    record(
        by=by,
        event=event,
        region=facility.region_id,
        subject=facility,
        facility_id=facility.pk,
        data={
            "before": {n: str(before[n]) for n in public},
            "after": {n: str(changed[n]) for n in public},
            "changed": sorted(changed),
        },
    )
    publish(facility)
    return facility


def _keep_phase(facility: Facility, *, since: date) -> None:
    """Note what the facility is from that day on, so that past days can be counted later."""
    row = FacilityPhase(
        facility=facility,
        region_id=facility.region_id,
        since=since,
        state=facility.state,
        places=facility.places,
    )
    FacilityPhase.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["facility", "since"],
        update_fields=["state", "places"],
    )


@transaction.atomic(savepoint=False)
def set_state(*, by: Actor, facility: Facility, state: FacilityState, event: str, **facts: Any) -> Facility:
    """Move the facility to the state that its filing reached; refreshes what the public sees."""
    if state in ENDED_STATES:
        facts.setdefault("ended_on", clock.today())
        end_care(by=by, facility=facility, on=facts["ended_on"])
    return update_facts(by=by, facility=facility, event=event, state=state, **facts)


def publish(facility: Facility, *, check_token: str = "", notice: str | None = None) -> None:
    """Rewrite the public projection of a facility that is or was filed, or whose non-compliance is published.

    `check_token` comes with a new receipt. `notice` None leaves the published text as it is; '' takes it down.
    """
    if facility.filed_on is None and not notice:
        PublicFacility.objects.filter(facility_id=facility.pk).update(notice="", notice_on=None)
        return
    facts: dict[str, Any] = {
        "region_id": facility.region_id,
        "district": facility.region_id - facility.region_id % 10**6,
        "name": facility.name,
        "address": facility.address,
        "state": facility.state,
        "receipt_number": facility.receipt_number,
        "filed_on": facility.filed_on,
        "places": facility.places,
        "grams": sorted(bigrams(facility.name)),
        "updated_at": clock.now(),
    }
    if check_token:
        facts["check_token"] = check_token
    if notice is not None or facility.state in ENDED_STATES:
        facts["notice"] = notice or ""
        facts["notice_on"] = clock.today() if notice else None
    row, _created = PublicFacility.objects.update_or_create(facility_id=facility.pk, defaults=facts)
    if check_token:
        PublicReceipt.objects.get_or_create(
            token=check_token,
            defaults={"number": facility.receipt_number, "issued_on": clock.today(), "facility": row},
        )


@transaction.atomic(savepoint=False)
def grant_operator(
    *, by: Actor, facility: Facility, user: User, role: FacilityRole, until: date | None = None
) -> FacilityGrant:
    """Let a person act for a facility. The caller has checked why; guardian holds the grant."""
    return _grant(by, facility, user.pk, role.value, until, "operator.granted")


@transaction.atomic(savepoint=False)
def open_to(*, by: Actor, facility: Facility, user_id: int, until: date) -> FacilityGrant:
    """Open a facility to an official of another department until a date, for a joint inspection. A later date wins.

    The caller has checked why.
    """
    held = FacilityGrant.objects.filter(
        user_id=user_id, content_object_id=facility.pk, permission__codename=INSPECT, until__gt=until
    ).first()
    return held or _grant(by, facility, user_id, INSPECT, until, "facility.opened")


def _grant(
    by: Actor, facility: Facility, user_id: int, codename: str, until: date | None, event: str
) -> FacilityGrant:
    permission = Permission.objects.get(content_type__app_label="facilities", codename=codename)
    grant, created = FacilityGrant.objects.get_or_create(
        user_id=user_id,
        permission=permission,
        content_object_id=facility.pk,
        defaults={"granted_on": clock.today(), "until": until, "granted_by_id": by.user_id},
    )
    if not created:
        grant.until = until
        grant.save(update_fields=["until"])
    record(
        by=by,
        event=event,
        region=facility.region_id,
        subject=facility,
        facility_id=facility.pk,
        data={"user": user_id, "role": codename, "until": str(until or "")},
    )
    return grant
