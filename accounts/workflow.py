"""Every write to people, departments, appointments and keys."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError, NotAllowed
from accounts.models import ApiToken, Appointment, Department, User
from accounts.permissions import decide
from accounts.roles import ROLE_GRANTS
from audit.workflow import record
from kernel import clock
from regions.models import Region


def allow(by: Actor, action: Action, target: Any = None) -> None:
    """Raise NotAllowed unless the policy lets `by` do `action` (to `target`). The first line of every verb."""
    decision = decide(by, action, target)
    if not decision:
        raise NotAllowed(decision)


@transaction.atomic
def create_user(*, by: Actor, username: str, name: str, password: str, must_change: bool = True) -> User:
    """A new account without any right; appointments and grants give them. Usernames are unique."""
    if User.objects.filter(username=username).exists():
        raise DomainError(_("This account name is taken."), code="USERNAME_TAKEN", field="username")
    user = User(username=username, name=name, must_change_password=must_change)
    user.set_password(password)
    user.password_changed_at = clock.now()
    user.save()
    record(by=by, event="user.created", region=by.region_id, subject=user)
    return user


@transaction.atomic
def open_department(
    *,
    by: Actor,
    region: Region,
    kind: DepartmentKind,
    name: str,
    name_en: str = "",
    phone: str = "",
    hours: str = "",
    valid_from: date | None = None,
) -> Department:
    """An office begins to play a role of the law in a region."""
    department = Department(
        region=region,
        kind=kind,
        name=name,
        name_en=name_en,
        phone=phone,
        hours=hours,
        valid_from=valid_from or clock.today(),
    )
    allow(by, Action.DEPARTMENT_MANAGE, department)
    if Department.objects.filter(region=region, kind=kind, name=name).exists():
        raise DomainError(_("This department exists already."), code="DEPARTMENT_EXISTS", field="name")
    department.save()
    record(by=by, event="department.opened", region=region.pk, subject=department)
    return department


@transaction.atomic
def appoint(
    *,
    by: Actor,
    user: User,
    department: Department,
    role: Role,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Appointment:
    """Give a person a role in a department, from a day on. Refused for a role the department's kind cannot hold."""
    allow(by, Action.APPOINTMENT_MANAGE, department)
    if by.user_id == user.pk:
        raise DomainError(_("Nobody appoints themselves."), code="SELF_APPOINTMENT", field="user")
    kinds = {kind for grant in ROLE_GRANTS[role] for kind in grant.kinds}
    if DepartmentKind(department.kind) not in kinds:
        raise DomainError(_("This department cannot hold that role."), code="ROLE_NOT_OF_KIND", field="role")
    start = valid_from or clock.today()
    if valid_to is not None and valid_to < start:
        raise DomainError(_("The end lies before the start."), code="DATES_REVERSED", field="valid_to")
    if Appointment.objects.filter(user=user, department=department, role=role, valid_to=None).exists():
        raise DomainError(_("This person holds that role already."), code="APPOINTED_ALREADY", field="role")
    row = Appointment.objects.create(
        user=user,
        department=department,
        role=role,
        valid_from=start,
        valid_to=valid_to,
        appointed_by_id=by.user_id,
    )
    record(by=by, event="appointment.made", region=department.region_id, subject=row, data={"role": role})
    return row


@transaction.atomic
def end_appointment(*, by: Actor, appointment: Appointment, on: date | None = None) -> Appointment:
    """The person's last day in the role is `on` (default yesterday: the right ends with the next request)."""
    allow(by, Action.APPOINTMENT_MANAGE, appointment.department)
    last = on or clock.today() - timedelta(days=1)
    appointment.valid_to = max(last, appointment.valid_from)
    if appointment.valid_from > last:
        appointment.valid_from = last
        appointment.valid_to = last
    appointment.save(update_fields=["valid_from", "valid_to"])
    record(by=by, event="appointment.ended", region=appointment.department.region_id, subject=appointment)
    return appointment


@transaction.atomic
def change_password(*, by: Actor, user: User, password: str) -> User:
    """Set a person's own new password; other sessions of theirs end because the session hash changes."""
    user.set_password(password)
    user.must_change_password = False
    user.password_changed_at = clock.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    record(by=by, event="password.changed", region=by.region_id, subject=user)
    return user


def token_digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue_token(*, by: Actor, appointment: Appointment, name: str, days: int = 365) -> tuple[ApiToken, str]:
    """A key for the department's own system, valid `days` (at most 365). The secret is returned once, never stored."""
    allow(by, Action.TOKEN_MANAGE, appointment.department)
    if not 1 <= days <= 365:
        raise DomainError(_("A key is valid for 1 to 365 days."), code="TOKEN_DAYS", field="days")
    secret = "tuoyu_" + secrets.token_urlsafe(32)
    now: datetime = clock.now()
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
    """The key stops working with the next request."""
    allow(by, Action.TOKEN_MANAGE, token.appointment.department)
    token.revoked_at = token.revoked_at or clock.now()
    token.save(update_fields=["revoked_at"])
    record(by=by, event="token.revoked", region=token.appointment.department.region_id, subject=token)
    return token
