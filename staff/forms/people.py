"""Forms of the operator: a person, an employment, a proof, an absence."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NameField, PlainForm, PrintableField, day_field
from facilities.enums import IdKind, Sex
from kernel import clock
from staff.enums import AbsenceKind, CheckResult, Education, Engagement, ProofKind, StaffRole
from staff.errors import Refused
from staff.identity import ID_KINDS, Person, check_phone, identify
from staff.workflow import Certificate, Post

_NO_CHOICE = ("", _("not said"))


class PhoneField(PrintableField):
    """A telephone in its one spelling."""

    def to_python(self, value: Any) -> str:
        try:
            return check_phone(super().to_python(value))
        except Refused as error:
            raise ValidationError(str(error.message)) from error


def _birth(**options: Any) -> forms.DateField:
    help_text = _("Only for documents whose number does not contain it.")
    return forms.DateField(label=_("Birth date"), required=False, help_text=help_text, **options)


class IdentityForm(PlainForm):
    """Who somebody is. `person` is there after a successful check."""

    name = NameField(label=_("Name"), max_length=60)
    id_kind = forms.ChoiceField(
        label=_("Identity document"), choices=ID_KINDS, initial=IdKind.RESIDENT_ID, widget=forms.Select
    )
    id_number = PrintableField(label=_("Number of the document"), max_length=40, strip=True)
    born_on = _birth()
    sex = forms.ChoiceField(label=_("Sex"), choices=[_NO_CHOICE, *Sex.choices], required=False)
    person: Person | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("id_number", "name", "born_on"):
            self.fields[name].widget.attrs |= {"autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if {"name", "id_number", "id_kind"} <= data.keys():
            try:
                self.person = identify(
                    name=data["name"],
                    kind=data["id_kind"],
                    number=data["id_number"],
                    born_on=data.get("born_on"),
                    sex=data.get("sex", ""),
                    today=clock.today(),
                )
            except Refused as error:
                self.add_error(error.field, str(error.message))
        return data


class CorrectIdentityForm(IdentityForm):
    reason = PrintableField(label=_("What was wrong"), max_length=200)


class PostForm(PlainForm):
    """A role from a day on. `classes`: (id, name) of the open classes."""

    role = forms.ChoiceField(label=_("Role"), choices=StaffRole.choices, widget=forms.Select)
    class_group = forms.TypedChoiceField(
        label=_("Class"), coerce=int, empty_value=None, required=False, help_text=_("Only for caregivers.")
    )
    engagement = forms.ChoiceField(label=_("Engagement"), choices=Engagement.choices, widget=forms.Select)
    starts_on = day_field(_("From"))

    def __init__(self, *args: Any, classes: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["class_group"].choices = [("", _("none")), *classes]  # type: ignore[attr-defined]

    @property
    def post(self) -> Post:
        data = self.cleaned_data
        return Post(data["role"], data["starts_on"], data["engagement"], data["class_group"])


class DataForm(PlainForm):
    phone = PhoneField(label=_("Telephone"), max_length=30, required=False)
    education = forms.ChoiceField(
        label=_("Level of education"),
        choices=[_NO_CHOICE, *Education.choices],
        required=False,
        widget=forms.Select,
    )
    managed_years = forms.IntegerField(
        label=_("Years of managing childcare or similar work"),
        required=False,
        min_value=0,
        max_value=60,
        help_text=_("Asked of the head of the facility."),
    )


class HireForm(IdentityForm, PostForm, DataForm):
    """Everything about somebody new on one page."""

    field_order = (
        "name", "id_kind", "id_number", "born_on", "sex", "role", "class_group", "engagement", "starts_on", "phone",
        "education", "managed_years",
    )  # fmt: skip


class EndForm(PlainForm):
    ends_on = day_field(_("Last day"))
    reason = PrintableField(label=_("Why"), max_length=200, required=False)


class ProofForm(PlainForm):
    """One proof. A record check asks for its result, a training for its hours."""

    kind = forms.ChoiceField(label=_("Kind of proof"), choices=ProofKind.choices, widget=forms.Select)
    issued_on = day_field(_("Issued, checked or signed on"))
    expires_on = day_field(
        _("Printed expiry"), required=False, help_text=_("Leave it empty where none is printed.")
    )
    result = forms.ChoiceField(
        label=_("Result of the record check"),
        choices=[_NO_CHOICE, *CheckResult.choices],
        required=False,
        widget=forms.Select,
    )
    grade = PrintableField(label=_("Grade or level"), max_length=60, required=False)
    number = PrintableField(label=_("Number of the certificate"), max_length=60, required=False)
    issuer = PrintableField(label=_("Issued by"), max_length=120, required=False)
    hours = forms.IntegerField(label=_("Hours of training"), required=False, min_value=1, max_value=2000)
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF or photo. It can be chosen again for filing materials."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs |= {"autocomplete": "off"}

    @property
    def certificate(self) -> Certificate:
        facts = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return Certificate(**facts)


class WithdrawForm(PlainForm):
    reason = PrintableField(label=_("Why it does not count"), max_length=200)


class AbsenceForm(PlainForm):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(k.value, k.label) for k in (AbsenceKind.LEAVE, AbsenceKind.ILLNESS)],
        widget=forms.RadioSelect,
    )
    starts_on = day_field(_("First day away"))
    ends_on = day_field(_("Last day away"), required=False, help_text=_("Needed for leave."))
    note = PrintableField(label=_("Note"), max_length=300, required=False)


class ReturnForm(PlainForm):
    back_on = day_field(_("First day back"))
    certified = forms.BooleanField(label=_("The certificate of recovery is there"), required=False)


class RevealForm(PlainForm):
    reason = PrintableField(label=_("Why you need the number"), max_length=200)


class SheetForm(PlainForm):
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(".xlsx or CSV, at most 5,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
