"""Every write to visits, findings and complaints, one module per noun. Verbs are imported from here."""

from inspections.workflow.acknowledging import acknowledge_visit
from inspections.workflow.acts import Act, order_for_duty, record_act, withdraw_act
from inspections.workflow.answers import Said, add_photo, answer_item
from inspections.workflow.closing_complaints import close_unobjected
from inspections.workflow.complaining import Complained, Received, add_to_complaint, complain
from inspections.workflow.complaints import (
    Order,
    answer_complaint,
    assign_complaint,
    close_complaint,
    decline_complaint,
    join_case,
    locate_complaint,
    open_case_from_complaint,
    order_from_complaint,
    reveal_complainant,
    take_up,
)
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
from inspections.workflow.publishing import publish_facilities, publish_facility
from inspections.workflow.ratings import (
    Given,
    add_evidence,
    assess_oneself,
    begin_rating,
    decide_rating,
    expire_ratings,
    hand_in_rating,
    name_panel,
    publish_rating,
    score_items,
    send_back_rating,
    submit_scores,
    withdraw_rating,
)
from inspections.workflow.recurring import keep_duties
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
    "Act",
    "Complained",
    "Found",
    "Given",
    "Order",
    "Received",
    "Said",
    "Wanted",
    "acknowledge_visit",
    "add_evidence",
    "add_photo",
    "add_to_complaint",
    "answer_complaint",
    "answer_item",
    "answer_referral",
    "assess_oneself",
    "assign_complaint",
    "begin_rating",
    "cancel_visit",
    "close_complaint",
    "close_unobjected",
    "complain",
    "complete_self_check",
    "decide_rating",
    "decline_complaint",
    "escalate_overdue",
    "expire_ratings",
    "extend_finding",
    "finish_visit",
    "hand_in_rating",
    "invite_department",
    "join_case",
    "keep_duties",
    "lapse_with_facility",
    "lift_suspension",
    "locate_complaint",
    "make_plan",
    "name_panel",
    "open_case_from_complaint",
    "order_finding",
    "order_for_duty",
    "order_from_complaint",
    "order_suspension",
    "plan_visit",
    "publish_facilities",
    "publish_facility",
    "publish_rating",
    "record_act",
    "refer_finding",
    "reject_rectification",
    "reopen_finding",
    "replan_visit",
    "report_rectified",
    "reveal_complainant",
    "score_items",
    "send_back_rating",
    "sign_department",
    "start_self_check",
    "start_visit",
    "submit_scores",
    "take_back_referral",
    "take_up",
    "verify_rectified",
    "withdraw_act",
    "withdraw_finding",
    "withdraw_rating",
]
