"""Files that wait for the malware scanner: released or refused, each once, by any number of workers."""

import logging

from accounts.actors import system_actor
from audit.models import Outcome
from audit.workflow import record
from documents import storage
from documents.enums import FileState
from documents.models import StoredFile
from documents.refusals import Refusal
from documents.scanning import ScannerDown, scan, scanner
from jobs.workflow import pause
from regions.scope import nation_scope

SCAN_TASK = "documents.scan"
_SCANNER = system_actor("Malware scan")
logger = logging.getLogger(__name__)


def scan_waiting(*, limit: int = 500) -> int:
    """Have waiting files looked at; returns how many got a verdict. Without a scanner, or while it is down, they wait."""
    judged = 0
    for file_id in _waiting(limit) if scanner() else []:
        pause(judged)
        try:
            judged += _judge(file_id)
        except ScannerDown as error:
            logger.warning("the malware scanner gives no verdict: %s", error)
            break
    return judged


def _waiting(limit: int) -> list[int]:
    with nation_scope(reason="files of all places wait for one scanner"):
        rows = StoredFile.objects.filter(state=FileState.SCANNED, erased_at=None).order_by("id")
        return list(rows.values_list("id", flat=True)[:limit])


def _judge(file_id: int) -> int:
    """One file, while nobody else looks at it: the row is locked for as long as the scanner takes."""
    with nation_scope(reason="files of all places wait for one scanner"):
        rows = StoredFile.objects.select_for_update(skip_locked=True, of=("self",))
        row = rows.filter(pk=file_id, state=FileState.SCANNED).first()
        if row is None:
            return 0
        found = scan(storage.path_of(row.storage_key))
        row.state = FileState.REFUSED if found else FileState.CLEAN
        if found:
            row.refusal, row.refusal_facts = Refusal.MALWARE, {"malware": found[:100]}
        row.save(update_fields=["state", "refusal", "refusal_facts"])
        record(
            by=_SCANNER,
            event="file.refused" if found else "file.scanned",
            region=row.region_id,
            subject=row,
            facility_id=row.facility_id,
            data={"refusal": Refusal.MALWARE} if found else {"sha256": row.sha256},
            outcome=Outcome.REFUSED if found else Outcome.DONE,
        )
    return 1
