"""The questions of a filing as form fields. Reading and judging the answers is the work of registration.facts."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict

from policy.enums import ClassKind
from registration.facts import Ask
from registration.facts.asks import Kind

Choices = Sequence[tuple[Any, Any]]


class DayInput(forms.DateInput):
    """A native date input that shows again whatever was typed."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return None if value is None else str(value)


def field_of(ask: Ask, choices: Choices = ()) -> forms.Field:
    """The control of one question; `choices` where they depend on the place."""
    given: Choices = choices or ask.choices
    attrs: dict[str, Any] = {"data-private": ""} if ask.private else {}
    kind = ask.kind
    field: forms.Field
    if kind == Kind.CHOICE:
        field = forms.ChoiceField(choices=given, widget=forms.RadioSelect)
    elif kind == Kind.CHOICES:
        field = forms.MultipleChoiceField(choices=given, widget=forms.CheckboxSelectMultiple)
    elif kind == Kind.STREET:
        field = forms.ChoiceField(choices=[("", "—"), *given])
    elif kind == Kind.FLAG:
        field = forms.BooleanField()
    elif kind == Kind.DATE:
        field = forms.CharField(widget=DayInput(attrs=attrs))
    elif kind == Kind.LONG:
        field = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, **attrs}))
    else:
        mode = {Kind.COUNT: "numeric", Kind.AREA: "decimal"}.get(kind)
        numeric = {"inputmode": mode} if mode else {}
        field = forms.CharField(widget=forms.TextInput(attrs={**numeric, **attrs, "autocomplete": "off"}))
    field.label, field.help_text, field.required = ask.label, ask.help, ask.required
    return field


class AnswerForm(forms.Form):
    """Draws questions with what is stored or typed, and the faults found elsewhere beside them."""

    use_required_attribute = False

    def __init__(
        self,
        asks: Iterable[Ask],
        values: Mapping[str, Any],
        *,
        faults: Mapping[str, Iterable[Any]] | None = None,
        streets: Choices = (),
        prefix: str = "",
    ) -> None:
        self.asks = list(asks)
        shown = {ask.name: values.get(ask.name) for ask in self.asks}
        super().__init__(initial=shown, prefix=prefix or None)
        for ask in self.asks:
            self.fields[ask.name] = field_of(ask, streets if ask.kind == Kind.STREET else ())
        faults = faults or {}
        self._errors = ErrorDict(
            {
                name: ErrorList([str(words) for words in faults[name]])
                for name in self.fields
                if faults.get(name)
            }
        )

    def unit(self, name: str) -> Any:
        return next((ask.unit for ask in self.asks if ask.name == name), "")

    def kind(self, name: str) -> str:
        return next(ask.kind.value for ask in self.asks if ask.name == name)


def posted(asks: Iterable[Ask], data: QueryDict, *, prefix: str = "") -> dict[str, Any]:
    """Every answer of a step as it was sent; a question that was not sent is one left empty."""
    return {ask.name: _sent(ask, data, f"{prefix}-{ask.name}" if prefix else ask.name) for ask in asks}


def _sent(ask: Ask, data: QueryDict, name: str) -> Any:
    if ask.kind == Kind.CHOICES:
        return data.getlist(name)
    if ask.kind == Kind.FLAG:
        return data.get(name) in ("on", "true", "1")
    if ask.kind == Kind.CLASSES:
        return {
            kind: {part: data.get(f"{name}-{kind}-{part}", "") for part in ("classes", "places")}
            for kind in ClassKind.values
            if any(data.get(f"{name}-{kind}-{part}") for part in ("classes", "places"))
        }
    return data.get(name, "")


#: What is asked about the head besides the name: it belongs to the person, not to the facility.
_OF_HEAD = ("head_education", "head_years", "head_trained")


def about_new_head(typed: dict[str, Any], stored: Mapping[str, Any], former: str) -> dict[str, Any]:
    """Answers without those that a page drew for the `former` head, when it names another one.

    `former` is empty where the page drew nothing for a former head, or its script emptied the answers itself.
    """
    named = " ".join(str(typed.get("head_name") or "").split())
    if not former or not named or named == former:
        return typed
    left = [name for name in _OF_HEAD if str(typed.get(name, "")) == str(stored.get(name, ""))]
    return {**typed, **dict.fromkeys(left, "")}


def starting_point(asks: Iterable[Ask], stored: Mapping[str, Any]) -> str:
    """What a page was drawn from, carried along in it: the writer's starting point when two windows meet."""
    return json.dumps({ask.name: stored.get(ask.name) for ask in asks}, ensure_ascii=False, sort_keys=True)


def read_starting_point(text: str) -> dict[str, Any] | None:
    """The starting point a page carried; None for a page that carried none or a broken one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
