"""The question "when is it due?" as people and programs ask it: checked text in, values out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from kernel.clock import local_date
from policy.law import Text
from policy.queries import Deadline, deadline, place_asked

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})", re.ASCII)


@dataclass(frozen=True)
class Question:
    """A checked question. `retired_from` is the old code it was asked by, when the division has another one today."""

    region_id: int
    rule: str
    trigger: date | datetime
    known_on: date | None = None
    retired_from: int | None = None

    def answer(self) -> Deadline:
        """Raises UnknownRule."""
        return deadline(self.region_id, self.rule, self.trigger, self.known_on)


def read_question(values: Mapping[str, Any]) -> Question:
    """A question from the words of a command line or an address. Raises DomainError that names the field at fault."""
    resolved = place_asked(str(values.get("region") or ""))
    rule = str(values.get("rule") or "").strip()
    if not rule:
        raise DomainError(_("Name a rule."), code="UNKNOWN_RULE", field="rule")
    return Question(
        region_id=resolved.code,
        rule=rule,
        trigger=_trigger(str(values.get("trigger") or "").strip()),
        known_on=_known_on(str(values.get("known_on") or "").strip()),
        retired_from=resolved.retired_from,
    )


def _trigger(text: str) -> date | datetime:
    # A plus sign that an address lost has become a space.
    text = re.sub(r"(T\S+) (\d{2}:?\d{2})$", r"\1+\2", text)
    if not _INSTANT.fullmatch(text):
        return _day(text, "trigger")
    try:
        instant = datetime.fromisoformat(text)
        local_date(instant)
    except (ValueError, OverflowError):
        raise _no_date(text, "trigger") from None
    return instant


def _known_on(text: str) -> date | None:
    return _day(text, "known_on") if text else None


def _day(text: str, field: str) -> date:
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise _no_date(text, field) from None


def _no_date(text: str, field: str) -> DomainError:
    message = _("“%(text)s” is no date: write 2026-03-09, or an instant with its offset.") % {
        "text": text[:40]
    }
    return DomainError(message, code="UNKNOWN_DATE", field=field)


class DeadlineForm(forms.Form):
    """The same question on the page. `clean` leaves the checked Question in cleaned_data["question"]."""

    region = forms.CharField(
        label=_("Region"), help_text=_("6- or 12-digit division code, or CN"), max_length=40
    )
    rule = forms.ChoiceField(label=_("Duty"))
    trigger = forms.CharField(
        label=_("It began on"), help_text=_("A date, or an instant with its offset"), max_length=40
    )
    known_on = forms.CharField(
        label=_("Calendar as known on"),
        help_text=_("Leave empty for today's calendar"),
        max_length=40,
        required=False,
    )

    def __init__(self, *args: Any, rules: list[tuple[str, Text]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = rules

    def clean(self) -> dict[str, Any]:
        """Every field is judged by itself, so that all mistakes are told at once."""
        cleaned = super().clean() or {}
        for name, check in (("region", place_asked), ("trigger", _trigger), ("known_on", _known_on)):
            if name in cleaned:
                try:
                    check(cleaned[name].strip())
                except DomainError as error:
                    self.add_error(name, str(error.message))
        if not self.errors:
            cleaned["question"] = read_question(cleaned)
        return cleaned
