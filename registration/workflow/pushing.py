"""From an approved registration to the health authority's desk (N25 art. 6; 赣州方案 三(三)1)."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import NotAllowed, Stale
from accounts.models import Department
from audit.queries import of_subject
from audit.wording.actors import who
from audit.workflow import record
from facilities.models import Facility
from kernel import clock
from obligations.workflow import settle
from regions.models import Region
from registration.enums import Channel, RegistrationState
from registration.errors import DuplicatePush, WrongState
from registration.models import Registration
from registration.problems import Problem
from registration.queries.pushes import standing
from registration.rules import RegistrationFacts
from registration.tables import REGISTRATION
from registration.workflow.checking import OTHER_OFFICE, check, may_push
from registration.workflow.duties import drop_duties, owe_filing, owe_push
from registration.workflow.matching import (
    already_known,
    lock_code,
    match,
    settle_facility,
    unconfirmed,
    waiting_rows,
)


@transaction.atomic
def note_registration(
    *,
    by: Actor,
    facts: RegistrationFacts,
    region: Region,
    registrar: Department | None,
    channel: str = Channel.FORM,
    facility: Facility | None = None,
) -> Registration:
    """The platform learns of an approval before it is pushed; the push is owed from the day of approval.

    From a registrar: a saved draft, whose gaps may be filled later. From an operator (channel OPERATOR): their own
    statement when they file first; a draft of the same code becomes that facility's. Raises Incomplete,
    WrongRegistrar, OutOfReach, and DuplicatePush when the code was pushed or noted before.
    """
    stated = channel == Channel.OPERATOR
    if not stated:
        if registrar is None:
            raise NotAllowed(OTHER_OFFICE)
        may_push(by=by, region=region, registrar=registrar, entity_kind=facts.entity_kind)
    cleaned = check(facts=facts, region=region, registrar=registrar, complete=stated)
    if cleaned.uscc:
        lock_code(cleaned.uscc)
        draft = _noted_before(cleaned.uscc, region, facility)
        if draft is not None and facility is not None:
            return _join(by, draft, facility)
    row = Registration(created_at=clock.now(), created_by_id=by.user_id, registrar=registrar)
    step = REGISTRATION.target("note", row.state)
    row.state, row.channel = RegistrationState(step.target), channel
    row.facility = facility  # type: ignore[assignment]
    _write(row, cleaned, region)
    owe_push(by=by, registration=row)
    owe_filing(by=by, registration=row)
    on_trail(row, by, step.event)
    return row


def _noted_before(uscc: str, region: Region, facility: Facility | None) -> Registration | None:
    """The registrar's draft that an operator's statement joins. A second draft, or one of a known code, is refused."""
    rows = waiting_rows(uscc, region.pk)
    if facility is not None:
        return next((row for row in rows if row.facility_id is None), None)
    if rows:
        raise DuplicatePush(
            Problem("uscc", "NOTED"), field="uscc", registration=rows[0].pk, state=RegistrationState.WAITING
        )
    unconfirmed(uscc, region.pk)
    return None


def _join(by: Actor, draft: Registration, facility: Facility) -> Registration:
    """The office knew of the approval first: its draft stays as it is and now has the operator's facility."""
    draft.facility, draft.region_id, draft.version = facility, facility.region_id, draft.version + 1
    draft.save(update_fields=["facility", "region", "version"])
    owe_push(by=by, registration=draft)
    owe_filing(by=by, registration=draft)
    on_trail(draft, by, "registration.stated")
    return draft


def _write(row: Registration, facts: RegistrationFacts, region: Region) -> None:
    """Take over the facts. A row of a facility lies where the facility lies; another street is noted beside it."""
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.region_id = row.facility.region_id if row.facility else region.pk
    if row.region_id != region.pk:
        row.changes = {**row.changes, "street": region.pk}
    row.save()


