"""Every value of the law in words and with its unit: one function, one case for each shape."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Any

from django.utils.translation import gettext as _

from accounts.enums import DepartmentKind
from policy.enums import ClassKind, EntityKind
from policy.errors import UnknownRule
from policy.law import (
    AgeRange,
    Alias,
    ClassKindRule,
    DeadlineRule,
    EntityKindRule,
    Limit,
    MaterialRule,
    OfficeName,
    Provision,
    RegistrarRule,
    StandardRule,
    Text,
)
from policy.presentation import names
from policy.queries import office
from policy.rules.wording import term_words


@dataclass(frozen=True)
class Where:
    """The place and the day whose offices a value names."""

    region_id: int
    on: date


@dataclass(frozen=True)
class Words:
    """What a value is about, and what it says. Without `lines` the text gives no value: 算不出, never 0."""

    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return _("; ").join(self.lines) or _("Cannot be computed")


@singledispatch
def words_of(value: Provision, where: Where) -> Words:
    """A value of the law for people. A shape without a case of its own says what it is called and what it notes."""
    title, *rest = [*texts(value, "name", "action", "question", "text"), value.key]
    return Words(title, tuple(rest[:1]) if rest and rest[0] != value.key else (), tuple(texts(value, "note")))


@words_of.register
def _deadline(value: DeadlineRule, where: Where) -> Words:
    lacks = not (value.days or value.month_day or value.period or value.kind == "PROMPT")
    notes = [str(value.action)]
    if value.service_target_days is not None:
        notes.append(
            _("service target %(n)s working days, not a legal limit") % {"n": value.service_target_days}
        )
    if value.parallel_to:
        parallel = names.DUTIES.get(value.parallel_to, value.parallel_to)
        notes.append(_("runs beside: %(duty)s") % {"duty": parallel})
    if lacks and value.note:
        notes.append(str(value.note))
    title = str(names.DUTIES.get(value.name) or value.action)
    return Words(title, () if lacks else (str(term_words(value, value.days)),), tuple(notes))


@words_of.register
def _registrar(value: RegistrarRule, where: Where) -> Words:
    offices = _(" or ").join(office_words(kind, where) for kind in value.kinds)
    lines = (offices,) if offices else ((_("no registration"),) if value.files_directly else ())
    return Words(str(value.entity_kind.label), lines or (_("none"),), tuple(texts(value, "reason")))


@words_of.register
def _office_name(value: OfficeName, where: Where) -> Words:
    fact = value.basis == "ADMINISTRATIVE_FACT"
    notes = (_("an administrative fact, whatever becomes of the text"),) if fact else ()
    return Words(str(DepartmentKind(value.kind).label), (str(value.name),), notes)


@words_of.register
def _material(value: MaterialRule, where: Where) -> Words:
    when = _("when: %(reason)s") % {"reason": value.because} if value.when else _("always")
    replaced = [str(text) for _condition, text in value.replaced_when]
    return Words(f"{value.code} {value.name}", (when,), (*texts(value, "hint"), *replaced))


@words_of.register
def _standard(value: StandardRule, where: Where) -> Words:
    kinds = _(", ").join(_applies(kind) for kind in value.applies_to)
    topic = str(names.STANDARDS.get(value.topic, value.topic))
    title = f"{topic} · {kinds}" if kinds else topic
    if not value.limits:
        return Words(title, (str(value.text),))
    return Words(title, tuple(limit_words(n, each) for n, each in value.limits.items()), (str(value.text),))


def _applies(kind: str) -> str:
    return str(ClassKind(kind).label) if kind in ClassKind.values else str(_entity(kind))


def _entity(kind: str) -> object:
    return EntityKind(kind).label if kind in EntityKind.values else kind


def limit_words(name: str, limit: Limit) -> str:
    """≤ 15 children · 1 : 5 · outdoor area per child ≥ 3 m²."""
    if name == "children_per_caregiver":
        return f"1 : {limit.value}"
    number = str(names.UNITS.get(limit.unit, "%(n)s")) % {"n": limit.value}
    said = f"{'≤' if limit.stricter == 'LOWER' else '≥'} {number}"
    label = names.LIMITS.get(name)
    return f"{label} {said}" if label else said


@words_of.register
def _class_kind(value: ClassKindRule, where: Where) -> Words:
    said = _("%(from)s to under %(to)s months old") % {"from": value.from_months, "to": value.to_months}
    return Words(str(value.name), (said,))


@words_of.register
def _entity_kind(value: EntityKindRule, where: Where) -> Words:
    lines = []
    if value.scope_word:
        lines.append(_("business scope contains “%(word)s”") % {"word": value.scope_word})
    if value.name_word:
        lines.append(_("name contains “%(word)s”") % {"word": value.name_word})
    return Words(str(value.name), tuple(lines) or (_("no word is prescribed"),))


@words_of.register
def _alias(value: Alias, where: Where) -> Words:
    return Words(value.word, (_("means: %(kind)s") % {"kind": _applies(value.means)},))


@words_of.register
def _ages(value: AgeRange, where: Where) -> Words:
    said = _("%(from)s to %(to)s years old") % {"from": value.from_years, "to": value.to_years}
    return Words(str(names.AGES.get(value.scope, value.scope)), (said,), tuple(texts(value, "note")))


def office_words(kind: str, where: Where) -> str:
    """The office of the place; before any text named one, what the law calls the role."""
    try:
        return str(office(where.region_id, kind, where.on).name)
    except UnknownRule:
        return str(names.body(kind))


def texts(value: Any, *fields: str) -> Iterator[str]:
    for name in fields:
        said = getattr(value, name, None)
        if isinstance(said, Text) and said:
            yield str(said)
