"""The papers of a claim: handed in by the operator, asked for by the programme, looked at by everybody who decides."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor
from accounts.errors import DomainError
from accounts.workflow import allow
from documents.enums import Purpose
from documents.models import StoredFile
from documents.queries import usable
from policy.law import Programme
from policy.queries import programme
from subsidies.enums import ClaimState
from subsidies.errors import WrongState
from subsidies.models import ClaimEvidence, SubsidyClaim
from subsidies.queries import locked_claim
from subsidies.queries.evidence import evidence_of
from subsidies.workflow.trail import fresh, kept

#: Files of one claim; more than anybody reads.
MOST_FILES = 40


@transaction.atomic
def attach_evidence(
    *, by: Actor, claim_id: int, code: str, file: StoredFile, version: int | None = None
) -> ClaimEvidence:
    """Add an accepted file as one of the papers that the programme asks for. The same content again changes nothing.

    Raises WrongState after the submission, FileNotUsable, DomainError for a paper nobody asks for or too many files.
    """
    claim = _open_claim(by, claim_id, version)
    term = programme(claim.region_id, claim.programme)[-1]
    if code not in {each.code for each in term.evidence}:
        raise DomainError(_("This programme asks for no such paper."), field="code")
    usable(file)
    if (file.facility_id, file.purpose) != (claim.facility_id, Purpose.CLAIM_EVIDENCE):
        raise DomainError(_("This file belongs to something else."), field="file")
    there = evidence_of(claim)
    for row, known in there:
        if (row.code, known.sha256) == (code, file.sha256):
            return row
    if len(there) >= MOST_FILES:
        raise DomainError(_("A claim has at most %(n)s files.") % {"n": MOST_FILES}, field="file")
    place = {"region_id": claim.region_id, "facility_id": claim.facility_id}
    added = ClaimEvidence.objects.create(**place, claim=claim, code=code, file_id=file.pk)
    kept(claim, by=by, event="claim.evidence_added", data={"code": code, "sha256": file.sha256})
    return added


@transaction.atomic
def remove_evidence(*, by: Actor, evidence_id: int, version: int | None = None) -> SubsidyClaim:
    """Take a file off a claim that is not submitted; the stored file keeps its row. Raises WrongState."""
    row = ClaimEvidence.objects.get(pk=evidence_id)
    claim = _open_claim(by, row.claim_id, version)
    ClaimEvidence.objects.filter(pk=row.pk).delete()
    kept(claim, by=by, event="claim.evidence_removed", data={"code": row.code, "file": row.file_id})
    return claim


def _open_claim(by: Actor, claim_id: int, version: int | None) -> SubsidyClaim:
    claim = locked_claim(claim_id)
    allow(by, Action.CLAIM_FILL, claim)
    fresh(claim, version)
    if claim.state not in (ClaimState.DRAFT, ClaimState.RETURNED):
        raise WrongState(_("This claim was submitted; it cannot be changed."))
    return claim


def require_evidence(claim: SubsidyClaim, term: Programme) -> None:
    """Raises DomainError whose `problems` name every paper of the programme that no file is attached for."""
    there = set(claim.evidence.values_list("code", flat=True))
    problems = [
        DomainError(_("Attach: %(name)s.") % {"name": each.name}, field=f"evidence.{each.code}")
        for each in term.evidence
        if each.code not in there
    ]
    if problems:
        raise DomainError(
            problems[0].message, code="EVIDENCE_MISSING", field=problems[0].field, problems=problems
        )
