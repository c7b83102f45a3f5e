"""Asking for the official papers: the row is written with the act, the PDF follows in the background."""

from accounts.actors import Actor
from documents.enums import PaperKind
from documents.workflow import request_paper
from kernel import clock
from registration.models import Filing, NoncomplianceNotice, Receipt, SupplementRequest
from registration.queries import snapshots


def receipt_papers(*, by: Actor, receipt: Receipt) -> None:
    """The filing receipt and the basic-conditions notice that goes with it (N25 art. 9)."""
    main, conditions = snapshots.receipt(receipt), snapshots.basic_conditions(receipt)
    receipt.paper = request_paper(
        by=by,
        facility=receipt.facility,
        kind=PaperKind.RECEIPT,
        number=main.number,
        subject=receipt,
        snapshot=main,
    )
    receipt.conditions_paper = request_paper(
        by=by,
        facility=receipt.facility,
        kind=PaperKind.BASIC_CONDITIONS,
        number=conditions.number,
        subject=receipt,
        snapshot=conditions,
    )
    receipt.save(update_fields=["paper", "conditions_paper"])


def supplement_paper(*, by: Actor, request: SupplementRequest) -> None:
    """The request that lists everything missing (一次性告知)."""
    number = f"{request.filing.number} 补正 {request.round}"
    request.paper = request_paper(
        by=by,
        facility=request.facility,
        kind=PaperKind.CORRECTION_REQUEST,
        number=number,
        subject=request,
        snapshot=snapshots.correction_request(request, number),
    )
    request.save(update_fields=["paper"])


def notice_papers(*, by: Actor, notice: NoncomplianceNotice) -> None:
    """The non-compliance notice and the order to rectify."""
    main, order = snapshots.noncompliance(notice), snapshots.order_to_rectify(notice)
    notice.paper = request_paper(
        by=by,
        facility=notice.facility,
        kind=PaperKind.NONCOMPLIANCE_NOTICE,
        number=main.number,
        subject=notice,
        snapshot=main,
    )
    notice.order_paper = request_paper(
        by=by,
        facility=notice.facility,
        kind=PaperKind.ORDER_TO_RECTIFY,
        number=order.number,
        subject=notice,
        snapshot=order,
    )
    notice.save(update_fields=["paper", "order_paper"])


def removal_paper(*, by: Actor, filing: Filing, reason: str) -> None:
    """The decision that takes the facility off the list of filed ones."""
    number = f"{filing.number} 移出"
    request_paper(
        by=by,
        facility=filing.facility,
        kind=PaperKind.REMOVAL,
        number=number,
        subject=filing,
        snapshot=snapshots.removal(filing, number=number, reason=reason, on=clock.today()),
    )
