"""What the health officer types: reasons of a notice, a visit, a removal, why something is asked for only now."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel import clock
from policy.queries import working_calendar
from registration.forms.place import REQUIRED, PlaceForm

#: The word that must be typed before a notice goes out, and before a facility is removed from the list.
NOTICE_WORD, REMOVAL_WORD = "不符合", "移出备案"


class Versioned(forms.Form):
    """A form about a filing: which version its page showed, and when."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False)


class VerdictForm(Versioned):
    """One verdict. Rows of one page share a stamp that script renews with every verdict; it wins over the row's own."""

    now_version = forms.IntegerField(required=False)
    now_seen = forms.DateTimeField(required=False)
    verdict = forms.ChoiceField(choices=[("ok", "ok"), ("supplement", "supplement")])
    reason = forms.CharField(required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("version", "seen"):
            data[name] = data.get(f"now_{name}") or data.get(name)
        return data


class SupplementForm(Versioned):
    addition_reason = forms.CharField(
        label=_("Why was this not in the first request?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The facility reads it; it stays on record."),
    )


class ActForm(Versioned):
    """A confirmation without further input."""


class VisitForm(Versioned):
    """An on-site verification or a recheck."""

    visited_on = forms.DateField(label=_("Day of the visit"))
    passed = forms.TypedChoiceField(
        label=_("Result"),
        choices=[("yes", _("Conforms")), ("no", _("Does not conform"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    findings = forms.CharField(
        label=_("What was found"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed when the facility does not conform: what, where, against which condition."),
    )

    def clean_visited_on(self) -> date:
        day: date = self.cleaned_data["visited_on"]
        if day > clock.today():
            raise forms.ValidationError(_("The visit lies in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("passed") is False and not data.get("findings", "").strip():
            self.add_error("findings", _("Say what does not meet the conditions."))
        return data


class NoticeForm(Versioned):
    """A non-compliance notice: one reason a line, the text for the public, the day to rectify."""

    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One reason a line. The facility reads them in the notice and in the order to rectify."),
    )
    public_text = forms.CharField(
        label=_("Text for the public"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Names of persons, phones and ID numbers are hidden before it is published; you see it first."
        ),
    )
    rectify_by = forms.DateField(label=_("To be rectified by"))

    def clean_reasons(self) -> list[str]:
        lines = [line.strip(" \t；;。") for line in self.cleaned_data["reasons"].splitlines()]
        kept = [line for line in lines if line]
        if not kept:
            raise forms.ValidationError(_("Give at least one reason."))
        return kept

    def clean_rectify_by(self) -> date:
        day: date = self.cleaned_data["rectify_by"]
        if day <= clock.today():
            raise forms.ValidationError(_("The day must lie in the future."))
        if day > working_calendar().last:
            raise forms.ValidationError(_("This day lies too far ahead; check the year."))
        return day


class TypedForm(Versioned):
    """A word must be typed: `word` says which."""

    typed = forms.CharField(label=_("Confirmation"), max_length=20)
    word = ""

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"].strip()
        if typed != self.word:
            raise forms.ValidationError(_("Please type exactly: %(word)s") % {"word": self.word})
        return typed


class PublishForm(TypedForm, NoticeForm):
    """The notice with its confirmation, after the preview."""

    word = NOTICE_WORD


class RemoveForm(TypedForm):
    word = REMOVAL_WORD
    reason = forms.CharField(
        label=_("Reason for the removal"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MoveForm(PlaceForm):
    """Where a facility moves to, and why."""

    reason = forms.CharField(
        label=_("Why it moves"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on record in both places."),
        error_messages=REQUIRED,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    field_order = ("district", "street", "reason")
