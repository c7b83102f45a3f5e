"""From an approved registration to the health authority's desk (N25 art. 6; 赣州方案 三(三)1)."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.enums import DepartmentKind
from accounts.errors import Stale
from accounts.models import Department
from accounts.queries import department_for
from accounts.workflow import allow
from audit.workflow import record
from facilities.enums import FacilityState
from facilities.models import Facility
from facilities.queries import live_with_uscc, locked
from facilities.workflow import create_facility, update_facts
from kernel import clock
from obligations.workflow import open_obligation, settle
from policy.enums import EntityKind
from policy.queries import registrars
from regions.models import Region
from registration.enums import Channel, RegistrationKind, RegistrationState
from registration.errors import AlreadyFiled, DuplicatePush, Incomplete, WrongRegistrar
from registration.models import Registration
from registration.rules import RegistrationFacts, check_registration
from registration.tables import REGISTRATION

#: What N25 art. 5 and N28 art. 4 ask to be written in the business scope and in the name.
SCOPE_WORD = "托育"
FAMILY_NAME_WORD = "托育"


def check(*, facts: RegistrationFacts, region: Region, registrar: Department | None) -> RegistrationFacts:
    """The cleaned facts. Raises Incomplete with every problem, or WrongRegistrar naming the right offices."""
    family = facts.entity_kind == EntityKind.FAMILY_CHILDCARE_HOME
    cleaned, problems = check_registration(
        facts,
        today=clock.today(),
        scope_word=SCOPE_WORD,
        name_word=FAMILY_NAME_WORD if family else "",
    )
    if facts.entity_kind not in EntityKind.values:
        problems.error("entity_kind", _("Choose the kind of entity."))
    if problems:
        raise Incomplete(_("Some details need correction."), problems=problems.errors)
    if registrar is not None:
        check_registrar(entity_kind=facts.entity_kind, region=region, registrar=registrar, facts=cleaned)
    return cleaned


def check_registrar(
    *, entity_kind: str, region: Region, registrar: Department, facts: RegistrationFacts
) -> None:
    """Raise WrongRegistrar unless this office registers this kind of entity there, on the day of approval."""
    allowed = registrars(region.pk, entity_kind, facts.approved_on)
    if any(DepartmentKind(r.kind) == DepartmentKind(registrar.kind) for r in allowed):
        return
    offices = [r.name_zh for r in allowed]
    if not allowed:
        raise WrongRegistrar(
            _("This kind of entity is not registered here; it files directly with its approvals."),
            field="entity_kind",
            offices=[],
        )
    raise WrongRegistrar(
        _("Here this kind of entity is registered by: %(offices)s.") % {"offices": "、".join(offices)},
        field="entity_kind",
        offices=offices,
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

    From a registrar: a saved draft. From an operator (channel OPERATOR): their own statement when they file first.
    """
    cleaned = check(facts=facts, region=region, registrar=registrar)
    row = Registration(
        region=region,
        facility=facility,
        state=RegistrationState.WAITING,
        channel=channel,
        registrar=registrar,
        created_at=clock.now(),
        created_by_id=by.user_id,
        **asdict(cleaned),
    )
    if channel != Channel.OPERATOR:
        allow(by, Action.REGISTRATION_PUSH, row)
    row.save()
    _owe_push(row, by)
    if facility is not None:
        owe_filing(by=by, registration=row)
    on_trail(row, by, REGISTRATION.target("note", "").event)
    return row


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
) -> Registration:
    """Push one approved registration: the facility becomes known, or the one that filed first is matched by its code.

    Settles the push duty, opens the facility's filing duty from the day of approval. Raises Incomplete,
    WrongRegistrar, DuplicatePush, AlreadyFiled, Stale (a saved draft changed meanwhile).
    """
    cleaned = check(facts=facts, region=region, registrar=registrar)
    draft = Registration(region=region, registrar=registrar)
    allow(by, Action.REGISTRATION_PUSH, draft)
    waiting = _locked_waiting(waiting, version) if waiting else _waiting_for(cleaned.uscc, region)
    facility = _match(cleaned, region, waiting)
    row = waiting or Registration(region=region, created_at=clock.now(), created_by_id=by.user_id)
    REGISTRATION.target("push", row.state if waiting else "")
    for name, value in asdict(cleaned).items():
        setattr(row, name, value)
    now = clock.now()
    row.region, row.registrar, row.channel, row.state = region, registrar, channel, RegistrationState.PUSHED
    row.pushed_at, row.pushed_by_id, row.version = now, by.user_id, row.version + bool(waiting)
    if facility is None:
        facility = _create(by, cleaned, region, registrar)
    else:
        facility = _confirm(by, facility, cleaned, registrar)
        row.matched_at = now
    row.facility = facility
    row.save()
    _owe_push(row, by)
    settle(by=by, subject=row, rule="registration_push", event="registration.pushed", at=now)
    owe_filing(by=by, registration=row)
    on_trail(row, by, "registration.pushed", {"channel": channel, "matched": row.matched_at is not None})
    return row


