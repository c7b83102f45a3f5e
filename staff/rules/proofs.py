"""How long a proof holds, and which proofs a person lacks on a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from kernel.periods import add_months
from staff.enums import CheckResult, ProofKind


def end_of_validity(
    *, issued_on: date, expires_on: date | None, renewal_due: date | None, months: int | None
) -> date | None:
    """The last day on which a proof holds; None when it does not run out.

    The printed expiry counts before anything else (CN-S1). Else the day until which the law gives time to renew it,
    else so many months after issue, that day included; 29 February becomes 28 February.
    """
    if expires_on is not None:
        return expires_on
    if renewal_due is not None:
        return renewal_due
    return add_months(issued_on, months) if months is not None else None


@dataclass(frozen=True)
class ProofFact:
    """A proof that was not withdrawn. `order` tells apart proofs issued on one day: the later entry is greater."""

    kind: str
    issued_on: date
    valid_to: date | None = None
    result: str = ""
    order: int = 0


@dataclass(frozen=True)
class Gap:
    """A proof that is not there on a day. `code`: MISSING, EXPIRED (`since` is its last day) or HIT (a record found)."""

    code: str
    kind: str
    since: date | None = None


def gaps(proofs: Iterable[ProofFact], needed: Collection[str], on: date) -> list[Gap]:
    """What of `needed` (kinds of proofs) a person cannot show on a day. Proofs of a later day do not count yet."""
    known = [proof for proof in proofs if proof.issued_on <= on]
    found = (_gap([proof for proof in known if proof.kind == kind], kind, on) for kind in needed)
    return [gap for gap in found if gap is not None]


def _gap(proofs: list[ProofFact], kind: str, on: date) -> Gap | None:
    if not proofs:
        return Gap("MISSING", kind)
    newest = max(proofs, key=lambda proof: (proof.issued_on, proof.order))
    if kind == ProofKind.RECORD_CHECK and newest.result == CheckResult.HIT:
        return Gap("HIT", kind)
    ends = [proof.valid_to for proof in proofs]
    if any(end is None or end >= on for end in ends):
        return None
    return Gap("EXPIRED", kind, max(end for end in ends if end is not None))


def runs_out(proofs: Iterable[ProofFact], kind: str, on: date) -> date | None:
    """The last day of the proof of a kind that holds longest; None when one holds for good, or there is none."""
    ends = [proof.valid_to for proof in proofs if proof.kind == kind and proof.issued_on <= on]
    return None if not ends or None in ends else max(end for end in ends if end is not None)
