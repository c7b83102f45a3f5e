"""Asking for the official papers: the row is written with the act, the PDF follows in the background."""

from accounts.actors import Actor
from documents.enums import PaperKind
from documents.models import Paper
from documents.papers.snapshots import Letter
from documents.workflow import request_paper
from kernel import clock
from registration.models import Filing, NoncomplianceNotice, Receipt, SupplementRequest
from registration.queries import snapshots


def receipt_papers(*, by: Actor, receipt: Receipt) -> None:
    """The filing receipt and the basic-conditions notice that goes with it (N25 art. 9)."""
    receipt.paper = _paper(by, receipt, PaperKind.RECEIPT, snapshots.receipt(receipt))
    receipt.conditions_paper = _paper(
        by, receipt, PaperKind.BASIC_CONDITIONS, snapshots.basic_conditions(receipt)
    )
    receipt.save(update_fields=["paper", "conditions_paper"])


def supplement_paper(*, by: Actor, request: SupplementRequest) -> None:
    """The request that lists everything missing (一次性告知)."""
    number = f"{request.filing.number} 补正 {request.round}"
    snapshot = snapshots.correction_request(request, number)
    request.paper = _paper(by, request, PaperKind.CORRECTION_REQUEST, snapshot)
    request.save(update_fields=["paper"])


def notice_papers(*, by: Actor, notice: NoncomplianceNotice) -> None:
    """The non-compliance notice and the order to rectify."""
    notice.paper = _paper(by, notice, PaperKind.NONCOMPLIANCE_NOTICE, snapshots.noncompliance(notice))
    notice.order_paper = _paper(by, notice, PaperKind.ORDER_TO_RECTIFY, snapshots.order_to_rectify(notice))
    notice.save(update_fields=["paper", "order_paper"])


def removal_paper(*, by: Actor, filing: Filing, reason: str) -> None:
    """The decision that takes the facility off the list of filed ones."""
    number = f"{filing.number} 移出"
    snapshot = snapshots.removal(filing, number=number, reason=reason, on=clock.today())
    _paper(by, filing, PaperKind.REMOVAL, snapshot)


def _paper(
    by: Actor,
    subject: Receipt | SupplementRequest | NoncomplianceNotice | Filing,
    kind: PaperKind,
    snapshot: Letter,
) -> Paper:
    return request_paper(
        by=by,
        facility=subject.facility,
        kind=kind,
        number=snapshot.number,
        subject=subject,
        snapshot=snapshot,
    )
