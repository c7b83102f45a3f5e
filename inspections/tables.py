"""The transition tables of visits, findings, referrals, suspensions and complaints."""

from inspections.enums import ActState as A
from inspections.enums import ComplaintState as C
from inspections.enums import DutyState as D
from inspections.enums import FindingState as F
from inspections.enums import RatingState as G
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


DUTY = Workflow(
    name="duty",
    transitions=(
        Transition("open", ("",), D.OPEN, "duty.opened"),
        Transition("meet", (D.OPEN, D.MISSED), D.MET, "duty.met"),
        Transition("unmeet", (D.MET,), D.OPEN, "duty.reopened"),
        Transition("miss", (D.OPEN, D.MET), D.MISSED, "duty.missed"),
        Transition("lose", (D.MISSED,), D.LOST, "duty.lost"),
        Transition("order_for", (D.MISSED,), D.MISSED, "duty.ordered"),
        Transition("order_for", (D.LOST,), D.LOST, "duty.ordered"),
        Transition("fall_away", (D.OPEN, D.MISSED), D.FELL_AWAY, "duty.fell_away"),
    ),
    owners={
        D.OPEN: "whoever owes it",
        D.MET: "whoever owes it, until an act is withdrawn",
        D.MISSED: "whoever owes it; the health authority may order",
        D.LOST: "health authority may order",
        D.FELL_AWAY: "",
    },
)

ACT = Workflow(
    name="duty_act",
    transitions=(
        Transition("record", ("",), A.RECORDED, "duty.act_recorded"),
        Transition("withdraw", (A.RECORDED,), A.WITHDRAWN, "duty.act_withdrawn"),
    ),
    owners={A.RECORDED: "who recorded it", A.WITHDRAWN: ""},
)

RATING = Workflow(
    name="rating",
    transitions=(
        Transition("begin", ("",), G.SELF, "rating.begun"),
        Transition("assess", (G.SELF,), G.SELF, "rating.self_assessed"),
        Transition("prove", (G.SELF,), G.SELF, "rating.evidence_added"),
        Transition("hand_in", (G.SELF,), G.SUBMITTED, "rating.handed_in"),
        Transition("send_back", (G.SUBMITTED,), G.SELF, "rating.sent_back"),
        Transition("name_panel", (G.SUBMITTED,), G.ASSESSING, "rating.panel_named"),
        Transition("score", (G.ASSESSING,), G.ASSESSING, "rating.scored_in_part"),
        Transition("submit_scores", (G.ASSESSING,), G.ASSESSING, "rating.scores_submitted"),
        Transition("close_scores", (G.ASSESSING,), G.SCORED, "rating.scored"),
        Transition("decide", (G.SCORED,), G.DECIDED, "rating.decided"),
        Transition("publish", (G.DECIDED,), G.PUBLISHED, "rating.published"),
        Transition("expire", (G.PUBLISHED,), G.EXPIRED, "rating.expired"),
        Transition("replace", (G.PUBLISHED,), G.REPLACED, "rating.replaced"),
        Transition(
            "withdraw_rating",
            (G.SELF, G.SUBMITTED, G.ASSESSING, G.SCORED, G.DECIDED),
            G.WITHDRAWN,
            "rating.withdrawn",
        ),
        Transition("revoke", (G.PUBLISHED,), G.REVOKED, "rating.revoked"),
    ),
    owners={
        G.SELF: "operator",
        G.SUBMITTED: "county health",
        G.ASSESSING: "panel of assessors",
        G.SCORED: "head of county health",
        G.DECIDED: "county health",
        G.PUBLISHED: "county health",
        G.EXPIRED: "",
        G.REPLACED: "",
        G.WITHDRAWN: "",
        G.REVOKED: "",
    },
)

TABLES = (VISIT, FINDING, REFERRAL, SUSPENSION, COMPLAINT, DUTY, ACT, RATING)
