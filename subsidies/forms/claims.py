"""What the operator types for a claim that attendance does not answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.law import ProgrammeKind
from policy.presentation.choices import CHOICES
from subsidies.serializers.claims import LOCATIONS, OPERATORS, WORKS


class PlacesForm(forms.Form):
    """Works that made places: how many, where, when they were accepted."""

    places_claimed = forms.IntegerField(label=_("Places claimed"), min_value=1, max_value=9999)
    location = forms.ChoiceField(
        label=_("Location"),
        choices=[(each, CHOICES[each]) for each in LOCATIONS],
        help_text=_("By the statistical urban-rural code of the address; the officer checks it."),
    )
    works = forms.ChoiceField(label=_("Works"), choices=[(each, CHOICES[each]) for each in WORKS])
    accepted_on = forms.DateField(
        label=_("Accepted on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day of the acceptance; without one the day of the filing counts."),
    )

    def facts(self, standing: dict[str, Any], places_paid: int) -> dict[str, Any]:
        data = self.cleaned_data
        facility = standing | {"location": data["location"], "works": data["works"]}
        return {
            "facility": facility,
            "places_claimed": data["places_claimed"],
            "places_already_paid": places_paid,
            "accepted_on": data["accepted_on"].isoformat() if data["accepted_on"] else None,
        }


class ClassesForm(forms.Form):
    """What each new class cost, in yuan, and when it passed the assessment (OH)."""

    operator = forms.ChoiceField(label=_("Run by"), choices=[(each, CHOICES[each]) for each in OPERATORS])
    first_class = forms.CharField(label=_("Cost of the first class (yuan)"), max_length=16)
    second_class = forms.CharField(label=_("Cost of the second class (yuan)"), max_length=16, required=False)
    assessment_passed_on = forms.DateField(
        label=_("Assessment passed on"), widget=forms.DateInput(attrs={"type": "date"})
    )

    def facts(self, standing: dict[str, Any], places_paid: int) -> dict[str, Any]:
        data = self.cleaned_data
        costs = [data["first_class"].strip(), data["second_class"].strip()]
        return {
            "operator": data["operator"],
            "class_costs_yuan": [cost for cost in costs if cost],
            "assessment_passed_on": data["assessment_passed_on"].isoformat(),
        }


#: Kinds of programmes that a facility can claim by typing its facts.
TYPED: dict[ProgrammeKind, type[PlacesForm] | type[ClassesForm]] = {
    ProgrammeKind.ONE_OFF_PER_PLACE: PlacesForm,
    ProgrammeKind.COST_PER_CLASS: ClassesForm,
}


class PayeeForm(forms.Form):
    """Where the facility is paid."""

    bank = forms.CharField(label=_("Bank"), max_length=80)
    holder = forms.CharField(label=_("Account holder"), max_length=120)
    number = forms.CharField(
        label=_("Account number"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class ReasonForm(forms.Form):
    """An act that must say why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )
