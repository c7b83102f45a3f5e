"""Asking for the papers of an inspection: the row is written with the act, the PDF follows in the background."""

from collections.abc import Sequence

from accounts.actors import Actor
from documents.enums import PaperKind
from documents.models import Paper
from documents.papers.snapshots import Letter
from documents.workflow import request_paper
from inspections.models import Finding, Suspension, Visit
from inspections.queries import snapshots


def record_paper(*, by: Actor, visit: Visit) -> Paper:
    """The record of a visit with the facility's signature or refusal."""
    return _paper(by, visit, PaperKind.INSPECTION_RECORD, snapshots.record(visit))


def order_paper(*, by: Actor, visit: Visit, number: str, findings: Sequence[Finding]) -> Paper:
    """The order to rectify what a visit found."""
    snapshot = snapshots.finding_order(visit, number, findings)
    return _paper(by, visit, PaperKind.FINDING_ORDER, snapshot)


def complaint_order_paper(*, by: Actor, finding: Finding) -> Paper:
    """The order to rectify what a complaint brought up."""
    return _paper(by, finding, PaperKind.FINDING_ORDER, snapshots.complaint_order(finding))


def suspension_paper(*, by: Actor, suspension: Suspension) -> Paper:
    """The order that stops the service."""
    return _paper(by, suspension, PaperKind.SUSPENSION_ORDER, snapshots.suspension(suspension))


def _paper(by: Actor, subject: Visit | Suspension | Finding, kind: PaperKind, snapshot: Letter) -> Paper:
    return request_paper(
        by=by,
        facility=subject.facility,
        kind=kind,
        number=snapshot.number,
        subject=subject,
        snapshot=snapshot,
    )
