"""Forms of complaints: what the public types, and what the office does."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, PrintableField
from inspections.enums import ComplaintCategory, ComplaintResult
from inspections.forms.findings import FilesField, FilesInput
from inspections.forms.visits import note_field
from inspections.workflow import Complained, Order
from staff.enums import CasePart


class ComplainForm(PlainForm):
    """A complaint about a facility of the public list, or about one that is described.

    `website` is a trap for machines: nobody sees it. A person whose browser filled it in is told, and sends again.
    """

    category = forms.ChoiceField(
        label=_("What is it about?"), choices=ComplaintCategory.choices, widget=forms.RadioSelect
    )
    about = PrintableField(
        label=_("Who did it?"),
        max_length=100,
        required=False,
        help_text=_("The name, or how the person is called there. Leave it empty if you do not know."),
    )
    text = PrintableField(
        label=_("What happened?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("When, where, and what you saw yourself."),
    )
    pictures = FilesField(
        label=_("Pictures"),
        required=False,
        help_text=_("Up to 6 photos, at most 20 MB each. The place where they were taken is removed."),
        widget=FilesInput(attrs={"accept": ".jpg,.jpeg,.png", "multiple": True}),
    )
    contact = PrintableField(
        label=_("How can we reach you?"),
        max_length=100,
        required=False,
        help_text=_("Only if you want to be asked back. The facility never sees it."),
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    website = forms.CharField(required=False, max_length=200)

    def clean_website(self) -> str:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(
                _(
                    "A field that nobody sees was filled in, perhaps by your browser. We emptied it: please send again."
                )
            )
        return ""

    def said(self, **where: Any) -> Complained:
        """What was typed, with where it belongs."""
        data = self.cleaned_data
        typed = {name: data[name] for name in ("category", "text", "about", "contact", "key")}
        return Complained(**typed, **where)

    @property
    def uploads(self) -> list[UploadedFile]:
        return list(self.cleaned_data["pictures"])


class DescribeForm(ComplainForm):
    """A complaint about a facility that is in no list."""

    named = PrintableField(
        label=_("Which facility?"),
        max_length=300,
        help_text=_("Its name as you know it, and the street and number."),
    )
    place = forms.TypedChoiceField(label=_("District"), coerce=int, widget=forms.Select)
    field_order = ["named", "place"]

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = [("", "—"), *places]  # type: ignore[attr-defined]

    def said(self, **where: Any) -> Complained:
        return super().said(named=self.cleaned_data["named"], place=self.cleaned_data["place"], **where)


class CodeForm(PlainForm):
    code = PrintableField(
        label=_("Your code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("The 16 letters and digits that you were given, for example 7QM2-K0ZD-4XTA-9R1C."),
    )


class SayMoreForm(PlainForm):
    text = note_field(_("What do you want to add?"), 2000)


class TakeUpForm(PlainForm):
    category = forms.ChoiceField(
        label=_("What it is about"), choices=ComplaintCategory.choices, widget=forms.RadioSelect
    )
    remark = note_field(_("Note of the office"), 1000, required=False)


class AssignForm(PlainForm):
    user = forms.TypedChoiceField(label=_("Give it to"), coerce=int, widget=forms.Select)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["user"].choices = people  # type: ignore[attr-defined]


class LocateForm(PlainForm):
    facility = PrintableField(
        label=_("Name or credit code of the facility"),
        max_length=120,
        help_text=_("A registered facility of the district, filed or not."),
    )


class OrderForm(PlainForm):
    """What the facility has to put right."""

    code = forms.ChoiceField(label=_("What is not met"), widget=forms.Select)
    problem = note_field(
        _("What was found"),
        1000,
        help_text=_("The facility reads this. Write nothing that tells who complained."),
    )
    days = forms.IntegerField(label=_("Working days to put it right"), min_value=1, max_value=250)

    def __init__(self, *args: Any, items: Sequence[tuple[str, Any]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].choices = [("", "—"), *items]  # type: ignore[attr-defined]

    @property
    def order(self) -> Order:
        return Order(**self.cleaned_data)


class PersonsForm(PlainForm):
    """Whom a case names, chosen from the staff."""

    members = forms.TypedMultipleChoiceField(
        label=_("Said to have done it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    managers = forms.TypedMultipleChoiceField(
        label=_("Directly managing person"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("members", "managers"):
            self.fields[name].choices = [(str(number), words) for number, words in people]  # type: ignore[attr-defined]

    @property
    def parts(self) -> dict[int, str]:
        """Person → part in the case; who is named in both lists did it."""
        managers = dict.fromkeys(self.cleaned_data["managers"], CasePart.MANAGER.value)
        return managers | dict.fromkeys(self.cleaned_data["members"], CasePart.PERSON.value)


class DeclineForm(PlainForm):
    answer = note_field(
        _("What the complainant reads"), 2000, help_text=_("Why it is not taken up here, and who can help.")
    )


class AnswerComplaintForm(PlainForm):
    result = forms.ChoiceField(
        label=_("What it came to"), choices=ComplaintResult.choices, widget=forms.RadioSelect
    )
    answer = note_field(
        _("What the complainant reads"),
        2000,
        help_text=_("In plain words: what was looked at, found and done. Name nobody."),
    )


class NothingForm(PlainForm):
    """An act that needs no words."""


class RevealForm(PlainForm):
    reason = PrintableField(label=_("Why you need it"), max_length=500)
