"""What an operator types about a child. The rules are the verbs'; a form only reads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import NameField, PlainForm, day_field
from facilities.enums import CareMode, HealthCheckKind, IdKind, LeavingReason, Sex
from facilities.models import ClassGroup
from facilities.rules.identity import ChildFacts

_KEPT = _("Leave empty to keep what is recorded.")


class ChildForm(PlainForm):
    """`known` True edits a recorded child: number and telephone stay as they are when left empty."""

    name = NameField(label=_("Name of the child"), max_length=60)
    id_kind = forms.ChoiceField(label=_("Kind of document"), choices=IdKind.choices, widget=forms.RadioSelect)
    id_number = forms.CharField(
        label=_("Number of the document"),
        max_length=40,
        help_text=_("18 characters for an identity number; letter and nine digits for a birth certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-private": ""}),
    )
    born_on = day_field(
        _("Born on"), required=False, help_text=_("Not needed with an identity number: it says the day.")
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", _("not stated")), *Sex.choices], required=False)
    guardian_name = NameField(label=_("Name of the guardian"), max_length=60)
    guardian_phone = forms.CharField(
        label=_("Telephone of the guardian"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel", "data-private": ""}),
    )
    consented_on = day_field(
        _("The guardian agreed on"),
        help_text=_("After reading what is recorded, why and for how long. Without consent, record nothing."),
    )

    def __init__(self, *args: Any, known: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if known:
            for name in ("id_number", "guardian_phone"):
                self.fields[name].required, self.fields[name].help_text = False, _KEPT

    def facts(self, kept: ChildFacts | None = None) -> ChildFacts:
        """For the verbs; what was left empty comes from `kept`."""
        given = self.cleaned_data
        number, kind = given["id_number"], given["id_kind"]
        if kept is not None and not number:
            number, kind = kept.id_number, kept.id_kind if kind == kept.id_kind else kind
        return ChildFacts(
            name=given["name"],
            id_kind=kind,
            id_number=number,
            guardian_name=given["guardian_name"],
            guardian_phone=given["guardian_phone"] or (kept.guardian_phone if kept else ""),
            consented_on=given["consented_on"],
            born_on=given["born_on"],
            sex=given["sex"],
        )


class EnrolForm(PlainForm):
    """`groups`: the classes to choose from."""

    class_group = forms.ChoiceField(label=_("Class"))
    starts_on = day_field(_("First day"))
    care_mode = forms.ChoiceField(
        label=_("Care"), choices=[("", _("as the class")), *CareMode.choices], required=False
    )

    def __init__(self, groups: list[ClassGroup], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(group.pk), f"{group.name}（{group.get_kind_display()}）") for group in groups]
        self.fields["class_group"].choices = choices  # type: ignore[attr-defined]


class MoveForm(EnrolForm):
    starts_on = None  # type: ignore[assignment]
    on = day_field(_("From"))
    field_order = ["class_group", "on", "care_mode"]


class LeaveForm(PlainForm):
    on = day_field(_("Last day"))
    reason = forms.ChoiceField(
        label=_("Why"), choices=[c for c in LeavingReason.choices if c[0] != LeavingReason.CLASS_CHANGE]
    )


class CheckForm(PlainForm):
    kind = forms.ChoiceField(label=_("Health check"), choices=HealthCheckKind.choices)
    done_on = day_field(_("Done on"))
    passed = forms.ChoiceField(
        label=_("Result"), choices=[("1", _("passed")), ("0", _("not passed"))], widget=forms.RadioSelect
    )
    vaccinations_seen = forms.BooleanField(label=_("The vaccination card was seen"), required=False)


class ConsentForm(PlainForm):
    """A guardian agrees anew."""

    guardian_name = NameField(label=_("Name of the guardian"), max_length=60)
    guardian_phone = forms.CharField(label=_("Telephone of the guardian"), max_length=40)
    consented_on = day_field(_("The guardian agreed on"))


class WithdrawForm(PlainForm):
    on = day_field(_("Withdrawn on"))


class ReasonForm(PlainForm):
    """Why somebody looks at a masked value."""

    reason = forms.CharField(
        label=_("What do you need it for?"),
        max_length=200,
        help_text=_("Your name, the time and this reason are recorded."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
