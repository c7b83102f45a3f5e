"""Answers of a filing in words, as they are read back, compared and reviewed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from policy.enums import ClassKind
from regions.queries import full_name
from registration.facts import Ask, asked, blank, label, of_step, same, steps_of
from registration.facts.asks import CONFIRM, QUESTIONS, Kind
from registration.facts.evidence import FACTS
from registration.models import Filing


@dataclass(frozen=True)
class Answer:
    """One question with its answer in words; `before` is what stood there when it differs, else None."""

    name: str
    label: Any
    words: str
    before: str | None = None


def shown(name: str, value: Any) -> str:
    """The value of a question or of a material's fact in words; a dash where nothing was given."""
    ask = QUESTIONS.get(name) or FACTS.get(name)
    return _words(ask, value) if ask is not None else "—" if blank(value) else str(value)


def _words(ask: Ask, value: Any) -> str:
    if blank(value) or (ask.kind == Kind.FLAG and not value):
        return "—"
    names = dict(ask.choices)
    if ask.kind == Kind.CHOICE:
        return str(names.get(value, value))
    if ask.kind == Kind.CHOICES and isinstance(value, list):
        return _("、").join(str(names.get(each, each)) for each in value)
    if ask.kind == Kind.STREET and isinstance(value, int):
        return full_name(value).replace("/", " ")
    if ask.kind == Kind.FLAG:
        return _("Yes")
    if ask.kind == Kind.CLASSES and isinstance(value, Mapping):
        return _classes(value)
    return f"{value} {ask.unit}".strip() if ask.unit else str(value)


def _classes(value: Mapping[str, Any]) -> str:
    rows = [(kind, value[kind.value]) for kind in ClassKind if isinstance(value.get(kind.value), Mapping)]
    return _("; ").join(
        _("%(kind)s: %(classes)s classes, %(places)s places")
        % {"kind": kind.label, "classes": row.get("classes", 0), "places": row.get("places", 0)}
        for kind, row in rows
    )


def answers_of(
    filing: Filing, before: Mapping[str, Any] | None = None
) -> list[tuple[str, Any, list[Answer]]]:
    """(step, its title, answers) of a filing, the signature aside; with `before`, what a change changes."""
    asks = asked(filing.kind, entity_kind=filing.facility.entity_kind)
    found = []
    for step, title in steps_of(filing.kind).items():
        if step == CONFIRM:
            continue
        rows = [_answer(ask, filing.form.get(ask.name), before) for ask in of_step(asks, step)]
        found.append((step, title, rows))
    return found


def _answer(ask: Ask, value: Any, before: Mapping[str, Any] | None) -> Answer:
    words = shown(ask.name, value)
    if before is None or same(before.get(ask.name), value):
        return Answer(ask.name, ask.label, words)
    return Answer(ask.name, ask.label, words, shown(ask.name, before.get(ask.name)))


__all__ = ["Answer", "answers_of", "label", "shown"]
