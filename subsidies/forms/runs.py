"""Which month a run is for."""

from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.periods import add_months


class RunForm(forms.Form):
    """A month that has ended; the last one unless somebody says otherwise."""

    month = forms.CharField(label=_("Month"), widget=forms.DateInput(attrs={"type": "month"}), max_length=7)

    def __init__(self, data: QueryDict | None) -> None:
        last = add_months(clock.today().replace(day=1), -1)
        super().__init__(data, initial={"month": f"{last:%Y-%m}"})

    def clean_month(self) -> date:
        try:
            return date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError:
            raise forms.ValidationError(_("Write the month like 2025-02.")) from None
