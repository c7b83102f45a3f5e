"""Accounts of people: made, renamed, disabled, their passwords and their sessions."""

import secrets
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor, system_actor
from accounts.enums import Role
from accounts.errors import DomainError
from accounts.lockout import unlock
from accounts.models import Appointment, Department, User
from accounts.queries import held
from accounts.rules import normal_username
from accounts.workflow.appointments import appoint, refuse_last_admin
from accounts.workflow.rights import allow, allow_person
from audit.workflow import record
from kernel import clock
from regions.models import Region

#: Letters and digits that are not mistaken for each other when read aloud or copied from a slip of paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def create_user(
    *,
    by: Actor,
    username: str,
    name: str,
    password: str | None,
    must_change: bool = True,
    home: Region | None = None,
) -> User:
    """A new account without any right; appointments and grants give them. Usernames are unique.

    Without a password nobody can sign in with it.

    The caller has checked why the account may be made: onboard for officials, an invitation or an
    activation for operators.
    """
    user = User(
        username=normal_username(username),
        name=name,
        must_change_password=must_change,
        home_region=home,
        password=make_password(password),
        password_changed_at=clock.now(),
    )
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(
            _("This account name is taken."), code="USERNAME_TAKEN", field="username"
        ) from error
    record(by=by, event="user.created", region=home.pk if home else by.region_id, subject=user)
    return user


@transaction.atomic
def onboard(
    *, by: Actor, username: str, name: str, department: Department, role: Role, **days: date | None
) -> tuple[User, str]:
    """An account and its first role (`days` as for appoint); the one-time password is returned once."""
    allow(by, Action.APPOINTMENT_MANAGE, department)
    password = one_time_password()
    user = create_user(by=by, username=username, name=name, password=password, home=department.region)
    appoint(by=by, user=user, department=department, role=role, **days)
    return user, password


@transaction.atomic
def open_account(*, username: str, name: str, password: str) -> User:
    """Somebody opens an account for themselves. It has no right until a facility is theirs."""
    by = system_actor("sign-up")
    return create_user(by=by, username=username, name=name, password=password, must_change=False)


@transaction.atomic
def rename_person(*, by: Actor, user: User, name: str) -> User:
    """Correct a person's name. The trail keeps both."""
    allow_person(by, Action.APPOINTMENT_MANAGE, user)
    before = user.name
    if name == before:
        return user
    user.name = name
    user.save(update_fields=["name"])
    _note(by, user, "user.renamed", {"before": before, "after": name})
    return user


@transaction.atomic
def reset_password(*, by: Actor, user: User) -> tuple[User, str]:
    """A one-time password, returned once, to be changed at the first sign-in. Locks are lifted, sessions end."""
    if by.user_id == user.pk:
        raise DomainError(
            _("Change your own password on your account page."), code="SELF_RESET", field="user"
        )
    allow_person(by, Action.APPOINTMENT_MANAGE, user)
    password = one_time_password()
    _store_password(user, password, must_change=True)
    unlock(user.username)
    _note(by, user, "password.reset")
    return user, password


@transaction.atomic
def change_password(*, by: Actor, user: User, password: str) -> User:
    """Set a person's own new password; all their sessions end (the page that asked renews its own)."""
    if not by.system and by.user_id != user.pk:
        raise DomainError(_("Everybody changes their own password."), code="NOT_YOUR_ACCOUNT")
    _store_password(user, password, must_change=False)
    _note(by, user, "password.changed")
    return user


@transaction.atomic
def disable_user(*, by: Actor, user: User, reason: str) -> User:
    """Nobody signs in with this account any more, and its sessions and keys stop with the next request."""
    if by.user_id == user.pk:
        raise DomainError(_("Nobody disables their own account."), code="SELF_DISABLE", field="user")
    allow_person(by, Action.APPOINTMENT_MANAGE, user)
    posts = Appointment.objects.filter(held(clock.today()), user=user).select_related("department__region")
    for post in posts:
        refuse_last_admin(post)
    user.is_active, user.session_round = False, user.session_round + 1
    user.save(update_fields=["is_active", "session_round"])
    _note(by, user, "user.disabled", reason=reason)
    return user


@transaction.atomic
def enable_user(*, by: Actor, user: User) -> User:
    """The account works again, with the rights that are still in force and the password it had."""
    allow_person(by, Action.APPOINTMENT_MANAGE, user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    _note(by, user, "user.enabled")
    return user


@transaction.atomic
def end_sessions(*, by: Actor, user: User) -> User:
    """Sign a person out everywhere: themselves, or whoever keeps their account."""
    if by.user_id != user.pk:
        allow_person(by, Action.APPOINTMENT_MANAGE, user)
    user.session_round += 1
    user.save(update_fields=["session_round"])
    _note(by, user, "sessions.ended")
    return user


def one_time_password() -> str:
    """Sixteen letters in four groups: 79 bits, easy to read from paper."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _letter in range(4)) for _group in range(4))


def _store_password(user: User, password: str, *, must_change: bool) -> None:
    user.set_password(password)
    user.must_change_password = must_change
    user.password_changed_at = clock.now()
    user.session_round += 1
    user.save(update_fields=["password", "must_change_password", "password_changed_at", "session_round"])


def _note(by: Actor, user: User, event: str, data: dict[str, object] | None = None, reason: str = "") -> None:
    record(by=by, event=event, region=by.region_id, subject=user, data=data, reason=reason)
