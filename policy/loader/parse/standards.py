"""Setting standards, kinds of entities and classes, ages, other words, open readings."""

from policy.enums import ClassKind, EntityKind, Severity
from policy.law import AgeRange, Alias, ClassKindRule, EntityKindRule, Limit, Reading, StandardRule
from policy.loader.parse.reader import Raw, Reader, text


def standard(reader: Reader, raw: Raw) -> StandardRule:
    return StandardRule(
        **reader.provision(raw),
        id=raw["id"],
        topic=raw["topic"],
        severity=Severity(raw["severity"]),
        text=text(raw["text"]),
        applies_to=tuple(raw.get("applies_to", ())),
        limits={name: Limit(**limit) for name, limit in raw.get("limits", {}).items()},
    )


def entity_kind(reader: Reader, raw: Raw) -> EntityKindRule:
    return EntityKindRule(
        **reader.provision(raw),
        kind=EntityKind(raw["kind"]),
        name=text(raw["name"]),
        scope_word=raw.get("scope_word", ""),
        name_word=raw.get("name_word", ""),
    )


def class_kind(reader: Reader, raw: Raw) -> ClassKindRule:
    return ClassKindRule(
        **reader.provision(raw),
        kind=ClassKind(raw["kind"]),
        from_months=raw["from_months"],
        to_months=raw["to_months"],
        name=text(raw["name"]),
    )


def alias(reader: Reader, raw: Raw) -> Alias:
    return Alias(**reader.provision(raw), word=raw["word"], means=raw["means"])


def age(reader: Reader, raw: Raw) -> AgeRange:
    return AgeRange(
        **reader.provision(raw),
        scope=raw["scope"],
        from_years=raw["from_years"],
        to_years=raw["to_years"],
        exploratory=raw.get("exploratory", False),
        note=text(raw.get("note")),
    )


def reading(reader: Reader, raw: Raw) -> Reading:
    return Reading(**reader.provision(raw), id=raw["id"], text=text(raw["text"]))
