"""Making the files that were asked for: any number of workers, each file once, and a killed worker loses nothing."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.actors import system_actor
from audit.workflow import record
from documents import storage
from jobs.leases import claim_oldest, held, next_try
from jobs.workflow import Cancelled
from kernel import clock
from messaging.workflow import tell
from regions.scope import nation_scope
from reporting.enums import PrintForm, PrintState, ReportState
from reporting.models import Report, ReportEdition, ReportPrint
from reporting.reports.content import Content, digest_of
from reporting.reports.figures import chinese_day
from reporting.reports.papers.docx import build_docx
from reporting.reports.papers.pdf import build_pdf, page_count
from reporting.reports.papers.xlsx import build_xlsx
from reporting.reports.printed import EVENT

#: Longer than any step of a file takes; each step renews it.
LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 3
_PRINTER = system_actor("Printing of reports")
_QUEUE = "files of reports of all places wait in one queue"
#: A newest edition in one of these states is what its author stands for, and no draft.
_FINAL = (ReportState.SIGNED, ReportState.HANDED_IN, ReportState.RECEIVED)
_BUILDERS: dict[str, Callable[..., bytes]] = {
    PrintForm.DOCX: build_docx,
    PrintForm.PDF: build_pdf,
    PrintForm.XLSX: build_xlsx,
}
logger = logging.getLogger(__name__)


def print_waiting(*, limit: int = 50) -> int:
    """Make files until none waits or `limit` is reached; returns how many were made."""
    made = 0
    for _turn in range(limit):
        row = claim()
        if row is None:
            break
        made += make(row)
    return made


def claim() -> ReportPrint | None:
    """The oldest file that nobody works on, leased to us."""
    with nation_scope(reason=_QUEUE):
        return claim_oldest(ReportPrint.objects.filter(state=PrintState.WAITING), LEASE)


def make(row: ReportPrint) -> bool:
    """Make one claimed file. False when it failed, was cancelled, or another worker was faster."""
    try:
        if row.attempts > MAX_ATTEMPTS:
            raise RuntimeError("every worker that took it was lost")
        made = _built(row)
        key = storage.keep_bytes(made)
    except Cancelled:
        _give_up(row)
        return False
    except Exception as error:
        logger.exception("file %s of report %s could not be made", row.pk, row.report_id)
        _put_back(row, error)
        return False
    if not _finish(row, made, key):
        storage.discard(key)
        _give_up(row)
        return False
    return True


def _built(row: ReportPrint) -> bytes:
    content = Content.from_json(row.content)
    with nation_scope(reason=_QUEUE):
        report = Report.objects.get(pk=row.report_id)
        newest = ReportEdition.objects.filter(report_id=report.pk).count()
    final = bool(row.edition) and row.edition == newest and report.state in _FINAL
    if final and not content.signed_on and (day := report.signed_at or report.handed_in_at):
        # An edition is frozen when it is handed in, and signed after that.
        content = replace(content, signed_on=chinese_day(clock.local_date(day)))
    return _BUILDERS[row.form](
        content, draft=not final, edition=row.edition, digest=digest_of(row.content), progress=_progress(row)
    )


def _progress(row: ReportPrint) -> Callable[[int, int], None]:
    """Writes how far the file is and keeps the lease, each time in a short transaction of its own. Raises Cancelled when
    somebody asked to stop, or another worker took over."""

    def progress(done: int, steps: int) -> None:
        with nation_scope(reason=_QUEUE):
            mine = ReportPrint.objects.filter(held(row, PrintState.WAITING), asked_to_stop=False)
            if not mine.update(done=done, steps=steps, lease_until=Now() + LEASE):
                raise Cancelled

    return progress


def _finish(row: ReportPrint, made: bytes, key: str) -> bool:
    digest = hashlib.sha256(made).hexdigest()
    pages = page_count(made) if row.form == PrintForm.PDF else 0
    with nation_scope(reason=_QUEUE):
        done = ReportPrint.objects.filter(held(row, PrintState.WAITING), asked_to_stop=False).update(
            state=PrintState.READY, storage_key=key, sha256=digest, size=len(made), pages=pages, ready_at=clock.now(),
            done=F("steps"), lease_until=None, failure="",
        )  # fmt: skip
        if done:
            _note(row, "report.print_ready", sha256=digest, pages=pages)
            _tell(row, PrintState.READY)
    return bool(done)


def _give_up(row: ReportPrint) -> None:
    """It was asked to stop; one that another worker has is none of our business."""
    with nation_scope(reason=_QUEUE):
        ReportPrint.objects.filter(held(row, PrintState.WAITING), asked_to_stop=True).update(
            state=PrintState.STOPPED, lease_until=None
        )


@transaction.atomic
def _put_back(row: ReportPrint, error: Exception) -> None:
    """Try again later, each time later; after the last attempt it is FAILED, says why, and who waits for it is told."""
    last = row.attempts >= MAX_ATTEMPTS
    with nation_scope(reason=_QUEUE):
        changed = ReportPrint.objects.filter(held(row, PrintState.WAITING)).update(
            state=PrintState.FAILED if last else PrintState.WAITING,
            lease_until=None if last else next_try(row.attempts),
            failure=f"{type(error).__name__}: {error}"[:300],
        )
        if changed and last:
            _note(row, "report.print_failed")
            _tell(row, PrintState.FAILED)


def _note(row: ReportPrint, event: str, **data: object) -> None:
    record(
        by=_PRINTER, event=event, region=row.region_id, subject=row, facility_id=row.facility_id,
        data={"report": row.report_id, "form": row.form, "edition": row.edition, **data},
    )  # fmt: skip


def _tell(row: ReportPrint, state: PrintState) -> None:
    """Whoever waits for the file may have left the page."""
    tell(
        event=EVENT, subject=row, key=str(row.pk), to={row.asked_by_id} if row.asked_by_id else set(),
        facility_id=row.facility_id, facts={"state": state.value, "form": row.form, "report": row.report_id},
    )  # fmt: skip
