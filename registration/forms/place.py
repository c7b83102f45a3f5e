"""Naming a place in a form: a district of one's division, then one of its streets; and taking over what a verb refused."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from regions.codes import ancestor
from regions.enums import Level
from registration.queries.places import StreetChoice, districts_of, street_choices

REQUIRED = {"required": _("This is required.")}


class RefusableForm(forms.Form):
    """A form that takes over what a verb refused, each reason at its field."""

    def refuse(self, error: DomainError) -> None:
        """Show why the verb said no. Reasons for fields the form does not have stand above it."""
        problems: Mapping[str, Any] = error.extra.get("problems") or {}
        for name, found in problems.items():
            for each in found:
                self.add_error(self._own(name), str(each))
        if not problems:
            words = " ".join(str(part) for part in (error.message, error.remedy) if part)
            self.add_error(self._own(error.field), words)

    def _own(self, name: str) -> str | None:
        name = {"region": "street"}.get(name, name)
        return name if name in self.fields else None


class PlaceForm(RefusableForm):
    """A street of the division, chosen in two steps where the division has several districts."""

    district = forms.TypedChoiceField(label=_("District"), coerce=int, error_messages=REQUIRED)
    street = forms.TypedChoiceField(label=_("Street or town"), coerce=int, error_messages=REQUIRED)

    def __init__(
        self, data: QueryDict | Mapping[str, Any] | None = None, *, division: int, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.districts = districts_of(division)
        cast(forms.ChoiceField, self.fields["district"]).choices = [
            *([("", _("Choose"))] if len(self.districts) > 1 else []),
            *_choices(self.districts),
        ]
        if len(self.districts) == 1:
            self.fields["district"].widget = forms.HiddenInput()
            self.fields["district"].initial = self.districts[0].code
        chosen = self._chosen_district()
        streets = street_choices(chosen) if chosen else []
        cast(forms.ChoiceField, self.fields["street"]).choices = [("", _("Choose")), *_choices(streets)]

    def _chosen_district(self) -> int | None:
        """The district whose streets are offered: the one chosen, else the one of the street, else the only one."""
        for name in ("district", "street"):
            value = str(self.data.get(name) or self.initial.get(name) or "")
            if value.isascii() and value.isdigit() and len(value) == 12:
                code = ancestor(int(value), Level.DISTRICT)
                if any(choice.code == code for choice in self.districts):
                    return code
        return self.districts[0].code if len(self.districts) == 1 else None


def _choices(found: list[StreetChoice]) -> list[tuple[str, str]]:
    return [(str(choice.code), choice.name) for choice in found]
