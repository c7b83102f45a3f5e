"""What registrars push after the first push: corrections, changes, cancellations (N25 art. 10)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Department
from audit.workflow import record
from facilities.enums import ENDED_STATES, FacilityState
from facilities.models import Facility
from facilities.queries import locked
from facilities.workflow import set_state, update_facts
from kernel import clock
from obligations.workflow import cancel, cancel_all, open_obligation
from policy.enums import EntityKind
from registration.enums import Channel, FilingState, RegistrationKind, RegistrationState
from registration.errors import DuplicatePush, Incomplete, WrongState
from registration.facts import changes_profit_type
from registration.models import Filing, Registration
from registration.problems import Problem, Problems
from registration.queries.facility import facts_of
from registration.rules import LIMITS, check_day, clean_changes
from registration.tables import FILING, REGISTRATION
from registration.workflow.checking import check_registrar, may_push
from registration.workflow.pushing import check_version, on_trail, own_office

#: The duty that a pushed change or cancellation opens for a filed facility.
DUTIES = {RegistrationKind.CHANGE: "change_filing", RegistrationKind.CANCELLATION: "cancellation_report"}
_EVENTS = {
    RegistrationKind.CHANGE: "change_registered",
    RegistrationKind.CANCELLATION: "cancellation_registered",
}
_OPEN_FILINGS = (FilingState.DRAFT, FilingState.SUBMITTED, FilingState.SUPPLEMENT_REQUESTED)


@transaction.atomic
def push_change(
    *,
    by: Actor,
    facility_id: int,
    changes: Mapping[str, str],
    approved_on: date,
    registrar: Department,
    channel: str = Channel.FORM,
    external_id: str = "",
) -> Registration:
    """The registrar registered a change (name, address, head, phone, business scope, kind of entity).

    A filed facility owes a change filing promptly (N25 art. 10); one that has not filed yet simply takes the new
    facts. Raises Incomplete (nothing changed, unusable text), WrongRegistrar, OutOfReach, WrongState (ended, or a
    change between for-profit and non-profit, which is a cancellation and a new registration).
    """
    facility = locked(facility_id)
    last = last_registration(facility)
    old = {"business_scope": last.business_scope if last else "", **_facts_of(facility)}
    fields, problems = clean_changes(old, changes)
    if problems or fields.get("entity_kind", facility.entity_kind) not in EntityKind.values:
        raise Incomplete(_("Some details need correction."), problems=problems.errors)
    if changes_profit_type(facility.entity_kind, fields.get("entity_kind", "")):
        raise WrongState(
            _("For-profit and non-profit cannot be exchanged by a change."),
            field="entity_kind",
            remedy=_("Push the cancellation, then the new registration under its new credit code."),
        )
    noted = {"fields": {name: [old.get(name, ""), value] for name, value in fields.items()}}
    row = _followup(by, facility, RegistrationKind.CHANGE, approved_on, registrar, noted, channel)
    row.business_scope = fields.get("business_scope", old["business_scope"])
    for name in ("name", "address", "head_name", "phone", "entity_kind"):
        setattr(row, name, fields.get(name, old[name]))
    row.external_id = external_id[: LIMITS["external_id"]]
    row.save()
    if facility.state == FacilityState.REGISTERED:
        own = {name: value for name, value in fields.items() if name != "business_scope"}
        update_facts(by=by, facility=facility, event="facility.change_registered", **own)
    else:
        _owe(by, row)
    on_trail(row, by, "registration.change_pushed", {"changed": sorted(fields)})
    return row


@transaction.atomic
def push_cancellation(
    *,
    by: Actor,
    facility_id: int,
    approved_on: date,
    registrar: Department,
    reason: str,
    channel: str = Channel.FORM,
    external_id: str = "",
) -> Registration:
    """The registrar cancelled the registration. A filed facility owes its report promptly (N25 art. 10), one that

    never filed is cancelled at once with its open filing and duties. Raises as `push_change`, and DuplicatePush when
    a cancellation was pushed before.
    """
    facility = locked(facility_id)
    refuse_ended(facility)
    before = Registration.objects.filter(
        facility=facility, kind=RegistrationKind.CANCELLATION, state=RegistrationState.PUSHED
    ).first()
    if before is not None:
        day = clock.local_date(before.pushed_at or clock.now()).isoformat()
        problem = Problem("uscc", "CANCELLED", {"day": day})
        raise DuplicatePush(problem, field="uscc", registration=before.pk, day=day)
    noted = {"reason": reason.strip()[:500]}
    row = _followup(by, facility, RegistrationKind.CANCELLATION, approved_on, registrar, noted, channel)
    row.external_id = external_id[: LIMITS["external_id"]]
    row.save()
    if facility.state == FacilityState.REGISTERED:
        _cancel_unfiled(by, facility)
    else:
        _owe(by, row)
    on_trail(row, by, "registration.cancellation_pushed", noted)
    return row


@transaction.atomic
def retract(*, by: Actor, registration_id: int, reason: str, version: int | None = None) -> Registration:
    """Take back a change or cancellation that was pushed by mistake, as long as nothing followed from it.

    Its duty falls away. Raises WrongState when the facility has filed or ended because of it, or took the facts over.
    """
    row = Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)
    may_push(by=by, region=row.region, registrar=own_office(row), entity_kind=row.entity_kind)
    step = REGISTRATION.target("retract", row.state)
    check_version(row, version)
    if not reason.strip():
        raise Incomplete(_("Say why it is taken back."), problems=_required("reason"))
    rule = DUTIES.get(RegistrationKind(row.kind))
    if rule is None or cancel(by=by, subject=row, rule=rule, event=step.event) is None:
        raise WrongState(
            _("This cannot be taken back any more: the facility acted on it."),
            remedy=_("Push a correction, or a new registration."),
        )
    row.state, row.version = RegistrationState(step.target), row.version + 1
    row.changes = {**row.changes, "retracted": reason.strip()[:500]}
    row.save(update_fields=["state", "version", "changes"])
    on_trail(row, by, step.event, {"reason": reason.strip()[:500]})
    return row


def refuse_ended(facility: Facility) -> None:
    if facility.state in ENDED_STATES:
        raise WrongState(_("This facility has ended."))


def last_registration(facility: Facility) -> Registration | None:
    """The newest push of a facility that stands."""
    return (
        Registration.objects.filter(facility=facility, state=RegistrationState.PUSHED).order_by("-id").first()
    )


def _facts_of(facility: Facility) -> dict[str, str]:
    phone = facility.phone.disclosed(to="the comparison with what the registrar sends")
    return {n: getattr(facility, n) for n in ("name", "address", "head_name", "entity_kind")} | {
        "phone": phone
    }


def _required(name: str) -> dict[str, list[Problem]]:
    return {name: [Problem(name, "REQUIRED")]}


def _followup(
    by: Actor,
    facility: Facility,
    kind: RegistrationKind,
    approved_on: date,
    registrar: Department,
    changes: dict[str, Any],
    channel: str,
) -> Registration:
    """An unsaved row of a follow-up by the office that registers such entities there."""
    refuse_ended(facility)
    may_push(by=by, region=facility.region, registrar=registrar, entity_kind=facility.entity_kind)
    problems = Problems()
    check_day(approved_on, clock.today(), problems)
    if approved_on < facility.registered_on and not problems:
        problems.add("approved_on", "DATE_BEFORE", day=facility.registered_on.isoformat())
    if problems:
        raise Incomplete(_("Some details need correction."), problems=problems.errors)
    now = clock.now()
    row = Registration(
        region=facility.region,
        facility=facility,
        kind=kind,
        state=RegistrationState.PUSHED,
        channel=channel,
        uscc=facility.uscc,
        approved_on=approved_on,
        changes=changes,
        registrar=registrar,
        created_at=now,
        created_by_id=by.user_id,
        pushed_at=now,
        pushed_by_id=by.user_id,
        matched_at=now,
        **_facts_of(facility),
    )
    facts = facts_of(row, to="the check of who may register it")
    check_registrar(
        entity_kind=facility.entity_kind, region=facility.region, registrar=registrar, facts=facts
    )
    return row


def _owe(by: Actor, row: Registration) -> None:
    kind = RegistrationKind(row.kind)
    open_obligation(
        by=by,
        rule=DUTIES[kind],
        subject=row,
        trigger=row.approved_on,
        trigger_event=_EVENTS[kind],
        facility_id=row.facility_id,
    )


def _cancel_unfiled(by: Actor, facility: Facility) -> None:
    """Nothing was filed, so nothing is to be reported: the facility ends, with a filing that was under way."""
    for filing in Filing.objects.select_for_update(of=("self",)).filter(
        facility=facility, state__in=_OPEN_FILINGS
    ):
        step = FILING.target("withdraw", filing.state)
        filing.state, filing.decided_at, filing.version = (
            FilingState(step.target),
            clock.now(),
            filing.version + 1,
        )
        filing.save(update_fields=["state", "decided_at", "version"])
        record(
            by=by,
            event=step.event,
            region=filing.region_id,
            subject=filing,
            facility_id=facility.pk,
            data={"because": "cancellation_registered"},
        )
    set_state(by=by, facility=facility, state=FacilityState.CANCELLED, event="facility.cancelled")
    cancel_all(by=by, facility_id=facility.pk, event="cancellation_registered")
