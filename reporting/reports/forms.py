"""Forms of the reports."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, PrintableField
from kernel import clock
from reporting.enums import Opinion
from reporting.reports.presentation.words import term_words
from reporting.reports.rules import terms_back


class BeginForm(PlainForm):
    """Which report of which period."""

    form = forms.ChoiceField(label=_("Kind of report"))
    period = forms.TypedChoiceField(label=_("Period"), coerce=int)

    def __init__(self, data: Any, *, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["form"].choices = choices  # type: ignore[attr-defined]
        today = clock.today()
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (label, [(term.number, term_words(term.number)) for term in terms_back(every, today, number)])
            for label, every, number in ((_("Years"), "YEAR", 4), (_("Quarters"), "QUARTER", 8))
        ]


class SectionForm(PlainForm):
    """The text of a section and the version that its author had before their eyes."""

    body = PrintableField(
        label=_("Text of the section"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16, "lang": "zh-Hans", "spellcheck": "false"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def standing_on(self, version: int) -> None:
        """The next save stands on another version; what was typed stays."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]


class ReasonForm(PlainForm):
    """Why; `required` where nothing moves without it."""

    reason = PrintableField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any, *, required: bool = True, label: Any = "", help_text: Any = "") -> None:
        super().__init__(data)
        field = self.fields["reason"]
        field.required, field.help_text = required, help_text
        field.label = label or field.label


class OpinionForm(PlainForm):
    """What a member says."""

    member = forms.ChoiceField(label=_("Member"))
    verdict = forms.ChoiceField(label=_("Opinion"), choices=Opinion.choices, widget=forms.RadioSelect)
    text = PrintableField(
        label=_("What should be changed"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed for an objection."),
    )

    def __init__(self, data: Any, *, members: Sequence[str]) -> None:
        super().__init__(data, initial={"member": members[0] if len(members) == 1 else ""})
        self.fields["member"].choices = [(each, each) for each in members]  # type: ignore[attr-defined]
