"""What the overview of the law shows of one place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from policy.enums import EntityKind
from policy.errors import UnknownRule
from policy.law import AgeRange, DeadlineRule, OfficeName, Provision, Registrar, RegistrarRule, Text
from policy.models import CalendarVersion, PackVersion
from policy.queries import clauses, deadlines, effective
from policy.queries.loaded import current
from policy.rules.wording import term_words
from regions.queries import full_name


@dataclass(frozen=True)
class DutyRow:
    rule: DeadlineRule
    term: Text
    source: Any


@dataclass(frozen=True)
class RegistrarRow:
    kind: EntityKind
    offices: tuple[Registrar, ...]
    reason: Text
    source: Any


def law_of(region_id: int, on: date) -> dict[str, Any]:
    """The context of the overview page: packs, duties, registrars, materials, open questions, drafts, calendar."""
    law = current()
    codes = [pack.code for pack in law.chain(region_id)]
    years = sorted(law.calendar(None).unpublished)
    return {
        "place": full_name(region_id) if region_id else "",
        "packs": sorted(
            PackVersion.objects.filter(
                code__in=codes, version__in=[pack.version for pack in law.chain(region_id)]
            ).defer("content"),
            key=lambda row: codes.index(row.code),
        ),
        "names": {pack.code: pack.name for pack in law.chain(region_id)},
        "duties": [
            DutyRow(r, term_words(r, r.days), clauses.presented(r.source))
            for r in deadlines.deadline_rules(region_id, on)
        ],
        "registrars": [row for kind in EntityKind if (row := _registrar(region_id, kind, on))],
        "materials": [(m, clauses.presented(m.source)) for m in effective.materials(region_id, on)],
        "conflicts": effective.conflicts(region_id),
        "drafts": [
            (_proposal(value), clauses.presented(value.source)) for value in effective.drafts(region_id)
        ],
        "contradictions": effective.contradictions(region_id, on),
        "calendar": CalendarVersion.objects.defer("content").order_by("-year", "-label")[:6],
        "unpublished": years[0] if years else None,
    }


def _registrar(region_id: int, kind: EntityKind, on: date) -> RegistrarRow | None:
    try:
        rule = effective.registrar_rule(region_id, kind, on)
    except UnknownRule:
        return None
    offices = effective.registrars(region_id, kind, on)
    return RegistrarRow(kind, offices, rule.reason, clauses.presented(rule.source))


def _proposal(value: Provision) -> object:
    """What a value of a draft proposes, in words."""
    if isinstance(value, DeadlineRule):
        return value.action
    if isinstance(value, RegistrarRule):
        return value.entity_kind.label
    if isinstance(value, OfficeName):
        return value.name
    return f"{value.from_years}–{value.to_years}" if isinstance(value, AgeRange) else value.source.short
