"""The setting standards of the packs as a page of the documentation: what is asked, how heavily it weighs, by which clause."""

from collections.abc import Mapping

from facilities.rules.standards import severity_of
from facilities.rules.standards.checks import CHECKS, EACH
from facilities.rules.standards.law import of_a_class
from policy.enums import ClassKind, EntityKind
from policy.law import Pack, StandardRule
from policy.presentation.values import limit_words

_HEAD = """# Setting standards

Printed from the packs by `manage.py reference`. Of several texts about one standard the strictest number of each counts; a lower text may only
tighten. BLOCK: a legal minimum. WARN: look at it. ADVICE: a recommended standard, never shown as a breach of law. What a facility has not
stated is neither a pass nor a breach. The functions that judge stand in `facilities/rules/standards/checks.py`.
"""


def standards_page(packs: Mapping[str, Pack]) -> str:
    """Every pack that has standards, the nation first."""
    found = sorted(packs.values(), key=lambda pack: (pack.code != "CN", pack.code))
    parts = [_pack(pack) for pack in found if pack.of("standards")]
    return _HEAD + "\n" + "\n".join(parts)


def _pack(pack: Pack) -> str:
    rows = sorted(
        (rule for rule in pack.of("standards") if isinstance(rule, StandardRule)), key=lambda r: r.id
    )
    lines = [
        "| standard | asks | numbers | severity | about | clause | judged |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([f"## {pack.code} {pack.name.en}", "", *lines, *(_row(rule) for rule in rows), ""])


def _row(rule: StandardRule) -> str:
    numbers = "; ".join(limit_words(name, limit) for name, limit in rule.limits.items())
    computed = rule.id in CHECKS or rule.id in EACH or of_a_class(rule)
    cells = (rule.id, rule.text.en, numbers, severity_of(rule).value, _about(rule), str(rule.source.short))
    return "| " + " | ".join((*cells, "computed" if computed else "on site")) + " |"


def _about(rule: StandardRule) -> str:
    only = [_kind(kind) for kind in rule.applies_to]
    left_out = [_kind(kind) for kind in rule.not_for]
    return ", ".join([*only, *(f"not {kind}" for kind in left_out)]) or "every facility"


def _kind(code: str) -> str:
    return str(ClassKind(code).label) if code in ClassKind.values else str(EntityKind(code).label)
