"""Claims and batches as programs read them. Amounts are yuan with two decimals as text; a child is a number, never a name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kernel.money import plain_yuan
from subsidies.models import BatchLine, PaymentBatch, SubsidyClaim
from subsidies.presentation.lines import reasons_of
from subsidies.queries import lines_of
from subsidies.queries.batches import batch_lines
from subsidies.queries.evidence import evidence_of


def yuan(fen: int | None) -> str | None:
    return None if fen is None else plain_yuan(fen)


def moment(at: datetime | None) -> str | None:
    """An instant with its offset."""
    return None if at is None else at.isoformat()


def shares_told(shares: Mapping[str, int]) -> dict[str, str]:
    return {payer: plain_yuan(part) for payer, part in shares.items()}


def claim_row(claim: SubsidyClaim) -> dict[str, Any]:
    """A claim in a list."""
    return {
        "id": claim.pk,
        "number": claim.number,
        "facility": {"id": claim.facility_id, "name": claim.facility_name},
        "region": f"{claim.region_id:012d}",
        "programme": claim.programme,
        "subject": claim.subject,
        "state": claim.state,
        "code": claim.code,
        "amount": yuan(claim.amount),
        "shares": shares_told(claim.shares),
        "simulated": claim.simulated,
        "budget_year": claim.budget_year,
        "submitted_at": moment(claim.submitted_at),
        "version": claim.version,
    }


def claim_told(claim: SubsidyClaim, *, with_facts: bool) -> dict[str, Any]:
    """One claim with its lines and papers; `with_facts` for the facility itself, whose facts they are."""
    reasons = reasons_of(claim) if claim.submitted_at else {}
    told = claim_row(claim) | {
        "remark": claim.remark,
        "law": claim.law,
        "lines": [
            {
                "position": line.position,
                "ref": line.ref,
                "code": line.code,
                "amount": yuan(line.amount),
                "reasons": reasons.get(line.ref, []),
                "remark": line.remark,
            }
            for line in lines_of(claim)
        ],
        "evidence": [
            {
                "id": row.pk,
                "code": row.code,
                "file": file.pk,
                "name": file.original_name,
                "sha256": file.sha256,
            }
            for row, file in evidence_of(claim)
        ],
    }
    return told | ({"facts": claim.facts} if with_facts else {})


def batch_row(batch: PaymentBatch) -> dict[str, Any]:
    return {
        "id": batch.pk,
        "number": batch.number,
        "programme": batch.programme,
        "region": f"{batch.region_id:012d}",
        "year": batch.year,
        "state": batch.state,
        "digest": batch.digest,
        "built_at": moment(batch.built_at),
        "frozen_at": moment(batch.frozen_at),
        "released_at": moment(batch.released_at),
        "reconciled_at": moment(batch.reconciled_at),
        "version": batch.version,
    }


def batch_told(batch: PaymentBatch) -> dict[str, Any]:
    """One batch with its lines; account numbers by their last four digits."""
    return batch_row(batch) | {"lines": [line_told(line) for line in batch_lines(batch.pk)]}


def line_told(line: BatchLine) -> dict[str, Any]:
    return {
        "id": line.pk,
        "line": line.position,
        "claim": line.claim_id,
        "amount": plain_yuan(line.amount),
        "kept_back": shares_told(line.offsets),
        "net": plain_yuan(line.net),
        "shares": shares_told(line.shares),
        "bank": line.bank,
        "account": str(line.account_number),
        "result": line.result,
        "note": line.result_note,
        "reference": line.bank_reference,
        "reissues": line.reissues_id,
    }
