"""A person's authenticator: set up once, asked for again where money leaves, given up only with an administrator."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.models import SecondFactor, User
from accounts.throttle import allowed
from accounts.workflow.rights import allow_person
from audit.workflow import record
from kernel import clock
from kernel.totp import matching_step, new_secret

#: So many codes may be tried by one person in five minutes.
_TRIES, _SECONDS = 10, 300


class FactorNeeded(DomainError):
    """The person has no authenticator yet."""

    code = "FACTOR_NEEDED"
    status = 409


class WrongCode(DomainError):
    """The code is not that of the person's authenticator now, or was used before."""

    code = "WRONG_CODE"
    status = 403


@transaction.atomic
def begin_factor(*, by: Actor, password: str) -> SecondFactor:
    """A fresh secret for the person's phone; it counts once a code proves that the phone has it.

    Raises DomainError for another password than the person's, and where one is set up: an administrator takes that away
    first.
    """
    person = User.objects.get(pk=by.user_id or 0)
    if not allowed("password", str(person.pk), limit=10, seconds=3600):
        raise DomainError(_("Too many tries. Wait an hour, or ask your administrator."), field="password")
    if not person.check_password(password):
        raise DomainError(_("This is not your current password."), field="password")
    row = _locked(by)
    if row is not None and row.confirmed_at is not None:
        raise DomainError(_("An authenticator is set up already."), code="FACTOR_THERE")
    if row is None:
        row = SecondFactor(user=person)
    row.secret, row.last_step = new_secret(), 0
    row.save()
    return row


@transaction.atomic
def confirm_factor(*, by: Actor, code: str) -> SecondFactor:
    """The first code proves that the phone has the secret. Raises WrongCode, FactorNeeded."""
    row = _locked(by)
    if row is None:
        raise FactorNeeded(_("Begin again: no secret was made."), field="code")
    _use(row, code)
    if row.confirmed_at is None:
        row.confirmed_at = clock.now()
        row.save(update_fields=["confirmed_at"])
        record(by=by, event="factor.confirmed", region=by.region_id, subject=row.user)
    return row


@transaction.atomic
def prove_presence(*, by: Actor, code: str) -> None:
    """A fresh code from the person's authenticator: whoever holds a stolen session or key does not have it.

    A code counts once. Raises FactorNeeded, WrongCode.
    """
    row = _locked(by)
    if row is None or row.confirmed_at is None:
        raise FactorNeeded(
            _("This needs the code of your authenticator, and none is set up."),
            field="code",
            remedy=_("Set it up under “My account” first."),
        )
    _use(row, code)


def _locked(by: Actor) -> SecondFactor | None:
    found: SecondFactor | None = (
        SecondFactor.objects.select_for_update(of=("self",)).filter(user_id=by.user_id or 0).first()
    )
    return found


def _use(row: SecondFactor, code: str) -> None:
    if not allowed("factor", str(row.user_id), limit=_TRIES, seconds=_SECONDS):
        raise WrongCode(_("Too many codes were tried. Wait five minutes."), field="code")
    secret = row.secret.disclosed(to="the comparison with a typed code")
    step = matching_step(secret, code, seconds=clock.wall_seconds(), after=row.last_step)
    if step is None:
        raise WrongCode(
            _("This is not the code that your authenticator shows now."),
            field="code",
            remedy=_("Wait for the next code; each counts once."),
        )
    row.last_step = step
    row.save(update_fields=["last_step"])


@transaction.atomic
def reset_factor(*, by: Actor, user: User) -> User:
    """The phone is lost: the person sets up another one. Raises NotAllowed, DomainError for one's own."""
    if by.user_id == user.pk:
        raise DomainError(
            _("Another administrator takes your authenticator away."), code="SELF_RESET", field="user"
        )
    allow_person(by, Action.APPOINTMENT_MANAGE, user)
    if SecondFactor.objects.filter(user=user).delete()[0]:
        record(by=by, event="factor.reset", region=by.region_id, subject=user)
    return user
