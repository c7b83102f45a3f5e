"""What a complainant reads about the complaint: plain words, no name of anybody."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inspections.enums import ComplaintCategory, ComplaintResult, ComplaintState, FindingState
from inspections.models import Complaint, ComplaintStep
from inspections.presentation.words import spoken
from inspections.queries import complaining as read
from kernel import clock
from kernel.presentation import Event

#: Turns that the complainant is told of; what the office does inside is not.
_TURNS: Mapping[str, tuple[object, str]] = {
    "complaint.received": (gettext_lazy("Your complaint was received"), "done"),
    "complaint.added": (gettext_lazy("You said more"), "done"),
    "complaint.taken_up": (gettext_lazy("An officer took it up"), "done"),
    "complaint.finding_ordered": (gettext_lazy("The facility was ordered to put something right"), "done"),
    "complaint.case_opened": (gettext_lazy("The report is being investigated as a case"), "done"),
    "complaint.declined": (gettext_lazy("It was not taken up here"), "done"),
    "complaint.answered": (gettext_lazy("You were answered"), "done"),
    "complaint.objected": (gettext_lazy("You objected"), "done"),
    "complaint.closed": (gettext_lazy("The matter is closed"), "done"),
}


def follow_context(row: Complaint, code: str) -> dict[str, Any]:
    """Where the complaint stands, what was answered, what happened, and what the complainant can still do."""
    steps, findings = read.told_steps(row), read.findings_told(row)
    today = clock.today()
    may_object = (
        row.state == ComplaintState.ANSWERED and row.object_until is not None and row.object_until >= today
    )
    return {
        "code": code,
        "complaint": row,
        "facility": row.facility_name or row.named.disclosed(to="the complainant, who typed it"),
        "category": ComplaintCategory(row.category).label,
        "stands": _stands(row),
        "answer": row.answer.disclosed(to="the complainant, by the code") if row.answer else "",
        "result": ComplaintResult(row.result).label if row.result else "",
        "findings": [(spoken(each.text), _how_far(each)) for each in findings],
        "events": [_event(step) for step in reversed(steps) if step.event in _TURNS],
        "may_add": row.state in (ComplaintState.RECEIVED, ComplaintState.IN_HAND),
        "may_object": may_object,
    }


def _stands(row: Complaint) -> str:
    day = row.answer_by.isoformat() if row.answer_by else ""
    if row.state == ComplaintState.RECEIVED:
        return _("The office has it. You will have an answer by %(day)s at the latest.") % {"day": day}
    if row.state == ComplaintState.IN_HAND:
        return _("An officer is looking into it. You will have an answer by %(day)s at the latest.") % {
            "day": day
        }
    if row.state == ComplaintState.ANSWERED:
        return _("It was answered. If you do not agree, say so here until %(day)s.") % {
            "day": row.object_until
        }
    if row.state == ComplaintState.DECLINED:
        return _("It was not taken up here. Why, and who can help, stands below.")
    return _("It is closed. The answer stays here.")


def _how_far(finding: Any) -> str:
    if finding.state == FindingState.CLOSED:
        return _("put right, rechecked on %(day)s") % {"day": finding.closed_on}
    if finding.state in (FindingState.WITHDRAWN, FindingState.LAPSED):
        return _("withdrawn")
    return _("to be put right by %(day)s") % {"day": finding.due_on}


def _event(step: ComplaintStep) -> Event:
    title, state = _TURNS[step.event]
    text = (
        step.text.disclosed(to="the complainant, who wrote or was told it") if step.text and step.told else ""
    )
    return Event(title, step.at, text, state)  # type: ignore[arg-type]
