"""Forms around a finding: proofs, rechecks, more time, other departments."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, day_field
from inspections.forms.visits import DepartmentForm, note_field


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; up to nine."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > 9:
            raise forms.ValidationError(_("At most nine files."))
        return [super(FilesField, self).clean(each, initial) for each in given]


class ReportForm(PlainForm):
    """What was put right, with pictures."""

    text = note_field(_("How it was put right"), 1000)
    files = FilesField(  # type: ignore[assignment]
        label=_("Pictures or papers"),
        required=False,
        help_text=_("Photos or PDF, at most 20 MB each. No children's faces."),
        widget=FilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png", "multiple": True}),
    )


class DaysForm(PlainForm):
    """A reason and a number of working days."""

    reason = note_field(_("Reason"), 1000)
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=250)


class OutcomeForm(PlainForm):
    outcome = note_field(_("What the recheck found"), 500, required=False)


class WhyForm(PlainForm):
    reason = note_field(_("Reason"), 500)


class ReferForm(DepartmentForm):
    reason = note_field(_("What the department is asked to do"), 500)
    due_on = day_field(_("Answer by"))
    field_order = ["department", "reason", "due_on"]


class AnswerForm(PlainForm):
    answer = note_field(_("What your department did"), 1000)
