"""What an operator types about classes, fees and the mode of provision."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, PrintableField, day_field
from facilities.enums import CareMode, FeeItem, FeeUnit, ProvisionMode
from kernel.money import BadMoney, parse_yuan
from policy.enums import ClassKind

_MONEY = {
    "FORM": _("Give an amount in yuan, like 1800 or 1800.50."),
    "NEGATIVE": _("An amount is not negative."),
    "PRECISION": _("An amount has at most two decimals."),
    "SIZE": _("This amount cannot be right."),
}


class ClassForm(PlainForm):
    name = PrintableField(label=_("Name of the class"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind"), choices=ClassKind.choices)
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=200)
    care_mode = forms.ChoiceField(label=_("Care"), choices=CareMode.choices)
    opened_on = day_field(_("Open since"))

    def __init__(self, *args: Any, opened: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if opened:
            del self.fields["opened_on"]


class FeeForm(PlainForm):
    item = forms.ChoiceField(label=_("Charged for"), choices=FeeItem.choices)
    care_mode = forms.ChoiceField(label=_("Care"), choices=CareMode.choices)
    yuan = forms.CharField(label=_("Amount"), max_length=16, help_text=_("In yuan, like 1800."))
    unit = forms.ChoiceField(label=_("Per"), choices=FeeUnit.choices)
    valid_from = day_field(_("From"))
    comment = PrintableField(label=_("Remark"), max_length=200, required=False)

    def clean_yuan(self) -> int:
        """The amount in fen."""
        try:
            return parse_yuan(self.cleaned_data["yuan"].replace(",", "").replace("，", "").strip())
        except BadMoney as error:
            raise ValidationError(_MONEY[error.reason]) from error


class ProvisionForm(PlainForm):
    provision_mode = forms.ChoiceField(
        label=_("Mode of provision"), choices=[("", _("not stated")), *ProvisionMode.choices], required=False
    )
