"""Keys with which a department's own system acts in one appointment."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.models import ApiToken, Appointment
from accounts.workflow.rights import allow
from audit.workflow import record
from kernel import clock


def token_digest(secret: str) -> str:
    """What is stored of a key. The key is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue_token(*, by: Actor, appointment: Appointment, name: str, days: int = 365) -> tuple[ApiToken, str]:
    """A key for one's own appointment, valid `days` (at most 365). The secret is returned once, never stored.

    Nobody gets a key that acts as somebody else: administrators see and revoke the keys of their region only.
    """
    allow(by, Action.TOKEN_MANAGE, appointment.department)
    if not by.system and appointment.user_id != by.user_id:
        raise DomainError(
            _("A key acts in its holder's name, so only they can issue it."),
            code="NOT_YOUR_APPOINTMENT",
            field="appointment",
        )
    if not 1 <= days <= 365:
        raise DomainError(_("A key is valid for 1 to 365 days."), code="TOKEN_DAYS", field="days")
    secret = "tuoyu_" + secrets.token_urlsafe(32)
    now = clock.now()
    token = ApiToken.objects.create(
        appointment=appointment,
        name=name,
        prefix=secret[:12],
        digest=token_digest(secret),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    record(by=by, event="token.issued", region=appointment.department.region_id, subject=token)
    return token, secret


@transaction.atomic
def revoke_token(*, by: Actor, token: ApiToken) -> ApiToken:
    """The key stops working with the next request. Its holder may, and whoever manages keys in the region."""
    if token.appointment.user_id != by.user_id:
        allow(by, Action.TOKEN_MANAGE, token.appointment.department)
        allow(by, Action.APPOINTMENT_MANAGE, token.appointment.department)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        record(by=by, event="token.revoked", region=token.appointment.department.region_id, subject=token)
    return token
