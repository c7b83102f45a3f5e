"""A clause of the register, and the pack of one jurisdiction."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from policy.law.base import NO_TEXT, Document, Provision, Text


@dataclass(frozen=True)
class Clause:
    """A sentence of a local document as the register quotes it."""

    id: str
    document: str
    place: str
    text: str
    says: Text
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
    values: Mapping[str, tuple[Provision, ...]] = field(default_factory=dict)

    def of(self, section: str) -> tuple[Provision, ...]:
        """The values of a section: deadlines, materials, standards, …; empty where the pack has none."""
        return self.values.get(section, ())
