"""What waits in each queue, and for how long. The numbers are of the whole platform and name no tenant."""

from typing import NamedTuple

from django.db import connection

from kernel import clock
from regions.scope import nation_scope


class Backlog(NamedTuple):
    """`oldest`: seconds for which the oldest row has waited; 0 when none does."""

    waiting: int
    oldest: float


_QUEUES = """
SELECT 'messaging.deliver', count(*) FILTER (WHERE not_before <= %(now)s::timestamptz),
       min(not_before) FILTER (WHERE not_before <= %(now)s::timestamptz) FROM messaging_message WHERE state = 'WAITING'
UNION ALL
SELECT 'documents.render_papers', count(*), min(requested_at) FROM documents_paper WHERE state = 'REQUESTED'
UNION ALL
SELECT 'reporting.print_reports', count(*), min(asked_at) FROM reporting_reportprint WHERE state = 'WAITING'
UNION ALL
SELECT 'documents.scan', count(*), min(uploaded_at) FROM documents_storedfile WHERE state = 'SCANNED'
UNION ALL
SELECT 'registration.wake_sheets', count(*), min(coalesce(started_at, created_at)) FROM registration_pushsheet
 WHERE state IN ('CHECKING', 'PUSHING')
UNION ALL
SELECT 'reporting.fold_figures', count(*), NULL FROM reporting_figuretouch
UNION ALL
SELECT 'obligations.recount', count(*), min(created_at) FROM obligations_recount WHERE finished_at IS NULL
"""
_TROUBLE = """
SELECT count(*) FILTER (WHERE state = 'FAILED'), count(*) FILTER (WHERE state = 'UNCERTAIN')
  FROM messaging_message WHERE state IN ('FAILED', 'UNCERTAIN')
"""
_DUTIES = """
SELECT count(*), count(*) FILTER (WHERE due_on < %(today)s), coalesce(max(%(today)s::date - due_on), 0)
  FROM obligations_obligation WHERE status = 'OPEN'
"""


class Troubles(NamedTuple):
    """Messages that need a person."""

    failed: int
    uncertain: int


class Duties(NamedTuple):
    """`longest`: calendar days since the oldest missed due date."""

    open: int
    overdue: int
    longest: int


class Numbers(NamedTuple):
    """`queues`: job name → what waits for it."""

    queues: dict[str, Backlog]
    troubles: Troubles
    duties: Duties


def numbers() -> Numbers:
    """What waits, what failed and what is owed, over the whole platform. Three queries."""
    now = clock.now()
    with nation_scope(reason="what waits is a number of the whole platform"), connection.cursor() as cursor:
        cursor.execute(_QUEUES, {"now": now})
        queues = {
            name: Backlog(count, max((now - oldest).total_seconds(), 0) if oldest else 0)
            for name, count, oldest in cursor.fetchall()
        }
        cursor.execute(_TROUBLE)
        troubles = Troubles(*cursor.fetchone())
        cursor.execute(_DUTIES, {"today": now.date()})
        return Numbers(queues, troubles, Duties(*cursor.fetchone()))
