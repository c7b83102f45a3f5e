"""Fields that several forms share, and how a refusal of a verb comes back to its field."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from accounts.rules import normal_username
from kernel.names import UnprintableText, clean_text

#: A longer password only costs time to hash.
PASSWORD_LENGTH = 128


_SHAPE = RegexValidator(
    r"\A[\w.@+-]{3,60}\Z", _("Use 3 to 60 letters or digits, also . @ + - and _, without spaces.")
)


class PlainForm(forms.Form):
    """Errors are ours, beside the field and in the page's language: the browser's own bubbles are off."""

    use_required_attribute = False


class PrintableField(forms.CharField):
    """Text without invisible marks; control characters are refused, and left out where the text is shown again."""

    def to_python(self, value: Any) -> str:
        try:
            return clean_text(super().to_python(value) or "")
        except UnprintableText as error:
            raise ValidationError(_("Some characters here cannot be printed. Type this again.")) from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, as far as a page can carry it."""
        if not isinstance(data, str):
            return data
        return "".join(c for c in data if c in "\n\t\r" or unicodedata.category(c) not in ("Cc", "Cs"))


class NameField(PrintableField):
    """A name of a person."""


class UsernameField(forms.CharField):
    """An account name in its one spelling.

    `fresh`: it is being chosen, so it must have the shape of one. `own`: of the person who types it.
    """

    def __init__(self, *, fresh: bool = False, own: bool = True, **options: Any) -> None:
        super().__init__(**{"max_length": 60, **options})
        remembered = "username" if own else "off"
        self.widget.attrs |= {"autocapitalize": "none", "autocomplete": remembered, "spellcheck": "false"}
        if fresh:
            self.validators.append(_SHAPE)

    def to_python(self, value: Any) -> str:
        return normal_username(super().to_python(value) or "")


def password_field(label: Any, *, new: bool, **options: Any) -> forms.CharField:
    kind = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, strip=False, max_length=PASSWORD_LENGTH, widget=widget, **options)


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day between 2000 and 2100: what lies outside is a slip of the hand."""
    return forms.DateField(label=label, validators=[_sensible], **options)


def _sensible(value: date) -> None:
    if not 2000 <= value.year <= 2100:
        raise ValidationError(_("Give a day between 2000 and 2100."))


def refuse(form: forms.Form, error: DomainError) -> None:
    """Put what a verb refused beside the field it names, with what would make it pass."""
    words = " ".join(str(text) for text in (error.message, error.remedy) if text)
    form.add_error(error.field if error.field in form.fields else None, words)
