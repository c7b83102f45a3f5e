"""A clause of the register, and the pack of one jurisdiction."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policy.law.base import NO_TEXT, Document, Text
from policy.law.duties import DeadlineRule
from policy.law.materials import MaterialRule
from policy.law.offices import OfficeName, RegistrarRule
from policy.law.programmes import Programme
from policy.law.standards import AgeRange, Alias, ClassKindRule, EntityKindRule, Reading, StandardRule


@dataclass(frozen=True)
class Clause:
    """A sentence of a local document as the register quotes it."""

    id: str
    document: str
    place: str
    text: str
    says: str
    kind: str
    title: Text = NO_TEXT
    short: Text = NO_TEXT


@dataclass(frozen=True)
class Pack:
    """The law of one jurisdiction, as one version of its file says it. `words` names triggers and facts."""

    code: str
    version: str
    name: Text
    parent: str | None
    documents: Mapping[str, Document]
    words: Mapping[str, Text] = field(default_factory=dict)
    deadlines: tuple[DeadlineRule, ...] = ()
    registrars: tuple[RegistrarRule, ...] = ()
    offices: tuple[OfficeName, ...] = ()
    materials: tuple[MaterialRule, ...] = ()
    standards: tuple[StandardRule, ...] = ()
    entity_kinds: tuple[EntityKindRule, ...] = ()
    class_kinds: tuple[ClassKindRule, ...] = ()
    aliases: tuple[Alias, ...] = ()
    ages: tuple[AgeRange, ...] = ()
    readings: tuple[Reading, ...] = ()
    programmes: tuple[Programme, ...] = ()
