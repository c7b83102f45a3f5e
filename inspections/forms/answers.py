"""One answer as a page without script posts it."""

from secrets import token_hex

from django import forms

from accounts.forms.fields import PlainForm, PrintableField
from inspections.workflow import Said
from kernel import clock


class AnswerForm(PlainForm):
    """The fields of one item; the page stands for a phone of its own."""

    code = forms.CharField(max_length=24)
    base = forms.IntegerField(min_value=0, max_value=10**6)
    answer = forms.CharField(max_length=3, required=False)
    value = PrintableField(max_length=40, required=False)
    note = PrintableField(max_length=1000, required=False)
    limit_days = forms.IntegerField(required=False)

    @property
    def said(self) -> Said:
        """A page is a new device each time, so an answer that somebody gave meanwhile is a conflict, never lost."""
        mark = token_hex(8)
        number = int(clock.wall_seconds() * 1000)
        return Said(key=f"page-{mark}", device=f"page-{mark}", sequence=number, **self.cleaned_data)
