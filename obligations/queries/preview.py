"""What a proposed arrangement of working days would do to the open due dates, before anybody approves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from obligations.enums import FACILITY, DueStatus, Status
from obligations.models import Obligation
from obligations.queries.effects import Move
from policy.calendar import WorkingCalendar
from policy.queries import due_dates_sql, first_difference, proposed_calendar, working_calendar
from regions.codes import level_of
from regions.enums import Level
from regions.keyset import SIZE, Cursor, Page, cut, read_key

KEY = ("due_on", "id")
_LEVELS = {Level.NATION: "province", Level.PROVINCE: "city", Level.CITY: "district"}


@dataclass(frozen=True)
class RegionCount:
    """How many open dates of a region move; of which how many of facilities, and how many of these are kept."""

    region_id: int
    total: int
    facilities: int
    later: int
    earlier: int
    firm: int
    kept: int


@dataclass(frozen=True)
class Trial:
    """A proposed calendar beside the one in effect. `since`: the first day that differs; None when nothing does."""

    proposed: WorkingCalendar
    since: date | None

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Trial":
        proposed = proposed_calendar(content)
        return cls(proposed, first_difference(working_calendar(), proposed))

    def columns(self) -> list[list[Any]]:
        """The proposed calendar as columns, from two years before the first difference on: day, working, ordinal, published."""
        first = max(self.proposed.first, (self.since or self.proposed.first) - timedelta(days=_LOOK_BACK))
        length = (self.proposed.last - first).days + 1
        days = [self.proposed.day(first + timedelta(n)) for n in range(length)]
        return [
            [d.on for d in days],
            [d.working for d in days],
            [d.ordinal for d in days],
            [d.published for d in days],
        ]


#: No working-day term is longer; a duty that began earlier and is still due later counts no working days.
_LOOK_BACK = 1500


def preview_page(trial: Trial, query: Mapping[str, str], size: int = SIZE) -> Page:
    """The dates that would move or become firm, as Move, the nearest old date first. Two statements at most."""
    backwards = bool(read_key(query.get("before", ""), Obligation, KEY))
    key = read_key(query.get("before" if backwards else "after", ""), Obligation, KEY)
    sign, way = ("<", "DESC") if backwards else (">", "ASC")
    where = f"WHERE (was, id) {sign} (%s, %s)" if key else ""
    rows = _run(
        trial,
        f"SELECT id, was, due_on, fresh, status FROM moved {where} ORDER BY was {way}, id {way} LIMIT %s",
        [*key, size + 1],
    )
    return cut(
        [Move(*row) for row in rows], cursor=Cursor(key, backwards), size=size, key=lambda m: (m.was, m.id)
    )


def preview_counts(trial: Trial, region_id: int) -> list[RegionCount]:
    """The numbers by the divisions directly below a region, in the order of their codes. One statement."""
    column = _LEVELS.get(level_of(region_id), "region_id")
    rows = _run(
        trial,
        f"""SELECT {column}, count(*), count(*) FILTER (WHERE facility), count(*) FILTER (WHERE due_on > was),
                   count(*) FILTER (WHERE due_on < was), count(*) FILTER (WHERE due_on = was),
                   count(*) FILTER (WHERE fresh < due_on)
              FROM moved GROUP BY {column} ORDER BY {column}""",
        [],
    )
    return [RegionCount(*row) for row in rows]


def _touched(since: date) -> QuerySet[Obligation]:
    """Open dates in working days that reach the first day that differs: no other can move."""
    rows: QuerySet[Obligation] = Obligation.objects.filter(
        status=Status.OPEN,
        days__isnull=False,
        due_status__in=(DueStatus.FIRM, DueStatus.PROVISIONAL),
        due_on__gte=since,
    )
    return rows


def _run(trial: Trial, select: str, params: list[Any]) -> list[tuple[Any, ...]]:
    if trial.since is None:
        return []
    sql, given = _touched(trial.since).order_by().values("id", "trigger_on", "days").query.sql_with_params()
    statement = _MOVED.format(
        source=sql,
        fresh=due_dates_sql("given", "proposed"),
        old=due_dates_sql("given"),
        select=select,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*trial.columns(), *given, FACILITY, FACILITY, *params])
        return cursor.fetchall()


#: `kept` would be a facility's date for which an earlier day is counted: it stays (domain 7.11).
_MOVED = """
    WITH proposed (day, working, ordinal, published) AS MATERIALIZED (
        SELECT * FROM unnest(%s::date[], %s::boolean[], %s::integer[], %s::boolean[])
    ), given AS MATERIALIZED ({source}),
    moved AS (
        SELECT o.id, o.due_on AS was, target.due_on, fresh.due_on AS fresh, fresh.status, o.owner_kind = %s AS facility,
               o.province, o.city, o.district, o.region_id
          FROM ({fresh}) fresh
          JOIN ({old}) old ON old.id = fresh.id
          JOIN obligations_obligation o ON o.id = fresh.id
          CROSS JOIN LATERAL (SELECT CASE WHEN o.owner_kind = %s THEN greatest(o.due_on, fresh.due_on)
                                          ELSE fresh.due_on END AS due_on) target
         WHERE fresh.due_on IS NOT NULL
           AND (fresh.due_on, fresh.status) IS DISTINCT FROM (old.due_on, old.status)
    )
    {select}
"""
