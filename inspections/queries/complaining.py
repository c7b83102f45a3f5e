"""What the public may read of its own complaint, and how much came in lately."""

from datetime import datetime
from typing import Any

from audit.personal.fields import blind
from inspections.models import Complaint, ComplaintStep, Finding
from inspections.rules.codes import normal
from regions.scope import acting_in, nation_scope


def by_code(typed: str) -> Complaint | None:
    """The complaint of a code, however it is typed, with its office; None for an unknown one."""
    if not (code := normal(typed)):
        return None
    digest = blind(code, purpose="complaint-code")
    with nation_scope(reason="a complaint is found by its code, wherever it lies"):
        found: Complaint | None = (
            Complaint.objects.select_related("office").filter(code_digest=digest).first()
        )
    return found


def told_steps(complaint: Complaint) -> list[ComplaintStep]:
    """What the complainant was told and said, and the turns that need no words; notes of the office are left out."""
    with acting_in(complaint.region_id, reason="the complainant reads what became of the complaint"):
        return list(ComplaintStep.objects.filter(complaint=complaint).order_by("id"))


def findings_told(complaint: Complaint) -> list[Finding]:
    """What the facility was ordered to put right because of a complaint."""
    with acting_in(complaint.region_id, reason="the complainant reads what was ordered"):
        steps = ComplaintStep.objects.filter(complaint=complaint, finding_id__isnull=False)
        numbers = list(steps.values_list("finding_id", flat=True))
        return list(Finding.objects.filter(pk__in=numbers).order_by("id"))


def recent(since: datetime, *, urgent: bool | None = None, facility_id: int | None = None) -> int:
    """How many complaints of the scope came in since a moment."""
    facts: dict[str, Any] = {"received_at__gte": since}
    if urgent is not None:
        facts["urgent"] = urgent
    if facility_id is not None:
        facts["facility_id"] = facility_id
    return int(Complaint.objects.filter(**facts).count())
