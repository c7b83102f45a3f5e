"""Made-up law for the tests of pure rules."""

from dataclasses import replace
from datetime import date
from typing import Any

from policy.enums import Mark, Merge, RuleKind, Severity, Status
from policy.law import DeadlineRule, Limit, Source, StandardRule

_BASE: dict[str, Any] = {
    "source": Source("X", "1"),
    "version": "v",
    "valid_from": date(2020, 1, 1),
    "valid_to": None,
    "mark": Mark.S,
}


def duty(pack: str, **changes: Any) -> DeadlineRule:
    """A duty of five working days of a pack, in force since 2020."""
    rule = DeadlineRule(
        **_BASE,
        pack=pack,
        status=Status.IN_FORCE,
        merge=Merge.OVERRIDE_BY_LOCAL,
        name="duty",
        kind=RuleKind.WORKING_DAYS,
        days=5,
        owner="HEALTH",
    )
    return replace(rule, **changes)


def standard(
    pack: str, number: int, *, stricter: str = "LOWER", name: str = "max", **changes: Any
) -> StandardRule:
    """A standard with one number."""
    rule = StandardRule(
        **_BASE,
        pack=pack,
        status=Status.IN_FORCE,
        merge=Merge.STRICTEST,
        id="R-X-1",
        topic="SITE",
        severity=Severity.BLOCK,
        limits={name: Limit(number, "x", stricter)},
    )
    return replace(rule, **changes)
