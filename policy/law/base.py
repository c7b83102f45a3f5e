"""What every value of the law stands on: words, documents, sources, validity."""

from dataclasses import dataclass, fields
from datetime import date

from django.utils.translation import get_language

from policy.enums import Mark, Merge, Status


@dataclass(frozen=True)
class Text:
    """Words in both languages. As a string it speaks the language of the page, Chinese when there is none."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "zh-hans").startswith("en") else self.zh

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def format(self, **values: object) -> "Text":
        return Text(self.zh.format(**values), self.en.format(**values))


NO_TEXT = Text("", "")


@dataclass(frozen=True)
class Document:
    """A legal text. `kind` is law, standard (recommended), promise or internal (our reading)."""

    code: str
    title: Text
    short: Text
    number: str
    issuer: Text
    issued_on: date | None
    status: Status
    valid_from: date
    valid_to: date | None
    kind: str = "law"
    base_text_missing: bool = False
    note: Text = NO_TEXT


@dataclass(frozen=True)
class Source:
    """Where a value comes from: document, article, and the clause of the register where one exists."""

    code: str
    article: str
    clause: str = ""
    title_zh: str = ""
    title_en: str = ""
    short_zh: str = ""
    short_en: str = ""
    kind: str = "law"

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def short(self) -> Text:
        """How the source is cited, with its article: 赣州方案 三（三）1."""
        return Text(f"{self.short_zh} {self.article}".strip(), f"{self.short_en} {self.article}".strip())

    def __str__(self) -> str:
        return f"{self.code} {self.article}".strip()

    def as_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "article": self.article,
            "clause": self.clause,
            "short_zh": self.short.zh,
            "short_en": self.short.en,
            "title_zh": self.title_zh,
            "title_en": self.title_en,
            "kind": self.kind,
        }


@dataclass(frozen=True)
class Provision:
    """What every value of the law carries: its pack, source, validity, attestation and way of combining.

    `section` and `key` name what it is about: texts of several packs about one thing share both.
    """

    source: Source
    pack: str
    version: str
    status: Status
    valid_from: date
    valid_to: date | None
    mark: Mark
    merge: Merge
    section: str = ""
    key: str = ""
    recommended: bool = False

    def in_window(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def binds(self, on: date) -> bool:
        """In force on the date. A draft never is; a trial or an ended text is inside its window."""
        return self.status.can_bind and self.in_window(on)

    def says(self) -> object:
        """What two texts must agree in so that they do not contradict each other: everything but words and notes."""
        own = (f.name for f in fields(self) if f.name not in _CARRIED)
        return tuple(value for name in own if not isinstance(value := getattr(self, name), Text))


_CARRIED = frozenset(f.name for f in fields(Provision))
