"""The law as it binds in a place on a date: the nearest, the strictest or all texts, as each value combines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from django.utils.translation import gettext_lazy as _

from kernel import clock
from policy.enums import ClassKind, EntityKind, Status
from policy.errors import RuleNotInForce, UnknownRule
from policy.law import (
    AgeRange,
    Alias,
    Applicability,
    ClassKindRule,
    Conflict,
    Document,
    EntityKindRule,
    MaterialRule,
    Office,
    OfficeName,
    Provision,
    RatingScheme,
    Registrar,
    RegistrarRule,
    StandardRule,
    Text,
)
from policy.loader.parse import SECTIONS
from policy.queries.loaded import current
from policy.rules.materials import applicable
from policy.rules.merging import Ruling, effective, effective_materials, ruling
from regions.codes import lineage


@dataclass(frozen=True)
class EffectiveRule:
    """What the texts of district, city, province and nation say about one thing in a place, and what counts.

    `ruling.stands` goes from the nearest text to the nation; a level whose pack is not among them says nothing.
    """

    section: str
    key: str
    ruling: Ruling[Provision]


def effective_rules(region_id: int, on: date, *sections: str, drafts: bool = False) -> list[EffectiveRule]:
    """Everything the law says of a place on a date, of some sections or of all, in the order of the packs.

    A thing that only a draft, an ended or a later text speaks of is there too, with nothing chosen. No query.
    """
    law, found = current(), []
    for section in sections or SECTIONS:
        for key in dict.fromkeys(value.key for value in law.everything(region_id, section)):
            candidates = law.candidates(region_id, section, key)
            found.append(EffectiveRule(section, key, ruling(candidates, on, drafts=drafts)))
    return found


def levels(region_id: int) -> list[tuple[int, str]]:
    """(division, pack code or "") of the place and everything above it, nearest first: the ladder of who may speak."""
    packs = current().packs
    return [(code, packs[code].code if code in packs else "") for code in lineage(region_id)]


def places_with_law() -> list[int]:
    """The divisions that have a pack of their own, the nation first; between them the law is that of the one above."""
    return sorted(current().packs, key=lambda code: (len(lineage(code)), code))


def office(region_id: int, kind: str, on: date | None = None) -> Office:
    """Which real office plays a role of the law in a place: 滨江 HEALTH is 区社会发展局. Raises UnknownRule."""
    found = current().candidates(region_id, "offices", str(kind))
    row = cast(OfficeName | None, effective(found, on or clock.today()))
    if row is None:
        raise UnknownRule(_("No text names this office."), field="kind")
    return Office(str(kind), row.name.zh, row.name.en, row.short.zh, row.short.en, row.source)


def registrar_rule(region_id: int, entity_kind: str, on: date, *, drafts: bool = False) -> RegistrarRule:
    """Who registers a kind of entity, with the reason where nobody does. Raises RuleNotInForce or UnknownRule."""
    found = current().candidates(region_id, "registrars", str(EntityKind(entity_kind)))
    row = effective(found, on, drafts=drafts)
    if row is None:
        kind = RuleNotInForce if found else UnknownRule
        raise kind(_("No text in force on this day names a registrar."), field="entity_kind")
    return cast(RegistrarRule, row)


def registrars(region_id: int, entity_kind: str, on: date, *, drafts: bool = False) -> tuple[Registrar, ...]:
    """The offices that may register a kind of entity. Empty: none does, `registrar_rule(…).reason` says why."""
    rule = registrar_rule(region_id, entity_kind, on, drafts=drafts)
    offices = [office(region_id, kind) for kind in rule.kinds]
    return tuple(Registrar(o.kind, o.name_zh, o.name_en, rule.source) for o in offices)


def materials(region_id: int, on: date, *, drafts: bool = False) -> tuple[MaterialRule, ...]:
    """The filing materials of a place, M0 to M6 and C1 to C7, applicable or not."""
    found = cast(list[MaterialRule], current().everything(region_id, "materials"))
    return tuple(effective_materials(found, on, drafts=drafts))


def material_list(
    region_id: int, facts: Mapping[str, object], on: date
) -> list[tuple[MaterialRule, Applicability]]:
    """Every material with whether it is asked for under the facts of the facility, and why."""
    return [(material, applicable(material, facts)) for material in materials(region_id, on)]


def standards(region_id: int, on: date, *, drafts: bool = False) -> tuple[StandardRule, ...]:
    """The setting standards of a place, each with the strictest number of all texts in force."""
    rules = (each.ruling.chosen for each in effective_rules(region_id, on, "standards", drafts=drafts))
    return tuple(sorted((cast(StandardRule, r) for r in rules if r is not None), key=lambda s: s.id))


def class_kinds(region_id: int, on: date) -> dict[ClassKind, ClassKindRule]:
    """The kinds of classes with their ages."""
    rows = (
        cast(ClassKindRule | None, effective(current().candidates(region_id, "class_kinds", kind.value), on))
        for kind in ClassKind
    )
    return {row.kind: row for row in rows if row is not None}


def entity_kind_rule(region_id: int, kind: str, on: date) -> EntityKindRule | None:
    """What the registration of a kind of entity must say there; None when no text in force says anything."""
    found = current().candidates(region_id, "entity_kinds", str(EntityKind(kind)))
    return cast(EntityKindRule | None, effective(found, on))


def class_kind_named(word: str, region_id: int, on: date) -> ClassKind | None:
    """The kind of class a word of the texts stands for: 小托班 and 托小班 are both TODDLER. None when unknown."""
    row = cast(Alias | None, effective(current().candidates(region_id, "aliases", word.strip()), on))
    return ClassKind(row.means) if row else None


def ages(region_id: int, scope: str, on: date, *, drafts: bool = False) -> AgeRange | None:
    """The ages a scope admits (kindergarten_nursery_class), in completed years."""
    return cast(AgeRange | None, effective(current().candidates(region_id, "ages", scope), on, drafts=drafts))


def conflicts(region_id: int) -> list[Conflict]:
    """The open questions of the texts that cover a place, and how the platform reads them until somebody decides. One that
    speaks of some places is theirs and of what lies below them."""
    law = current()
    chain = {pack.code for pack in law.chain(region_id)}
    found = cast(list[Conflict], law.everything(region_id, "conflicts"))
    return [c for c in found if not c.places or chain & set(c.places)]


def rating_scheme(region_id: int, on: date) -> RatingScheme | None:
    """How facilities are rated in a place. A scheme that follows another has its dimensions, grades and points."""
    found = cast(list[RatingScheme], current().candidates(region_id, "ratings", "FACILITY_QUALITY"))
    own = effective(found, on)
    model = next((each for each in found if own and each.id == own.follows), None)
    if own is None or model is None:
        return own
    taken = ("dimensions", "total", "grades", "veto_items", "mandatory", "scale")
    return replace(own, **{name: getattr(model, name) for name in taken})


def drafts(region_id: int, on: date | None = None) -> list[Provision]:
    """What drafts that cover a place would say. To be shown and simulated; nothing of it binds."""
    law = current()
    values = (value for section in SECTIONS for value in law.everything(region_id, section))
    return [v for v in values if v.status == Status.DRAFT and (on is None or v.in_window(on))]


def contradictions(region_id: int, on: date) -> list[Provision]:
    """Texts in force that say something else than what counts: for a human to look at (domain 8.2)."""
    return [value for each in effective_rules(region_id, on) for value in each.ruling.contradictions]


def document(code: str) -> Document | None:
    """A legal text by its short code: GZ, N25."""
    return current().document(code)


def word(key: str) -> Text:
    """How a trigger event or a fact is called: registration_approved is 核准登记."""
    return current().word(key)
