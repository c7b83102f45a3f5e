"""What people type about themselves, their colleagues and their offices."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.rules import normal_username, one_time_over
from kernel import clock
from kernel.names import UnprintableText, clean_text

#: A longer password only costs time to hash.
PASSWORD_LENGTH = 128

WRONG = _("The account name or the password is not right.")
LOCKED = _("Too many wrong passwords. Try again in 15 minutes, or ask your administrator for a new password.")
RUN_OUT = _("This one-time password has run out. Ask your administrator for a new one.")


class NameField(forms.CharField):
    """A name without invisible marks and control characters."""

    def to_python(self, value: Any) -> str:
        try:
            return clean_text(super().to_python(value) or "")
        except UnprintableText as error:
            raise ValidationError(
                _("Some characters here cannot be printed. Type the name again.")
            ) from error


class UsernameField(forms.CharField):
    """An account name in its one spelling."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 60, **options})
        self.widget.attrs |= {"autocapitalize": "none", "autocomplete": "username", "spellcheck": "false"}

    def to_python(self, value: Any) -> str:
        return normal_username(super().to_python(value) or "")


def password_field(label: Any, *, new: bool, **options: Any) -> forms.CharField:
    kind = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, strip=False, max_length=PASSWORD_LENGTH, widget=widget, **options)


class SignInForm(forms.Form):
    """One message for every failure: it does not say which of the two is wrong, or whether the account exists."""

    username = UsernameField(label=_("Account name or mobile number"))
    password = password_field(_("Password"), new=False)

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request
        self.user: User | None = None
        # A browser's own bubble would speak its language, not the page's.
        self.use_required_attribute = False

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


class NewPasswordMixin(forms.Form):
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
        self.use_required_attribute = False

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
        label=_("Account name"), min_length=3, help_text=_("Your mobile number is easy to remember.")
    )
    password = password_field(
        _("Password"), new=True, help_text=_("At least 10 characters. A sentence is easy to remember.")
    )
    repeat = password_field(_("Password, again"), new=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"])
        User.username_validator(name)
        return name

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        self.owner = User(username=given.get("username", ""), name=given.get("name", ""))
        self._judge()
        return given


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day between 2000 and 2100: what lies outside is a slip of the hand."""
    field = forms.DateField(label=label, **options)

    def between(value: date) -> None:
        if not 2000 <= value.year <= 2100:
            raise ValidationError(_("Give a day between 2000 and 2100."))

    field.validators.append(between)
    return field
