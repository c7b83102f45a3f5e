"""The form of a plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PrintableField, day_field
from inspections.enums import PlanMethod
from inspections.forms.visits import PeopleForm
from inspections.workflow.plans import MOST, Wanted


class PlanForm(PeopleForm):
    """What a plan is asked for."""

    title = PrintableField(label=_("Name of the plan"), max_length=80)
    method = forms.ChoiceField(
        label=_("How facilities are chosen"), choices=PlanMethod.choices, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=_("Kind of inspection"), widget=forms.RadioSelect)
    place = forms.TypedChoiceField(label=_("Place"), coerce=int)
    starts_on = day_field(_("From"))
    ends_on = day_field(_("Until"))
    asked = forms.IntegerField(label=_("Number of facilities"), min_value=1, max_value=MOST)
    team = forms.IntegerField(label=_("Inspectors for each visit"), min_value=1, max_value=5, initial=2)
    seed = PrintableField(
        label=_("Seed of the lot"),
        max_length=40,
        required=False,
        help_text=_("Empty: the platform draws one. It is shown, so that anybody can repeat the lot."),
    )
    field_order = [
        "title", "method", "kind", "place", "starts_on", "ends_on", "asked", "inspectors", "team", "seed",
    ]  # fmt: skip

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[tuple[str, object]] = (),
        places: Sequence[tuple[int, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["place"].choices = [(str(code), name) for code, name in places]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)


def first_values(today: date, people: Sequence[tuple[int, str]]) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "method": PlanMethod.RISK.value,
        "kind": "SPOT_CHECK",
        "starts_on": today,
        "asked": 5,
        "inspectors": [number for number, _name in people],
    }
