"""Whether a person counts as present and fit on a day. The statement of queries/standing.py says the same in SQL."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from staff.rules.proofs import ProofFact, gaps


@dataclass(frozen=True)
class AbsenceFact:
    """Days off duty, the last one included; from `lifted_on` on it no longer holds."""

    kind: str
    starts_on: date
    ends_on: date | None = None
    lifted_on: date | None = None

    def covers(self, day: date) -> bool:
        ended = self.ends_on is not None and day > self.ends_on
        lifted = self.lifted_on is not None and day >= self.lifted_on
        return self.starts_on <= day and not ended and not lifted


@dataclass(frozen=True)
class Reason:
    """Why somebody does not count: NOT_EMPLOYED, the kind of an absence, or MISSING, EXPIRED, HIT with the `proof`."""

    code: str
    proof: str = ""
    since: date | None = None

    @property
    def key(self) -> str:
        """As the statement in SQL writes it: EXPIRED:HEALTH_CERTIFICATE."""
        return f"{self.code}:{self.proof}" if self.proof else self.code


def reasons_against(
    *,
    employed: bool,
    absences: Iterable[AbsenceFact],
    proofs: Iterable[ProofFact],
    needed: Collection[str],
    on: date,
) -> list[Reason]:
    """Everything that keeps a person from counting on a day; empty: counts.

    `needed` are the proofs that everyone needs there (N76 art. 14, MPL art. 62). Suspensions by an open case and bans
    stand among the absences.
    """
    found = [] if employed else [Reason("NOT_EMPLOYED")]
    found += [Reason(kind) for kind in sorted({a.kind for a in absences if a.covers(on)})]
    return found + [Reason(gap.code, gap.kind, gap.since) for gap in gaps(proofs, needed, on)]
