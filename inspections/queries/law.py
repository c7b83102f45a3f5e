"""What the law of a place says about inspections on a date. No query once the law is loaded."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from accounts.enums import DepartmentKind
from inspections.enums import OFFICIAL, InspectionKind
from policy.enums import Severity, Status
from policy.law import ChecklistItem, Source, SupervisionRule, Text
from policy.law import InspectionKind as KindLaw
from policy.queries import effective_rules

LIMIT, BACKDATING, JOINT, RISK, COMPLAINT = "CN-I1", "CN-I2", "CN-I3", "CN-I4", "CN-I5"
#: In which order the parts of a checklist are walked through.
PARTS = ("SITE", "FIRE", "SAFETY", "STAFF", "HEALTH_CARE", "FOOD", "CARE", "MANAGEMENT")
_DAYS = {Severity.BLOCK: "block_days", Severity.WARN: "warn_days", Severity.ADVICE: "advice_days"}


@dataclass(frozen=True)
class Kind:
    """A kind of inspection as a place calls it. `draft`: the text that names who leads is a draft and binds nobody."""

    code: str
    name: Text
    lead: str
    source: Source
    draft: bool = False


def kinds(region_id: int, on: date) -> list[Kind]:
    """The kinds of a place with who leads them. What a draft says about the lead is shown and marked."""
    found = []
    for each in effective_rules(region_id, on, "inspection_kinds", drafts=True):
        row = cast("KindLaw | None", each.ruling.chosen)
        if row is not None and row.kind in InspectionKind.values:
            found.append(Kind(row.kind, row.name, row.lead, row.source, row.status == Status.DRAFT))
    order = list(InspectionKind.values)
    return sorted(found, key=lambda kind: order.index(kind.code))


def official_kinds(region_id: int, on: date) -> list[Kind]:
    """The kinds that an authority plans and carries out."""
    return [kind for kind in kinds(region_id, on) if kind.code in OFFICIAL]


def kind_of(region_id: int, code: str, on: date) -> Kind | None:
    return next((kind for kind in kinds(region_id, on) if kind.code == code), None)


def numbers(region_id: int, rule: str, on: date) -> Mapping[str, int]:
    """The figures of a rule of supervision, as it binds in a place on a date; empty where no text has it."""
    for each in effective_rules(region_id, on, "supervision_rules"):
        if each.key == rule and each.ruling.chosen is not None:
            return cast(SupervisionRule, each.ruling.chosen).numbers
    return {}


def number(region_id: int, rule: str, name: str, on: date) -> int | None:
    """One figure of a rule of supervision; None where no text gives it."""
    return numbers(region_id, rule, on).get(name)


def limit_of(region_id: int, severity: str, on: date) -> int | None:
    """How many working days an order proposes for a severity."""
    return number(region_id, LIMIT, _DAYS[Severity(severity)], on)


def checklist(region_id: int, kind: str, on: date) -> list[ChecklistItem]:
    """The items of all texts in force for a kind of inspection, in the order of walking through. Drafts are left out."""
    found = (
        cast(ChecklistItem, each.ruling.chosen)
        for each in effective_rules(region_id, on, "checklist_items")
        if each.ruling.chosen is not None
    )
    rows = [item for item in found if kind in item.kinds]
    return sorted(rows, key=lambda item: PARTS.index(item.part))


def asked_of(facility: Any, kind: str, on: date) -> list[ChecklistItem]:
    """The items that concern this facility: its kind of entity, and what it has to do with meals."""
    return [
        item
        for item in checklist(facility.region_id, kind, on)
        if facility.entity_kind not in item.not_for and (not item.meals or facility.meals in item.meals)
    ]


def orderable(facility: Any, on: date) -> list[ChecklistItem]:
    """The items of any checklist that concern this facility and by which something can be ordered, in their order."""
    found: dict[str, ChecklistItem] = {}
    for kind in InspectionKind.values:
        found |= {item.code: item for item in asked_of(facility, kind, on)}
    rows = [item for item in found.values() if item.severity in (Severity.BLOCK, Severity.WARN)]
    rows = [item for item in rows if not item.recommended]
    return sorted(rows, key=lambda item: (PARTS.index(item.part), item.code))


def frozen(item: ChecklistItem) -> dict[str, Any]:
    """An item as a visit keeps it."""
    return {
        "code": item.code,
        "part": item.part,
        "text": _both(item.text),
        "severity": item.severity.value,
        "answer": item.answer,
        "choices": [{"code": c.code, "name": _both(c.name), "breach": c.breach} for c in item.choices],
        "unit": item.unit,
        "least": item.least,
        "most": item.most,
        "evidence": _both(item.evidence),
        "photo": item.photo,
        "veto": item.veto,
        "standard": item.standard,
        "source": item.source.as_json(),
        "recommended": item.recommended,
    }


def label(items: Sequence[ChecklistItem], on: date) -> dict[str, Any]:
    """What names the version of a checklist: the packs its items stand in, the day, and a digest of the items."""
    text = json.dumps([frozen(item) for item in items], ensure_ascii=False, sort_keys=True)
    return {
        "on": on.isoformat(),
        "items": len(items),
        "packs": {item.pack: item.version for item in items},
        "digest": hashlib.sha256(text.encode()).hexdigest()[:12],
    }


def office_kind(item: ChecklistItem) -> str:
    return DepartmentKind(item.office).value


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en} if text else {}
