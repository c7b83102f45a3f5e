"""How a bound form field becomes a control: its class, its native type, and what describes it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
_CLASS = {"select": "form-select", "checkbox": "form-check-input"}


def control_kind(bound: forms.BoundField) -> str:
    """hidden, checkboxes, radio, checkbox, select, textarea, file, password or input."""
    widget = bound.field.widget
    return next((kind for base, kind in _KINDS if isinstance(widget, base)), "input")


def control(
    bound: forms.BoundField, attrs: Mapping[str, Any] | None = None, help_text: object = ""
) -> SafeString:
    """The control alone, with its class and with what describes it tied to it. A date becomes a native date input."""
    widget = bound.field.widget
    if isinstance(bound.field, forms.DateField) and isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    all_attrs: dict[str, Any] = {"class": _CLASS.get(control_kind(bound), "form-control"), **(attrs or {})}
    if described_by := describing(bound, help_text):
        all_attrs["aria-describedby"] = described_by
    if bound.errors:
        all_attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=all_attrs)


def describing(bound: forms.BoundField, help_text: object = "") -> str:
    """The ids of the error and the help beside a field, for aria-describedby."""
    parts = [f"{bound.auto_id}-error"] if bound.errors else []
    return " ".join(parts + ([f"{bound.auto_id}-help"] if help_text else []))


def summary_of(
    form_or_forms: forms.BaseForm | Iterable[forms.BaseForm], extra: Sequence[tuple[str, object]] = ()
) -> list[tuple[str, object]]:
    """Every fault of the forms as (where it is, what to do), in the order of the page."""
    given = [form_or_forms] if isinstance(form_or_forms, forms.BaseForm) else list(form_or_forms)
    faults: list[tuple[str, object]] = []
    for form in given:
        if form.is_bound:
            faults += [("", message) for message in form.non_field_errors()]
            faults += [
                (
                    f"#{bound.id_for_label or bound.auto_id}",
                    _("%(label)s: %(message)s")
                    % {"label": str(bound.label).rstrip("?？"), "message": message},
                )
                for bound in form
                for message in bound.errors
            ]
    return faults + list(extra)


GLOBALS = {each.__name__: each for each in (control_kind, control, describing, summary_of)}
