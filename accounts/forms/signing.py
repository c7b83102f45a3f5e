"""Signing in, one's own password, a new account."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NameField, PlainForm, UsernameField, password_field
from accounts.models import User
from accounts.rules import one_time_over
from kernel import clock

WRONG = _("The account name or the password is not right.")
LOCKED = _("Too many wrong passwords. Try again in 15 minutes, or ask your administrator for a new password.")
RUN_OUT = _("This one-time password has run out. Ask your administrator for a new one.")


class SignInForm(PlainForm):
    """One message for every failure: it does not say which of the two is wrong, or whether the account exists."""

    username = UsernameField(label=_("Account name or mobile number"))
    password = password_field(_("Password"), new=False)

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "username" not in given or "password" not in given:
            return given
        user = authenticate(self.request, username=given["username"], password=given["password"])
        if not isinstance(user, User):
            locked = getattr(self.request, "axes_locked_out", False)
            raise ValidationError(LOCKED if locked else WRONG)
        if user.must_change_password and one_time_over(set_at=user.password_changed_at, now=clock.now()):
            raise ValidationError(RUN_OUT)
        self.user = user
        return given


class CodeField(forms.CharField):
    """The six digits of an authenticator; blanks between them do no harm."""

    def __init__(self, **options: Any) -> None:
        look = {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
        given = {
            "label": _("Code of your authenticator"),
            "max_length": 12,
            "widget": forms.TextInput(attrs=look),
        }
        super().__init__(**{**given, **options})


class CodeForm(PlainForm):
    code = CodeField(help_text=_("Six digits; each counts once."))


class BeginForm(PlainForm):
    """Setting up an authenticator needs the password, so that a session left open does not get one."""

    password = password_field(_("Current password"), new=False)


class NewPasswordMixin(PlainForm):
    """A new password typed twice, judged by the rules of the installation. `self.owner` is whose it will be."""

    owner: User

    def _judge(self) -> None:
        first, second = self.cleaned_data.get("password"), self.cleaned_data.get("repeat")
        if first and second and first != second:
            self.add_error("repeat", _("The two passwords differ. Type the new one twice."))
        elif first:
            try:
                password_validation.validate_password(first, self.owner)
            except ValidationError as error:
                self.add_error("password", error)


class PasswordForm(NewPasswordMixin):
    """Somebody changes their own password."""

    current = password_field(_("Current password"), new=False)
    password = password_field(
        _("New password"), new=True, help_text=_("At least 10 characters. A sentence is easy to remember.")
    )
    repeat = password_field(_("New password, again"), new=True)

    def __init__(self, *args: Any, owner: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.owner = owner

    def clean_current(self) -> str:
        if not self.owner.check_password(self.cleaned_data["current"]):
            raise ValidationError(_("This is not your current password."))
        return str(self.cleaned_data["current"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        self._judge()
        if given.get("password") and given.get("password") == given.get("current"):
            self.add_error("password", _("Choose a password other than the current one."))
        return given


class AccountForm(NewPasswordMixin):
    """A new account: an operator's, by invitation or activation."""

    name = NameField(label=_("Your name"), max_length=60)
    username = UsernameField(
        label=_("Account name"), fresh=True, help_text=_("Your mobile number is easy to remember.")
    )
    password = password_field(
        _("Password"), new=True, help_text=_("At least 10 characters. A sentence is easy to remember.")
    )
    repeat = password_field(_("Password, again"), new=True)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        self.owner = User(username=given.get("username", ""), name=given.get("name", ""))
        self._judge()
        return given

    def account(self) -> dict[str, str]:
        """For the verb that makes the account."""
        return {name: self.cleaned_data[name] for name in ("name", "username", "password")}
