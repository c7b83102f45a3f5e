"""Settling, replacing and handing over duties. Called by the verbs of other apps, inside their transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.enums import DepartmentKind
from accounts.errors import DomainError
from accounts.queries import department_for, members
from accounts.workflow import allow
from audit.workflow import Happened, record, record_all
from kernel import clock
from messaging.queries.reach import operators_of
from messaging.workflow import tell
from obligations.enums import Status
from obligations.models import Obligation
from regions.codes import ancestor, contains
from regions.enums import Level


def about_facility(*, duty: Obligation, facility_id: int) -> None:
    """The facility a duty concerns became known after the duty began; both lie in the same place."""
    duty.facility_id = facility_id
    duty.save(update_fields=["facility"])


def open_row(subject: Any, rule: str) -> Obligation | None:
    """The open duty of a subject under a rule, locked, or None."""
    return open_rows([subject], rule).get(subject.pk)


def open_rows(subjects: Sequence[Any], rule: str) -> dict[int, Obligation]:
    """Subject → its open duty under a rule, locked. The subjects are rows of one kind."""
    if not subjects:
        return {}
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        subject_type=subjects[0]._meta.label_lower,
        subject_id__in=[subject.pk for subject in subjects],
        rule=rule,
        status=Status.OPEN,
    )
    return {row.subject_id: row for row in rows.order_by("-id")}


def settle(
    *, by: Actor, subject: Any, rule: str, event: str, at: datetime | None = None
) -> Obligation | None:
    """What was owed has been done: in time when the Chinese date of `at` is not after the due date.

    Returns the settled row, or None when nothing was open (the duty may never have been known).
    """
    row = open_row(subject, rule)
    settle_all(by=by, rows=[row] if row else [], event=event, at=at)
    return row


def supersede(*, by: Actor, subject: Any, rule: str, event: str) -> Obligation | None:
    """The duty is replaced by a later one of the same rule: the clock starts anew (domain 7.12)."""
    row = open_row(subject, rule)
    supersede_all(by=by, rows=[row] if row else [], event=event)
    return row


def cancel(*, by: Actor, subject: Any, rule: str, event: str) -> Obligation | None:
    """The duty fell away, because its ground did (a withdrawn filing, a cancelled facility)."""
    row = open_row(subject, rule)
    cancel_rows(by=by, rows=[row] if row else [], event=event)
    return row


def cancel_all(*, by: Actor, facility_id: int, event: str) -> int:
    """Cancel every open duty of a facility that ended; returns how many."""
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        facility_id=facility_id, status=Status.OPEN
    )
    found = list(rows)
    cancel_rows(by=by, rows=found, event=event)
    return len(found)


def settle_all(*, by: Actor, rows: Sequence[Obligation], event: str, at: datetime | None = None) -> None:
    """Settle open, locked duties as `settle` does: a handful of statements, however many."""
    moment = at or clock.now()
    on = clock.local_date(moment)
    late = [row for row in rows if row.due_on is not None and on > row.due_on]
    timely = [row for row in rows if row.due_on is None or on <= row.due_on]
    _close(late, by=by, status=Status.MET_LATE, at=moment, event=event)
    _close(timely, by=by, status=Status.MET, at=moment, event=event)


def supersede_all(*, by: Actor, rows: Sequence[Obligation], event: str) -> None:
    """Supersede open, locked duties as `supersede` does."""
    _close(rows, by=by, status=Status.SUPERSEDED, at=clock.now(), event=event)


def cancel_rows(*, by: Actor, rows: Sequence[Obligation], event: str) -> None:
    """Cancel open, locked duties as `cancel` does."""
    _close(rows, by=by, status=Status.CANCELLED, at=clock.now(), event=event)


def _close(rows: Sequence[Obligation], *, by: Actor, status: Status, at: datetime, event: str) -> None:
    if not rows:
        return
    facts: dict[str, Any] = {
        "status": status,
        "settled_at": at,
        "settled_on": clock.local_date(at),
        "settled_event": event,
        "settled_by_id": by.user_id,
    }
    for row in rows:
        for name, value in facts.items():
            setattr(row, name, value)
    Obligation.objects.filter(pk__in=[row.pk for row in rows]).update(**facts)
    record_all(
        by=by,
        happened=[
            Happened(
                f"obligation.{status.lower()}",
                row.region_id,
                row,
                row.facility_id,
                data={"rule": row.rule, "event": event},
            )
            for row in rows
        ],
    )


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
    tell(
        event="urged",
        subject=row,
        key=f"urged:{row.urged_count}",
        to=_owing(row),
        facility_id=row.facility_id,
        facts={"due": str(row.due_on or "")},
    )
    return row


def _owing(row: Obligation) -> set[int]:
    """The people who can do what is owed: who took it up, else the office, else who acts for the facility."""
    if row.owner_id is None:
        return operators_of(row.facility_id, clock.today()) if row.facility_id else set()
    desk = {user for user, _name in members(row.owner_id)}
    return {row.assignee_id} if row.assignee_id in desk else desk


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


def assign_open(
    *, by: Actor, subject: Any, rules: Sequence[str], user_id: int | None, anew: bool = False
) -> int:
    """Give the open duties of a subject to the person who took it up; those given to somebody already stay.

    `anew`: whoever had them passes them on; the caller writes the event.
    """
    rows = Obligation.objects.filter(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        rule__in=rules,
        status=Status.OPEN,
    )
    return (rows if anew else rows.filter(assignee=None)).update(assignee_id=user_id)
