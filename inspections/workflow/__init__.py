"""Every write to visits and findings, one module per noun. Verbs are imported from here."""

from inspections.workflow.acknowledging import acknowledge_visit
from inspections.workflow.answers import Said, add_photo, answer_item
from inspections.workflow.escalating import escalate_overdue, lapse_with_facility
from inspections.workflow.findings import (
    extend_finding,
    reject_rectification,
    reopen_finding,
    report_rectified,
    verify_rectified,
    withdraw_finding,
)
from inspections.workflow.finishing import complete_self_check, finish_visit
from inspections.workflow.ordering import Found, order_finding
from inspections.workflow.parties import invite_department, sign_department
from inspections.workflow.plans import Wanted, make_plan
from inspections.workflow.referrals import answer_referral, refer_finding, take_back_referral
from inspections.workflow.suspensions import lift_suspension, order_suspension
from inspections.workflow.visits import (
    cancel_visit,
    plan_visit,
    replan_visit,
    start_self_check,
    start_visit,
)

__all__ = [
    "Found",
    "Said",
    "Wanted",
    "acknowledge_visit",
    "add_photo",
    "answer_item",
    "answer_referral",
    "cancel_visit",
    "complete_self_check",
    "escalate_overdue",
    "extend_finding",
    "finish_visit",
    "invite_department",
    "lapse_with_facility",
    "lift_suspension",
    "make_plan",
    "order_finding",
    "order_suspension",
    "plan_visit",
    "refer_finding",
    "reject_rectification",
    "reopen_finding",
    "replan_visit",
    "report_rectified",
    "sign_department",
    "start_self_check",
    "start_visit",
    "take_back_referral",
    "verify_rectified",
    "withdraw_finding",
]
