"""Which office is what, and who registers whom."""

from policy.enums import EntityKind
from policy.law import OfficeName, RegistrarRule
from policy.loader.parse.reader import Raw, Reader, text


def office(reader: Reader, raw: Raw) -> OfficeName:
    return OfficeName(
        **reader.provision(raw),
        kind=raw["kind"],
        name=text(raw["name"]),
        short=text(raw.get("short")),
        basis=raw.get("basis", "TEXT"),
    )


def registrar(reader: Reader, raw: Raw) -> RegistrarRule:
    return RegistrarRule(
        **reader.provision(raw),
        entity_kind=EntityKind(raw["entity_kind"]),
        kinds=tuple(raw["kinds"]),
        files_directly=raw.get("files_directly", False),
        reason=text(raw.get("reason")),
    )
