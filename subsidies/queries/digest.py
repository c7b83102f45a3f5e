"""The digest of a claim: what was frozen and what follows from it, as one number that two files can be compared by."""

import hashlib
import json

from subsidies.models import SubsidyClaim
from subsidies.queries.evidence import evidence_of


def digest_of_claim(claim: SubsidyClaim) -> str:
    """SHA-256 over number, programme, law, facts, amount, shares, every line and every paper."""
    lines = claim.lines.order_by("position").values_list("position", "ref", "code", "amount")
    content = {
        "number": claim.number,
        "programme": claim.programme,
        "subject": claim.subject,
        "law": claim.law,
        "facts": claim.facts,
        "amount": claim.amount,
        "shares": claim.shares,
        "lines": [list(line) for line in lines],
        "evidence": [[row.code, file.sha256] for row, file in evidence_of(claim)],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
