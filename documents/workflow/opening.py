"""Taking a file or a paper out of the house: written on the trail before the bytes are sent."""

from accounts.actors import Actor
from audit.models import Outcome
from audit.workflow import record
from documents.models import Paper, StoredFile
from documents.queries import file_bytes, file_for, paper_bytes, paper_for


def download_file(*, by: Actor, file_id: int) -> tuple[StoredFile, bytes]:
    """The file with its bytes. Raises DoesNotExist, NotAllowed, FileNotUsable, DigestMismatch."""
    file = file_for(by, file_id)
    content = file_bytes(file)
    _record_read(by, file, "file.downloaded")
    return file, content


def download_paper(*, by: Actor, paper_id: int) -> tuple[Paper, bytes]:
    """The paper with its bytes. Raises DoesNotExist, NotAllowed, DigestMismatch."""
    paper = paper_for(by, paper_id)
    content = paper_bytes(paper)
    _record_read(by, paper, "paper.downloaded")
    return paper, content


def _record_read(by: Actor, row: StoredFile | Paper, event: str) -> None:
    record(
        by=by,
        event=event,
        region=row.region_id,
        subject=row,
        facility_id=row.facility_id,
        outcome=Outcome.READ,
        data={"sha256": row.sha256},
    )
