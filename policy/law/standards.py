"""Setting standards, class kinds, ages and other words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policy.enums import ClassKind, EntityKind, Severity
from policy.law.base import NO_TEXT, Provision, Text


@dataclass(frozen=True)
class Limit:
    """A number of a standard. `stricter` says which direction is the stricter one: LOWER or HIGHER."""

    value: int
    unit: str
    stricter: str


@dataclass(frozen=True)
class StandardRule(Provision):
    """One setting standard. `limits` holds its numbers by name, `not_for` the kinds of entity it does not speak of."""

    id: str = ""
    topic: str = ""
    severity: Severity = Severity.WARN
    text: Text = NO_TEXT
    applies_to: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    limits: Mapping[str, Limit] = field(default_factory=dict)

    def says(self) -> object:
        return self.limits


@dataclass(frozen=True)
class ClassKindRule(Provision):
    """Ages in completed months, half-open: from_months <= age < to_months."""

    kind: ClassKind = ClassKind.MIXED
    from_months: int = 0
    to_months: int = 0
    name: Text = NO_TEXT


@dataclass(frozen=True)
class EntityKindRule(Provision):
    """What the registration of a kind of entity must say: words the business scope and the name have to contain."""

    kind: EntityKind = EntityKind.FOR_PROFIT
    name: Text = NO_TEXT
    scope_word: str = ""
    name_word: str = ""


@dataclass(frozen=True)
class Alias(Provision):
    """Another word of a text for one of our terms: 小托班 is TODDLER."""

    word: str = ""
    means: str = ""


@dataclass(frozen=True)
class AgeRange(Provision):
    """Ages a scope admits, in completed years."""

    scope: str = ""
    from_years: int = 0
    to_years: int = 0
    note: Text = NO_TEXT
