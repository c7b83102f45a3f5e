"""Forms of ratings: the sheet of points of a facility or of an assessor, the panel, the decision."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, PrintableField, day_field
from inspections.forms.findings import FilesField, FilesInput
from inspections.forms.visits import note_field
from inspections.presentation.ratings import ItemLine, Part
from inspections.workflow.ratings import Given


class SheetForm(PlainForm):
    """Points and words of every item; what is not filled in yet may stay empty. `panel`: an assessor's sheet."""

    def __init__(self, *args: Any, parts: Sequence[Part], panel: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.parts, self.panel = parts, panel
        for line in (line for part in parts for line in part.lines):
            self._add(line)

    def _add(self, line: ItemLine) -> None:
        item, key = line.row, line.row.pk
        points, note = (line.own, line.own_note) if self.panel else (item.self_points, item.self_note)
        if item.most:
            label = _("Points, 0 to %(most)s") % {"most": item.most}
            self.fields[f"points_{key}"] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=item.most, initial=points
            )
        elif self.panel:
            self.fields[f"failed_{key}"] = forms.BooleanField(
                label=_("This veto item failed"), required=False, initial=line.own_failed
            )
        self.fields[f"note_{key}"] = PrintableField(
            label=_("Remark"), max_length=500, required=False, initial=note
        )

    def rows(self) -> list[tuple[Part, list[tuple[ItemLine, list[forms.BoundField]]]]]:
        """The parts with their items and the fields of each, for the page."""
        return [
            (
                part,
                [(line, [self[name] for name in _names(line) if name in self.fields]) for line in part.lines],
            )
            for part in self.parts
        ]

    @property
    def given(self) -> Mapping[int, Given]:
        values = self.cleaned_data
        return {
            line.row.pk: Given(
                values.get(f"points_{line.row.pk}"),
                values.get(f"note_{line.row.pk}", ""),
                bool(values.get(f"failed_{line.row.pk}")),
            )
            for part in self.parts
            for line in part.lines
        }


def _names(line: ItemLine) -> tuple[str, str, str]:
    key = line.row.pk
    return (f"points_{key}", f"failed_{key}", f"note_{key}")


class EvidenceForm(PlainForm):
    files = FilesField(  # type: ignore[assignment]
        label=_("Pictures or papers"),
        help_text=_("Photos or PDF, at most 20 MB each. No children's faces."),
        widget=FilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png", "multiple": True}),
    )


class PanelForm(PlainForm):
    people = forms.TypedMultipleChoiceField(
        label=_("Assessors"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].choices = [(str(number), name) for number, name in people]  # type: ignore[attr-defined]


class DecisionForm(PlainForm):
    grade = forms.ChoiceField(label=_("Grade"), widget=forms.RadioSelect)
    reason = note_field(_("Reason, where the grade is another one than the points give"), 500, required=False)

    def __init__(self, *args: Any, grades: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["grade"].choices = grades  # type: ignore[attr-defined]


class PublishForm(PlainForm):
    on = day_field(_("Day of publication"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = today
