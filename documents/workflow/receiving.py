"""A file comes in: judged at once, kept or refused, and written down either way."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.actors import Actor
from accounts.workflow import allow
from audit.models import Outcome
from audit.workflow import record
from documents import storage
from documents.enums import FileState, Purpose
from documents.inspection.inspect import EVIDENCE, PICTURES, SHEETS, Report, inspect
from documents.inspection.limits import MAX_BYTES
from documents.inspection.names import display_name
from documents.models import StoredFile
from documents.permissions import UPLOAD
from documents.sandbox.errors import Rejected
from documents.scanning import released
from kernel import clock
from regions.models import Region

ACCEPTED = {
    Purpose.MATERIAL: EVIDENCE,
    Purpose.RECTIFICATION: EVIDENCE,
    Purpose.VISIT: EVIDENCE,
    Purpose.PUSH_SHEET: SHEETS,
    Purpose.STAFF_PROOF: EVIDENCE,
    Purpose.STAFF_SHEET: SHEETS,
    Purpose.BAN: EVIDENCE,
    Purpose.CONSENT: EVIDENCE,
    Purpose.CHILD_SHEET: SHEETS,
    Purpose.ATTENDANCE_SHEET: SHEETS,
    Purpose.AGREEMENT: EVIDENCE,
    Purpose.CLAIM_EVIDENCE: EVIDENCE,
    Purpose.BANK_ANSWER: SHEETS,
    Purpose.INSPECTION: EVIDENCE,
    Purpose.SELF_CHECK: EVIDENCE,
    Purpose.COMPLAINT: PICTURES,
    Purpose.DUTY_ACT: EVIDENCE,
    Purpose.RATING: EVIDENCE,
}

#: Sheets of people are read once and taken over; this is time enough to correct them. A technical term, no clause.
KEPT_FOR = timedelta(days=30)
SHEETS_OF_PEOPLE = (Purpose.STAFF_SHEET, Purpose.CHILD_SHEET, Purpose.ATTENDANCE_SHEET)


@transaction.atomic
def receive_upload(
    *,
    by: Actor,
    purpose: Purpose,
    upload: UploadedFile,
    facility: Any = None,
    region: Region | None = None,
    slot: str = "",
) -> StoredFile:
    """Judge an uploaded file by its content and keep it for a facility, or for a region (sheets of a registrar).

    The answer is a row either way: CLEAN, or REFUSED with `verdict` saying why and what to do; nothing of a refused
    file is kept. Raises NotAllowed. Parsing takes at most 10 s in a process of its own.
    """
    row = StoredFile(
        region_id=facility.region_id if region is None else region.pk,
        facility=facility,
        purpose=purpose,
        slot=slot,
        original_name=display_name(upload.name or ""),
        size=upload.size or 0,
        uploaded_by_id=by.user_id,
        uploaded_at=clock.now(),
        keep_until=clock.today() + KEPT_FOR if purpose in SHEETS_OF_PEOPLE else None,
    )
    allow(by, UPLOAD[purpose], row)
    with storage.incoming() as folder:
        try:
            report = inspect(_written(upload, folder), name=row.original_name, accept=ACCEPTED[purpose])
        except Rejected as rejected:
            return _refused(by, row, rejected)
        return _kept(by, row, report)


def _written(upload: UploadedFile, folder: Path) -> Path:
    """The bytes on disk, cut off just above the limit."""
    path, written = folder / "upload", 0
    with path.open("wb") as file:
        for chunk in upload.chunks():
            written += file.write(chunk)
            if written > MAX_BYTES:
                break
    return path


def _kept(by: Actor, row: StoredFile, report: Report) -> StoredFile:
    row.kind, row.pages, row.size, row.sha256 = report.kind, report.pages, report.size, report.sha256
    row.state = FileState.SCANNED
    if released(row):
        row.state = FileState.CLEAN
    row.storage_key = storage.keep(report.path)
    try:
        row.save()
        _record(by, row, "file.received", {"kind": row.kind, "size": row.size, "sha256": row.sha256})
    except BaseException:
        storage.discard(row.storage_key)
        raise
    return row


def _refused(by: Actor, row: StoredFile, rejected: Rejected) -> StoredFile:
    row.state, row.refusal = FileState.REFUSED, rejected.code
    row.refusal_facts = rejected.facts
    row.save()
    _record(by, row, "file.refused", {"refusal": row.refusal, "size": row.size}, outcome=Outcome.REFUSED)
    return row


def _record(
    by: Actor, row: StoredFile, event: str, data: dict[str, Any], outcome: str = Outcome.DONE
) -> None:
    record(
        by=by,
        event=event,
        region=row.region_id,
        subject=row,
        facility_id=row.facility_id,
        data={"purpose": row.purpose, "slot": row.slot, **data},
        outcome=outcome,
    )
