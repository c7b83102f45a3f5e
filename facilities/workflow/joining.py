"""How people come to act for a facility, and how they leave: inviting, accepting, removing, leaving."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor, system_actor
from accounts.enums import FacilityRole
from accounts.errors import DomainError
from accounts.models import User
from accounts.workflow import allow, create_user
from audit.workflow import record
from facilities.enums import ENDED_STATES
from facilities.errors import InvitationGone, LastManager
from facilities.models import Facility, FacilityGrant, Invitation
from facilities.queries import granted_facilities, locked
from facilities.queries.operators import managers, open_invitations
from facilities.workflow.facility import grant_operator
from kernel import clock
from regions.scope import nation_scope

INVITATION_LIFE = timedelta(days=7)
_MOST_OPEN = 20


def invitation_digest(code: str) -> str:
    """What is stored of a code. It is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(code.encode()).hexdigest()


@transaction.atomic
def invite(*, by: Actor, facility_id: int, role: FacilityRole, invitee: str) -> tuple[Invitation, str]:
    """A code with which one person joins the facility within 7 days. It is returned once, never stored.

    `invitee` is how the manager calls the person; whoever holds the code may use it.
    """
    facility = locked(facility_id)
    allow(by, Action.COLLEAGUE_INVITE, facility)
    _refuse_ended(facility)
    now = clock.now()
    if len(open_invitations(facility.pk, now)) >= _MOST_OPEN:
        raise DomainError(
            _("Too many invitations are open."), code="TOO_MANY", remedy=_("Withdraw those nobody needs.")
        )
    code = secrets.token_urlsafe(18)
    row = Invitation.objects.create(
        facility_id=facility.pk,
        role=role.value,
        digest=invitation_digest(code),
        invited_by_id=by.user_id or 0,
        invitee=invitee,
        created_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    _note(by, facility, "colleague.invited", role=role.value, invitation=row.pk)
    return row, code


@transaction.atomic
def withdraw_invitation(*, by: Actor, facility_id: int, invitation_id: int) -> Invitation:
    """The code opens nothing any more."""
    facility = locked(facility_id)
    allow(by, Action.COLLEAGUE_INVITE, facility)
    row = Invitation.objects.select_for_update().get(pk=invitation_id, facility_id=facility.pk)
    if row.accepted_at is None and row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
        _note(by, facility, "invitation.withdrawn", invitation=row.pk)
    return row


@transaction.atomic
def accept_invitation(*, by: Actor, code: str) -> Facility:
    """The signed-in person joins the facility with the invited role; the code is used up.

    Raises InvitationGone whenever the code opens nothing, without saying why: unknown, used, withdrawn, run out, its
    inviter left, or the facility ended.
    """
    with nation_scope(reason="whoever holds an invitation joins a facility they cannot see yet"):
        row = Invitation.objects.select_for_update().filter(digest=invitation_digest(code)).first()
        if row is None or row.accepted_at or row.revoked_at or row.expires_at <= clock.now():
            raise InvitationGone(_GONE, remedy=_ASK_AGAIN)
        facility = Facility.objects.select_for_update(of=("self",)).filter(pk=row.facility_id).first()
        inviting = row.invited_by_id in managers(row.facility_id)
        if facility is None or facility.state in ENDED_STATES or not inviting:
            raise InvitationGone(_GONE, remedy=_ASK_AGAIN)
        role = FacilityRole(row.role)
        if role in granted_facilities(by.user_id or 0).get(facility.pk, ()):
            raise DomainError(_("You act for this facility already."), code="COLLEAGUE_ALREADY")
        row.accepted_at, row.accepted_by_id = clock.now(), by.user_id
        row.save(update_fields=["accepted_at", "accepted_by_id"])
        grant_operator(by=by, facility=facility, user=User.objects.get(pk=by.user_id or 0), role=role)
    return facility


_GONE = _("This invitation cannot be used (any more).")
_ASK_AGAIN = _("Ask your colleague for a new one.")


@transaction.atomic
def join_with_new_account(*, code: str, name: str, username: str, password: str) -> User:
    """A new account that joins by invitation, both or neither. Raises InvitationGone, or DomainError for the name."""
    user = create_user(
        by=system_actor("invitation"), username=username, name=name, password=password, must_change=False
    )
    accept_invitation(by=Actor(user_id=user.pk, name=user.name, username=user.username), code=code)
    return user


@transaction.atomic
def remove_colleague(*, by: Actor, facility_id: int, user_id: int) -> None:
    """A manager takes a colleague's rights at the facility away; they are gone with the next request."""
    facility = locked(facility_id)
    allow(by, Action.COLLEAGUE_INVITE, facility)
    if user_id == by.user_id:
        raise DomainError(_("To go yourself, leave the facility."), code="SELF_REMOVAL")
    if by.user_id not in managers(facility.pk):  # two managers may be removing each other
        raise DomainError(_("You do not manage this facility any more."), code="NOT_MANAGER")
    _take_grants(by, facility, user_id, "colleague.removed")


@transaction.atomic
def leave(*, by: Actor, facility_id: int) -> None:
    """A person stops acting for the facility. The last manager stays until somebody else manages it."""
    facility = locked(facility_id)
    allow(by, Action.OPERATOR_HOME, facility)
    if managers(facility.pk) == {by.user_id}:
        raise LastManager(
            _("You are the only manager of this facility."),
            remedy=_("Invite another manager first, then leave."),
        )
    _take_grants(by, facility, by.user_id or 0, "colleague.left")


def _take_grants(by: Actor, facility: Facility, user_id: int, event: str) -> None:
    held = FacilityGrant.objects.filter(content_object_id=facility.pk, user_id=user_id)
    count, _models = held.filter(permission__codename__in=FacilityRole.values).delete()
    if not count:
        raise FacilityGrant.DoesNotExist
    _note(by, facility, event, user=user_id)


def _refuse_ended(facility: Facility) -> None:
    if facility.state in ENDED_STATES:
        raise DomainError(_("This facility has ended."), code="FACILITY_ENDED")


def _note(by: Actor, facility: Facility, event: str, **data: object) -> None:
    record(
        by=by,
        event=event,
        region=facility.region_id,
        subject=facility,
        facility_id=facility.pk,
        data=data,
    )
