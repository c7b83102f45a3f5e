"""What lies ahead of one facility: its open duties and those of the offices towards it."""

from dataclasses import dataclass

from kernel import clock
from kernel.due import Due
from kernel.presentation import Clause
from obligations.presentation.dates import clause_of, due_of
from obligations.presentation.lines import subject_url
from obligations.queries.subjects import open_of_facility
from obligations.wording import words_of


@dataclass(frozen=True)
class AheadLine:
    """`owner` is empty for the facility itself."""

    id: int
    due: Due
    title: object
    owner: str
    clause: Clause
    url: str


def ahead_of(facility_id: int) -> list[AheadLine]:
    """The open duties about a facility, the nearest first."""
    today = clock.today()
    return [
        AheadLine(
            id=row.pk,
            due=due_of(row, today),
            title=words_of(row.rule).do,
            owner=str(row.assignee) if row.assignee else row.owner.name if row.owner else "",
            clause=clause_of(row.source, days=row.days, due_status=row.due_status),
            url=subject_url(row),
        )
        for row in open_of_facility(facility_id)
    ]
