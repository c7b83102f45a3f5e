"""A filing as the interface tells it: plain values, the clocks with their dates, no phone numbers."""

from datetime import date, datetime
from typing import Any

from obligations.models import Obligation
from registration.models import Filing, FilingMaterial
from registration.queries.review import review_of


def filing_told(filing: Filing) -> dict[str, Any]:
    """The filing with materials, verdicts and clocks; instants in China's time."""
    review = review_of(filing)
    return {
        "id": filing.pk,
        "version": filing.version,
        "number": filing.number,
        "kind": filing.kind,
        "state": filing.state,
        "round": filing.round,
        "region": f"{filing.region_id:012d}",
        "facility": {"id": filing.facility_id, "name": filing.facility.name, "uscc": filing.facility.uscc},
        "submitted_at": _text(filing.submitted_at),
        "decided_at": _text(filing.decided_at),
        "receipt_number": review.receipt.number if review.receipt else None,
        "materials": [_material(row) for row in review.materials if row.applicable],
        "clocks": [_clock(duty) for duty in review.duties],
        "notices": [{"number": n.number, "rectify_by": _text(n.rectify_by)} for n in review.notices],
    }


def _material(row: FilingMaterial) -> dict[str, Any]:
    files = [each.file_id for each in row.handed_in]  # type: ignore[attr-defined]
    return {
        "code": row.code,
        "verdict": row.verdict,
        "reason": row.reason,
        "facts": row.facts,
        "files": files,
    }


def _clock(duty: Obligation) -> dict[str, Any]:
    return {
        "rule": duty.rule,
        "trigger_on": _text(duty.trigger_on),
        "due_on": _text(duty.due_on),
        "due_status": duty.due_status,
        "status": duty.status,
        "settled_on": _text(duty.settled_on),
    }


def _text(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None
