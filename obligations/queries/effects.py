"""Which due dates a calendar touches: those that are provisional, and those that today's calendar would move."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from accounts.actors import Actor
from audit.models import AuditEvent
from obligations.enums import FACILITY, DueStatus, Status
from obligations.models import Obligation
from obligations.queries.inbox import visible_to
from policy.queries import due_dates_sql
from regions.keyset import SIZE, Page, cursor_of, cut, sliced

MOVED = "obligation.recomputed"
ORDER = ("due_on", "id")
_DATED = (DueStatus.FIRM, DueStatus.PROVISIONAL)


class ProvisionalRow(NamedTuple):
    """One open duty whose date reaches into a year without a published arrangement."""

    id: int
    rule: str
    subject_type: str
    subject_id: int
    facility_id: int | None
    facility_name: str | None
    owner_kind: str
    owner_name: str | None
    trigger_on: date
    days: int | None
    due_on: date
    due_status: str
    missing_years: list[int]
    source: dict[str, Any]


_COLUMNS = (
    "id", "rule", "subject_type", "subject_id", "facility_id", "facility__name", "owner_kind", "owner__name",
    "trigger_on", "days", "due_on", "due_status", "missing_years", "source",
)  # fmt: skip


def provisional_page(actor: Actor, query: Mapping[str, str], size: int = SIZE) -> Page:
    """Open duties with a provisional date, the nearest first."""
    rows = Obligation.objects.filter(visible_to(actor), status=Status.OPEN, due_status=DueStatus.PROVISIONAL)
    cursor = cursor_of(query, Obligation, ORDER)
    found = [ProvisionalRow._make(row) for row in sliced(rows, ORDER, cursor, size).values_list(*_COLUMNS)]
    return cut(found, cursor=cursor, size=size, key=lambda row: (row.due_on, row.id))


@dataclass(frozen=True)
class Move:
    """What today's calendar says about one stored date: `due_on` and `status` are what holds from now on.

    For a duty of a facility `due_on` is never earlier than the announced date; then `fresh` differs from it.
    """

    id: int
    was: date
    due_on: date
    fresh: date
    status: str


def moves(rows: QuerySet[Obligation] | None = None) -> Iterator[Move]:
    """Open dates counted in working days that no longer agree with the calendar: one statement, one join.

    `rows` narrows the duties looked at; by default all open ones of the scope.
    """
    given = Obligation.objects.filter(status=Status.OPEN) if rows is None else rows
    counted = (
        given.filter(days__isnull=False, due_status__in=_DATED).order_by().values("id", "trigger_on", "days")
    )
    sql, params = counted.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_MOVES.format(fresh=due_dates_sql(f"({sql})")), [*params, FACILITY])
        found = cursor.fetchall()
    return (Move(*row) for row in found)


_MOVES = """
    SELECT o.id, o.due_on, target.due_on, fresh.due_on, fresh.status
      FROM ({fresh}) fresh
      JOIN obligations_obligation o ON o.id = fresh.id
      CROSS JOIN LATERAL (SELECT CASE WHEN o.owner_kind = %s THEN greatest(o.due_on, fresh.due_on)
                                      ELSE fresh.due_on END AS due_on) target
     WHERE fresh.due_on IS NOT NULL
       AND (o.due_on, o.due_status) IS DISTINCT FROM
           (target.due_on, fresh.status)
     ORDER BY o.id
"""


def recently_moved(limit: int = 50) -> list[AuditEvent]:
    """The newest events of dates that a calendar moved, in the scope."""
    return list(AuditEvent.objects.filter(event=MOVED).order_by("-at", "-id")[:limit])
