"""What was done for a recurring duty is recorded, counted for its period, or withdrawn; a missed one can be ordered."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import NotAllowed
from accounts.models import Department
from accounts.permissions import NOT_GRANTED
from accounts.workflow import allow
from documents.models import StoredFile
from inspections.enums import DUTY_OVER, ActResult, ActState, DutyState, Origin
from inspections.errors import Refused, WrongState
from inspections.models import DutyAct, DutyPeriod, Finding
from inspections.permissions import may_record_act
from inspections.queries import duty_law, law
from inspections.queries.duty_law import DutyLaw
from inspections.tables import ACT, DUTY
from inspections.workflow.basis import check_version, living, on_trail, refuse_ended, said, save, short_enough
from inspections.workflow.ordering import Found, order_finding
from inspections.workflow.recurring import DONE
from kernel import clock
from obligations.models import Obligation
from obligations.workflow import Common, cancel, open_set, settle
from policy.enums import Severity

#: More of them on one day are a slip of the hand.
MOST_TIMES = 50


@dataclass(frozen=True)
class Act:
    """What was done: on which day, how often, what, with which paper; `because` where it is entered late."""

    done_on: date
    text: str
    times: int = 1
    result: str = ""
    file: StoredFile | None = None
    because: str = ""
    client_key: str = ""


@transaction.atomic
def record_act(*, by: Actor, duty_id: int, act: Act) -> DutyAct:
    """Write down what was done for a duty; every period of it in which the day lies is counted anew.

    The same `client_key` is the same act. Raises NotAllowed, FacilityEnded, Refused (future, too late, how often, a paper or
    result that is lacking), WrongState for a duty that is over.
    """
    row = _locked(duty_id)
    wanted = _law(row)
    _allow(by, row, wanted)
    if known := DutyAct.objects.filter(
        region=row.region_id, duty=row.duty, client_key=act.client_key or "-"
    ).first():
        return known
    if row.facility is not None:
        refuse_ended(row.facility)
    if row.late and row.state in DUTY_OVER:
        raise WrongState(_("This duty is over."))
    _check(row, wanted, act)
    step, now = ACT.target("record", ""), clock.now()
    made = DutyAct.objects.create(
        region_id=row.region_id,
        facility_id=row.facility_id,
        duty=row.duty,
        period=row if row.late else None,
        done_on=act.done_on,
        times=act.times,
        text=said(act.text, field="text", most=500, missing=_("Say what was done.")),
        result=act.result,
        file=act.file,
        because=short_enough(act.because.strip(), field="because", most=300),
        state=ActState(step.target),
        client_key=act.client_key[:80],
        department_id=by.department_id,
        recorded_at=now,
        recorded_by_id=by.user_id,
    )
    facts = {"duty": row.duty, "on": act.done_on.isoformat(), "count": act.times}
    on_trail(by, step.event, made, **facts)
    _recount(by, made)
    return made


@transaction.atomic
def withdraw_act(*, by: Actor, act_id: int, reason: str, version: int | None = None) -> DutyAct:
    """The act was none: it stays on record and counts no more. Whoever recorded it or the office that follows it may.

    Raises NotAllowed, Refused without a reason, Stale.
    """
    row: DutyAct = DutyAct.objects.select_for_update(of=("self",)).select_related("facility").get(pk=act_id)
    allow(by, Action.DUTY_RECORD, row)
    if by.user_id != row.recorded_by_id and (by.post is None or by.post.kind != "HEALTH"):
        raise NotAllowed(NOT_GRANTED)
    check_version(row, version)
    step = ACT.target("withdraw", row.state)
    why = said(reason, field="reason", most=300, missing=_("Say why it does not count."))
    gone = {"withdrawn_at": clock.now(), "withdrawn_by_id": by.user_id, "withdrawn_because": why}
    save(row, state=ActState(step.target), **gone)
    on_trail(by, step.event, row, duty=row.duty)
    _recount(by, row)
    return row


@transaction.atomic
def order_for_duty(*, by: Actor, duty_id: int, problem: str, days: int) -> Finding:
    """A facility that missed its duty is ordered to make it good, within working days: a finding like one of a visit.

    Raises NotAllowed, FacilityEnded, WrongState (not missed, ordered already, not the facility's duty), Refused.
    """
    row = _locked(duty_id)
    allow(by, Action.RECTIFICATION_DECIDE, row)
    if row.facility_id is None or row.office_id is not None:
        raise WrongState(_("Only what a facility owes can be ordered."))
    if row.state not in (DutyState.MISSED, DutyState.LOST) or row.finding_id is not None:
        raise WrongState(_("Only a missed duty can be ordered, once."))
    step = DUTY.target("order_for", row.state)
    most = law.number(row.region_id, law.LIMIT, "most_days", clock.today()) or 60
    if not 1 <= days <= most:
        raise Refused(
            _("Give between 1 and %(most)s working days.") % {"most": most}, code="LIMIT", field="days"
        )
    facility = living(row.facility_id)
    wanted = _law(row)
    found = Found(
        problem=problem,
        severity=Severity.WARN,
        source=row.source,
        days=days,
        text={"zh": wanted.rule.action.zh, "en": wanted.rule.action.en},
        code=row.duty,
        origin=Origin.DUTY,
    )
    office = Department.objects.get(pk=by.department_id or 0)
    finding = order_finding(by=by, facility=facility, office=office, found=found)
    save(row, finding=finding)
    on_trail(by, step.event, row, duty=row.duty, finding=finding.pk)
    return finding


def fall_away(by: Actor, facility_id: int, event: str) -> None:
    """A facility that ended owes nothing any more. Called inside the transaction that ends it."""
    rows = DutyPeriod.objects.select_for_update(of=("self",)).filter(
        facility_id=facility_id, state__in=(DutyState.OPEN, DutyState.MISSED)
    )
    for row in rows.order_by("id"):
        step = DUTY.target("fall_away", row.state)
        save(row, state=DutyState(step.target))
        cancel(by=by, subject=row, rule=row.rule, event=event)
        on_trail(by, step.event, row, duty=row.duty)


def _locked(duty_id: int) -> DutyPeriod:
    """Raises DutyPeriod.DoesNotExist."""
    rows = DutyPeriod.objects.select_for_update(of=("self",)).select_related("facility")
    found: DutyPeriod = rows.get(pk=duty_id)
    return found


def _law(row: DutyPeriod) -> DutyLaw:
    found = duty_law.duty_of(row.region_id, row.duty, clock.today())
    if found is None:
        raise WrongState(_("No text in force asks for this any more."))
    return found


def _allow(by: Actor, row: DutyPeriod, wanted: DutyLaw) -> None:
    if not (decision := may_record_act(by, row, wanted.value.by)):
        raise NotAllowed(decision)


def _check(row: DutyPeriod, wanted: DutyLaw, act: Act) -> None:
    today = clock.today()
    free, most = duty_law.late_entry(row.region_id, today)
    back = (today - act.done_on).days
    if back < 0:
        raise Refused(_("What was done cannot lie in the future."), code="FUTURE", field="done_on")
    if back > most and not row.late:
        words = ngettext_lazy(
            "It can be entered at most %(n)s day afterwards.",
            "It can be entered at most %(n)s days afterwards.",
            most,
        )
        raise Refused(words % {"n": most}, code="TOO_LATE", field="done_on")
    if act.done_on < row.starts_on and row.late:
        raise Refused(_("This day lies before the period."), code="BEFORE", field="done_on")
    if back > free and not act.because.strip():
        raise Refused(_("Say why it is entered so late."), code="BACKDATED", field="because")
    if not 1 <= act.times <= MOST_TIMES or (row.late and act.times != 1):
        most_times = 1 if row.late else MOST_TIMES
        raise Refused(_("Give between 1 and %(most)s.") % {"most": most_times}, code="TIMES", field="times")
    if wanted.value.paper and act.file is None:
        raise Refused(_("Attach the paper."), code="NO_PAPER", field="file")
    if wanted.value.verdict != (act.result in ActResult.values):
        raise Refused(_("Say whether it was passed."), code="RESULT", field="result")


def _recount(by: Actor, act: DutyAct) -> None:
    """Count the periods that an act concerns anew, and move those whose count says something else now."""
    same = DutyPeriod.objects.select_for_update(of=("self",)).filter(duty=act.duty)
    same = same.filter(facility_id=act.facility_id) if act.facility_id else same.filter(
        facility_id=None, region_id=act.region_id
    )  # fmt: skip
    if act.period_id:
        same = same.filter(pk=act.period_id)
    else:
        same = same.filter(counts_from__lte=act.done_on, last_on__gte=act.done_on)
    rows = list(same.order_by("id"))
    counts = _counts([row.pk for row in rows])
    for row in rows:
        _moved(by, row, act, counts[row.pk])


def _counts(ids: list[int]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"ids": ids})
        return dict(cursor.fetchall())


_COUNTS = f"SELECT t.id, {DONE} FROM inspections_dutyperiod t WHERE t.id = ANY(%(ids)s)"


def _moved(by: Actor, row: DutyPeriod, act: DutyAct, done: int) -> None:
    """Write how often it was done now, and the state that follows; what is owed ends or begins again with it."""
    enough = done >= row.needed
    if row.state in DUTY_OVER or enough == (row.state == DutyState.MET):
        save(row, done=done)
        return
    if enough:
        step = DUTY.target("meet", row.state)
        save(row, done=done, state=DutyState(step.target), met_on=act.done_on)
        settle(by=by, subject=row, rule=row.rule, event=step.event, at=_settled_at(row, act.done_on))
    else:
        step = DUTY.target("miss" if row.last_on < clock.today() else "unmeet", row.state)
        save(row, done=done, state=DutyState(step.target), met_on=None)
        open_set(by=by, subject=DutyPeriod, ids=[row.pk], common=_again(row))
    on_trail(by, step.event, row, duty=row.duty, count=row.done)


def _settled_at(row: DutyPeriod, day: date) -> datetime:
    """When what is owed was done. A day that the text still allows is in time, also where we ask for it before a day off."""
    on = min(day, row.due_on) if day <= row.last_on else day
    return datetime.combine(on, time(12), clock.ZONE)


def _again(row: DutyPeriod) -> Common:
    before: Any = Obligation.objects.filter(
        subject_type=DutyPeriod._meta.label_lower, subject_id=row.pk, rule=row.rule
    ).order_by("-id").first()  # fmt: skip
    status = before.due_status if before else "FIRM"
    return Common(row.rule, "period_began", row.due_on, status, row.source, row.pack, row.pack_version)
