"""What everybody may read of inspections: the rating that holds, when a facility was inspected, and what it has to put
right, in the words of the checklist. Never what an inspector or a complainant wrote.

The projection of a facility is renewed soon after something was written about it, and of all of them every hour, a portion
at a time: a lost ring, or a day that passes, is made good there.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from celery import signature
from django.db import connection, transaction

from facilities.workflow.publishing import project_life
from kernel import clock
from regions.scope import nation_scope

TASK = "inspections.publish_facility"
PORTION = 2000
#: What is written about a facility that changes nothing for the public.
_SILENT = ("attendance.", "claim.", "payment.", "proof.", "contact.", "identity.")
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ring:
    """Wakes a worker to renew the projection of one facility, once for each transaction."""

    facility_id: int

    def __call__(self) -> None:
        try:
            signature(TASK, args=(self.facility_id,)).apply_async(retry=False)
        except Exception:
            logger.warning("no broker to ring for %s", TASK, exc_info=True)


def after_event(event: str, facility_id: int) -> None:
    """Something was written about a facility: its public page follows once this is committed."""
    ring = Ring(facility_id)
    if not event.startswith(_SILENT) and not any(ring == waiting[1] for waiting in connection.run_on_commit):
        transaction.on_commit(ring)


def publish_facility(facility_id: int) -> int:
    """Renew the projection of one facility; how many rows changed."""
    return _project([facility_id])


def publish_facilities(*, portion: int = PORTION) -> int:
    """Renew the projection of every facility that is in it; how many rows changed. A second run changes nothing."""
    return sum(_project(ids) for ids in _portions(portion))


def _project(ids: list[int]) -> int:
    today = clock.today()
    with (
        nation_scope(reason="the public reads of facilities wherever they lie"),
        connection.cursor() as cursor,
    ):
        changed = project_life(ids, today)
        cursor.execute(_SEEN, {"ids": ids, "on": today, "now": clock.now()})
        return changed + int(cursor.rowcount)


def _portions(size: int) -> Iterator[list[int]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT facility_id FROM facilities_publicfacility WHERE facility_id > %s ORDER BY 1 LIMIT %s",
                [last, size],
            )
            ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            return
        yield ids
        last = ids[-1]


#: The last five inspections; what is open, and what was put right within two years. A finding without an item of a
#: checklist has no words of the law, so its own words stay inside.
_SEEN = """
WITH visited AS (
    SELECT v.facility_id, v.kind, v.visited_on, (SELECT count(*) FROM inspections_finding f WHERE f.visit_id = v.id
           AND f.state NOT IN ('WITHDRAWN')) AS findings,
           row_number() OVER (PARTITION BY v.facility_id ORDER BY v.visited_on DESC, v.id DESC) AS place
      FROM inspections_visit v
     WHERE v.facility_id = ANY(%(ids)s) AND v.kind <> 'SELF_CHECK' AND v.state IN ('TO_SIGN', 'DONE')
), visits AS (
    SELECT facility_id, max(visited_on) AS last,
           jsonb_agg(jsonb_build_object('on', visited_on, 'kind', kind, 'findings', findings) ORDER BY place) AS rows
      FROM visited WHERE place <= 5 GROUP BY 1
), found AS (
    SELECT f.facility_id, count(*) FILTER (WHERE f.state IN ('OPEN', 'REPORTED')) AS open,
           jsonb_agg(jsonb_build_object('text', f.text, 'clause', f.source ->> 'short_zh', 'clause_en', f.source ->> 'short_en',
                     'state', f.state, 'ordered_on', f.ordered_on, 'due_on', f.due_on, 'closed_on', f.closed_on)
                     ORDER BY f.closed_on DESC NULLS FIRST, f.id DESC) AS rows
      FROM inspections_finding f
     WHERE f.facility_id = ANY(%(ids)s)
       AND (f.state IN ('OPEN', 'REPORTED')
            OR f.state = 'CLOSED' AND f.closed_on >= %(on)s::date - make_interval(years => 2))
     GROUP BY 1
), rated AS (
    SELECT DISTINCT ON (r.facility_id) r.facility_id, r.facts #>> '{name,zh}' AS scheme, r.grade, r.valid_to
      FROM inspections_rating r
     WHERE r.facility_id = ANY(%(ids)s) AND r.state = 'PUBLISHED' AND r.valid_to >= %(on)s
     ORDER BY r.facility_id, r.published_on DESC, r.id DESC
), seen AS (
    SELECT p.facility_id, rated.scheme, rated.grade, rated.valid_to, coalesce(visits.rows, '[]'::jsonb) AS visits, visits.last,
           coalesce(found.rows, '[]'::jsonb) AS rectifications, coalesce(found.open, 0) AS rectifying
      FROM facilities_publicfacility p LEFT JOIN visits ON visits.facility_id = p.facility_id
      LEFT JOIN found ON found.facility_id = p.facility_id LEFT JOIN rated ON rated.facility_id = p.facility_id
     WHERE p.facility_id = ANY(%(ids)s)
)
UPDATE facilities_publicfacility p
   SET visits = seen.visits, visited_on = seen.last, rectifications = seen.rectifications, rectifying = seen.rectifying,
       rating_scheme = seen.scheme, rating_grade = seen.grade, rating_valid_until = seen.valid_to,
       updated_at = %(now)s
  FROM seen
 WHERE p.facility_id = seen.facility_id
   AND (p.visits, p.visited_on, p.rectifications, p.rectifying, p.rating_scheme, p.rating_grade, p.rating_valid_until)
       IS DISTINCT FROM (seen.visits, seen.last, seen.rectifications, seen.rectifying, seen.scheme, seen.grade,
                         seen.valid_to)
"""
