"""The transition tables of visits, findings, referrals, suspensions and complaints."""

from inspections.enums import ComplaintState as C
from inspections.enums import FindingState as F
from inspections.enums import ReferralState as R
from inspections.enums import SuspensionState as S
from inspections.enums import VisitState as V
from kernel.transitions import Transition, Workflow

VISIT = Workflow(
    name="visit",
    transitions=(
        Transition("plan", ("",), V.PLANNED, "visit.planned"),
        Transition("replan", (V.PLANNED,), V.PLANNED, "visit.replanned"),
        Transition("start", ("", V.PLANNED), V.UNDER_WAY, "visit.started"),
        Transition("answer", (V.UNDER_WAY,), V.UNDER_WAY, "visit.item_answered"),
        Transition("photograph", (V.UNDER_WAY,), V.UNDER_WAY, "visit.photo_added"),
        Transition("invite", (V.PLANNED,), V.PLANNED, "visit.department_invited"),
        Transition("invite", (V.UNDER_WAY,), V.UNDER_WAY, "visit.department_invited"),
        Transition("sign", (V.UNDER_WAY,), V.UNDER_WAY, "visit.department_signed"),
        Transition("finish", (V.UNDER_WAY,), V.TO_SIGN, "visit.finished"),
        Transition("complete", (V.UNDER_WAY,), V.DONE, "visit.self_check_completed"),
        Transition("acknowledge", (V.TO_SIGN,), V.DONE, "visit.acknowledged"),
        Transition("cancel", (V.PLANNED, V.UNDER_WAY), V.CANCELLED, "visit.cancelled"),
    ),
    owners={
        V.PLANNED: "inspectors",
        V.UNDER_WAY: "inspectors",
        V.TO_SIGN: "operator",
        V.DONE: "",
        V.CANCELLED: "",
    },
)

FINDING = Workflow(
    name="finding",
    transitions=(
        Transition("order", ("",), F.OPEN, "finding.ordered"),
        Transition("extend", (F.OPEN,), F.OPEN, "finding.extended"),
        Transition("escalate", (F.OPEN,), F.OPEN, "finding.escalated"),
        Transition("report", (F.OPEN,), F.REPORTED, "finding.reported"),
        Transition("verify", (F.REPORTED,), F.CLOSED, "finding.verified"),
        Transition("reject", (F.REPORTED,), F.OPEN, "finding.rejected"),
        Transition("reopen", (F.CLOSED,), F.OPEN, "finding.reopened"),
        Transition("withdraw", (F.OPEN, F.REPORTED), F.WITHDRAWN, "finding.withdrawn"),
        Transition("lapse", (F.OPEN, F.REPORTED), F.LAPSED, "finding.lapsed"),
    ),
    owners={
        F.OPEN: "operator",
        F.REPORTED: "inspecting office, another person",
        F.CLOSED: "inspecting office",
        F.WITHDRAWN: "",
        F.LAPSED: "",
    },
)

REFERRAL = Workflow(
    name="referral",
    transitions=(
        Transition("refer", ("",), R.SENT, "referral.sent"),
        Transition("answer_referral", (R.SENT,), R.ANSWERED, "referral.answered"),
        Transition("take_back", (R.SENT,), R.TAKEN_BACK, "referral.taken_back"),
    ),
    owners={R.SENT: "the other department", R.ANSWERED: "", R.TAKEN_BACK: ""},
)

SUSPENSION = Workflow(
    name="suspension",
    transitions=(
        Transition("suspend", ("",), S.IN_FORCE, "suspension.ordered"),
        Transition("lift", (S.IN_FORCE,), S.LIFTED, "suspension.lifted"),
    ),
    owners={S.IN_FORCE: "county health", S.LIFTED: ""},
)

COMPLAINT = Workflow(
    name="complaint",
    transitions=(
        Transition("complain", ("",), C.RECEIVED, "complaint.received"),
        Transition("add", (C.RECEIVED,), C.RECEIVED, "complaint.added"),
        Transition("add", (C.IN_HAND,), C.IN_HAND, "complaint.added"),
        Transition("take_up", (C.RECEIVED,), C.IN_HAND, "complaint.taken_up"),
        Transition("take_up", (C.IN_HAND,), C.IN_HAND, "complaint.classified"),
        Transition("assign", (C.RECEIVED,), C.RECEIVED, "complaint.assigned"),
        Transition("assign", (C.IN_HAND,), C.IN_HAND, "complaint.assigned"),
        Transition("locate", (C.RECEIVED,), C.RECEIVED, "complaint.located"),
        Transition("locate", (C.IN_HAND,), C.IN_HAND, "complaint.located"),
        Transition("order_from", (C.IN_HAND,), C.IN_HAND, "complaint.finding_ordered"),
        Transition("open_case", (C.RECEIVED, C.IN_HAND), C.IN_HAND, "complaint.case_opened"),
        Transition("decline", (C.RECEIVED, C.IN_HAND), C.DECLINED, "complaint.declined"),
        Transition("answer", (C.IN_HAND,), C.ANSWERED, "complaint.answered"),
        Transition("object", (C.ANSWERED,), C.IN_HAND, "complaint.objected"),
        Transition("close", (C.ANSWERED,), C.CLOSED, "complaint.closed"),
    ),
    owners={
        C.RECEIVED: "county health",
        C.IN_HAND: "county health",
        C.ANSWERED: "the complainant, until the day for objections; then the platform closes it",
        C.CLOSED: "",
        C.DECLINED: "",
    },
)

TABLES = (VISIT, FINDING, REFERRAL, SUSPENSION, COMPLAINT)
