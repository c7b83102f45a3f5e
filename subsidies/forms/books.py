"""Budgets and clawbacks as a finance officer enters them. Amounts are typed in yuan and kept in fen."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from kernel import clock
from kernel.money import BadMoney, parse_yuan
from policy.queries import programmes
from regions.codes import level_of
from regions.enums import Level
from regions.queries import below, name
from subsidies.enums import ClawbackReason
from subsidies.workflow.budgets import payers_of


class Yuan(forms.CharField):
    """An amount in yuan with at most two decimals; the cleaned value is fen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def clean(self, value: Any) -> int:
        text = str(super().clean(value)).replace(",", "").replace("，", "").strip()
        try:
            return parse_yuan(text)
        except BadMoney as error:
            raise forms.ValidationError(
                _("Write the amount in yuan with at most two decimals: 280000 or 280000.50.")
            ) from error


class BudgetForm(forms.Form):
    """A budget with the document it stands in."""

    region = forms.TypedChoiceField(label=_("District"), coerce=int)
    programme = forms.ChoiceField(label=_("Programme"))
    year = forms.IntegerField(label=_("Year"), min_value=2015, max_value=2100)
    payer = forms.ChoiceField(label=_("Who pays"))
    amount = Yuan(label=_("Amount (yuan)"))
    document = forms.CharField(label=_("Number of the budget document"), max_length=80)


def budget_form(actor: Actor, data: Any) -> BudgetForm:
    """The form with the districts, programmes and payers that this office may enter.

    A city enters what it gives to a district, a district what it gives itself.
    """
    form = BudgetForm(data, initial={"year": clock.today().year})
    region = actor.region_id
    own, districts = level_of(region) == Level.DISTRICT, districts_of(actor)
    form.fields["region"].choices = districts  # type: ignore[attr-defined]
    place = region if own or not districts else districts[0][0]
    form.fields["programme"].choices = [  # type: ignore[attr-defined]
        (term.id, str(term.name)) for term in programmes(place) if term.payable
    ]
    form.fields["payer"].choices = [  # type: ignore[attr-defined]
        (payer.value, payer.label) for payer in payers_of(actor)
    ]
    return form


class PerStudentForm(forms.Form):
    """What a child cost in the public kindergartens of a district in a year."""

    region = forms.TypedChoiceField(label=_("District"), coerce=int)
    year = forms.IntegerField(label=_("Year of the figure"), min_value=2000, max_value=2100)
    amount = Yuan(label=_("Budget a child (yuan a year)"))
    document = forms.CharField(label=_("Number of the official document"), max_length=80)

    def __init__(self, data: QueryDict | None, actor: Actor) -> None:
        super().__init__(data, initial={"year": clock.today().year - 1})
        self.fields["region"].choices = districts_of(actor)  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """Why a granted claim is corrected, and how long the facility has where something comes back."""

    explanation = forms.CharField(
        label=_("Explanation"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The facility reads it."),
    )
    working_days = forms.IntegerField(
        label=_("Working days to pay back"),
        min_value=1,
        max_value=250,
        initial=30,
        help_text=_("Only where something comes back. The texts name no term; you set it."),
    )


def districts_of(actor: Actor) -> list[tuple[int, str]]:
    """The districts for which an office enters figures, with their names."""
    region = actor.region_id
    if level_of(region) == Level.DISTRICT:
        return [(region, name(region))]
    return [(int(code), words) for code, words in below(region)]


class ClawbackForm(forms.Form):
    """How much comes back, why, and within how many working days."""

    amount = Yuan(label=_("Amount (yuan)"))
    reason = forms.ChoiceField(label=_("Reason"), choices=ClawbackReason.choices)
    explanation = forms.CharField(
        label=_("Explanation"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The facility reads it."),
    )
    working_days = forms.IntegerField(
        label=_("Working days to pay back"),
        min_value=1,
        max_value=250,
        help_text=_("The texts name no term; you set it."),
    )
