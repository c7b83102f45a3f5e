"""Figures as somebody enters them."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kernel import clock
from regions.queries import below, name
from reporting.enums import EnteredKind
from reporting.figures.catalogue import ENTERED, TARGETED


class Document(forms.Form):
    """A number and the document it stands in."""

    value = forms.DecimalField(
        label=_("Figure"),
        max_digits=15,
        decimal_places=2,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    document = forms.CharField(label=_("Document it stands in"), max_length=200)
    page = forms.CharField(label=_("Page or table"), max_length=40, required=False)


class EnterForm(Document):
    """A figure of a division and a year. `what` joins kind and key, because a target and a survey may share a key."""

    region = forms.TypedChoiceField(label=_("Division"), coerce=int)
    what = forms.ChoiceField(label=_("What"))
    year = forms.IntegerField(label=_("Year"))

    field_order = ("region", "what", "year", "value", "document", "page")

    def __init__(self, data: QueryDict | None, place: int, what: str = "") -> None:
        super().__init__(data, initial={"region": place, "year": clock.today().year - 1, "what": what})
        self.fields["region"].choices = [(place, name(place)), *((int(c), n) for c, n in below(place))]  # type: ignore[attr-defined]
        self.fields["what"].choices = choices()  # type: ignore[attr-defined]

    def clean_what(self) -> tuple[str, str]:
        kind, _colon, key = str(self.cleaned_data["what"]).partition(":")
        return kind, key


class CorrectForm(Document):
    """Another figure in the place of one that was entered, with the reason."""

    reason = forms.CharField(label=_("Why it changes"), max_length=300)


def choices() -> list[tuple[Any, Any]]:
    """Everything that can be entered, by kind."""
    groups = (
        (EnteredKind.POPULATION, ENTERED),
        (EnteredKind.SURVEY, ENTERED),
        (EnteredKind.TARGET, TARGETED),
    )
    return [
        (kind.label, [(f"{kind}:{key}", each.name) for key, each in known.items() if each.kind == kind])
        for kind, known in groups
    ]
