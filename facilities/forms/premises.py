"""The questions about the premises as form fields. Reading the answers is the work of rules/standards/stating.py."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from facilities.rules.standards.asks import YES_NO, Ask, Kind


class DayInput(forms.DateInput):
    """A native date input that shows again whatever was typed."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return None if value is None else str(value)


class PremisesForm(forms.Form):
    """Draws what is stated or typed, and the faults the verb found beside them. `version` is the one the writer saw."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, asks: Iterable[Ask], stated: Mapping[str, Any], version: int, data: QueryDict | None = None
    ) -> None:
        super().__init__(data, initial={**stated, "version": version})
        for ask in asks:
            self.fields[ask.name] = _field(ask)

    def seen(self) -> int:
        """The version the writer started from; 0 for what is no number."""
        text = str(self.data.get("version", ""))
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

    def refuse(self, faults: Mapping[str, Any]) -> None:
        self.is_valid()
        for name, words in faults.items():
            self.add_error(name, words)


def _field(ask: Ask) -> forms.Field:
    field: forms.Field
    if ask.kind in (Kind.CHOICE, Kind.FLAG):
        field = _Choice(choices=ask.choices or YES_NO, widget=forms.RadioSelect)
    elif ask.kind == Kind.DATE:
        field = forms.CharField(widget=DayInput())
    else:
        mode = "numeric" if ask.kind == Kind.COUNT else "decimal"
        field = forms.CharField(widget=forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"}))
    field.label, field.help_text, field.required = ask.label, ask.help, False
    return field


class _Choice(forms.ChoiceField):
    """Any answer is passed on: the verb judges it."""

    def valid_value(self, value: Any) -> bool:
        return True
