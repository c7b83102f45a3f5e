"""What the authority does with a complaint: take it up, give it to somebody, order, open a case, answer, close."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.queries import members
from accounts.workflow import allow
from audit.personal.workflow import reveal
from facilities.models import Facility
from inspections.enums import ComplaintCategory, ComplaintResult, ComplaintState, Origin
from inspections.errors import Refused, WrongState
from inspections.models import Complaint, Finding
from inspections.queries import law
from inspections.tables import COMPLAINT
from inspections.workflow.basis import living, numbered, said, save
from inspections.workflow.handling import (
    ABUSE,
    ANSWER,
    TRIAGE,
    drop_duties,
    locked_complaint,
    note,
    owe,
)
from inspections.workflow.ordering import Found, due_after, order_finding
from inspections.workflow.papers import complaint_order_paper
from kernel import clock
from obligations.workflow import assign_open, settle
from policy.enums import Severity
from regions.codes import ancestor
from regions.enums import Level
from staff.models import AbuseCase
from staff.workflow import open_case_about


@transaction.atomic
def take_up(
    *, by: Actor, complaint_id: int, category: str, remark: str = "", version: int | None = None
) -> Complaint:
    """The office looks into a complaint, or corrects what it is about. Whoever takes it up has it.

    A report that a child was hurt stays owed today until a case is open, or until it is said in words why it is none.
    Raises NotAllowed, Refused, Stale.
    """
    row = locked_complaint(by, complaint_id, version)
    step = COMPLAINT.target("take_up", row.state)
    if category not in ComplaintCategory.values:
        raise Refused(_("Choose what it is about."), field="category")
    text = remark.strip()[:1000]
    if row.urgent and category != ComplaintCategory.ABUSE and row.case_id is None:
        text = said(
            remark, field="remark", most=1000, missing=_("Say why this is no report that a child was hurt.")
        )
        settle(by=by, subject=row, rule=ABUSE, event=step.event)
    abuse = category == ComplaintCategory.ABUSE
    newly, stays = abuse and not row.urgent, abuse and row.urgent and row.case_id is None
    settle(by=by, subject=row, rule=TRIAGE, event=step.event)
    save(
        row,
        state=ComplaintState(step.target),
        category=category,
        urgent=abuse,
        taken_up_at=row.taken_up_at or clock.now(),
        assignee_id=row.assignee_id or by.user_id,
        due_on=owe(by, row, ABUSE) if newly else row.due_on if stays else row.answer_by,
    )
    _hand_duties(by, row)
    note(by, row, step.event, text, category=category)
    return row


@transaction.atomic
def assign_complaint(*, by: Actor, complaint_id: int, user_id: int, version: int | None = None) -> Complaint:
    """Give a complaint to a person of the office. Raises NotAllowed, Refused, Stale."""
    row = locked_complaint(by, complaint_id, version)
    step = COMPLAINT.target("assign", row.state)
    people = dict(members(row.office_id))
    if user_id not in people:
        raise Refused(_("This person does not work in the office that handles it."), field="user")
    save(row, assignee_id=user_id)
    _hand_duties(by, row)
    note(by, row, step.event, people[user_id], user=user_id)
    return row


@transaction.atomic
def locate_complaint(
    *, by: Actor, complaint_id: int, facility_id: int, version: int | None = None
) -> Complaint:
    """Say which facility is meant where the complainant described one. Raises NotAllowed, Refused, Stale."""
    row = locked_complaint(by, complaint_id, version)
    step = COMPLAINT.target("locate", row.state)
    facility = Facility.objects.filter(pk=facility_id).first()
    if facility is None or ancestor(facility.region_id, Level.DISTRICT) != row.region_id:
        raise Refused(_("No facility of this district has this number."), field="facility")
    save(row, facility_id=facility.pk, facility_name=facility.name)
    note(by, row, step.event, facility.name, facility=facility.pk)
    return row


@dataclass(frozen=True)
class Order:
    """What the facility has to put right: an item of a checklist of the place, in the office's own words."""

    code: str
    problem: str
    days: int


@transaction.atomic
def order_from_complaint(
    *, by: Actor, complaint_id: int, order: Order, version: int | None = None
) -> Finding:
    """The facility is ordered to put something right that came out of a complaint. The order names no complainant.

    Raises NotAllowed, FacilityEnded, Refused (no facility, a recommended item, days), Stale.
    """
    row = locked_complaint(by, complaint_id, version)
    step = COMPLAINT.target("order_from", row.state)
    if row.facility_id is None:
        raise Refused(_("First say which facility is meant."), field="code")
    facility = living(row.facility_id)
    allow(by, Action.RECTIFICATION_DECIDE, facility)
    item = next((each for each in law.orderable(facility, clock.today()) if each.code == order.code), None)
    if item is None:
        raise Refused(_("Choose what is not met."), field="code")
    most = law.number(facility.region_id, law.LIMIT, "most_days", clock.today()) or 60
    if not 1 <= order.days <= most:
        raise Refused(
            _("Give between 1 and %(most)s working days.") % {"most": most}, code="LIMIT", field="days"
        )
    found = Found(
        problem=order.problem,
        severity=Severity(item.severity),
        source=item.source.as_json(),
        days=order.days,
        text={"zh": item.text.zh, "en": item.text.en},
        code=item.code,
        origin=Origin.COMPLAINT,
    )
    number = numbered(facility.region_id, "inspection_order", "托改")
    finding = order_finding(by=by, facility=facility, office=row.office, found=found, number=number)
    Finding.objects.filter(pk=finding.pk).update(order_paper=complaint_order_paper(by=by, finding=finding))
    save(row)
    note(by, row, step.event, finding.problem, finding_id=finding.pk, finding=finding.pk)
    return finding


