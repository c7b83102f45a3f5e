"""Departments, the people in them, and keys."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import DepartmentKind, Role
from accounts.forms.fields import NameField, PlainForm, UsernameField, day_field
from accounts.models import Department
from accounts.roles import roles_of_kind
from kernel import clock
from regions.models import Region


class OfficeForm(PlainForm):
    """What people read about an office."""

    name = NameField(label=_("Name of the office"), max_length=80, help_text=_("As on its door plate."))
    name_en = NameField(label=_("Name in English"), max_length=120, required=False)
    phone = NameField(label=_("Telephone"), max_length=40, required=False)
    hours = NameField(label=_("Office hours"), max_length=80, required=False)


class NewOfficeForm(OfficeForm):
    """An office that begins to play a role of the law. `places`: where the administrator may open one."""

    region = forms.TypedChoiceField(label=_("Region"), coerce=int)
    kind = forms.ChoiceField(label=_("Role in the law"), choices=DepartmentKind.choices)
    field_order = ["region", "kind", "name", "name_en", "phone", "hours"]

    def __init__(self, *args: Any, places: Iterable[Region], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["region"].choices = [(place.pk, place.name) for place in places]  # type: ignore[attr-defined]


class ChangeOfficeForm(OfficeForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, office: Department) -> "ChangeOfficeForm":
        names = (*OfficeForm.base_fields, "version")
        return cls(initial={name: getattr(office, name) for name in names})


class CloseForm(PlainForm):
    on = day_field(_("Last day"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = clock.today


class RoleForm(PlainForm):
    """A role that the office's kind can hold, and its days."""

    role = forms.ChoiceField(label=_("Role"))
    valid_from = day_field(_("From"))
    valid_to = day_field(_("Last day"), required=False, help_text=_("Leave empty if it has no end."))

    def __init__(self, *args: Any, office: Department, **options: Any) -> None:
        super().__init__(*args, **options)
        roles = roles_of_kind(DepartmentKind(office.kind))
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = clock.today

    def facts(self) -> dict[str, Any]:
        """For `appoint`."""
        given = self.cleaned_data
        return {"role": Role(given["role"]), "valid_from": given["valid_from"], "valid_to": given["valid_to"]}


class AppointForm(RoleForm):
    """Somebody who has an account gets a role here."""

    username = UsernameField(label=_("Account name"), own=False)
    field_order = ["username", "role", "valid_from", "valid_to"]


class NewPersonForm(RoleForm):
    """Somebody new: the account and the first role in one go."""

    name = NameField(label=_("Name"), max_length=60)
    username = UsernameField(
        label=_("Account name"),
        fresh=True,
        own=False,
        help_text=_("For example the mobile number or the work number."),
    )
    field_order = ["name", "username", "role", "valid_from", "valid_to"]


class RenameForm(PlainForm):
    name = NameField(label=_("Name"), max_length=60)


class ReasonForm(PlainForm):
    reason = NameField(label=_("Reason"), max_length=200)


class KeyForm(PlainForm):
    """A key of one of one's own appointments. `posts`: (appointment id, words)."""

    appointment = forms.TypedChoiceField(label=_("Acts as"), coerce=int)
    name = NameField(
        label=_("Which system uses it"),
        max_length=60,
        help_text=_("So that you know later which one to stop."),
    )
    days = forms.IntegerField(label=_("Valid for"), min_value=1, max_value=365, initial=180)

    def __init__(self, *args: Any, posts: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["appointment"].choices = list(posts)  # type: ignore[attr-defined]
