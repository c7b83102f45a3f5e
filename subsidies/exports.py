"""What leaves the platform: the claim file for an auditor, the payment file for the bank, the form of its answer."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from accounts.actors import Actor
from audit.workflow import record_export
from documents.papers.reports import build_report
from documents.sheets import Column, workbook_response
from kernel.money import plain_yuan
from subsidies.enums import Code
from subsidies.forms.answers import HEAD
from subsidies.models import PaymentBatch, SubsidyClaim
from subsidies.presentation.claim_file import claim_report
from subsidies.presentation.claims import period_of, programme_name
from subsidies.presentation.lines import lines_shown
from subsidies.queries import lines_of
from subsidies.queries.batches import claims_of, lines_to_pay
from subsidies.queries.digest import digest_of_claim


def claim_file(actor: Actor, claim: SubsidyClaim) -> FileResponse:
    """Every line of a claim with its finding and amount, the frozen figures above. No names, no numbers of children."""
    columns = [Column(_("Line"), 14), Column(_("Child"), 12), Column(_("Days"), 10), Column(_("Finding"), 18),
               Column(_("Code"), 18), Column(_("Reason"), 48), Column(_("Amount (yuan)"), 14),
               Column(_("Remark"), 30)]  # fmt: skip
    lines = lines_shown(claim, lines_of(claim))
    head = [
        [_("Claim"), claim.number, programme_name(claim), period_of(claim)],
        [_("Facility"), claim.facility_name],
        [_("Amount (yuan)"), "" if claim.amount is None else plain_yuan(claim.amount)],
        *([name, plain_yuan(part)] for name, part in claim.shares.items()),
        [_("Versions of the rules"), ", ".join(f"{code} {version}" for code, version in claim.law.items())],
        ["SHA-256", digest_of_claim(claim)],
        [],
    ]
    rows: list[list[Any]] = [
        [
            each.month,
            each.child,
            each.days,
            str(Code(each.line.code).label),
            each.line.code,
            each.reason,
            "" if each.line.amount is None else plain_yuan(each.line.amount),
            each.line.remark,
        ]
        for each in lines
    ]
    response = workbook_response(claim.number or str(claim.pk), columns, iter([*rows, [], *head]))
    record_export(
        by=actor, what="claim", region=claim.region_id, filters={"claim": claim.number}, rows=len(rows)
    )
    return response


def claim_pdf(actor: Actor, claim: SubsidyClaim) -> HttpResponse:
    """The same with every step, clause, person, paper and entry, to read and to file; recorded like the workbook."""
    response = HttpResponse(build_report(claim_report(claim)), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{claim.number}.pdf") or "attachment"
    response["Cache-Control"] = "private, no-store"
    record_export(
        by=actor,
        what="claim",
        region=claim.region_id,
        filters={"claim": claim.number, "as": "pdf"},
        rows=claim.lines.count(),
    )
    return response


#: The columns of the file for the bank (docs/reference/bank-files.md).
PAYMENT_HEAD = ("序号", "收款单位", "开户银行", "账号", "金额（元）", "申报编号")
_WIDTHS = (8, 34, 24, 26, 16, 28)


def payment_file(actor: Actor, batch: PaymentBatch) -> FileResponse:
    """The lines for the bank with whole account numbers: only of a released batch, and the taking out is recorded."""
    columns = [Column(title, width) for title, width in zip(PAYMENT_HEAD, _WIDTHS, strict=True)]
    rows = list(_payments(actor, batch))
    return workbook_response(batch.number, columns, iter(rows))


def payment_csv(actor: Actor, batch: PaymentBatch) -> HttpResponse:
    """The same lines as CSV: UTF-8 with a mark, commas, one head row. Account numbers are digits without blanks."""
    return _csv(f"payment-{batch.number}", [PAYMENT_HEAD, *_payments(actor, batch)])


def _payments(actor: Actor, batch: PaymentBatch) -> Iterator[list[Any]]:
    """The taking out is on the trail before the first account number is told."""
    lines = lines_to_pay(batch.pk)
    numbers = {claim.pk: claim.number for claim in claims_of(lines).values()}
    filters = {"batch": batch.number}
    record_export(by=actor, what="payment", region=batch.region_id, filters=filters, rows=len(lines))
    for line in lines:
        account = line.account_number.disclosed(to="the bank, in the file of a released batch")
        number = numbers.get(line.claim_id, "")
        yield [line.position, line.holder, line.bank, account, plain_yuan(line.net), number]


def answer_form(batch: PaymentBatch) -> HttpResponse:
    """The file that the bank fills in: its lines with number and amount; the result is empty."""
    return _csv(f"answer-{batch.number}", [HEAD, *_unanswered(batch)])


def answer_book(batch: PaymentBatch) -> FileResponse:
    """The same as a workbook."""
    columns = [Column(title, width) for title, width in zip(HEAD, (8, 16, 12, 26, 34), strict=True)]
    return workbook_response(f"answer-{batch.number}", columns, _unanswered(batch))


def _unanswered(batch: PaymentBatch) -> Iterator[list[Any]]:
    for line in lines_to_pay(batch.pk):
        yield [line.position, plain_yuan(line.net), "", "", ""]


def _csv(name: str, rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A download; a text that a spreadsheet would take for a formula is marked as a text."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([f"'{cell}" if str(cell).startswith(("=", "+", "-", "@")) else cell for cell in row])
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
