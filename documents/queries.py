"""Reading files and papers, inside the caller's scope."""

from collections.abc import Sequence
from typing import Any

from accounts.actors import Actor
from accounts.errors import NotAllowed
from documents.enums import FileState, PaperKind, PaperState
from documents.errors import FileNotUsable
from documents.models import Paper, StoredFile
from documents.permissions import may_open, may_open_paper
from documents.refusals import verdict
from documents.storage import read


def file_for(actor: Actor, file_id: int) -> StoredFile:
    """An accepted file that the actor may open. Raises DoesNotExist, NotAllowed, FileNotUsable."""
    file: StoredFile = StoredFile.objects.get(pk=file_id)
    if not (decision := may_open(actor, file)):
        raise NotAllowed(decision)
    return usable(file)


def usable(file: StoredFile) -> StoredFile:
    """The file itself when it was accepted. Raises FileNotUsable with the reason and the remedy."""
    if not file.usable:
        answer = verdict(name=file.original_name, code=file.refusal, facts=file.refusal_facts)
        raise FileNotUsable(answer.reason, remedy=answer.remedy)
    return file


def paper_for(actor: Actor, paper_id: int) -> Paper:
    """A finished paper that the actor may open. Raises DoesNotExist (also while it is being prepared), NotAllowed."""
    paper: Paper = Paper.objects.get(pk=paper_id, state=PaperState.READY)
    if not (decision := may_open_paper(actor, paper)):
        raise NotAllowed(decision)
    return paper


def file_bytes(file: StoredFile) -> bytes:
    """What was stored, digest checked. Raises DigestMismatch."""
    return read(file.storage_key, sha256=file.sha256)


def paper_bytes(paper: Paper) -> bytes:
    """The paper as it was issued, digest checked. Raises DigestMismatch."""
    return read(paper.storage_key, sha256=paper.sha256)


def papers_of(subject: Any) -> Sequence[Paper]:
    """All papers about an object, oldest first."""
    return list(
        Paper.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).order_by("id")
    )


def paper_of(subject: Any, kind: PaperKind) -> Paper | None:
    """The newest paper of a kind about an object."""
    return (
        Paper.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, kind=kind)
        .order_by("-id")
        .first()
    )


def files_of_facility(facility_id: int) -> Sequence[StoredFile]:
    """The accepted files of a facility, newest first."""
    return list(StoredFile.objects.filter(facility_id=facility_id, state=FileState.CLEAN).order_by("-id"))
