"""Duties that begin and end for a whole table at once: one statement each, however many, one event a district.

The rows that a duty is about have what differs between them: region, facility, office (`office_id`, NULL for the facility
itself) and the day from which the term runs (`counts_from`). What they have in common is said once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Model

from accounts.actors import Actor
from audit.workflow import Happened, record_all
from kernel import clock
from obligations.enums import FACILITY, Status


@dataclass(frozen=True)
class Common:
    """What many duties of one rule share: the day, how sure it is, the clause."""

    rule: str
    trigger_event: str
    due_on: date
    due_status: str
    source: Mapping[str, Any]
    pack: str
    pack_version: str
    calendar_version: str = ""
    missing_years: tuple[int, ...] = field(default=())


def open_set(*, by: Actor, subject: type[Model], ids: Sequence[int], common: Common) -> int:
    """The duties of so many rows of `subject` begin; how many. One that is open already is left as it is."""
    given = {
        "ids": list(ids),
        "rule": common.rule,
        "kind": subject._meta.label_lower,
        "event": common.trigger_event,
        "due_on": common.due_on,
        "due_status": common.due_status,
        "missing": _json(list(common.missing_years)),
        "source": _json(dict(common.source)),
        "pack": common.pack,
        "version": common.pack_version,
        "calendar": common.calendar_version,
        "facility": FACILITY,
        "zone": str(clock.ZONE),
        "now": clock.now(),
    }
    rows = _rows(_OPEN.format(table=subject._meta.db_table), given) if ids else []
    return _told(by, "obligation.opened", rows, common.rule)


def miss_set(*, by: Actor, subject: type[Model], ids: Sequence[int], rule: str, event: str) -> int:
    """The duties of so many rows were not done and cannot be done any more; how many."""
    now = clock.now()
    given = {
        "ids": list(ids), "kind": subject._meta.label_lower, "rule": rule, "event": event, "now": now,
        "on": clock.local_date(now), "missed": Status.MISSED.value,
    }  # fmt: skip
    return _told(by, "obligation.missed", _rows(_MISS, given) if ids else [], rule)


def _told(by: Actor, event: str, rows: Sequence[tuple[int, int]], rule: str) -> int:
    """One event a district with how many; `rows` are (district, how many)."""
    happened = [Happened(event, district, data={"rule": rule, "count": n}) for district, n in rows]
    record_all(by=by, happened=happened)
    return sum(n for _district, n in rows)


def _json(value: Any) -> Any:
    return connection.ops.adapt_json_value(value, None)


def _rows(statement: str, given: Mapping[str, Any]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


_OPEN = """
WITH fresh AS (
    INSERT INTO obligations_obligation (
        region_id, facility_id, rule, subject_type, subject_id, owner_kind, owner_id, trigger_event, trigger_at, trigger_on,
        due_on, due_status, missing_years, counted_days, source, pack, pack_version, calendar_version, status, opened_at,
        settled_event, moved_by, urged_count)
    SELECT t.region_id, t.facility_id, %(rule)s, %(kind)s, t.id, coalesce(o.kind, %(facility)s), t.office_id, %(event)s,
           t.counts_from::timestamp AT TIME ZONE %(zone)s, t.counts_from,
           %(due_on)s, %(due_status)s, %(missing)s, '[]', %(source)s, %(pack)s, %(version)s, %(calendar)s, 'OPEN', %(now)s,
           '', '', 0
      FROM {table} t LEFT JOIN accounts_department o ON o.id = t.office_id
     WHERE t.id = ANY(%(ids)s)
    ON CONFLICT DO NOTHING RETURNING district
) SELECT district, count(*) FROM fresh GROUP BY 1 ORDER BY 1
"""
_MISS = """
WITH ended AS (
    UPDATE obligations_obligation SET status = %(missed)s, settled_at = %(now)s, settled_on = %(on)s, settled_event = %(event)s
     WHERE subject_type = %(kind)s AND subject_id = ANY(%(ids)s) AND rule = %(rule)s AND status = 'OPEN' RETURNING district
) SELECT district, count(*) FROM ended GROUP BY 1 ORDER BY 1
"""
