"""An operator states their own registration: shapes only, the verb judges."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from accounts.forms.fields import PrintableField
from policy.enums import EntityKind
from registration.rules import RegistrationFacts


class FileFirstForm(forms.Form):
    """The fields of `RegistrationFacts` as an operator knows them from the licence; the place is chosen beside it."""

    use_required_attribute = False

    entity_kind = forms.ChoiceField(
        label=_("Kind of entity"), choices=EntityKind.choices, widget=forms.RadioSelect
    )
    uscc = PrintableField(
        label=_("Unified social credit code"),
        help_text=_("18 characters, on the licence."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    name = PrintableField(label=_("Name of the facility"), help_text=_("As on the licence."), max_length=300)
    approved_on = forms.DateField(
        label=_("Registration approved on"), help_text=_("The day of issue on the licence.")
    )
    address = PrintableField(
        label=_("Address"), help_text=_("Road, number, building, floor."), max_length=500
    )
    business_scope = PrintableField(
        label=_("Business scope"),
        help_text=_("As on the licence; it must name childcare (托育服务)."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
    )
    head_name = PrintableField(
        label=_("Head of the facility"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"data-private": ""}),
    )
    phone = PrintableField(
        label=_("Telephone"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"data-private": "", "inputmode": "tel"}),
    )

    def facts(self) -> RegistrationFacts:
        """The cleaned input as the verb takes it."""
        return RegistrationFacts(**{name: self.cleaned_data[name] for name in self.fields})

    def add_refusal(self, refusal: DomainError, *, elsewhere: str) -> str:
        """What a verb refused, beside its field. Returned instead when the field `elsewhere` is at fault."""
        words = f"{refusal.message} {refusal.remedy}".strip()
        if refusal.field == elsewhere:
            return words
        self.add_error(refusal.field if refusal.field in self.fields else None, words)
        return ""

    def add_problems(self, problems: dict[str, Any]) -> None:
        """Faults the verb found, each at its field; what belongs to no field stands above the form."""
        for name, found in problems.items():
            for problem in found:
                self.add_error(name if name in self.fields else None, str(problem))


def read_day(text: str) -> date | None:
    """A day of an address or a half-filled form; None while it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
