"""What a registrar does with a sheet: hand it in, push its good rows, stop, discard."""

import logging
from typing import Any

from celery import signature
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import NotAllowed
from accounts.models import Department
from accounts.workflow import allow
from audit.workflow import record
from documents.models import StoredFile
from kernel import clock
from messaging.workflow import tell
from registration.enums import RowState, SheetState
from registration.errors import WrongState
from registration.models import PushSheet
from registration.tables import SHEET
from registration.workflow.checking import OTHER_OFFICE

WORK_TASK = "registration.work_on_sheet"
EVENT = "sheet_through"
_THROUGH = ("check", "refuse", "finish")
logger = logging.getLogger(__name__)


@transaction.atomic
def upload_sheet(*, by: Actor, department: Department, file: StoredFile) -> PushSheet:
    """An accepted file is handed in as a sheet of registrations; it is checked in the background."""
    step = SHEET.target("upload", "")
    sheet = PushSheet(
        region_id=file.region_id,
        department=department,
        file=file,
        name=file.original_name,
        size=file.size,
        state=step.target,
        created_at=clock.now(),
        created_by_id=by.user_id,
    )
    _may(by, sheet)
    sheet.save()
    on_trail(sheet, by, step.event)
    ring(sheet.pk)
    return sheet


@transaction.atomic
def start_sheet(*, by: Actor, sheet_id: int) -> PushSheet:
    """Push the good rows, in the background and in the name of `by`. Starting a running sheet changes nothing.

    Raises WrongState when no row can be pushed.
    """
    sheet = _locked(by, sheet_id)
    if sheet.state == SheetState.PUSHING:
        return sheet
    step = SHEET.target("start", sheet.state)
    if not sheet.rows.filter(state=RowState.GOOD).exists():
        raise WrongState(_("No row of this sheet can be pushed."))
    sheet.state, sheet.started_at, sheet.started_by_id = SheetState(step.target), clock.now(), by.user_id
    sheet.save(update_fields=["state", "started_at", "started_by"])
    on_trail(sheet, by, step.event)
    ring(sheet.pk)
    return sheet


@transaction.atomic
def stop_sheet(*, by: Actor, sheet_id: int) -> PushSheet:
    """Stop pushing: the row under way is finished, the others wait. A sheet that is through already stays so."""
    sheet = _locked(by, sheet_id)
    if sheet.state != SheetState.PUSHING:
        return sheet
    return move(sheet, by, "stop")


@transaction.atomic
def discard_sheet(*, by: Actor, sheet_id: int) -> PushSheet:
    """Put a sheet away without pushing what is left of it. What was pushed stays pushed."""
    sheet = _locked(by, sheet_id)
    return sheet if sheet.state == SheetState.DISCARDED else move(sheet, by, "discard")


def move(sheet: PushSheet, by: Actor, action: str, **data: Any) -> PushSheet:
    """Take a transition of the sheet's table, with its event. The caller has locked the row."""
    step = SHEET.target(action, sheet.state)
    sheet.state, sheet.lease, sheet.lease_until = SheetState(step.target), "", None
    if action in ("stop", "finish", "discard", "refuse"):
        sheet.finished_at = clock.now()
    sheet.save()
    on_trail(sheet, by, step.event, data)
    if action in _THROUGH:
        _tell_its_owner(sheet)
    return sheet


def _tell_its_owner(sheet: PushSheet) -> None:
    """Whoever waits for a sheet may have left the page."""
    owner = sheet.started_by_id or sheet.created_by_id
    begun = sheet.started_at.isoformat() if sheet.started_at else ""
    tell(
        event=EVENT,
        subject=sheet,
        key=f"{sheet.state}:{begun}",
        to={owner} if owner else set(),
        facility_id=None,
        facts={"state": sheet.state},
    )


def _locked(by: Actor, sheet_id: int) -> PushSheet:
    sheet = PushSheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    _may(by, sheet)
    return sheet


def _may(by: Actor, sheet: PushSheet) -> None:
    allow(by, Action.REGISTRATION_PUSH, sheet)
    if by.post is not None and by.department_id != sheet.department_id:
        raise NotAllowed(OTHER_OFFICE)


def on_trail(sheet: PushSheet, by: Actor, event: str, data: dict[str, Any] | None = None) -> None:
    record(
        by=by,
        event=event,
        region=sheet.region_id,
        subject=sheet,
        data={"file": sheet.file_id, **(data or {})},
    )


def ring(sheet_id: int) -> None:
    """Wake a worker once this is committed. A lost ring costs seconds, not rows: the beat rings again."""
    transaction.on_commit(lambda: call_worker(sheet_id))


def call_worker(sheet_id: int) -> None:
    try:
        signature(WORK_TASK, args=(sheet_id,)).apply_async(retry=False)
    except Exception:
        logger.warning("no broker to ring for %s", WORK_TASK, exc_info=True)