@transaction.atomic
def push(
    *,
    by: Actor,
    facts: RegistrationFacts,
    region: Region,
    registrar: Department,
    channel: str = Channel.FORM,
    waiting: Registration | None = None,
    version: int | None = None,
    confirmed: Collection[str] | None = None,
) -> Registration:
    """Push one approved registration: the facility becomes known, or the one that filed first is matched by its code.

    Settles the push duty, opens the facility's filing duty from the day of approval. `confirmed`: fields whose doubts
    were confirmed, None to ask for none. Raises Incomplete, UnknownRegion, OutOfReach, WrongRegistrar, DuplicatePush,
    AlreadyFiled, Stale (a saved draft changed meanwhile).
    """
    may_push(by=by, region=region, registrar=registrar, entity_kind=facts.entity_kind)
    cleaned = check(facts=facts, region=region, registrar=registrar, confirmed=confirmed)
    lock_code(cleaned.uscc)
    rows = waiting_rows(cleaned.uscc, region.pk)
    row = locked_waiting(waiting.pk, version) if waiting else (rows[0] if rows else None)
    facility = match(cleaned, region, row)
    now = clock.now()
    row = row or Registration(created_at=now, created_by_id=by.user_id)
    REGISTRATION.target("push", row.state)
    row.registrar, row.channel, row.state = registrar, channel, RegistrationState.PUSHED
    row.pushed_at, row.pushed_by_id, row.version = now, by.user_id, row.version + bool(row.pk)
    row.matched_at = now if facility else None
    row.region = region
    row.facility = settle_facility(by=by, facility=facility, facts=cleaned, row=row)
    _write(row, cleaned, region)
    owe_push(by=by, registration=row)
    settle(by=by, subject=row, rule="registration_push", event="registration.pushed", at=now)
    owe_filing(by=by, registration=row)
    on_trail(row, by, "registration.pushed", {"channel": channel, "matched": facility is not None})
    for other in rows:
        if other.pk != row.pk:
            _drop(other, by, reason=f"pushed as {row.pk}")
    return row


def locked_waiting(pk: int, version: int | None = None) -> Registration:
    """A draft or statement that waits, locked. Raises Stale, or DuplicatePush when it was pushed meanwhile."""
    row = Registration.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.state == RegistrationState.PUSHED:
        raise already_known(row.uscc)
    if row.state != RegistrationState.WAITING:
        raise WrongState(_("This draft was withdrawn."))
    check_version(row, version)
    return row


def check_version(row: Registration, version: int | None) -> None:
    """Raise Stale, saying who changed the row and when, unless `version` is the stored one (None: not asked)."""
    if version is None or version == row.version:
        return
    last = of_subject(standing(row))[-1]
    raise Stale(
        _("Somebody changed this meanwhile."),
        version=row.version,
        changed_by=who(last),
        changed_at=last.at,
    )


@transaction.atomic
def revise(
    *,
    by: Actor,
    registration_id: int,
    facts: RegistrationFacts,
    region: Region,
    version: int | None = None,
) -> Registration:
    """Change a draft that waits to be pushed; a new day of approval moves its due date.

    An operator's statement keeps its place. Raises Incomplete, WrongRegistrar, OutOfReach, Stale, and DuplicatePush
    when it was pushed meanwhile or the new code is known.
    """
    seen = Registration.objects.select_related("registrar").get(pk=registration_id)
    registrar = own_office(seen)
    may_push(by=by, region=region, registrar=registrar, entity_kind=facts.entity_kind)
    cleaned = check(facts=facts, region=region, registrar=registrar, complete=False)
    if cleaned.uscc and cleaned.uscc != seen.uscc:
        lock_code(cleaned.uscc)
        _noted_before(cleaned.uscc, region, None)
    row = locked_waiting(registration_id, version)
    row.version += 1
    _write(row, cleaned, region)
    owe_push(by=by, registration=row)
    owe_filing(by=by, registration=row)
    on_trail(row, by, "registration.revised")
    return row


def own_office(row: Registration) -> Department:
    """The office that a row names; a row without one cannot be worked on by a registrar."""
    if row.registrar is None:
        raise WrongState(_("This registration names no registrar."))
    return row.registrar


@transaction.atomic
def withdraw(*, by: Actor, registration_id: int, reason: str, version: int | None = None) -> Registration:
    """Take back a draft, or refuse an operator's statement of a registration that this office did not approve.

    Its duties fall away; the facility of a statement stays unconfirmed, and the health authority sees that.
    """
    row = locked_waiting(registration_id, version)
    may_push(by=by, region=row.region, registrar=own_office(row), entity_kind=row.entity_kind)
    return _drop(row, by, reason=reason.strip())


def _drop(row: Registration, by: Actor, *, reason: str) -> Registration:
    step = REGISTRATION.target("withdraw", row.state)
    row.state, row.version = RegistrationState(step.target), row.version + 1
    row.changes = {**row.changes, "reason": reason}
    row.save(update_fields=["state", "version", "changes"])
    drop_duties(by=by, registration=row, event=step.event)
    on_trail(row, by, step.event, {"reason": reason})
    return row


def on_trail(row: Registration, by: Actor, event: str, data: dict[str, Any] | None = None) -> None:
    record(by=by, event=event, region=row.region_id, subject=row, facility_id=row.facility_id, data=data)
