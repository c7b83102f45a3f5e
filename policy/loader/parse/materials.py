"""Filing materials with their conditions and checks."""

from policy.enums import Severity
from policy.law import Condition, MaterialCheck, MaterialRule
from policy.loader.parse.reader import Raw, Reader, text


def condition(raw: Raw) -> Condition:
    if "all" in raw:
        return Condition(all_of=tuple(condition(r) for r in raw["all"]))
    if "any" in raw:
        return Condition(any_of=tuple(condition(r) for r in raw["any"]))
    return Condition(fact=raw["fact"], values=tuple(raw.get("in", ())), above=raw.get("above"))


def _check(reader: Reader, raw: Raw) -> MaterialCheck:
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


def material(reader: Reader, raw: Raw) -> MaterialRule:
    return MaterialRule(
        **reader.provision(raw),
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
