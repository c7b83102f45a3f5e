"""People, the departments they are appointed to, and the keys their systems use."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.enums import DepartmentKind, Role
from audit.personal.fields import SealedText
from audit.personal.register import Personal
from regions.models import Region


class User(AbstractUser):
    """A person who signs in. What they may do follows from appointments and facility grants, never from here."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    personal: ClassVar = {
        "username": Personal("account", "signing in", "while the account exists; then with the audit trail"),
        "name": Personal("account", "who did what", "while the account exists; then with the audit trail"),
        "email": Personal("account", "messages", "while the account exists"),
    }

    name = models.CharField(_("name"), max_length=60)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True)
    single_keys = models.BooleanField(_("single-key shortcuts"), default=True)
    #: Where the account was made; who keeps the accounts there may reset its password until an appointment says more.
    home_region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    #: Part of every session's signature: counting it up ends them all.
    session_round = models.PositiveIntegerField(default=0)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager[Any]] = UserManager()

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        salt = "accounts.User.session"
        signed = f"{self.session_round}:{self.password}"
        return salted_hmac(salt, signed, secret=secret, algorithm="sha256").hexdigest()


class SecondFactor(models.Model):
    """A person's authenticator. `last_step`: the half minute whose code was used last, so that a code counts once.

    Read with the person, whatever the scope: no wall.
    """

    personal: ClassVar = {
        "secret": Personal("account", "that a payment is released by the person", "until it is set up anew"),
    }

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    secret = SealedText()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.user_id}"


class Department(models.Model):
    """An office of a region that plays one role of the law. Public information, so it carries no wall."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="departments")
    kind = models.CharField(max_length=20, choices=DepartmentKind.choices)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "kind", "name"], name="department_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="department_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A person holds a role in a department between two dates. Read before any scope exists: no wall.

    `valid_to` is the last day. `ended_at` is set when the right was taken at once, in the middle of a day.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    department = models.ForeignKey(Department, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=20, choices=Role.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    appointed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "department", "role"],
                condition=Q(valid_to__isnull=True),
                name="appointment_open_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="appointment_dates",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(valid_to__isnull=False),
                name="appointment_ended_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.department} · {self.role}"


class ApiToken(models.Model):
    """A key with which a department's own system acts in one appointment. Only its digest is stored."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class IdempotencyKey(models.Model):
    """The answer a creating request was given, stored in the transaction of its effect, so a replay repeats it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    operation = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    body_digest = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    response = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "operation", "key"], name="idempotency_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.operation}:{self.key}"
