"""The papers of a claim in words: what the programme asks for, what is there, what lacks."""

from collections.abc import Mapping
from dataclasses import dataclass

from documents.models import StoredFile
from kernel.presentation import Clause
from policy.law import Programme
from policy.queries import presented
from subsidies.models import ClaimEvidence, SubsidyClaim
from subsidies.queries.evidence import evidence_of


@dataclass(frozen=True)
class Paper:
    """One paper asked for. `error` says what is wrong with it now; `reading`: ours, because the text names none."""

    code: str
    name: str
    clause: Clause
    reading: bool
    files: list[tuple[ClaimEvidence, StoredFile]]
    error: str = ""


def papers_asked(
    claim: SubsidyClaim, term: Programme, errors: Mapping[str, str] | None = None
) -> list[Paper]:
    """Every paper of the programme with its files; `errors`: code → what was refused about it."""
    there = evidence_of(claim)
    return [
        Paper(
            code=each.code,
            name=str(each.name),
            clause=presented(each.source),
            reading=each.mark == "R",
            files=[pair for pair in there if pair[0].code == each.code],
            error=(errors or {}).get(each.code, ""),
        )
        for each in term.evidence
    ]