def _locked_waiting(waiting: Registration, version: int | None) -> Registration:
    row = Registration.objects.select_for_update(of=("self",)).get(pk=waiting.pk)
    if version is not None and row.version != version:
        raise Stale(_("Somebody changed this draft meanwhile."), changed_by=str(row.created_by or ""))
    if row.state != RegistrationState.WAITING:
        raise DuplicatePush(_("This registration was pushed already."), field="uscc", registration=row.pk)
    return row


def _waiting_for(uscc: str, region: Region) -> Registration | None:
    """A statement of the operator, or a draft of a colleague, that this push fulfils."""
    return (
        Registration.objects.select_for_update(of=("self",))
        .filter(uscc=uscc, state=RegistrationState.WAITING, kind=RegistrationKind.NEW)
        .order_by("id")
        .first()
    )


def _match(facts: RegistrationFacts, region: Region, waiting: Registration | None) -> Facility | None:
    """The facility that stands under this code here. Raises DuplicatePush or AlreadyFiled when a push is wrong."""
    pushed = Registration.objects.filter(
        uscc=facts.uscc, state=RegistrationState.PUSHED, kind=RegistrationKind.NEW
    ).first()
    standing = live_with_uscc(facts.uscc)
    if standing is None:
        return None
    if not region_matches(standing, region):
        raise AlreadyFiled(
            _("This credit code stands for a facility in another place. The city moves it on request."),
            field="uscc",
        )
    if pushed is not None:
        raise DuplicatePush(
            _("This registration was pushed on %(day)s.")
            % {"day": clock.local_date(pushed.pushed_at or clock.now())},
            field="uscc",
            registration=pushed.pk,
        )
    facility = locked(standing.pk)
    if facility.registration_confirmed:
        raise AlreadyFiled(_("A facility with this credit code is filed already."), field="uscc")
    return facility


def region_matches(facility: Facility, region: Region) -> bool:
    """Whether both lie in one district: the push goes to the county, a wrong street is corrected there."""
    return facility.region_id // 10**6 == region.pk // 10**6


def _create(by: Actor, facts: RegistrationFacts, region: Region, registrar: Department) -> Facility:
    return create_facility(
        by=by,
        region=region,
        name=facts.name,
        uscc=facts.uscc,
        entity_kind=facts.entity_kind,
        address=facts.address,
        registered_on=facts.approved_on,
        registrar=registrar,
        confirmed=True,
        head_name=facts.head_name,
        phone=facts.phone,
    )


def _confirm(by: Actor, facility: Facility, facts: RegistrationFacts, registrar: Department) -> Facility:
    return update_facts(
        by=by,
        facility=facility,
        event="facility.matched",
        registration_confirmed=True,
        registrar=registrar,
        registered_on=facts.approved_on,
    )


def _owe_push(row: Registration, by: Actor) -> None:
    """The registrar owes the push; where its office is not set up here, nobody can be held to it."""
    if row.registrar is None:
        return
    open_obligation(
        by=by,
        rule="registration_push",
        subject=row,
        trigger=row.approved_on,
        trigger_event="registration_approved",
        owner=row.registrar,
        facility_id=row.facility_id,
    )


def owe_filing(*, by: Actor, registration: Registration) -> None:
    """The facility owes its filing from the day of approval, unless it has filed already (N25 art. 8, N28 art. 5)."""
    facility = registration.facility
    if facility is None or facility.state != FacilityState.REGISTERED or _has_submitted(facility):
        return
    family = registration.entity_kind == EntityKind.FAMILY_CHILDCARE_HOME
    open_obligation(
        by=by,
        rule="family_home_filing" if family else "filing",
        subject=registration,
        trigger=registration.approved_on,
        trigger_event="registration_approved",
        facility_id=facility.pk,
    )


def _has_submitted(facility: Facility) -> bool:
    return facility.filings.filter(first_submitted_at__isnull=False).exists()


def health_office(region_id: int) -> Department | None:
    """The county health authority that receives pushes and filings of a region."""
    return department_for(region_id, (DepartmentKind.HEALTH,))


def on_trail(row: Registration, by: Actor, event: str, data: dict[str, Any] | None = None) -> None:
    record(by=by, event=event, region=row.region_id, subject=row, facility_id=row.facility_id, data=data)
