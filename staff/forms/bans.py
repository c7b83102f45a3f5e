"""Forms of the health authority: a case, a person whom it names, a ban."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import PlainForm, PrintableField, day_field
from staff.enums import Appeal, BanScope, CasePart
from staff.forms.people import IdentityForm
from staff.workflow import BanFacts, Named


class NamedForm(IdentityForm):
    """Somebody whom a case names."""

    part = forms.ChoiceField(label=_("Part in the case"), choices=CasePart.choices, widget=forms.RadioSelect)
    field_order = ["part"]

    @property
    def named(self) -> Named:
        assert self.person is not None
        return Named(self.person, self.cleaned_data["part"])


class CaseForm(NamedForm):
    """A case with the first person it names; more can be named on its page."""

    account = PrintableField(
        label=_("What is said to have happened"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    field_order = ["account", "part"]


class OutcomeForm(PlainForm):
    outcome = PrintableField(
        label=_("What was found, and by which decision"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BanFactsForm(PlainForm):
    """What the final decision says."""

    document_number = PrintableField(label=_("Number of the legal document"), max_length=80)
    decided_by_authority = PrintableField(label=_("Deciding authority"), max_length=120)
    scope = forms.ChoiceField(label=_("Holds in"), choices=BanScope.choices, widget=forms.RadioSelect)
    starts_on = day_field(_("From"))
    ends_on = day_field(_("Until"), required=False, help_text=_("Empty: for life."))
    document = forms.FileField(
        label=_("Legal document"),
        required=False,
        help_text=_("PDF or photo."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    part_of = CasePart.PERSON

    @property
    def facts(self) -> BanFacts:
        values = {name: value for name, value in self.cleaned_data.items() if name in _FACTS}
        return BanFacts(**values, part=self.cleaned_data.get("part") or self.part_of)


_FACTS = ("document_number", "decided_by_authority", "scope", "starts_on", "ends_on")


class BanForm(NamedForm, BanFactsForm):
    """A ban without a case of this platform: a court's decision, for example."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = ["name", "id_kind", "id_number", "born_on", "sex", "part", *_FACTS, "document"]
        self.order_fields(order)


class NoteForm(PlainForm):
    note = PrintableField(label=_("Why"), max_length=300)


class RevocationForm(PlainForm):
    reason = PrintableField(
        label=_("Why the ban shall be revoked"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class AppealForm(PlainForm):
    appeal = forms.ChoiceField(label=_("Appeal"), choices=Appeal.choices, widget=forms.Select)


class VerifyForm(PlainForm):
    verified_on = day_field(_("Verified on"))
