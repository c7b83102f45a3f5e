"""What officers type about recognition and growth stations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, PrintableField, day_field
from facilities.enums import StationWorks
from regions.models import Region


class RecogniseForm(PlainForm):
    agreement_number = PrintableField(label=_("Number of the agreement"), max_length=60)
    valid_from = day_field(_("From"))
    valid_to = day_field(_("To"))
    agreement = forms.FileField(
        label=_("Agreement"), required=False, help_text=_("PDF or photo, at most 20 MB.")
    )


class WithdrawRecognitionForm(PlainForm):
    withdrawn_from = day_field(_("Not universal any more from"))
    reason = PrintableField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class StationForm(PlainForm):
    """`streets`: where the office may record a station."""

    name = PrintableField(label=_("Name of the station"), max_length=120)
    street = forms.ChoiceField(label=_("Street or town"))
    address = PrintableField(label=_("Address"), max_length=200)
    works = forms.ChoiceField(label=_("Works"), choices=StationWorks.choices, widget=forms.RadioSelect)
    area = forms.DecimalField(label=_("Floor area"), required=False, max_digits=8, decimal_places=2)
    built_on = day_field(_("Built on"))

    def __init__(self, streets: list[Region], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["street"].choices = [(str(each.pk), each.name) for each in streets]  # type: ignore[attr-defined]


class AcceptanceForm(PlainForm):
    visited_on = day_field(_("Visited on"))
    accepted = forms.ChoiceField(
        label=_("Result"), choices=[("1", _("accepted")), ("0", _("not accepted"))], widget=forms.RadioSelect
    )
    remark = PrintableField(
        label=_("Remark"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CloseForm(PlainForm):
    closed_on = day_field(_("Out of service since"))
