"""What a check finds: it passes, it is a breach, or it cannot be told because something is not stated."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from policy.enums import Severity
from policy.law import StandardRule

CLASS, STAFF = "CLASS", "STAFF"
Numbers = Mapping[str, int | float | str]


class Verdict(StrEnum):
    PASS = "PASS"
    BREACH = "BREACH"
    NOT_STATED = "NOT_STATED"


class Finding(NamedTuple):
    """One standard, judged. `subject_kind` and `subject_id` name a class or a person; without them it is the facility.

    `reasons` are the codes of the sentences (`words.py`), filled with `numbers`; where something is not stated they
    name what. `due_on` is the last day of a pass, or the day until which the law gives time.
    """

    rule: str
    verdict: Verdict
    severity: Severity
    reasons: tuple[str, ...] = ()
    numbers: Numbers = MappingProxyType({})
    due_on: date | None = None
    subject_kind: str = ""
    subject_id: int = 0

    @property
    def breach(self) -> bool:
        return self.verdict is Verdict.BREACH

    @property
    def key(self) -> tuple[str, str, int]:
        """What a facility has at most one open breach of."""
        return self.rule, self.subject_kind, self.subject_id

    def of(self, kind: str, number: int) -> "Finding":
        return self._replace(subject_kind=kind, subject_id=number)


def severity_of(rule: StandardRule) -> Severity:
    """A recommended standard (WS/T) only ever advises, whatever a pack says of it (domain 5)."""
    return Severity.ADVICE if rule.source.kind == "standard" else rule.severity


def passes(
    rule: StandardRule, *, until: date | None = None, reasons: Iterable[str] = (), **numbers: Any
) -> Finding:
    return Finding(rule.id, Verdict.PASS, severity_of(rule), tuple(reasons), numbers, until)


def breach(rule: StandardRule, *reasons: str, severity: Severity | None = None, **numbers: Any) -> Finding:
    """`severity` where this breach weighs less than the rule."""
    weight = severity_of(rule)
    if severity is not None:
        weight = max(weight, severity, key=lightness)
    return Finding(rule.id, Verdict.BREACH, weight, reasons, _kept(numbers))


def unknown(rule: StandardRule, *names: str) -> Finding:
    """`names` are questions nobody has answered, STAFF or CLASSES not recorded, or LIMIT: the law gives no number."""
    return Finding(rule.id, Verdict.NOT_STATED, severity_of(rule), names)


def judged(
    rule: StandardRule, reasons: Iterable[str], *, until: date | None = None, **numbers: Any
) -> Finding:
    """A breach for whatever reasons there are, else a pass."""
    found = tuple(reasons)
    return breach(rule, *found, **numbers) if found else passes(rule, until=until, **numbers)


def lightness(severity: Severity) -> int:
    """0 for what blocks: the order in which findings are shown."""
    return _LIGHTNESS[severity]


_LIGHTNESS = {severity: place for place, severity in enumerate(Severity)}


def _kept(numbers: Mapping[str, object]) -> Numbers:
    """Numbers as they can be stored: days as text, whole fractions as whole numbers."""
    found: dict[str, int | float | str] = {}
    for name, value in numbers.items():
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        found[name] = value if isinstance(value, int | float) else str(value)
    return found
