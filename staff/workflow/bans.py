"""Bans from working with children: proposed by one, decided by another, revoked by two; the row stays (CN-S4, CN-S5)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from accounts.workflow.rights import Place
from audit.workflow import record
from documents.models import StoredFile
from kernel import clock
from kernel.transitions import Transition
from staff.enums import Appeal, BanScope, BanState, CasePart, CaseState
from staff.errors import Refused, WrongState
from staff.identity import Person
from staff.models import AbuseCase, Ban, CaseSubject
from staff.queries.matching import under_another_name
from staff.tables import BAN
from staff.workflow.checks import check_day, check_version, other_name
from staff.workflow.enforcing import block, lift, release


@dataclass(frozen=True)
class BanFacts:
    """What the final decision says. `ends_on` None: for life."""

    document_number: str
    decided_by_authority: str
    starts_on: date
    ends_on: date | None = None
    scope: str = BanScope.NATION
    part: str = CasePart.PERSON


@transaction.atomic
def propose_ban(
    *,
    by: Actor,
    person: Person,
    facts: BanFacts,
    document: StoredFile | None = None,
    subject: CaseSubject | None = None,
) -> Ban:
    """A person of the authority proposes a ban by a final decision; nothing holds until another one approves it.

    `subject`: the person of a confirmed case. Raises NotAllowed, Refused beside the field, WrongState for an open case.
    """
    post = by.post
    region_id = post.region_id if post else 0
    allow(by, Action.BAN_PROPOSE, Place(region_id))
    _check_facts(facts)
    if document is not None and (document.region_id != region_id or not document.usable):
        raise Refused(_("This file cannot be used."), code="FILE", field="document")
    if subject is not None and subject.case.state != CaseState.CONFIRMED:
        raise WrongState(
            _("Only a final decision creates a ban; this case is not confirmed."), code="NOT_FINAL"
        )
    if under_another_name([(person.number_digest, person.name_digest)]):
        raise other_name()
    _refuse_twice(person)
    step = BAN.target("propose_ban", "")
    ban: Ban = Ban.objects.create(
        region_id=region_id,
        case_id=subject.case_id if subject else None,
        part=facts.part,
        name=person.name,
        id_kind=person.kind,
        id_number=person.number,
        number_digest=person.number_digest,
        name_digest=person.name_digest,
        authority_id=by.department_id,
        document=document,
        document_number=facts.document_number.strip(),
        decided_by_authority=facts.decided_by_authority.strip(),
        scope=facts.scope,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        state=step.target,
        proposed_by_id=by.user_id,
        proposed_at=clock.now(),
    )
    _on_trail(by, step.event, ban)
    return ban


@transaction.atomic
def approve_ban(*, by: Actor, ban_id: int, version: int | None = None) -> Ban:
    """A second person approves: the person is blocked everywhere in the scope, and the suspension of the case ends.

    Raises NotAllowed, Stale, WrongState, Refused for whoever proposed it.
    """
    ban, step = _locked(by, Action.BAN_APPROVE, ban_id, version, "approve_ban")
    _other_person(by, ban.proposed_by_id)
    _decide(ban, by, step, "")
    block(by=by, ban=ban)
    for subject in _subjects(ban):
        release(by=by, subject=subject, on=max(clock.today(), ban.starts_on))
    return ban


@transaction.atomic
def refuse_ban(*, by: Actor, ban_id: int, note: str, version: int | None = None) -> Ban:
    """A second person does not approve, and says why. The row stays."""
    ban, step = _locked(by, Action.BAN_APPROVE, ban_id, version, "refuse_ban")
    _other_person(by, ban.proposed_by_id)
    if not note.strip():
        raise Refused(_("Say why."), code="REASON", field="note")
    return _decide(ban, by, step, note.strip()[:300])


@transaction.atomic
def note_appeal(*, by: Actor, ban_id: int, appeal: str, version: int | None = None) -> Ban:
    """Where an appeal against the ban stands. The ban holds until it is revoked."""
    ban, step = _locked(by, Action.BAN_PROPOSE, ban_id, version, "note_appeal")
    if appeal not in Appeal.values:
        raise Refused(_("Choose one."), code="APPEAL", field="appeal")
    ban.appeal = Appeal(appeal)
    return _bump(ban, by, step, "appeal", appeal=appeal)


@transaction.atomic
def propose_revocation(*, by: Actor, ban_id: int, reason: str, version: int | None = None) -> Ban:
    """One person proposes to revoke a ban, with the reason; it holds until another one agrees."""
    ban, step = _locked(by, Action.BAN_PROPOSE, ban_id, version, "propose_revocation")
    if not reason.strip():
        raise Refused(_("Say why the ban shall be revoked."), code="REASON", field="reason")
    if ban.revocation_proposed_by_id is not None:
        raise WrongState(_("The revocation is proposed already."), code="PROPOSED")
    ban.revocation_proposed_by_id, ban.revocation_proposed_at = by.user_id, clock.now()
    ban.revocation_reason = reason.strip()[:500]
    fields = ("revocation_proposed_by", "revocation_proposed_at", "revocation_reason")
    return _bump(ban, by, step, *fields)


@transaction.atomic
def refuse_revocation(*, by: Actor, ban_id: int, version: int | None = None) -> Ban:
    """The second person does not agree; the ban holds on, and the proposal stays on the trail."""
    ban, step = _proposed_revocation(by, ban_id, version, "refuse_revocation")
    ban.revocation_proposed_by_id = ban.revocation_proposed_at = None
    ban.revocation_reason = ""
    fields = ("revocation_proposed_by", "revocation_proposed_at", "revocation_reason")
    return _bump(ban, by, step, *fields)


@transaction.atomic
def approve_revocation(*, by: Actor, ban_id: int, version: int | None = None) -> Ban:
    """The second person agrees: the ban is revoked from today, everywhere. The row stays with its state REVOKED."""
    ban, step = _proposed_revocation(by, ban_id, version, "approve_revocation")
    ban.state, ban.revoked_by_id, ban.revoked_at = BanState(step.target), by.user_id, clock.now()
    _bump(ban, by, step, "state", "revoked_by", "revoked_at")
    lift(by=by, on=clock.today(), ban_id=ban.pk)
    return ban


def _proposed_revocation(by: Actor, ban_id: int, version: int | None, action: str) -> tuple[Ban, Transition]:
    ban, step = _locked(by, Action.BAN_APPROVE, ban_id, version, action)
    if ban.revocation_proposed_by_id is None:
        raise WrongState(_("Nobody proposed to revoke this ban."), code="NOT_PROPOSED")
    _other_person(by, ban.revocation_proposed_by_id)
    return ban, step


def _locked(by: Actor, action: Action, ban_id: int, version: int | None, step: str) -> tuple[Ban, Transition]:
    ban: Ban = Ban.objects.select_for_update(of=("self",)).select_related("authority").get(pk=ban_id)
    allow(by, action, ban)
    check_version(ban, version)
    return ban, BAN.target(step, ban.state)


def _other_person(by: Actor, first: int | None) -> None:
    if by.user_id == first:
        raise Refused(_("Another person has to decide about what you proposed."), code="SAME_PERSON")


def _decide(ban: Ban, by: Actor, step: Transition, note: str) -> Ban:
    ban.state, ban.decided_by_id, ban.decided_at = BanState(step.target), by.user_id, clock.now()
    ban.decision_note = note
    return _bump(ban, by, step, "state", "decided_by", "decided_at", "decision_note")


def _bump(ban: Ban, by: Actor, step: Transition, *fields: str, **data: object) -> Ban:
    ban.version += 1
    ban.save(update_fields=[*fields, "version"])
    _on_trail(by, step.event, ban, **data)
    return ban


def _on_trail(by: Actor, event: str, ban: Ban, **data: object) -> None:
    facts = {"document": ban.document_number, "reason": ban.revocation_reason, **data}
    record(
        by=by,
        event=event,
        region=ban.region_id,
        subject=ban,
        data={name: value for name, value in facts.items() if value},
    )


def _check_facts(facts: BanFacts) -> None:
    if not facts.document_number.strip():
        raise Refused(_("Give the number of the legal document."), code="NUMBER", field="document_number")
    if not facts.decided_by_authority.strip():
        raise Refused(_("Say which authority decided."), code="AUTHORITY", field="decided_by_authority")
    check_day(facts.starts_on, field="starts_on")
    if facts.ends_on is not None and facts.ends_on < facts.starts_on:
        raise Refused(_("The last day lies before the first one."), code="ENDS_BEFORE", field="ends_on")


def _refuse_twice(person: Person) -> None:
    """A ban of this authority that waits or holds for the same person."""
    live = Ban.objects.filter(
        number_digest=person.number_digest, state__in=[BanState.PROPOSED, BanState.IN_FORCE]
    ).exclude(ends_on__lt=clock.today())
    if live.exists():
        raise Refused(
            _("A ban of this person is proposed or in force already."), code="TWICE", field="id_number"
        )


def _subjects(ban: Ban) -> list[CaseSubject]:
    """The person in the case behind the ban, who is suspended until now."""
    if ban.case_id is None or not AbuseCase.objects.filter(pk=ban.case_id).exists():
        return []
    rows = CaseSubject.objects.filter(case_id=ban.case_id, number_digest=ban.number_digest)
    return list(rows.filter(released_on__isnull=True))
