"""Opening, settling and replacing duties. Called by the verbs of other apps, inside their transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.enums import DepartmentKind
from accounts.errors import DomainError
from accounts.models import Department
from accounts.queries import department_for, members
from accounts.workflow import allow
from audit.workflow import record
from kernel import clock
from obligations.enums import FACILITY, Status
from obligations.models import Obligation
from policy.queries import deadline, due_on_named_day
from regions.codes import ancestor, contains
from regions.enums import Level


@transaction.atomic(savepoint=False)
def open_obligation(
    *,
    by: Actor,
    rule: str,
    subject: Any,
    trigger: date | datetime,
    trigger_event: str,
    owner: Department | None = None,
    facility_id: int | None = None,
    replaces: Obligation | None = None,
    assignee_id: int | None = None,
    named_day: date | None = None,
    counted: bool = True,
) -> Obligation:
    """A duty begins. Its due date follows from the rule in force on the trigger date where the subject lies.

    `subject` is a saved tenant row. `owner` None means the facility itself owes it. A plain date as trigger
    stands for its midnight in China. `named_day` is the due date where the decision itself names it; no later
    calendar moves it; `counted` False leaves out the working days up to it, where a paper says the day. Opening a duty that is open already returns the open one.
    """
    kind = subject._meta.label_lower
    existing = Obligation.objects.filter(
        subject_type=kind, subject_id=subject.pk, rule=rule, status=Status.OPEN
    )
    if (row := existing.first()) is not None:
        return row
    result = deadline(subject.region_id, rule, trigger)
    if named_day is not None:
        result = due_on_named_day(result, named_day, counted=counted)
    at = (
        trigger
        if isinstance(trigger, datetime)
        else datetime.combine(trigger, datetime.min.time(), clock.ZONE)
    )
    row = Obligation.objects.create(
        region_id=subject.region_id,
        facility_id=facility_id,
        rule=rule,
        subject_type=kind,
        subject_id=subject.pk,
        owner_kind=owner.kind if owner else FACILITY,
        owner=owner,
        trigger_event=trigger_event,
        trigger_at=at,
        trigger_on=result.trigger_on,
        days=result.days,
        due_on=result.due_on,
        due_status=result.status,
        missing_years=list(result.missing_years),
        counted_days=[day.isoformat() for day in result.counted_days],
        source=result.source.as_json(),
        pack=result.policy["pack"],
        pack_version=result.policy["version"],
        calendar_version=result.calendar_version or "",
        opened_at=clock.now(),
        replaces=replaces,
        assignee_id=assignee_id,
    )
    record(
        by=by,
        event="obligation.opened",
        region=row.region_id,
        subject=row,
        facility_id=facility_id,
        data={"rule": rule, "due_on": str(row.due_on or ""), "due_status": row.due_status},
    )
    return row


def about_facility(*, duty: Obligation, facility_id: int) -> None:
    """The facility a duty concerns became known after the duty began; both lie in the same place."""
    duty.facility_id = facility_id
    duty.save(update_fields=["facility"])


def open_row(subject: Any, rule: str) -> Obligation | None:
    """The open duty of a subject under a rule, locked, or None."""
    return (
        Obligation.objects.select_for_update(of=("self",))
        .filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, rule=rule, status=Status.OPEN)
        .first()
    )


def settle(
    *, by: Actor, subject: Any, rule: str, event: str, at: datetime | None = None
) -> Obligation | None:
    """What was owed has been done: in time when the Chinese date of `at` is not after the due date.

    Returns the settled row, or None when nothing was open (the duty may never have been known).
    """
    if (row := open_row(subject, rule)) is None:
        return None
    moment = at or clock.now()
    on = clock.local_date(moment)
    late = row.due_on is not None and on > row.due_on
    return _close(row, by=by, status=Status.MET_LATE if late else Status.MET, at=moment, event=event)


def supersede(*, by: Actor, subject: Any, rule: str, event: str) -> Obligation | None:
    """The duty is replaced by a later one of the same rule: the clock starts anew (domain 7.12)."""
    if (row := open_row(subject, rule)) is None:
        return None
    return _close(row, by=by, status=Status.SUPERSEDED, at=clock.now(), event=event)


def cancel(*, by: Actor, subject: Any, rule: str, event: str) -> Obligation | None:
    """The duty fell away, because its ground did (a withdrawn filing, a cancelled facility)."""
    if (row := open_row(subject, rule)) is None:
        return None
    return _close(row, by=by, status=Status.CANCELLED, at=clock.now(), event=event)


def cancel_all(*, by: Actor, facility_id: int, event: str) -> int:
    """Cancel every open duty of a facility that ended; returns how many."""
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        facility_id=facility_id, status=Status.OPEN
    )
    now = clock.now()
    return len([_close(row, by=by, status=Status.CANCELLED, at=now, event=event) for row in rows])


def _close(row: Obligation, *, by: Actor, status: Status, at: datetime, event: str) -> Obligation:
    row.status, row.settled_at, row.settled_on = status, at, clock.local_date(at)
    row.settled_event, row.settled_by_id = event, by.user_id
    row.save(update_fields=["status", "settled_at", "settled_on", "settled_event", "settled_by"])
    record(
        by=by,
        event=f"obligation.{status.lower()}",
        region=row.region_id,
        subject=row,
        facility_id=row.facility_id,
        data={"rule": row.rule, "event": event},
    )
    return row


def hand_over(*, by: Actor, facility_id: int, event: str) -> int:
    """The facility lies elsewhere now: what an office owes about it passes to the office of that kind there.

    Due dates stay as they were announced; whoever had taken the work up lets it go. Returns how many duties passed
    over. Raises DomainError (NO_OFFICE) where the new place has no such office.
    """
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        facility_id=facility_id, status=Status.OPEN, owner__isnull=False
    )
    passed = 0
    for row in rows.select_related("owner").order_by("id"):
        if row.owner is None or contains(row.owner.region_id, row.region_id):
            continue
        office = department_for(row.region_id, (DepartmentKind(row.owner_kind),))
        if office is None or not contains(ancestor(row.region_id, Level.DISTRICT), office.region_id):
            raise DomainError(
                _("No office there can take over what is still owed."), code="NO_OFFICE", field="street"
            )
        old, row.owner, row.assignee_id = row.owner_id, office, None
        row.save(update_fields=["owner", "assignee"])
        record(
            by=by,
            event="obligation.handed_over",
            region=row.region_id,
            subject=row,
            facility_id=facility_id,
            data={"rule": row.rule, "event": event, "from": old, "to": office.pk},
        )
        passed += 1
    return passed


@transaction.atomic
def urge(*, by: Actor, obligation_id: int) -> Obligation:
    """Remind the owner of a duty (催办): counted, dated, on the trail. Raises Obligation.DoesNotExist out of scope."""
    row = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation_id)
    allow(by, Action.OBLIGATION_URGE, row)
    if row.status != Status.OPEN:
        raise DomainError(_("This is settled already."), code="SETTLED")
    row.urged_at, row.urged_count = clock.now(), row.urged_count + 1
    row.save(update_fields=["urged_at", "urged_count"])
    record(by=by, event="obligation.urged", region=row.region_id, subject=row, facility_id=row.facility_id)
    return row


@transaction.atomic
def assign(*, by: Actor, obligation_id: int, user_id: int | None) -> Obligation:
    """Give a duty to one person of the owning office, or back to the office (None)."""
    row = Obligation.objects.select_for_update(of=("self",)).get(pk=obligation_id)
    allow(by, Action.OBLIGATION_ASSIGN, row)
    if user_id is not None and user_id not in dict(members(row.owner_id or 0)):
        raise DomainError(_("This person does not work in the office that owes it."), field="user")
    row.assignee_id = user_id
    row.save(update_fields=["assignee"])
    record(
        by=by,
        event="obligation.assigned",
        region=row.region_id,
        subject=row,
        facility_id=row.facility_id,
        data={"user": user_id},
    )
    return row


def assign_open(*, by: Actor, subject: Any, rules: Sequence[str], user_id: int | None) -> int:
    """Give the open duties of a subject to the person who took it up; those given to somebody already stay."""
    rows = Obligation.objects.filter(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        rule__in=rules,
        status=Status.OPEN,
        assignee=None,
    )
    return rows.update(assignee_id=user_id)
