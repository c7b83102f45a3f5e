"""Input of the officer's acts on facilities."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevealForm(forms.Form):
    """Why somebody looks at a masked number."""

    reason = forms.CharField(
        label=_("What do you need the number for?"),
        max_length=200,
        help_text=_("Your name, the time and this reason are recorded."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
