"""What a registrar fills in. A form turns words into values; what is wrong with them the verb says, in one place."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kernel import clock
from policy.enums import EntityKind
from registration.forms.place import REQUIRED, PlaceForm, RefusableForm
from registration.problems import Problems
from registration.rules import RegistrationFacts, check_code, check_day

_DAY_ERRORS = {
    "invalid": _("There is no such day; write it like 2026-05-08."),
    "required": _("This is required."),
}


class PushForm(PlaceForm):
    """One approved registration. `draft=True` lets gaps pass: only what dates the duty is asked for."""

    entity_kind = forms.ChoiceField(
        label=_("Kind of entity"),
        choices=EntityKind.choices,
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    name = forms.CharField(label=_("Name of the facility"), error_messages=REQUIRED)
    uscc = forms.CharField(label=_("Unified social credit code"), error_messages=REQUIRED)
    approved_on = forms.DateField(label=_("Day of approval"), error_messages=_DAY_ERRORS)
    head_name = forms.CharField(label=_("Head of the facility"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False)
    address = forms.CharField(label=_("Address"), error_messages=REQUIRED)
    business_scope = forms.CharField(
        label=_("Business scope"), widget=forms.Textarea(attrs={"rows": 2}), error_messages=REQUIRED
    )
    confirmed = forms.BooleanField(label=_("I have checked it: this is a childcare facility"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    #: The registration that was pushed earlier, when that is why this one was refused.
    earlier: int | None = None

    def __init__(
        self,
        data: QueryDict | Mapping[str, Any] | None = None,
        *,
        division: int,
        draft: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(data, division=division, **options)
        for name in (
            ("uscc", "district", "street", "address", "business_scope", "entity_kind") if draft else ()
        ):
            self.fields[name].required = name in ("entity_kind", "district", "street")

    def clean(self) -> dict[str, Any]:
        """What can be seen from one field alone is told together with the gaps, not only when they are filled."""
        data, problems = super().clean() or {}, Problems()
        if data.get("uscc"):
            check_code(data["uscc"], problems)
        if data.get("approved_on"):
            check_day(data["approved_on"], clock.today(), problems)
        for each in problems:
            self.add_error(each.field, str(each))
        return data

    def facts(self) -> RegistrationFacts:
        """What was filled in, for the verb. Only after `is_valid()`."""
        texts = {
            name: self.cleaned_data[name]
            for name in ("entity_kind", "name", "uscc", "address", "business_scope", "head_name", "phone")
        }
        return RegistrationFacts(approved_on=self.cleaned_data["approved_on"], **texts)

    @property
    def confirmed_fields(self) -> tuple[str, ...]:
        return ("business_scope",) if self.cleaned_data.get("confirmed") else ()


class CorrectionForm(PushForm):
    """A push with everything that is on record, to be put right; and why."""

    reason = forms.CharField(
        label=_("Why it is corrected"),
        help_text=_("Stays on record beside the old and the new values."),
        max_length=500,
        error_messages=REQUIRED,
    )


class ChangeForm(RefusableForm):
    """A registered change: only what differs from what is on record counts."""

    approved_on = forms.DateField(label=_("Day the change was registered"), error_messages=_DAY_ERRORS)
    name = forms.CharField(label=_("Name of the facility"), required=False)
    address = forms.CharField(label=_("Address"), required=False)
    head_name = forms.CharField(label=_("Head of the facility"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False)
    business_scope = forms.CharField(
        label=_("Business scope"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    entity_kind = forms.ChoiceField(label=_("Kind of entity"), choices=EntityKind.choices, required=False)

    def changes(self) -> dict[str, str]:
        names = ("name", "address", "head_name", "phone", "business_scope", "entity_kind")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data[name]}

    def _own(self, name: str) -> str | None:
        return None if name == "changes" else super()._own(name)


class CancellationForm(RefusableForm):
    """A registered cancellation."""

    approved_on = forms.DateField(label=_("Day the cancellation was registered"), error_messages=_DAY_ERRORS)
    reason = forms.CharField(label=_("Reason, as registered"), max_length=500, required=False)


class ReasonForm(RefusableForm):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=500, error_messages=REQUIRED)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def day_of(text: str) -> date | None:
    """A day of an address or a half-filled form; None while it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
