"""What the papers of an inspection print, taken from the rows at the moment the paper is asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.enums import DepartmentKind
from accounts.models import Department
from accounts.queries import department_for
from documents.papers.build import chinese_date
from documents.papers.snapshots import (
    FindingOrderSnapshot,
    InspectionRecordSnapshot,
    Item,
    SuspensionOrderSnapshot,
)
from facilities.models import Facility
from inspections.enums import Acknowledgement, Answer
from inspections.models import Finding, Suspension, Visit, VisitItem
from inspections.queries import law
from inspections.queries.visits import inspectors_of, items_of, parties_of
from inspections.rules.answers import advises, outcome
from kernel.clock import local_date, today
from policy.queries import deadline_rule

_ANSWERS = {Answer.YES: "符合", Answer.NO: "不符合", Answer.NOT_APPLICABLE: "不适用"}


def record(visit: Visit) -> InspectionRecordSnapshot:
    """The whole visit as it stands when the facility has taken note of it."""
    items, on = items_of(visit.pk), visit.visited_on or visit.planned_on
    people = "、".join(f"{row.user}（{row.department.name}）" for row in inspectors_of(visit.pk))
    return InspectionRecordSnapshot(
        number=visit.number,
        inspection=_kind(visit, on),
        visited_on=on,
        address=visit.facility.address,
        inspectors=people or str(visit.started_by or ""),
        rows=tuple(_row(item) for item in items),
        outcome=_outcome(items),
        departments=tuple(
            Item(title=row.department.name, text=row.opinion or "无其他意见") for row in parties_of(visit.pk)
        ),
        summary=visit.summary,
        backdated=visit.backdated_because,
        acknowledged=_acknowledged(visit),
        checklist=f"{on.isoformat()} · {visit.checklist.get('digest', '')}",
        **_letter(visit.facility, visit.office, on),
    )


def finding_order(visit: Visit, number: str, findings: Sequence[Finding]) -> FindingOrderSnapshot:
    on = visit.visited_on or today()
    items = _ordered(findings)
    letter = _letter(visit.facility, visit.office, today())
    return FindingOrderSnapshot(
        number=number, inspection=_kind(visit, on), visited_on=on, items=items, **letter
    )


def complaint_order(finding: Finding) -> FindingOrderSnapshot:
    """The order that came out of a complaint; it does not say who complained."""
    on = finding.ordered_on
    return FindingOrderSnapshot(
        number=finding.order_number,
        inspection="群众投诉核查",
        visited_on=on,
        items=_ordered([finding]),
        **_letter(finding.facility, finding.office, on),
    )


def _ordered(findings: Sequence[Finding]) -> tuple[Item, ...]:
    return tuple(
        Item(
            title=row.text.get("zh", ""),
            text=f"{row.problem}（改正期限：{chinese_date(row.due_on)}）",
            clause=row.source.get("short_zh", ""),
        )
        for row in findings
    )


def suspension(row: Suspension) -> SuspensionOrderSnapshot:
    finding = row.finding
    office = department_for(row.facility.region_id, (DepartmentKind.HEALTH,))
    item = Item(
        title=finding.text.get("zh", ""), text=finding.problem, clause=finding.source.get("short_zh", "")
    )
    letter = _letter(row.facility, office, local_date(row.ordered_at))
    return SuspensionOrderSnapshot(number=row.number, items=(item,), reason=row.reason, **letter)


def _letter(facility: Facility, office: Department | None, on: date) -> dict[str, Any]:
    rule = deadline_rule(facility.region_id, "finding_rectification", on)
    contact = "，".join(part for part in (office.name, office.phone, office.hours) if part) if office else ""
    return {
        "authority": office.name if office else "",
        "issued_on": on,
        "facility_name": facility.name,
        "uscc": facility.uscc,
        "basis": rule.source.title.zh,
        "contact": contact,
    }


def _kind(visit: Visit, on: date) -> str:
    kind = law.kind_of(visit.region_id, visit.kind, on)
    return kind.name.zh if kind else visit.kind


def _row(item: VisitItem) -> Item:
    asked = item.asked
    words = (
        "建议改进" if item.answer == Answer.NO and advises(asked) else _ANSWERS.get(Answer(item.answer), "")
    )
    value = _value(asked, item.value)
    parts = [part for part in (f"{words}{value}", item.note) if part]
    clause = asked["source"].get("short_zh", "")
    mark = "（推荐性标准）" if asked["source"].get("kind") == "standard" else ""
    return Item(title=asked["text"].get("zh", ""), text="\n".join(parts), clause=f"{clause}{mark}")


def _value(asked: dict[str, Any], value: str) -> str:
    if not value:
        return ""
    chosen = next((c["name"]["zh"] for c in asked.get("choices", ()) if c["code"] == value), value)
    return f"（{chosen}）"


def _outcome(items: Sequence[VisitItem]) -> str:
    counts = outcome([(item.asked, item.answer) for item in items])
    said = f"符合 {counts['yes']} 项，不符合 {counts['no']} 项，不适用 {counts['na']} 项"
    said += f"，建议 {counts['advice']} 项" if counts["advice"] else ""
    return said + ("；含一票否决项" if counts["vetoed"] else "")


def _acknowledged(visit: Visit) -> str:
    if not visit.acknowledgement or visit.acknowledged_at is None:
        return ""
    how = "已签字" if visit.acknowledgement == Acknowledgement.SIGNED else "拒绝签字"
    day = chinese_date(local_date(visit.acknowledged_at))
    note = f"。{visit.acknowledged_note}" if visit.acknowledged_note else ""
    return f"{visit.acknowledged_by_name}，{how}，{day}{note}"
