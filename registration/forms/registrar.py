"""What a registrar fills in. A form turns words into values; what is wrong with them the verb says, in one place."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from policy.enums import EntityKind
from regions.codes import ancestor
from regions.enums import Level
from registration.queries.places import StreetChoice, districts_of, street_choices
from registration.rules import RegistrationFacts

_DAY_ERRORS = {
    "invalid": _("There is no such day; write it like 2026-05-08."),
    "required": _("This is required."),
}
_REQUIRED = {"required": _("This is required.")}


class _Refusable(forms.Form):
    """A form that takes over what a verb refused, each reason at its field."""

    def refuse(self, error: DomainError) -> None:
        """Show why the verb said no. Reasons for fields the form does not have stand above it."""
        problems: Mapping[str, Any] = error.extra.get("problems") or {}
        for name, found in problems.items():
            for each in found:
                self.add_error(self._own(name), str(each))
        if not problems:
            words = " ".join(str(part) for part in (error.message, error.remedy) if part)
            self.add_error(self._own(error.field), words)

    def _own(self, name: str) -> str | None:
        name = {"region": "street"}.get(name, name)
        return name if name in self.fields else None


class PushForm(_Refusable):
    """One approved registration. `draft=True` lets gaps pass: only what dates the duty is asked for."""

    entity_kind = forms.ChoiceField(
        label=_("Kind of entity"),
        choices=EntityKind.choices,
        widget=forms.RadioSelect,
        error_messages=_REQUIRED,
    )
    name = forms.CharField(label=_("Name of the facility"), error_messages=_REQUIRED)
    uscc = forms.CharField(label=_("Unified social credit code"), error_messages=_REQUIRED)
    approved_on = forms.DateField(label=_("Day of approval"), error_messages=_DAY_ERRORS)
    head_name = forms.CharField(label=_("Head of the facility"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False)
    district = forms.TypedChoiceField(label=_("District"), coerce=int, error_messages=_REQUIRED)
    street = forms.TypedChoiceField(label=_("Street or town"), coerce=int, error_messages=_REQUIRED)
    address = forms.CharField(label=_("Address"), error_messages=_REQUIRED)
    business_scope = forms.CharField(
        label=_("Business scope"), widget=forms.Textarea(attrs={"rows": 2}), error_messages=_REQUIRED
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
        super().__init__(data, **options)
        self.districts = districts_of(division)
        cast(forms.ChoiceField, self.fields["district"]).choices = _choices(self.districts)
        if len(self.districts) == 1:
            self.fields["district"].widget = forms.HiddenInput()
            self.fields["district"].initial = self.districts[0].code
        chosen = self._chosen_district()
        streets = street_choices(chosen) if chosen else []
        cast(forms.ChoiceField, self.fields["street"]).choices = [("", _("Choose")), *_choices(streets)]
        for name in (
            ("uscc", "district", "street", "address", "business_scope", "entity_kind") if draft else ()
        ):
            self.fields[name].required = name in ("entity_kind", "district", "street")

    def _chosen_district(self) -> int | None:
        """The district whose streets are offered: the one chosen, else the one of the street, else the only one."""
        for name in ("district", "street"):
            value = str(self.data.get(name) or self.initial.get(name) or "")
            if value.isascii() and value.isdigit() and len(value) == 12:
                code = ancestor(int(value), Level.DISTRICT)
                if any(choice.code == code for choice in self.districts):
                    return code
        return self.districts[0].code if len(self.districts) == 1 else None

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


def _choices(found: list[StreetChoice]) -> list[tuple[str, str]]:
    return [(str(choice.code), choice.name) for choice in found]


class CorrectionForm(PushForm):
    """A push with everything that is on record, to be put right; and why."""

    reason = forms.CharField(
        label=_("Why it is corrected"),
        help_text=_("Stays on record beside the old and the new values."),
        max_length=500,
        error_messages=_REQUIRED,
    )


class ChangeForm(_Refusable):
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


class CancellationForm(_Refusable):
    """A registered cancellation."""

    approved_on = forms.DateField(label=_("Day the cancellation was registered"), error_messages=_DAY_ERRORS)
    reason = forms.CharField(label=_("Reason, as registered"), max_length=500, required=False)


class ReasonForm(_Refusable):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=500, error_messages=_REQUIRED)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def day_of(text: str) -> date | None:
    """A day of an address or a half-filled form; None while it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
