"""Forms around a visit: planning, starting, other departments, signatures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, PrintableField, day_field
from inspections.enums import Acknowledgement

_LINES = {"widget": forms.Textarea(attrs={"rows": 3})}


def note_field(label: Any, most: int, **options: Any) -> PrintableField:
    return PrintableField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), **options)


class PeopleForm(PlainForm):
    """Who goes: people of an office."""

    inspectors = forms.TypedMultipleChoiceField(
        label=_("Inspectors"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["inspectors"].choices = [(str(number), name) for number, name in people]  # type: ignore[attr-defined]


class PlanVisitForm(PeopleForm):
    kind = forms.ChoiceField(label=_("Kind of inspection"), widget=forms.RadioSelect)
    planned_on = day_field(_("Planned day"))
    field_order = ["kind", "planned_on", "inspectors"]

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, object]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class ReplanForm(PeopleForm):
    planned_on = day_field(_("Planned day"))
    field_order = ["planned_on", "inspectors"]


class StartForm(PlainForm):
    """A visit begins. The kind is asked only where nothing was planned."""

    kind = forms.ChoiceField(label=_("Kind of inspection"), widget=forms.RadioSelect)
    visited_on = day_field(_("Day of the inspection"))
    because = PrintableField(
        label=_("Why it is entered afterwards"),
        max_length=300,
        required=False,
        help_text=_("Only for a day before today."),
    )

    def __init__(
        self, *args: Any, kinds: Sequence[tuple[str, object]] = (), today: date | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["visited_on"].initial = today
        if kinds:
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        else:
            del self.fields["kind"]


class InviteForm(PeopleForm):
    """The people of one department that is let in, until a day."""

    until = day_field(_("Open until"), required=False, help_text=_("Empty: the days that the rules propose."))
    field_order = ["inspectors", "until"]


class DepartmentForm(PlainForm):
    department = forms.TypedChoiceField(label=_("Department"), coerce=int)

    def __init__(self, *args: Any, departments: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["department"].choices = [(str(number), name) for number, name in departments]  # type: ignore[attr-defined]


class OpinionForm(PlainForm):
    opinion = note_field(_("Opinion of the department"), 500, required=False)


class FinishForm(PlainForm):
    summary = note_field(_("Overall"), 1000, required=False)


class AcknowledgeForm(PlainForm):
    how = forms.ChoiceField(
        label=_("The facility"), choices=Acknowledgement.choices, widget=forms.RadioSelect
    )
    name = PrintableField(label=_("Name of the person"), max_length=60)
    note = note_field(_("Remarks, or why it was not signed"), 500, required=False)


class ReasonForm(PlainForm):
    reason = note_field(_("Reason"), 300)
