"""One occasion, told to some people: the rows are written in the transaction of what happened."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from kernel import clock
from messaging.channels import available
from messaging.recipients import WANTED
from messaging.workflow.delivering import ring


@transaction.atomic
def tell(
    *, event: str, subject: Any, key: str, to: Collection[int], facility_id: int | None, facts: dict[str, Any]
) -> int:
    """Tell people (user ids), each by the channels they chose, once for each key. Returns how many rows are new.

    `subject` is a saved row of a tenant; `facts` hold no personal data. The scope must reach the subject.
    """
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            _TELL,
            {
                "to": list(to),
                "channels": available(),
                "event": event,
                "kind": subject._meta.label_lower,
                "subject": subject.pk,
                "region": subject.region_id,
                "facility": facility_id,
                "key": key,
                "facts": json.dumps(facts),
                "today": now.date(),
                "now": now,
                "digest_at": _next_digest(now),
            },
        )
        written = int(cursor.rowcount)
    if written:
        transaction.on_commit(ring)
    return written


def _next_digest(now: datetime) -> datetime:
    """The next hour at which the daily digest leaves: 08:30 in China."""
    at = now.replace(hour=8, minute=30, second=0, microsecond=0)
    return at if now <= at else at + timedelta(days=1)


_TELL = f"""
INSERT INTO messaging_message
       (region_id, facility_id, user_id, channel, event, subject_type, subject_id, key, facts, "on", late, digest,
        created_at, not_before, state, token, tries, receipt, failure)
SELECT %(region)s, %(facility)s, w.user_id, w.channel, %(event)s, %(kind)s, %(subject)s, %(key)s, %(facts)s::jsonb, %(today)s,
       false, w.digest, %(now)s, CASE WHEN w.digest THEN %(digest_at)s ELSE %(now)s END,
       CASE w.channel WHEN 'NOTICE' THEN 'SHOWN' ELSE 'WAITING' END, 0, 0, '', ''
  FROM ({WANTED}) w
 WHERE w.user_id = ANY(%(to)s) AND w.channel = ANY(%(channels)s)
ON CONFLICT DO NOTHING
"""
