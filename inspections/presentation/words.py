"""The badges and names of inspections: one map a state, used everywhere."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from inspections.enums import (
    Acknowledgement,
    Answer,
    DutyState,
    FindingState,
    InspectionKind,
    RatingState,
    ReferralState,
    VisitState,
)
from kernel.presentation import Badge
from policy.enums import Severity
from policy.presentation.names import CHECKLIST_PARTS, UNITS

VISITS: Mapping[str, Badge] = {
    VisitState.PLANNED: Badge(VisitState.PLANNED.label, "calendar", "plain"),
    VisitState.UNDER_WAY: Badge(VisitState.UNDER_WAY.label, "clipboard-check", "accent"),
    VisitState.TO_SIGN: Badge(VisitState.TO_SIGN.label, "pencil", "warn"),
    VisitState.DONE: Badge(VisitState.DONE.label, "circle-check", "ok"),
    VisitState.CANCELLED: Badge(VisitState.CANCELLED.label, "ban", "mute"),
}
FINDINGS: Mapping[str, Badge] = {
    FindingState.OPEN: Badge(FindingState.OPEN.label, "tool", "accent"),
    FindingState.REPORTED: Badge(FindingState.REPORTED.label, "eye", "warn"),
    FindingState.CLOSED: Badge(FindingState.CLOSED.label, "circle-check", "ok"),
    FindingState.WITHDRAWN: Badge(FindingState.WITHDRAWN.label, "circle-x", "mute"),
    FindingState.LAPSED: Badge(FindingState.LAPSED.label, "minus", "mute"),
}
DUTIES: Mapping[str, Badge] = {
    DutyState.OPEN: Badge(DutyState.OPEN.label, "clock", "accent"),
    DutyState.MET: Badge(DutyState.MET.label, "circle-check", "ok"),
    DutyState.MISSED: Badge(DutyState.MISSED.label, "alert-circle", "danger"),
    DutyState.LOST: Badge(DutyState.LOST.label, "circle-x", "danger"),
    DutyState.FELL_AWAY: Badge(DutyState.FELL_AWAY.label, "minus", "mute"),
}
#: Whether something that was done counts for the period that is shown.
ACTS: Mapping[str, Badge] = {
    "COUNTS": Badge(_("Counts for the period"), "circle-check", "ok"),
    "OUTSIDE": Badge(_("Before the facility owed it"), "minus", "mute"),
    "FAILED": Badge(_("Not passed, does not count"), "circle-x", "danger"),
    "WITHDRAWN": Badge(_("Withdrawn"), "ban", "mute"),
}
RATINGS: Mapping[str, Badge] = {
    RatingState.SELF: Badge(RatingState.SELF.label, "pencil", "accent"),
    RatingState.SUBMITTED: Badge(RatingState.SUBMITTED.label, "send", "warn"),
    RatingState.ASSESSING: Badge(RatingState.ASSESSING.label, "clipboard-check", "accent"),
    RatingState.SCORED: Badge(RatingState.SCORED.label, "gavel", "warn"),
    RatingState.DECIDED: Badge(RatingState.DECIDED.label, "check", "warn"),
    RatingState.PUBLISHED: Badge(RatingState.PUBLISHED.label, "circle-check", "ok"),
    RatingState.EXPIRED: Badge(RatingState.EXPIRED.label, "clock", "mute"),
    RatingState.REPLACED: Badge(RatingState.REPLACED.label, "refresh", "mute"),
    RatingState.WITHDRAWN: Badge(RatingState.WITHDRAWN.label, "ban", "mute"),
    RatingState.REVOKED: Badge(RatingState.REVOKED.label, "circle-x", "danger"),
}
REFERRALS: Mapping[str, Badge] = {
    ReferralState.SENT: Badge(ReferralState.SENT.label, "send", "warn"),
    ReferralState.ANSWERED: Badge(ReferralState.ANSWERED.label, "circle-check", "ok"),
    ReferralState.TAKEN_BACK: Badge(ReferralState.TAKEN_BACK.label, "minus", "mute"),
}
#: A recommended standard is named as such and is never a breach.
SEVERITIES: Mapping[str, Badge] = {
    Severity.BLOCK: Badge(_("Legal minimum"), "gavel", "danger"),
    Severity.WARN: Badge(_("To be looked at"), "alert-triangle", "warn"),
    Severity.ADVICE: Badge(_("Advice, recommended standard"), "info-circle", "mute"),
}
ANSWERS: Mapping[str, Badge] = {
    Answer.YES: Badge(Answer.YES.label, "circle-check", "ok"),
    Answer.NO: Badge(Answer.NO.label, "circle-x", "danger"),
    Answer.NOT_APPLICABLE: Badge(Answer.NOT_APPLICABLE.label, "minus", "mute"),
    "ADVISED": Badge(_("Could be better"), "info-circle", "warn"),
    "": Badge(_("Not answered yet"), "clock", "plain"),
}
SIGNATURES: Mapping[str, Badge] = {
    Acknowledgement.SIGNED: Badge(Acknowledgement.SIGNED.label, "circle-check", "ok"),
    Acknowledgement.REFUSED: Badge(Acknowledgement.REFUSED.label, "circle-x", "danger"),
}
STEPS: Mapping[str, tuple[object, str]] = {
    "finding.ordered": (_("Ordered to rectify"), "done"),
    "finding.extended": (_("More time given"), "done"),
    "finding.escalated": (_("Overdue, told to the level above"), "adverse"),
    "finding.reported": (_("Reported as put right"), "done"),
    "finding.verified": (_("Rechecked and closed"), "done"),
    "finding.rejected": (_("Recheck not passed"), "adverse"),
    "finding.reopened": (_("Opened again"), "adverse"),
    "finding.withdrawn": (_("Withdrawn"), "done"),
    "finding.lapsed": (_("Lapsed with the facility"), "done"),
    "referral.sent": (_("Referred to another department"), "done"),
    "referral.answered": (_("The other department answered"), "done"),
    "referral.taken_back": (_("Referral taken back"), "done"),
    "suspension.ordered": (_("Ordered to suspend the service"), "adverse"),
    "suspension.lifted": (_("Suspension lifted"), "done"),
}


def kind_label(kind: str) -> str:
    return str(InspectionKind(kind).label) if kind in InspectionKind.values else kind


def part_label(part: str) -> object:
    return CHECKLIST_PARTS.get(part, part)


def spoken(text: Mapping[str, Any]) -> str:
    """Words that a row keeps in both languages, in the language of the page."""
    english = (get_language() or "").startswith("en")
    return str(text.get("en" if english else "zh") or text.get("zh", ""))


def with_unit(number: int, unit: str) -> str:
    return str(UNITS.get(unit, "%(n)s")) % {"n": number}
