"""A finding goes to another department with a day of its own; that department answers."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.models import Department
from accounts.workflow import allow
from inspections.enums import UNSETTLED, ReferralState
from inspections.errors import Refused, WrongState
from inspections.models import Referral
from inspections.tables import REFERRAL
from inspections.workflow.basis import check_version, on_trail, refuse_ended, said, save
from inspections.workflow.findings import locked_finding
from inspections.workflow.ordering import note
from kernel import clock
from obligations.workflow import cancel, open_obligation, settle
from policy.queries import working_calendar
from regions.codes import contains

RULE = "finding_referral"
_AHEAD = timedelta(days=366)


@transaction.atomic
def refer_finding(
    *, by: Actor, finding_id: int, department_id: int, reason: str, due_on: date, version: int | None = None
) -> Referral:
    """Give a finding to a department that serves the place, to be dealt with by a day. The facility's own day runs on.

    Raises NotAllowed, FacilityEnded, Refused (department, day, referred to it already), Stale.
    """
    finding = locked_finding(by, Action.RECTIFICATION_DECIDE, finding_id, version)
    step = REFERRAL.target("refer", "")
    refuse_ended(finding.facility)
    if finding.state not in UNSETTLED:
        raise WrongState(_("Only what is not put right yet is referred."))
    department = Department.objects.filter(pk=department_id).first()
    if department is None or not contains(department.region_id, finding.region_id):
        raise Refused(_("Choose a department that serves this place."), code="DEPARTMENT", field="department")
    if Referral.objects.filter(finding=finding, department=department, state=ReferralState.SENT).exists():
        raise Refused(_("It waits there already."), code="TWICE", field="department")
    _check_day(due_on)
    row = Referral.objects.create(
        region_id=finding.region_id,
        facility_id=finding.facility_id,
        finding=finding,
        department=department,
        state=ReferralState(step.target),
        reason=said(reason, field="reason", most=500, missing=_("Say what the department is asked to do.")),
        due_on=due_on,
        sent_at=clock.now(),
        sent_by_id=by.user_id,
    )
    open_obligation(
        by=by,
        rule=RULE,
        subject=row,
        trigger=row.sent_at,
        trigger_event="finding_referred",
        owner=department,
        facility_id=row.facility_id,
        named_day=due_on,
    )
    on_trail(by, step.event, row, department=department.pk, due_on=due_on.isoformat())
    note(by, finding, step.event, f"{department.name}：{row.reason}", due_on)
    return row


@transaction.atomic
def answer_referral(*, by: Actor, referral_id: int, answer: str, version: int | None = None) -> Referral:
    """The department says what it did. Raises NotAllowed, WrongState for a referral to another one, Refused, Stale."""
    row = _locked(referral_id)
    allow(by, Action.REFERRAL_ANSWER, row)
    check_version(row, version)
    if by.department_id != row.department_id:
        raise WrongState(_("This was referred to another department."))
    step = REFERRAL.target("answer_referral", row.state)
    told = said(answer, field="answer", most=1000, missing=_("Say what your department did."))
    now = clock.now()
    save(row, state=ReferralState(step.target), answer=told, answered_at=now, answered_by_id=by.user_id)
    settle(by=by, subject=row, rule=RULE, event=step.event, at=now)
    on_trail(by, step.event, row)
    note(by, row.finding, step.event, f"{row.department.name}：{told}"[:1000])
    return row


@transaction.atomic
def take_back_referral(*, by: Actor, referral_id: int, reason: str, version: int | None = None) -> Referral:
    """The referring office needs no answer any more. Raises NotAllowed, Refused, Stale."""
    row = _locked(referral_id)
    allow(by, Action.RECTIFICATION_DECIDE, row)
    check_version(row, version)
    step = REFERRAL.target("take_back", row.state)
    why = said(reason, field="reason", most=500, missing=_("Say why no answer is needed."))
    save(row, state=ReferralState(step.target))
    cancel(by=by, subject=row, rule=RULE, event=step.event)
    on_trail(by, step.event, row)
    note(by, row.finding, step.event, why)
    return row


def _locked(referral_id: int) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",))
    found: Referral = rows.select_related("finding", "department").get(pk=referral_id)
    return found


def _check_day(day: date) -> None:
    today = clock.today()
    if day <= today:
        raise Refused(_("The day has to lie in the future."), code="PAST", field="due_on")
    if day > min(today + _AHEAD, working_calendar().last):
        raise Refused(_("This day lies too far ahead."), code="TOO_FAR", field="due_on")
