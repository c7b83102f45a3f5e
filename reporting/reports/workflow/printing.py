"""Files of a report: asked for, stopped, taken out. The row is the job; what a worker does with it is in print_work."""

import logging
from typing import Any

from celery import signature
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.errors import DomainError, NotAllowed
from audit.models import Outcome
from audit.workflow import record
from documents import storage
from kernel import clock
from kernel.decision import refused
from reporting.enums import PrintForm, PrintState
from reporting.models import Report, ReportEdition, ReportPrint
from reporting.reports.gathering import content_of
from reporting.reports.permissions import may_view
from reporting.reports.queries import countersigning

PRINT_TASK = "reporting.print_reports"
NOT_ASKED = refused("NOT_YOURS", _("Somebody else asked for this file."))
logger = logging.getLogger(__name__)


@transaction.atomic
def ask_print(*, by: Actor, report_id: int, form: str, edition: int = 0) -> ReportPrint:
    """A file of a report will be made in the background. `edition` 0: the report as it reads at this moment, as a draft.

    The same asked twice while the first still waits is one file. Raises NotAllowed, DomainError with field `form` or
    `edition`, Report.DoesNotExist.
    """
    report = _visible(by, report_id)
    if form not in PrintForm.values:
        raise DomainError(_("Choose a kind of file."), field="form")
    content = _content(report, edition)
    waiting = ReportPrint.objects.filter(
        report=report, form=form, edition=edition, content=content, state=PrintState.WAITING, asked_by_id=by.user_id,
        asked_to_stop=False,
    )  # fmt: skip
    found: ReportPrint | None = waiting.first()
    if found is not None:
        return found
    row = ReportPrint.objects.create(
        region_id=report.region_id, facility_id=report.facility_id, report=report, form=form, edition=edition,
        content=content, asked_at=clock.now(), asked_by_id=by.user_id,
    )  # fmt: skip
    _note(by, row, "report.printed")
    transaction.on_commit(ring)
    return row


def _visible(by: Actor, report_id: int) -> Report:
    report: Report = Report.objects.get(pk=report_id)
    asked = {each.office_id for each in countersigning(report) if each.office_id is not None}
    if not (decision := may_view(by, report, asked)):
        raise NotAllowed(decision)
    return report


def _content(report: Report, edition: int) -> dict[str, Any]:
    if not edition:
        return content_of(report).as_json()
    kept = (
        ReportEdition.objects.filter(report=report, number=edition).values_list("content", flat=True).first()
    )
    if kept is None:
        raise DomainError(_("There is no such edition of this report."), field="edition")
    content: dict[str, Any] = kept
    return content


@transaction.atomic
def stop_print(*, by: Actor, print_id: int) -> ReportPrint:
    """Cancel a file that is being made: at once when nobody works on it, else at the worker's next step.

    Who asked for it may; one that is made already stays. Raises NotAllowed, ReportPrint.DoesNotExist.
    """
    row: ReportPrint = ReportPrint.objects.select_for_update(of=("self",)).get(pk=print_id)
    _visible(by, row.report_id)
    if row.asked_by_id != by.user_id:
        raise NotAllowed(NOT_ASKED)
    if row.state != PrintState.WAITING or row.asked_to_stop:
        return row
    row.asked_to_stop = True
    if not ReportPrint.objects.filter(pk=row.pk, lease_until__gt=Now()).exists():
        row.state, row.lease_until = PrintState.STOPPED, None
    row.save(update_fields=["asked_to_stop", "state", "lease_until"])
    _note(by, row, "report.print_stopped")
    return row


@transaction.atomic
def download_print(*, by: Actor, print_id: int) -> tuple[ReportPrint, bytes]:
    """A finished file with its bytes; written on the trail before they leave.

    Raises NotAllowed, DigestMismatch, ReportPrint.DoesNotExist (also while it is being made).
    """
    row: ReportPrint = ReportPrint.objects.get(pk=print_id, state=PrintState.READY)
    _visible(by, row.report_id)
    content = storage.read(row.storage_key, sha256=row.sha256)
    _note(by, row, "report.print_downloaded", outcome=Outcome.READ, sha256=row.sha256)
    return row, content


def _note(by: Actor, row: ReportPrint, event: str, *, outcome: Outcome = Outcome.DONE, **data: Any) -> None:
    record(
        by=by, event=event, region=row.region_id, subject=row, facility_id=row.facility_id, outcome=outcome,
        data={"report": row.report_id, "form": row.form, "edition": row.edition, **data},
    )  # fmt: skip


def ring() -> None:
    """Wake a worker. A lost or refused ring costs seconds: the beat rings again."""
    try:
        signature(PRINT_TASK).apply_async(retry=False)
    except Exception:
        logger.warning("no broker to ring for %s", PRINT_TASK, exc_info=True)
