"""Who registers, and which real office plays a role."""

from dataclasses import dataclass

from policy.enums import EntityKind
from policy.law.base import NO_TEXT, Provision, Source, Text


@dataclass(frozen=True)
class RegistrarRule(Provision):
    """Who registers a kind of entity. No office and `files_directly`: it files on its existing approvals."""

    entity_kind: EntityKind = EntityKind.FOR_PROFIT
    kinds: tuple[str, ...] = ()
    files_directly: bool = False
    reason: Text = NO_TEXT


@dataclass(frozen=True)
class OfficeName(Provision):
    """Which real office plays a role. `basis` ADMINISTRATIVE_FACT names an office even where the text is a draft."""

    kind: str = ""
    name: Text = NO_TEXT
    short: Text = NO_TEXT
    basis: str = "TEXT"


@dataclass(frozen=True)
class Office:
    kind: str
    name_zh: str
    name_en: str
    short_zh: str
    short_en: str
    source: Source

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en)

    @property
    def short(self) -> Text:
        return Text(self.short_zh or self.name_zh, self.short_en or self.name_en)


@dataclass(frozen=True)
class Registrar:
    kind: str
    name_zh: str
    name_en: str
    source: Source

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en)
