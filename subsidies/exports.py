"""What leaves the platform: the claim file for an auditor, the payment file for the bank, the form of its answer."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from accounts.actors import Actor
from audit.workflow import record_export
from documents.sheets import Column, workbook_response
from kernel.money import plain_yuan
from subsidies.enums import Code
from subsidies.forms.answers import HEAD
from subsidies.models import BatchLine, PaymentBatch, SubsidyClaim
from subsidies.presentation.claims import period_of, programme_name
from subsidies.queries import lines_of
from subsidies.queries.batches import claims_of, lines_to_pay


def claim_file(actor: Actor, claim: SubsidyClaim) -> FileResponse:
    """Every line of a claim with its finding and amount, the frozen figures above. No names, no numbers of children."""
    columns = [Column(_("Line"), 14), Column(_("Child"), 12), Column(_("Finding"), 18), Column(_("Code"), 18),
               Column(_("Amount (yuan)"), 14), Column(_("Remark"), 30)]  # fmt: skip
    lines = lines_of(claim)
    head = [
        [_("Claim"), claim.number, programme_name(claim), period_of(claim)],
        [_("Facility"), claim.facility_name],
        [_("Amount (yuan)"), "" if claim.amount is None else plain_yuan(claim.amount)],
        *([name, plain_yuan(part)] for name, part in claim.shares.items()),
        [_("Versions of the rules"), ", ".join(f"{code} {version}" for code, version in claim.law.items())],
        [],
    ]
    rows: list[list[Any]] = [
        [
            line.ref.split("/")[0],
            f"C-{line.child_id}" if line.child_id else "",
            str(Code(line.code).label),
            line.code,
            "" if line.amount is None else plain_yuan(line.amount),
            line.remark,
        ]
        for line in lines
    ]
    response = workbook_response(claim.number or str(claim.pk), columns, iter([*rows, [], *head]))
    record_export(
        by=actor, what="claim", region=claim.region_id, filters={"claim": claim.number}, rows=len(rows)
    )
    return response


def payment_file(actor: Actor, batch: PaymentBatch) -> FileResponse:
    """The lines for the bank with whole account numbers: only of a released batch, and the taking out is recorded."""
    columns = [Column("序号", 8), Column("收款单位", 34), Column("开户银行", 24), Column("账号", 26),
               Column("金额（元）", 16), Column("申报编号", 28)]  # fmt: skip
    lines = lines_to_pay(batch.pk)
    numbers = {claim.pk: claim.number for claim in claims_of(lines).values()}
    response = workbook_response(batch.number, columns, _payments(lines, numbers))
    record_export(
        by=actor, what="payment", region=batch.region_id, filters={"batch": batch.number}, rows=len(lines)
    )
    return response


def _payments(lines: list[BatchLine], numbers: dict[int, str]) -> Iterator[list[Any]]:
    for line in lines:
        account = line.account_number.disclosed(to="the bank, in the file of a released batch")
        yield [
            line.position,
            line.holder,
            line.bank,
            account,
            plain_yuan(line.net),
            numbers.get(line.claim_id, ""),
        ]


def answer_form(batch: PaymentBatch) -> HttpResponse:
    """The file that the bank fills in: its lines with number and amount; the result is empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for line in lines_to_pay(batch.pk):
        writer.writerow([line.position, plain_yuan(line.net), "", "", ""])
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="answer-{batch.number}.csv"'
    return response
