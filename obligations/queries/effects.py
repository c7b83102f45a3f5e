"""Which due dates a calendar touches: those that are provisional, and those that today's calendar would move."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from accounts.actors import Actor
from obligations.enums import FACILITY, DueStatus, Status
from obligations.models import Obligation, Recount
from obligations.queries.inbox import visible_to
from obligations.queries.spoken import spoken
from policy.queries import due_dates_sql
from regions.keyset import SIZE, Page, capped_counts, cursor_of, cut, sliced

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
    found = [
        ProvisionalRow._make(row) for row in sliced(rows, ORDER, cursor, size).values_list(*spoken(_COLUMNS))
    ]
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

    @property
    def became(self) -> tuple[str, ...]:
        """What happens to the date: later, earlier or firm (the same day); `kept` where an earlier day was counted."""
        course = "later" if self.due_on > self.was else "earlier" if self.due_on < self.was else "firm"
        return (course, "kept") if self.fresh < self.due_on else (course,)


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


class MovedRow(NamedTuple):
    """One duty whose date an arrangement changed or made firm."""

    id: int
    rule: str
    subject_type: str
    subject_id: int
    facility_name: str | None
    owner_name: str | None
    owner_kind: str
    moved_from: date
    due_on: date
    moved_at: datetime
    moved_by: str
    moved_counted: date


_MOVED_COLUMNS = (
    "id", "rule", "subject_type", "subject_id", "facility__name", "owner__name", "owner_kind", "moved_from", "due_on",
    "moved_at", "moved_by", "moved_counted",
)  # fmt: skip
_MOVED_ORDER = ("-moved_at", "-id")


def moved_page(actor: Actor, query: Mapping[str, str], size: int = SIZE) -> Page:
    """Duties whose date an arrangement moved, the latest first."""
    rows = Obligation.objects.filter(visible_to(actor), moved_at__isnull=False)
    cursor = cursor_of(
        {k.removeprefix("moved_"): v for k, v in query.items() if k.startswith("moved_")},
        Obligation,
        _MOVED_ORDER,
    )
    found = [
        MovedRow._make(row)
        for row in sliced(rows, _MOVED_ORDER, cursor, size).values_list(*spoken(_MOVED_COLUMNS))
    ]
    return cut(found, cursor=cursor, size=size, key=lambda row: (row.moved_at, row.id))


def moved_count(actor: Actor, recount: Recount, cap: int = 1000) -> int:
    """How many dates of the actor's duties a publication moved, counted no further than `cap`."""
    rows = Obligation.objects.filter(
        visible_to(actor), moved_at__gte=recount.created_at, moved_by=recount.label
    )
    return capped_counts({"moved": rows}, cap)["moved"]


def latest_recount() -> Recount | None:
    """The last publication of working days that dates are, or were, counted anew for."""
    return Recount.objects.order_by("-id").first()


def progress(recount: Recount) -> int:
    """How much of the pass under way is done, in per cent of the numbers of duties; 99 at most until it is finished."""
    newest = Obligation.objects.order_by("-id").values_list("id", flat=True).first() or 0
    return min(99, 100 * recount.cursor // newest) if newest else 99
