"""Fields that never judge: what was typed goes into the facts as it is, and comes back beside its error."""

from collections.abc import Iterable
from typing import Any

from django import forms


class Told(forms.CharField):
    """A text, or nothing. `must`: the facts need it; said beside the label, judged by the reader."""

    def __init__(self, label: Any, *, must: bool = True, **kwargs: Any) -> None:
        super().__init__(label=label, required=must, **kwargs)

    def validate(self, value: Any) -> None:
        """Everything passes; the reader of the facts says what is wrong."""

    def run_validators(self, value: Any) -> None:
        """As above."""

    def told(self, typed: str) -> Any:
        return typed or None


class Whole(Told):
    """A count. What is not written in digits stays a text, so that it is refused as one."""

    def told(self, typed: str) -> Any:
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else typed or None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric"}


class Yuan(Told):
    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


class Day(Told):
    widget = forms.TextInput(attrs={"type": "date"})


class MonthName(Told):
    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "placeholder": "2024-05", "inputmode": "numeric"}


class OneOf(Told):
    """One of a few; drawn as joined buttons, or as a list when there is a choice of its own for nothing."""

    def __init__(
        self, label: Any, choices: Iterable[tuple[str, Any]], *, nothing: Any = "", **kwargs: Any
    ) -> None:
        options = [("", nothing), *choices] if nothing else list(choices)
        kind = forms.Select if nothing else forms.RadioSelect
        super().__init__(label, widget=kind(choices=options), **kwargs)


class Several(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: Any, choices: Iterable[tuple[str, Any]]) -> None:
        super().__init__(label=label, choices=list(choices), required=False)

    def validate(self, value: Any) -> None:
        """As above."""

    def told(self, typed: list[str]) -> Any:
        return typed
