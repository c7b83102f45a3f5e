"""From the plain values of a pack to the shapes of the law."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from policy.enums import ClassKind, EntityKind, Mark, Merge, RuleKind, Severity, Status
from policy.law import (
    NO_TEXT,
    Activation,
    AgeRange,
    Alias,
    ClassKindRule,
    Condition,
    DeadlineRule,
    Document,
    EntityKindRule,
    Limit,
    MaterialCheck,
    MaterialRule,
    OfficeName,
    Pack,
    Parameter,
    PeriodTerm,
    Programme,
    ProgrammeKind,
    Reading,
    RegistrarRule,
    Source,
    StandardRule,
    Text,
)

#: Section → the field that names a value in it.
KEY_OF = {
    "offices": "kind",
    "registrars": "entity_kind",
    "deadlines": "name",
    "materials": "code",
    "standards": "id",
    "entity_kinds": "kind",
    "class_kinds": "kind",
    "aliases": "word",
    "ages": "scope",
    "readings": "id",
    "programmes": "id",
}

#: How the values of a section combine when they do not say otherwise (domain 8.2).
MERGE_OF = {
    "offices": Merge.OVERRIDE_BY_LOCAL,
    "registrars": Merge.OVERRIDE_BY_LOCAL,
    "materials": Merge.UNION,
    "standards": Merge.STRICTEST,
    "entity_kinds": Merge.OVERRIDE_BY_LOCAL,
    "class_kinds": Merge.OVERRIDE_BY_LOCAL,
    "aliases": Merge.UNION,
    "ages": Merge.OVERRIDE_BY_LOCAL,
    "readings": Merge.UNION,
    "programmes": Merge.OVERRIDE_BY_LOCAL,
}

Raw = Mapping[str, Any]


def parse_pack(content: Raw, *, version: str, above: Mapping[str, Document] | None = None) -> Pack:
    """A pack from its content. `above` holds the documents of the packs it may cite."""
    own = {code: _document(code, raw) for code, raw in content["sources"].items()}
    words = {key: text(raw) for key, raw in content.get("words", {}).items()}
    reader = _Reader(content["pack"], version, {**(above or {}), **own}, words)
    return Pack(
        code=content["pack"],
        version=version,
        name=text(content["name"]),
        parent=content["parent"],
        documents=own,
        words=words,
        **{
            section: tuple(read(reader, raw) for raw in content.get(section, []))
            for section, read in _READ.items()
        },
    )


class _Reader:
    """Knows the pack and its documents while its values are read."""

    def __init__(
        self, pack: str, version: str, documents: Mapping[str, Document], words: Mapping[str, Text]
    ) -> None:
        self.pack, self.version, self.documents, self.words = pack, version, documents, words

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

    def provision(self, raw: Raw, merge: Merge) -> dict[str, Any]:
        """What every value has; status and validity are those of its document unless it says otherwise."""
        document = self.documents.get(raw["source"]["doc"])
        start = _date(raw.get("valid_from")) or (document.valid_from if document else date.min)
        end = _date(raw["valid_to"]) if "valid_to" in raw else (document.valid_to if document else None)
        return {
            "source": self.source(raw["source"]),
            "pack": self.pack,
            "version": self.version,
            "status": Status(raw.get("status") or (document.status if document else Status.IN_FORCE)),
            "valid_from": start,
            "valid_to": end,
            "mark": Mark(raw["mark"]),
            "merge": Merge(raw.get("merge", merge)),
            "recommended": bool(raw.get("recommended", raw["mark"] == Mark.R)),
        }


def text(raw: Raw | None) -> Text:
    return Text(raw["zh"], raw["en"]) if raw else NO_TEXT


def _date(raw: str | None) -> date | None:
    return date.fromisoformat(raw) if raw else None


def _document(code: str, raw: Raw) -> Document:
    return Document(
        code=code,
        title=text(raw["title"]),
        short=text(raw["short"]),
        number=raw.get("number", ""),
        issuer=text(raw.get("issuer")),
        issued_on=_date(raw.get("issued")),
        status=Status(raw["status"]),
        valid_from=date.fromisoformat(raw["valid_from"]),
        valid_to=_date(raw.get("valid_to")),
        kind=raw.get("kind", "law"),
        base_text_missing=raw.get("base_text_missing", False),
        note=text(raw.get("note")),
    )


def _deadline(reader: _Reader, raw: Raw) -> DeadlineRule:
    month_day, period = raw.get("month_day"), raw.get("period")
    target = raw.get("service_target")
    return DeadlineRule(
        **reader.provision(raw, Merge(raw["merge"])),
        name=raw["name"],
        id=raw["id"],
        kind=RuleKind(raw["kind"]),
        days=raw.get("days"),
        unit="working_day" if raw["kind"] == RuleKind.WORKING_DAYS else (period or {}).get("unit"),
        trigger=raw["trigger"],
        owner=raw["owner"],
        action=text(raw["action"]),
        consequence=text(raw.get("consequence")),
        note=text(raw.get("note")),
        service_target_days=target["days"] if target else None,
        month_day=(int(month_day[:2]), int(month_day[3:])) if month_day else None,
        period=PeriodTerm(**period) if period else None,
        sense=raw.get("sense", "DUE_BY"),
        parallel_to=raw.get("parallel_to", ""),
    )


def _registrar(reader: _Reader, raw: Raw) -> RegistrarRule:
    return RegistrarRule(
        **reader.provision(raw, MERGE_OF["registrars"]),
        entity_kind=EntityKind(raw["entity_kind"]),
        kinds=tuple(raw["kinds"]),
        files_directly=raw.get("files_directly", False),
        reason=text(raw.get("reason")),
    )


def _office(reader: _Reader, raw: Raw) -> OfficeName:
    return OfficeName(
        **reader.provision(raw, MERGE_OF["offices"]),
        kind=raw["kind"],
        name=text(raw["name"]),
        short=text(raw.get("short")),
        basis=raw.get("basis", "TEXT"),
    )


def condition(raw: Raw) -> Condition:
    if "all" in raw:
        return Condition(all_of=tuple(condition(r) for r in raw["all"]))
    if "any" in raw:
        return Condition(any_of=tuple(condition(r) for r in raw["any"]))
    return Condition(fact=raw["fact"], values=tuple(raw.get("in", ())), above=raw.get("above"))


def _check(reader: _Reader, raw: Raw) -> MaterialCheck:
    return MaterialCheck(
        kind=raw["kind"],
        code=raw["code"],
        severity=Severity(raw["severity"]),
        message=text(raw["message"]),
        remedy=text(raw["remedy"]),
        source=reader.source(raw["source"]),
        facts=raw.get("facts", {}),
        months=raw.get("months"),
        values=tuple(raw.get("values", ())),
        when=condition(raw["when"]) if "when" in raw else None,
        words=reader.words,
    )


def _material(reader: _Reader, raw: Raw) -> MaterialRule:
    return MaterialRule(
        **reader.provision(raw, MERGE_OF["materials"]),
        code=raw["code"],
        name=text(raw["name"]),
        hint=text(raw.get("hint")),
        when=condition(raw["when"]) if "when" in raw else None,
        because=text(raw.get("because")),
        otherwise=text(raw.get("otherwise")),
        question=text(raw.get("question")),
        per_person=raw.get("per_person", False),
        online=raw.get("online", False),
        checks=tuple(_check(reader, r) for r in raw.get("checks", ())),
        replaces=tuple((r["code"], text(r["because"])) for r in raw.get("replaces", ())),
    )


def _standard(reader: _Reader, raw: Raw) -> StandardRule:
    return StandardRule(
        **reader.provision(raw, MERGE_OF["standards"]),
        id=raw["id"],
        topic=raw["topic"],
        severity=Severity(raw["severity"]),
        text=text(raw["text"]),
        applies_to=tuple(raw.get("applies_to", ())),
        limits={name: Limit(**limit) for name, limit in raw.get("limits", {}).items()},
    )


def _entity_kind(reader: _Reader, raw: Raw) -> EntityKindRule:
    return EntityKindRule(
        **reader.provision(raw, MERGE_OF["entity_kinds"]),
        kind=EntityKind(raw["kind"]),
        name=text(raw["name"]),
        scope_word=raw.get("scope_word", ""),
        name_word=raw.get("name_word", ""),
    )


def _class_kind(reader: _Reader, raw: Raw) -> ClassKindRule:
    return ClassKindRule(
        **reader.provision(raw, MERGE_OF["class_kinds"]),
        kind=ClassKind(raw["kind"]),
        from_months=raw["from_months"],
        to_months=raw["to_months"],
        name=text(raw["name"]),
    )


def _alias(reader: _Reader, raw: Raw) -> Alias:
    return Alias(**reader.provision(raw, MERGE_OF["aliases"]), word=raw["word"], means=raw["means"])


def _age(reader: _Reader, raw: Raw) -> AgeRange:
    return AgeRange(
        **reader.provision(raw, MERGE_OF["ages"]),
        scope=raw["scope"],
        from_years=raw["from_years"],
        to_years=raw["to_years"],
        exploratory=raw.get("exploratory", False),
        note=text(raw.get("note")),
    )


def _reading(reader: _Reader, raw: Raw) -> Reading:
    return Reading(**reader.provision(raw, MERGE_OF["readings"]), id=raw["id"], text=text(raw["text"]))


def _programme(reader: _Reader, raw: Raw) -> Programme:
    return Programme(
        **reader.provision(raw, MERGE_OF["programmes"]),
        id=raw["id"],
        name=text(raw["name"]),
        kind=ProgrammeKind(raw["kind"]),
        activation=Activation(raw.get("activation", Activation.ACTIVE)),
        requires=tuple(raw.get("requires", ())),
        condition=text(raw.get("condition")),
        note=text(raw.get("note")),
        parameters=tuple(_parameter(reader, each) for each in raw["parameters"]),
    )


def _parameter(reader: _Reader, raw: Raw) -> Parameter:
    value = raw["value"]
    return Parameter(
        name=raw["name"],
        value=tuple(value) if isinstance(value, list) else value,
        unit=raw.get("unit", ""),
        source=reader.source(raw["source"]),
        mark=Mark(raw["mark"]),
        when=raw.get("when", {}),
        note=text(raw.get("note")),
    )


_READ: dict[str, Any] = {
    "deadlines": _deadline,
    "registrars": _registrar,
    "offices": _office,
    "materials": _material,
    "standards": _standard,
    "entity_kinds": _entity_kind,
    "class_kinds": _class_kind,
    "aliases": _alias,
    "ages": _age,
    "readings": _reading,
    "programmes": _programme,
}
