"""Subsidy programmes and their parameters."""

from policy.enums import Mark
from policy.law import Evidence, Parameter, Programme, ProgrammeKind
from policy.loader.parse.reader import Raw, Reader, text


def programme(reader: Reader, raw: Raw) -> Programme:
    return Programme(
        **reader.provision(raw),
        id=raw["id"],
        name=text(raw["name"]),
        kind=ProgrammeKind(raw["kind"]),
        requires=tuple(raw.get("requires", ())),
        rated=raw.get("rated", False),
        condition=text(raw.get("condition")),
        note=text(raw.get("note")),
        parameters=tuple(_parameter(reader, each) for each in raw["parameters"]),
        evidence=tuple(_evidence(reader, each) for each in raw.get("evidence", ())),
    )


def _evidence(reader: Reader, raw: Raw) -> Evidence:
    return Evidence(raw["code"], text(raw["name"]), reader.source(raw["source"]), Mark(raw["mark"]))


def _parameter(reader: Reader, raw: Raw) -> Parameter:
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
