"""Closing a quarter: its figures are kept as they stand, and never change again."""

from datetime import date, timedelta

from django.db import connection

from kernel import clock
from kernel.periods import add_months
from regions.scope import nation_scope
from reporting.enums import Measure
from reporting.figures.rules import quarters_ended
from reporting.figures.workflow.folding import fold
from reporting.models import PeriodSnapshot

#: The first time, so many quarters back are closed: as they are known by then.
BACK = 8


def _pairs(measures: list[Measure], condition: str) -> str:
    """jsonb_build_object of the sums under a condition; in parts, because a function takes a hundred arguments at most."""
    sums = [f"'{m.column}', coalesce(sum({m.column}) FILTER (WHERE {condition}), 0)" for m in measures]
    return f"jsonb_build_object({', '.join(sums)})"


_TILL = "(period BETWEEN 1 AND %(year)s - 1) OR (period BETWEEN %(year)s * 100 + 1 AND %(period)s)"
_CLOSE = f"""
INSERT INTO reporting_periodsnapshot (region_id, period, standing, during, entered, closed_at)
SELECT f.region_id, %(period)s, {_pairs([m for m in Measure if not m.flows], _TILL)},
    {_pairs([m for m in Measure if m.flows], "period BETWEEN %(year)s * 100 + 1 AND %(period)s")},
    coalesce((SELECT jsonb_object_agg(e.key || '/' || e.year, e.value) FROM reporting_enteredfigure e
        WHERE e.region_id = f.region_id AND e.replaced_at IS NULL AND e.kind <> 'TARGET'), '{{}}'), %(now)s
FROM reporting_regionfigure f GROUP BY f.region_id
ON CONFLICT (region_id, period) DO NOTHING
"""


def close_ended() -> int:
    """Close every quarter that has ended and is not closed; returns how many snapshots were taken. Again: nothing."""
    fold()
    today = clock.today()
    with nation_scope(reason="the figures of every division are kept at the end of a quarter"):
        last = PeriodSnapshot.objects.order_by("-period").values_list("period", flat=True).first()
        since = add_months(today, -3 * BACK) if last is None else _after(last)
        return sum(_close(period) for period in quarters_ended(since, today))


def _after(period: int) -> date:
    return add_months(date(period // 100, period % 100, 1), 1)


def _close(period: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE, {"period": period, "year": period // 100, "now": clock.now()})
        return int(cursor.rowcount)


def ends_on(period: int) -> date:
    """The last day of a closed quarter."""
    return _after(period) - timedelta(days=1)
