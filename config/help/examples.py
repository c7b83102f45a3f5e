"""What the help shows instead of telling: due dates computed by the law and the calendar that are loaded, and marks."""

from collections.abc import Sequence
from datetime import date, timedelta

from accounts.errors import DomainError
from kernel import clock
from kernel.due import Due, due_by, due_done, due_promptly, due_unknown
from kernel.presentation import DueExplanation
from policy.queries import deadline, explain
from regions.codes import NATION

#: The receipt of a filing handed in before Labour Day 2026: days off, a make-up Saturday and a plain weekend.
_RULE = "filing_receipt"
_COUNTED = date(2026, 4, 30)
_LAST_DAYS = (12, 28)


def counted() -> DueExplanation | None:
    """A due date over a holiday with a make-up day; none while no law is loaded."""
    return _explained(_COUNTED)


def provisional() -> DueExplanation | None:
    """A due date that reaches into the first year whose arrangement is not published; none when all are known."""
    year = clock.today().year
    for each in range(year - 1, year + 2):
        why = _explained(date(each, *_LAST_DAYS))
        if why and why.missing_years:
            return why
    return None


def _explained(trigger: date) -> DueExplanation | None:
    try:
        return explain(deadline(NATION, _RULE, trigger), clock.today())
    except DomainError:
        return None


def marks(reason: object) -> Sequence[Due]:
    """One due date of every kind, seen from today. `reason`: why the last one cannot be computed."""
    today = clock.today()
    return (
        due_by(today - timedelta(4), today=today, left=-2),
        due_by(today, today=today, left=0),
        due_by(today + timedelta(2), today=today, left=2),
        due_by(today + timedelta(14), today=today, left=10),
        due_by(today + timedelta(40), today=today, left=28, missing_years=(today.year + 1,)),
        due_promptly(waited=3),
        due_done(today, done_on=today - timedelta(1)),
        due_done(today - timedelta(4), done_on=today - timedelta(1)),
        due_unknown(reason),
    )
