"""What every reader of a section uses: texts, days, documents, and what each value of the law carries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policy.enums import Mark, Merge, Status
from policy.law import NO_TEXT, Document, Source, Text

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Reader:
    """Knows the pack, its documents and the section while values are read.

    `key_field` names the field that tells one value of the section from another, `merge` how they combine when a
    value does not say (domain 8.2).
    """

    pack: str
    version: str
    documents: Mapping[str, Document]
    words: Mapping[str, Text]
    section: str = ""
    key_field: str = ""
    merge: Merge = Merge.OVERRIDE_BY_LOCAL

    def source(self, raw: Raw) -> Source:
        document = self.documents.get(raw["doc"])
        if document is None:
            return Source(raw["doc"], raw["article"], raw.get("clause", ""))
        return Source(
            raw["doc"],
            raw["article"],
            raw.get("clause", ""),
            document.title.zh,
            document.title.en,
            document.short.zh,
            document.short.en,
            document.kind,
        )

    def provision(self, raw: Raw) -> dict[str, Any]:
        """What every value has; status and validity are those of its document unless it says otherwise."""
        document = self.documents.get(raw["source"]["doc"])
        start = day(raw.get("valid_from")) or (document.valid_from if document else date.min)
        end = day(raw["valid_to"]) if "valid_to" in raw else (document.valid_to if document else None)
        return {
            "source": self.source(raw["source"]),
            "pack": self.pack,
            "version": self.version,
            "status": Status(raw.get("status") or (document.status if document else Status.IN_FORCE)),
            "valid_from": start,
            "valid_to": end,
            "mark": Mark(raw["mark"]),
            "merge": Merge(raw.get("merge", self.merge)),
            "section": self.section,
            "key": str(raw[self.key_field]),
            "recommended": bool(raw.get("recommended", raw["mark"] == Mark.R)),
        }


def text(raw: Raw | None) -> Text:
    return Text(raw["zh"], raw["en"]) if raw else NO_TEXT


def day(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None


def document(code: str, raw: Raw) -> Document:
    return Document(
        code=code,
        title=text(raw["title"]),
        short=text(raw["short"]),
        number=raw.get("number", ""),
        issuer=text(raw.get("issuer")),
        issued_on=day(raw.get("issued")),
        status=Status(raw["status"]),
        valid_from=date.fromisoformat(raw["valid_from"]),
        valid_to=day(raw.get("valid_to")),
        kind=raw.get("kind", "law"),
        base_text_missing=raw.get("base_text_missing", False),
        note=text(raw.get("note")),
    )
