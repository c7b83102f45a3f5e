"""Why one due date is that date: the stored days, the clause, and the clocks before and after it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from accounts.queries import members
from audit.wording import words_of as event_words
from kernel import clock
from kernel.presentation import Badge
from obligations.enums import Status
from obligations.models import Obligation
from obligations.queries.subjects import chain
from obligations.wording import STATUS, words_of
from policy.queries import explain, recalled


@dataclass(frozen=True)
class Link:
    """One clock of the chain: when it started, how it ended."""

    row: Obligation
    badge: Badge
    started: datetime
    ended: object


def explanation_context(row: Obligation, actor: Actor) -> dict[str, Any]:
    """What the explanation shows of one duty, with the law and the calendar it was decided by."""
    return {
        "row": row,
        "words": words_of(row.rule),
        "facility_name": row.facility.name if row.facility else "",
        "why": explain(stored_deadline(row), clock.today(), row.trigger_event),
        "chain": [
            Link(each, STATUS[each.status], each.trigger_at, event_words(each.settled_event).title)
            for each in chain(row)
        ],
        "colleagues": _colleagues(row, actor),
    }


def stored_deadline(row: Obligation) -> Any:
    """The due date as it was computed and stored."""
    return recalled(
        region_id=row.region_id,
        rule=row.rule,
        trigger_on=row.trigger_on,
        due_on=row.due_on,
        status=row.due_status,
        missing_years=tuple(row.missing_years),
        counted_days=tuple(date.fromisoformat(text) for text in row.counted_days),
        calendar_version=row.calendar_version,
        days=row.days,
        policy={"pack": row.pack, "version": row.pack_version, "source": str(row.source.get("code", ""))},
        source=row.source,
    )


def _colleagues(row: Obligation, actor: Actor) -> list[tuple[int, str]]:
    """Whom the head of the owing office may give an open duty to; empty for everybody else."""
    mine = row.owner_id is not None and row.owner_id == actor.department_id
    if row.status != Status.OPEN or not mine or not decide(actor, Action.OBLIGATION_ASSIGN, row):
        return []
    return members(actor.department_id or 0)
