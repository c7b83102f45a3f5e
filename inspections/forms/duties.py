"""Forms of recurring duties: what was done, why it does not count, an order for a missed one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, PrintableField, day_field
from inspections.enums import ActResult
from inspections.forms.visits import note_field
from inspections.queries.duty_law import DutyLaw


class ActForm(PlainForm):
    """What was done. Fields that the duty does not ask for are left out."""

    done_on = day_field(_("Day on which it was done"))
    times = forms.IntegerField(label=_("How often on this day"), min_value=1, max_value=50, initial=1)
    text = note_field(_("What was done, with whom"), 500)
    result = forms.ChoiceField(label=_("Passed or not"), choices=ActResult.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Paper or picture"),
        required=False,
        help_text=_("Photo or PDF, at most 20 MB. No children's faces."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    because = PrintableField(label=_("Why it is entered late"), max_length=300, required=False)

    def __init__(self, *args: Any, law: DutyLaw | None, **options: Any) -> None:
        super().__init__(*args, **options)
        if law is None or not law.value.verdict:
            del self.fields["result"]
        if law is not None and law.value.late:
            del self.fields["times"]
        if law is not None and law.value.paper:
            self.fields["file"].required = True
            self.fields["file"].error_messages["required"] = _("Attach the paper.")


class WithdrawActForm(PlainForm):
    reason = note_field(_("Why it does not count"), 300)


class OrderForm(PlainForm):
    problem = note_field(_("What is to be put right"), 1000)
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=250, initial=10)
