"""Days that children came to other facilities in a month, read for many at once (compare `prefill.days_elsewhere`)."""

from collections.abc import Collection
from datetime import date

from django.db import connection

#: Child → days it came to another facility in a month, the most at one facility.
Away = dict[int, int]

_TWICE = "SELECT number_digest FROM facilities_child {among} GROUP BY number_digest HAVING count(*) > 1"
_AMONG = """WHERE number_digest = ANY(ARRAY(
    SELECT number_digest FROM facilities_child WHERE facility_id = ANY(%(facilities)s)))"""
_AWAY = """
WITH twin AS MATERIALIZED (
    SELECT id, number_digest FROM facilities_child WHERE number_digest = ANY(ARRAY({twice}))
), came AS (
    SELECT twin.id, max(days) OVER (PARTITION BY number_digest
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS days
    FROM twin LEFT JOIN LATERAL (
        SELECT max(bit_count(o.days::bit(32))) AS days
        FROM facilities_attendancerow o JOIN facilities_attendancemonth s ON s.id = o.sheet_id
        WHERE o.child_id = twin.id AND s.month = %(month)s
    ) o ON true
)
SELECT id, days FROM came WHERE days > 0
"""


def days_away(month: date, facilities: Collection[int] | None = None) -> Away:
    """For the children of facilities, or of the whole country, who are known at several and came elsewhere. One statement.

    The caller is in the nation scope.
    """
    twice = _TWICE.format(among="" if facilities is None else _AMONG)
    with connection.cursor() as cursor:
        cursor.execute(_AWAY.format(twice=twice), {"month": month, "facilities": list(facilities or ())})
        return dict(cursor.fetchall())
