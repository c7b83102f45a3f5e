"""Reading the papers of a claim."""

from documents.models import StoredFile
from subsidies.models import ClaimEvidence, SubsidyClaim


def evidence_of(claim: SubsidyClaim) -> list[tuple[ClaimEvidence, StoredFile]]:
    """Each paper with its file, in the order in which they came. A file out of sight (the facility moved) is left out."""
    rows = list(claim.evidence.order_by("id"))
    files: dict[int, StoredFile] = StoredFile.objects.in_bulk([row.file_id for row in rows])
    return [(row, files[row.file_id]) for row in rows if row.file_id in files]


def claim_of_evidence(evidence_id: int) -> int:
    """The claim a paper of the scope belongs to. Raises ClaimEvidence.DoesNotExist."""
    found: int = ClaimEvidence.objects.get(pk=evidence_id).claim_id
    return found
