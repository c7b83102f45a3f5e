"""Why a report goes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, PrintableField


class ReturnForm(PlainForm):
    """The reason that the author reads."""

    reason = PrintableField(
        label=_("What has to be changed"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )
    version = forms.IntegerField(widget=forms.HiddenInput())
