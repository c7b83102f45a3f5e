"""What the papers of a filing print, taken from the rows at the moment the paper is asked for."""

from datetime import date

from django.conf import settings
from django.utils.translation import override

from accounts.enums import DepartmentKind
from accounts.models import Department
from accounts.queries import department_for
from documents.papers.snapshots import (
    BasicConditionsSnapshot,
    CorrectionRequestSnapshot,
    Item,
    NoncomplianceSnapshot,
    OrderToRectifySnapshot,
    ReceiptSnapshot,
    RemovalSnapshot,
)
from kernel.clock import local_date
from policy.enums import EntityKind, Severity
from policy.queries import deadline_rule, materials, standards
from registration.facts import CARE_MODES
from registration.models import Filing, NoncomplianceNotice, Receipt, SupplementRequest


def _letter(filing: Filing, on: date) -> dict[str, object]:
    """What every paper about a filing carries; the office is the one that serves the facility's place."""
    office = department_for(filing.region_id, (DepartmentKind.HEALTH,))
    rule = deadline_rule(filing.region_id, "filing_receipt", on)
    return {
        "authority": office.name if office else "",
        "issued_on": on,
        "facility_name": filing.facility.name,
        "uscc": filing.facility.uscc,
        "basis": rule.source.title.zh,
        "contact": _contact(office),
    }


def _contact(office: Department | None) -> str:
    return "，".join(part for part in (office.name, office.phone, office.hours) if part) if office else ""


def _submitted(filing: Filing) -> date:
    return local_date(filing.submitted_at) if filing.submitted_at else filing.created_at.date()


def receipt(row: Receipt) -> ReceiptSnapshot:
    filing, facility = row.filing, row.filing.facility
    with override("zh-hans"):
        modes = "、".join(str(CARE_MODES[m]) for m in filing.form.get("care_modes", ()) if m in CARE_MODES)
        kind = str(EntityKind(facility.entity_kind).label)
    return ReceiptSnapshot(
        number=row.number,
        address=facility.address,
        entity_kind=kind,
        places=facility.places,
        submitted_on=_submitted(filing),
        check_url=f"{settings.PUBLIC_URL}/check/{row.check_token}/",
        services=modes,
        head_name=facility.head_name,
        **_letter(filing, local_date(row.issued_at)),  # type: ignore[arg-type]
    )


def basic_conditions(row: Receipt) -> BasicConditionsSnapshot:
    """The legal minimum of the place, each condition with its clause; recommended standards are not conditions."""
    on = local_date(row.issued_at)
    binding = [s for s in standards(row.region_id, on) if s.severity == Severity.BLOCK]
    return BasicConditionsSnapshot(
        number=f"{row.number} 告知",
        receipt_number=row.number,
        conditions=tuple(Item(title="", text=s.text.zh, clause=s.source.short.zh) for s in binding),
        **_letter(row.filing, on),  # type: ignore[arg-type]
    )


def correction_request(row: SupplementRequest, number: str) -> CorrectionRequestSnapshot:
    on = local_date(row.issued_at)
    names = {rule.code: rule for rule in materials(row.region_id, _submitted(row.filing))}
    return CorrectionRequestSnapshot(
        number=number,
        submitted_on=_submitted(row.filing),
        items=tuple(
            Item(
                title=names[item["code"]].name.zh if item["code"] in names else item["code"],
                text=item["reason"],
                clause=names[item["code"]].source.short.zh if item["code"] in names else "",
            )
            for item in row.items
        ),
        addition_reason=row.addition_reason,
        **_letter(row.filing, on),  # type: ignore[arg-type]
    )


def _reasons(row: NoncomplianceNotice) -> tuple[Item, ...]:
    return tuple(Item(title="", text=text) for text in row.reasons)


def noncompliance(row: NoncomplianceNotice) -> NoncomplianceSnapshot:
    filing = row.filing
    visit = filing.visits.order_by("-visited_on").first()
    return NoncomplianceSnapshot(
        number=row.number,
        submitted_on=_submitted(filing),
        items=_reasons(row),
        rectify_by=row.rectify_by,
        visited_on=visit.visited_on if visit else None,
        receipt_number=filing.facility.receipt_number,
        **_letter(filing, local_date(row.issued_at)),  # type: ignore[arg-type]
    )


def order_to_rectify(row: NoncomplianceNotice) -> OrderToRectifySnapshot:
    return OrderToRectifySnapshot(
        number=f"{row.number} 责改",
        notice_number=row.number,
        items=_reasons(row),
        rectify_by=row.rectify_by,
        **_letter(row.filing, local_date(row.issued_at)),  # type: ignore[arg-type]
    )


def removal(filing: Filing, *, number: str, reason: str, on: date) -> RemovalSnapshot:
    notice = filing.notices.latest("id")
    recheck = filing.visits.filter(recheck=True).order_by("-visited_on").first()
    return RemovalSnapshot(
        number=number,
        receipt_number=filing.facility.receipt_number,
        notice_number=notice.number,
        items=(Item(title="", text=reason),),
        rechecked_on=recheck.visited_on if recheck else on,
        effective_on=on,
        **_letter(filing, on),  # type: ignore[arg-type]
    )
