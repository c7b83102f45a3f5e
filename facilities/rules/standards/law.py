"""The setting standards of a place on a day, ready to be checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from facilities.rules.standards.findings import Finding
from policy.enums import ClassKind, EntityKind
from policy.law import ClassKindRule, Source, StandardRule


@dataclass(frozen=True, eq=False)
class Law:
    """`rules` by number, `kinds` the bands of age, `proofs` the texts that ask for the proofs of everyone, by their kind.

    One object for all places with the same texts: compared by identity.
    """

    rules: Mapping[str, StandardRule]
    kinds: Mapping[ClassKind, ClassKindRule] = field(default_factory=dict)
    proofs: Mapping[str, Source] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        rules: Iterable[StandardRule],
        kinds: Mapping[ClassKind, ClassKindRule] | None = None,
        proofs: Mapping[str, Source] | None = None,
    ) -> "Law":
        return cls({rule.id: rule for rule in rules}, kinds or {}, proofs or {})

    def source(self, finding: Finding) -> Source:
        """The text behind a finding: that of its standard, or for a missing proof the text that asks for the proof."""
        asked = (self.proofs.get(reason.partition(":")[2]) for reason in finding.reasons)
        return next((found for found in asked if found is not None), self.rules[finding.rule].source)

    def about(self, entity_kind: str) -> Iterator[StandardRule]:
        """The standards that speak of a kind of entity; those of classes are among them."""
        return (rule for rule in self.rules.values() if speaks_of(rule, entity_kind))


_ENTITIES, _KINDS = frozenset(EntityKind.values), frozenset(ClassKind.values)


def of_a_class(rule: StandardRule) -> bool:
    """Whether a standard is about a class of a kind, not about the facility."""
    return rule.topic in ("CLASS_SIZE", "RATIO") and not _KINDS.isdisjoint(rule.applies_to)


@lru_cache(maxsize=2000)
def of_classes(law: Law, entity_kind: str, kind: str) -> tuple[StandardRule, ...]:
    """The standards for classes of a kind in a kind of entity."""
    return tuple(rule for rule in law.about(entity_kind) if of_a_class(rule) and kind in rule.applies_to)


def speaks_of(rule: StandardRule, entity_kind: str) -> bool:
    """Whether a standard is meant for a kind of entity: all but those it names, or only those it names."""
    only = _ENTITIES.intersection(rule.applies_to)
    return entity_kind not in rule.not_for and (not only or entity_kind in only)


def limit(rule: StandardRule, name: str) -> int | None:
    """A number of a standard. None: no text in force gives it, so nothing can be computed (never 0)."""
    found = rule.limits.get(name)
    return found.value if found is not None and found.value > 0 else None
