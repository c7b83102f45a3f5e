"""Inviting a colleague, and opening the first account of a facility."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import FacilityRole
from accounts.forms.fields import NameField, PlainForm
from accounts.forms.signing import AccountForm
from kernel.identifiers import IdentifierError, check_uscc


class InviteForm(PlainForm):
    invitee = NameField(
        label=_("Whom do you invite?"),
        max_length=60,
        help_text=_("Only so that you recognise the invitation."),
    )
    role = forms.ChoiceField(
        label=_("As"),
        choices=[
            (FacilityRole.CLERK.value, _("Clerk: fills in and submits")),
            (FacilityRole.MANAGER.value, _("Manager: also invites and removes colleagues")),
        ],
        initial=FacilityRole.CLERK.value,
        widget=forms.RadioSelect,
    )


class ActivationForm(AccountForm):
    """What only the facility knows of its registration, and the account to open."""

    uscc = forms.CharField(
        label=_("Unified social credit code"), max_length=40, help_text=_("18 characters.")
    )
    head_name = NameField(label=_("Head of the facility"), max_length=60)
    phone = NameField(label=_("Telephone given at the registration"), max_length=40)
    field_order = ["uscc", "head_name", "phone", "name", "username", "password", "repeat"]

    def clean_uscc(self) -> str:
        try:
            return check_uscc(self.cleaned_data["uscc"])
        except IdentifierError as error:
            raise forms.ValidationError(
                _("This is not a valid credit code. Compare each of the 18 characters with the licence.")
            ) from error

    def proof(self) -> dict[str, Any]:
        """For `activate`."""
        return {name: self.cleaned_data[name] for name in ("uscc", "head_name", "phone")}
