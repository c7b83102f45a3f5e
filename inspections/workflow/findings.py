"""A finding on its way: extended, reported as put right, verified by another person, sent back, reopened, withdrawn."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.workflow import allow
from documents.models import StoredFile
from inspections.enums import FindingState, Stage
from inspections.errors import Refused, SamePerson
from inspections.models import Finding, FindingFile
from inspections.queries import law
from inspections.tables import FINDING
from inspections.workflow.basis import check_version, refuse_ended, said, save
from inspections.workflow.ordering import (
    OVERDUE,
    RECHECK,
    RECTIFY,
    drop_duties,
    due_after,
    note,
    owe_rectification,
)
from kernel import clock
from obligations.workflow import open_obligation, settle


def locked_finding(by: Actor, action: Action, finding_id: int, version: int | None = None) -> Finding:
    """The finding, locked, if `by` may do `action` to it. Raises Finding.DoesNotExist, NotAllowed, Stale."""
    row: Finding = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("facility", "office")
        .get(pk=finding_id)
    )
    allow(by, action, row)
    check_version(row, version)
    return row


@transaction.atomic
def report_rectified(
    *, by: Actor, finding_id: int, text: str, files: Sequence[StoredFile] = (), version: int | None = None
) -> Finding:
    """The facility says what it put right, with proofs; the recheck is now the office's, in the days of DL-04c.

    An inspector who saw it put right on the spot may report it too; then another one verifies. Raises NotAllowed,
    Refused, FacilityEnded, Stale.
    """
    action = Action.RECTIFICATION_REPORT if by.post is None else Action.INSPECTION_RECORD
    row = locked_finding(by, action, finding_id, version)
    step = FINDING.target("report", row.state)
    refuse_ended(row.facility)
    report = said(text, field="text", most=1000, missing=_("Say what was put right."))
    now = clock.now()
    save(row, state=FindingState(step.target), report=report, reported_at=now, reported_by_id=by.user_id)
    FindingFile.objects.bulk_create(
        FindingFile(
            region_id=row.region_id,
            facility_id=row.facility_id,
            finding=row,
            file=file,
            stage=Stage.AFTER,
            taken_at=file.uploaded_at,
        )
        for file in files
    )
    for rule in (RECTIFY, OVERDUE):
        settle(by=by, subject=row, rule=rule, event=step.event, at=now)
    open_obligation(
        by=by,
        rule=RECHECK,
        subject=row,
        trigger=now,
        trigger_event="finding_reported",
        owner=row.office,
        facility_id=row.facility_id,
    )
    note(by, row, step.event, report, files=len(files))
    return row


@transaction.atomic
def verify_rectified(*, by: Actor, finding_id: int, outcome: str = "", version: int | None = None) -> Finding:
    """Another person than the one who reported it finds it put right: the finding is closed.

    Raises NotAllowed, SamePerson, Stale.
    """
    row = locked_finding(by, Action.RECTIFICATION_VERIFY, finding_id, version)
    step = FINDING.target("verify", row.state)
    _another(by, row)
    now = clock.now()
    save(
        row,
        state=FindingState(step.target),
        verified_at=now,
        verified_by_id=by.user_id,
        outcome=outcome.strip()[:500],
        closed_on=now.date(),
    )
    settle(by=by, subject=row, rule=RECHECK, event=step.event, at=now)
    drop_duties(by, row, step.event)
    note(by, row, step.event, outcome.strip()[:500])
    return row


@transaction.atomic
def reject_rectification(
    *, by: Actor, finding_id: int, reason: str, days: int, version: int | None = None
) -> Finding:
    """The recheck finds it not put right: the facility owes it again, within new working days from today.

    Raises NotAllowed, SamePerson, Refused, Stale.
    """
    row = locked_finding(by, Action.RECTIFICATION_VERIFY, finding_id, version)
    step = FINDING.target("reject", row.state)
    _another(by, row)
    why = said(reason, field="reason", most=1000, missing=_("Say what is still not right."))
    settle(by=by, subject=row, rule=RECHECK, event=step.event)
    return _owed_again(by, row, step, why, days)


@transaction.atomic
def reopen_finding(
    *, by: Actor, finding_id: int, reason: str, days: int, version: int | None = None
) -> Finding:
    """What was closed is wrong again: the facility owes it anew. Raises NotAllowed, FacilityEnded, Refused, Stale."""
    row = locked_finding(by, Action.RECTIFICATION_DECIDE, finding_id, version)
    step = FINDING.target("reopen", row.state)
    refuse_ended(row.facility)
    why = said(reason, field="reason", most=1000, missing=_("Say why it is opened again."))
    cleared = {"verified_at": None, "verified_by_id": None, "closed_on": None, "reopened": row.reopened + 1}
    return _owed_again(by, row, step, why, days, **cleared)


@transaction.atomic
def extend_finding(
    *, by: Actor, finding_id: int, days: int, reason: str, version: int | None = None
) -> Finding:
    """The facility gets so many working days more, from the day that was set, or from today where that has passed.

    Raises NotAllowed, Refused, Stale.
    """
    row = locked_finding(by, Action.RECTIFICATION_DECIDE, finding_id, version)
    step = FINDING.target("extend", row.state)
    why = said(reason, field="reason", most=1000, missing=_("Say why more time is given."))
    _check_days(row, days)
    later = due_after(max(row.due_on, clock.today()), days)
    settle(by=by, subject=row, rule=OVERDUE, event=step.event)
    save(row, due_on=later, extended=row.extended + 1, escalated_on=None, escalated_to_id=None)
    owe_rectification(by, row)
    note(by, row, step.event, why, later)
    return row


@transaction.atomic
def withdraw_finding(*, by: Actor, finding_id: int, reason: str, version: int | None = None) -> Finding:
    """The finding was none: it stays on record with the reason, nobody owes anything. Raises NotAllowed, Refused, Stale."""
    row = locked_finding(by, Action.RECTIFICATION_DECIDE, finding_id, version)
    step = FINDING.target("withdraw", row.state)
    why = said(reason, field="reason", most=500, missing=_("Say why it is withdrawn."))
    save(row, state=FindingState(step.target), outcome=why)
    drop_duties(by, row, step.event)
    note(by, row, step.event, why)
    return row


def _another(by: Actor, row: Finding) -> None:
    """Raise SamePerson unless somebody else reported it as put right; the table refuses it too."""
    if by.user_id is None or by.user_id == row.reported_by_id:
        raise SamePerson(
            _("Who reported it as put right cannot verify it."), remedy=_("Ask a colleague to recheck it.")
        )


def _owed_again(by: Actor, row: Finding, step: Any, why: str, days: int, **values: Any) -> Finding:
    _check_days(row, days)
    due = due_after(clock.today(), days)
    save(
        row,
        state=FindingState(step.target),
        due_on=due,
        limit_days=days,
        escalated_on=None,
        escalated_to_id=None,
        **values,
    )
    owe_rectification(by, row)
    note(by, row, step.event, why, due)
    return row


def _check_days(row: Finding, days: int) -> None:
    most = law.number(row.region_id, law.LIMIT, "most_days", clock.today()) or 60
    if not 1 <= days <= most:
        raise Refused(
            _("Give between 1 and %(most)s working days.") % {"most": most}, code="LIMIT", field="days"
        )
