"""What a claim is about, so that the same thing is not claimed twice: its months, its year, or the works on a day."""

from collections.abc import Mapping
from typing import Any

from policy.law import TABLE_KINDS, Programme, ProgrammeKind

#: Programmes that are claimed month by month from the signed attendance.
BY_MONTH = frozenset({ProgrammeKind.PER_CHILD_MONTH, ProgrammeKind.PER_CHILD_MONTH_FLOOR})
#: Programmes that are claimed for a stated period: of these MONTHLY for a month, the others for a year.
PERIODIC = TABLE_KINDS | {ProgrammeKind.PRIOR_YEAR_BUDGET}
MONTHLY = frozenset({ProgrammeKind.TABLE_BY_QUALIFICATION})
#: Three years of months; whatever is longer is no claim.
_MOST = 300


def subject_of(term: Programme, facts: Mapping[str, Any]) -> str:
    """2024-12+2025-01 for claims by month; for works the day of acceptance; else the kind of the programme.

    Reads facts that nobody has checked yet: what is not there is left out.
    """
    if term.kind in BY_MONTH:
        rows = facts.get("months")
        months = [row.get("month") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        found = sorted({month for month in months if isinstance(month, str) and month})
        return "+".join(found)[:_MOST]
    day = facts.get("accepted_on") or facts.get("assessment_passed_on")
    return f"{term.kind.value}:{day}"[:40] if isinstance(day, str) and day else term.kind.value[:40]


def period_subject(period: str) -> str:
    """The subject of a claim of a year or month."""
    return f"period:{period}"