@transaction.atomic
def open_case_from_complaint(
    *, by: Actor, complaint_id: int, members: Mapping[int, str], version: int | None = None
) -> AbuseCase:
    """A case of abuse is opened from a report; whoever is chosen from the staff is off duty from today, everywhere.

    `members`: person on the staff → part in the case. Raises NotAllowed, Refused, Stale.
    """
    row = locked_complaint(by, complaint_id, version)
    step = COMPLAINT.target("open_case", row.state)
    if row.facility_id is None:
        raise Refused(_("First say which facility is meant."), field="members")
    if not members:
        raise Refused(_("Choose at least one person."), field="members")
    account = row.text.disclosed(to="the case of abuse that the report opens, kept sealed there")
    case = open_case_about(by=by, facility_id=row.facility_id, account=account, members=members)
    _case_is(by, row, case, step.target)
    note(by, row, step.event, case=case.pk, persons=len(members))
    return case


@transaction.atomic
def join_case(*, by: Actor, complaint_id: int, case_id: int, version: int | None = None) -> Complaint:
    """The report belongs to a case that is open already. Raises NotAllowed, Refused for one of another facility, Stale."""
    row = locked_complaint(by, complaint_id, version)
    step = COMPLAINT.target("open_case", row.state)
    case = AbuseCase.objects.filter(pk=case_id, facility_id=row.facility_id or 0).first()
    if case is None:
        raise Refused(_("This is no case about the facility."), field="case")
    _case_is(by, row, case, step.target)
    note(by, row, step.event, case=case.pk)
    return row


@transaction.atomic
def decline_complaint(*, by: Actor, complaint_id: int, answer: str, version: int | None = None) -> Complaint:
    """The office does not take it up and tells the complainant why, and who else may help. Raises NotAllowed, Refused,
    WrongState for a report that led to a case, Stale."""
    row = locked_complaint(by, complaint_id, version)
    step = COMPLAINT.target("decline", row.state)
    if row.case_id is not None:
        raise WrongState(_("A case was opened from it: answer it."))
    told = said(answer, field="answer", most=2000, missing=_("Tell the complainant why, and who can help."))
    save(row, state=ComplaintState(step.target), answer=told, closed_on=clock.today())
    settle(by=by, subject=row, rule=TRIAGE, event=step.event)
    drop_duties(by, row, step.event)
    note(by, row, step.event, told, told=True)
    return row


@transaction.atomic
def answer_complaint(
    *, by: Actor, complaint_id: int, answer: str, result: str, version: int | None = None
) -> Complaint:
    """The complainant is told what was found and done. From now on there are some working days for an objection.

    Raises NotAllowed, Refused, WrongState for a report that a child was hurt without a case, Stale.
    """
    row = locked_complaint(by, complaint_id, version)
    step = COMPLAINT.target("answer", row.state)
    if row.urgent and row.case_id is None:
        raise WrongState(
            _("Nothing was done about the report yet."),
            remedy=_("Open a case, or say what else the complaint is about."),
        )
    if result not in ComplaintResult.values:
        raise Refused(_("Say what it came to."), field="result")
    told, now = said(answer, field="answer", most=2000, missing=_("Write the answer.")), clock.now()
    days = law.number(row.region_id, law.COMPLAINT, "object_days", now.date()) or 0
    save(
        row,
        state=ComplaintState(step.target),
        answer=told,
        result=result,
        answered_at=now,
        answered_on=now.date(),
        answered_by_id=by.user_id,
        object_until=due_after(now.date(), days) if days else now.date(),
    )
    settle(by=by, subject=row, rule=ANSWER, event=step.event, at=now)
    note(by, row, step.event, told, told=True, result=result)
    return row


@transaction.atomic
def close_complaint(*, by: Actor, complaint_id: int, version: int | None = None) -> Complaint:
    """An answered complaint is closed before the days for an objection are over. Raises NotAllowed, Stale."""
    row = locked_complaint(by, complaint_id, version)
    step = COMPLAINT.target("close", row.state)
    save(row, state=ComplaintState(step.target), closed_on=clock.today())
    note(by, row, step.event)
    return row


@transaction.atomic
def reveal_complainant(*, by: Actor, complaint_id: int, reason: str) -> str:
    """How the complainant can be reached. Who looked, when and why is on the trail before it is shown.

    Raises NotAllowed, Refused without a reason.
    """
    row: Complaint = Complaint.objects.get(pk=complaint_id)
    allow(by, Action.COMPLAINT_CONTACT, row)
    why = said(reason, field="reason", most=500, missing=_("Say why you need it."))
    return reveal(
        by=by,
        subject=row,
        field="contact",
        region=row.region_id,
        reason=why,
        event="complaint.contact_revealed",
    )


def _case_is(by: Actor, row: Complaint, case: AbuseCase, state: str) -> None:
    settle(by=by, subject=row, rule=ABUSE, event="complaint.case_opened")
    settle(by=by, subject=row, rule=TRIAGE, event="complaint.case_opened")
    save(
        row,
        state=ComplaintState(state),
        category=ComplaintCategory.ABUSE,
        urgent=True,
        case_id=case.pk,
        due_on=row.answer_by,
        taken_up_at=row.taken_up_at or clock.now(),
        assignee_id=row.assignee_id or by.user_id,
    )
    _hand_duties(by, row)


def _hand_duties(by: Actor, row: Complaint) -> None:
    rules = (TRIAGE, ANSWER, ABUSE)
    assign_open(by=by, subject=row, rules=rules, user_id=row.assignee_id, anew=True)
