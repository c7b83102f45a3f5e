"""What registrars push after the first push: corrections, changes, cancellations (N25 art. 10)."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.models import Department
from accounts.workflow import allow
from facilities.enums import ENDED_STATES, FacilityState
from facilities.models import Facility
from facilities.queries import live_with_uscc, locked
from facilities.workflow import set_state, update_facts
from kernel import clock
from obligations.workflow import cancel, cancel_all, open_obligation
from regions.models import Region
from registration.enums import Channel, RegistrationKind, RegistrationState
from registration.errors import DuplicatePush, Incomplete, WrongState
from registration.models import Registration
from registration.rules import RegistrationFacts
from registration.tables import REGISTRATION
from registration.workflow.pushing import check, on_trail, owe_filing


@transaction.atomic
def correct(
    *, by: Actor, registration_id: int, facts: RegistrationFacts, region: Region, reason: str
) -> Registration:
    """A correction push: the earlier one stays, marked as replaced; the facility takes the corrected facts."""
    old = Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)
    allow(by, Action.REGISTRATION_PUSH, old)
    if not reason.strip():
        raise Incomplete(_("Say why the push is corrected."), problems={"reason": [_("This is required.")]})
    if old.state != RegistrationState.PUSHED or old.registrar is None:
        raise WrongState(_("Only a pushed registration can be corrected."))
    cleaned = check(facts=facts, region=region, registrar=old.registrar)
    REGISTRATION.target("correct", old.state)
    facility = locked(old.facility_id) if old.facility_id else None
    if facility and cleaned.uscc != facility.uscc and live_with_uscc(cleaned.uscc):
        raise DuplicatePush(_("Another facility stands under this credit code."), field="uscc")
    old.state, old.version = RegistrationState.CORRECTED, old.version + 1
    old.save(update_fields=["state", "version"])
    now = clock.now()
    row = Registration.objects.create(
        region_id=old.region_id,
        facility=facility,
        kind=old.kind,
        state=RegistrationState.PUSHED,
        channel=old.channel,
        registrar=old.registrar,
        corrects=old,
        created_at=now,
        created_by_id=by.user_id,
        pushed_at=now,
        pushed_by_id=by.user_id,
        matched_at=old.matched_at,
        **asdict(cleaned),
    )
    if facility is not None:
        _apply_correction(by, facility, old, cleaned)
    _move_duties(by, old, row)
    on_trail(row, by, "registration.corrected", {"replaces": old.pk, "reason": reason})
    return row


def _apply_correction(by: Actor, facility: Facility, old: Registration, facts: RegistrationFacts) -> None:
    """Take over what the filing has not established itself."""
    new: dict[str, Any] = {"uscc": facts.uscc, "registered_on": facts.approved_on}
    if facility.filed_on is None:
        new |= {"name": facts.name, "address": facts.address, "entity_kind": facts.entity_kind}
        new |= {"head_name": facts.head_name, "phone": facts.phone}
    update_facts(by=by, facility=facility, event="facility.corrected", **new)


def _move_duties(by: Actor, old: Registration, new: Registration) -> None:
    """A corrected day of approval moves the filing duty: the old date is superseded, visibly."""
    for rule in ("filing", "family_home_filing"):
        if cancel(by=by, subject=old, rule=rule, event="registration.corrected") is not None:
            owe_filing(by=by, registration=new)


@transaction.atomic
def push_change(
    *, by: Actor, facility_id: int, changes: dict[str, str], approved_on: date, registrar: Department
) -> Registration:
    """The registrar registered a change; the facility owes a change filing promptly (N25 art. 10)."""
    facility = locked(facility_id)
    row = _followup(by, facility, RegistrationKind.CHANGE, approved_on, registrar, changes)
    open_obligation(
        by=by,
        rule="change_filing",
        subject=row,
        trigger=approved_on,
        trigger_event="change_registered",
        facility_id=facility.pk,
    )
    return row


@transaction.atomic
def push_cancellation(
    *, by: Actor, facility_id: int, approved_on: date, registrar: Department, reason: str
) -> Registration:
    """The registrar cancelled the registration; the facility owes its report promptly (N25 art. 10)."""
    facility = locked(facility_id)
    row = _followup(by, facility, RegistrationKind.CANCELLATION, approved_on, registrar, {"reason": reason})
    if facility.state == FacilityState.REGISTERED:
        _cancel_unfiled(by, facility)
    else:
        open_obligation(
            by=by,
            rule="cancellation_report",
            subject=row,
            trigger=approved_on,
            trigger_event="cancellation_registered",
            facility_id=facility.pk,
        )
    return row


def _followup(
    by: Actor,
    facility: Facility,
    kind: str,
    approved_on: date,
    registrar: Department,
    changes: dict[str, str],
) -> Registration:
    if facility.state in ENDED_STATES:
        raise WrongState(_("This facility has ended."))
    if approved_on > clock.today():
        raise Incomplete(
            _("Some details need correction."),
            problems={"approved_on": [_("The day of approval lies in the future.")]},
        )
    now: datetime = clock.now()
    row = Registration(
        region_id=facility.region_id,
        facility=facility,
        kind=kind,
        state=RegistrationState.PUSHED,
        channel=Channel.FORM,
        entity_kind=facility.entity_kind,
        name=changes.get("name", facility.name),
        uscc=facility.uscc,
        approved_on=approved_on,
        address=changes.get("address", facility.address),
        business_scope="",
        head_name=changes.get("head_name", facility.head_name),
        changes=changes,
        registrar=registrar,
        created_at=now,
        created_by_id=by.user_id,
        pushed_at=now,
        pushed_by_id=by.user_id,
        matched_at=now,
    )
    allow(by, Action.REGISTRATION_PUSH, row)
    row.save()
    on_trail(row, by, f"registration.{kind.lower()}_pushed")
    return row


def _cancel_unfiled(by: Actor, facility: Facility) -> None:
    set_state(by=by, facility=facility, state=FacilityState.CANCELLED, event="facility.cancelled")
    cancel_all(by=by, facility_id=facility.pk, event="cancellation_registered")


@transaction.atomic
def withdraw(*, by: Actor, registration_id: int, reason: str) -> Registration:
    """Take back a draft that was noted by mistake; its push duty falls away."""
    row = Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)
    allow(by, Action.REGISTRATION_PUSH, row)
    REGISTRATION.target("withdraw", row.state)
    row.state = RegistrationState.WITHDRAWN
    row.save(update_fields=["state"])
    cancel(by=by, subject=row, rule="registration_push", event="registration.withdrawn")
    on_trail(row, by, "registration.withdrawn", {"reason": reason})
    return row
