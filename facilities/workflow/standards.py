"""Keeping breaches of the setting standards: opened when found, seen each time, cleared when they pass.

What a check finds of a facility replaces what was open: for one facility soon after it was written to, for all of
them each night. Neither is a person's act, so it leaves no event; the rows say when they were found and cleared.
"""

import json
import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from celery import signature
from django.db import connection, transaction

from facilities.enums import FILED_STATES
from facilities.models import Facility
from facilities.queries.standards import known_facilities
from facilities.rules.standards import Finding, breaches
from kernel import clock
from regions.scope import nation_scope

REFRESH_TASK = "facilities.refresh_standards"
PORTION = 4000
#: Whoever checks a portion keeps those away who check one facility: older facts must not overwrite newer ones.
_LOCK = "facilities.standards"
#: What is written about a facility, a child or its staff may change what it meets.
_AFFECTING = (
    "absence.", "ban.", "case.", "child.", "class.", "facility.", "filing.", "premises.", "proof.", "staff.",
)  # fmt: skip
logger = logging.getLogger(__name__)


class Kept(NamedTuple):
    """What became of the rows: newly opened, changed or seen on another day, cleared."""

    opened: int = 0
    renewed: int = 0
    cleared: int = 0

    def plus(self, other: "Kept") -> "Kept":
        return Kept(*(a + b for a, b in zip(self, other, strict=True)))


@dataclass(frozen=True)
class Ring:
    """Wakes a worker to check one facility, once for each transaction."""

    facility_id: int

    def __call__(self) -> None:
        try:
            signature(REFRESH_TASK, args=(self.facility_id,)).apply_async(retry=False)
        except Exception:
            logger.warning("no broker to ring for %s", REFRESH_TASK, exc_info=True)


def after_event(event: str, facility_id: int) -> None:
    """Something was written about a facility: check it once this is committed. A lost ring waits for the night."""
    ring = Ring(facility_id)
    if event.startswith(_AFFECTING) and not any(ring == waiting[1] for waiting in connection.run_on_commit):
        transaction.on_commit(ring)


def refresh(facility_id: int, on: date | None = None) -> Kept:
    """Check one facility now and keep what is found. Gone or not filed: nothing stays open."""
    with nation_scope(reason="a facility is checked wherever it lies"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [_LOCK])
        Facility.objects.select_for_update(of=("self",), no_key=True).filter(pk=facility_id).first()
        return keep([facility_id], on or clock.today())


def check_all(on: date | None = None, *, portion: int = PORTION) -> Kept:
    """Check every facility of the country, portion by portion, each in a transaction of its own.

    A second run on a day changes nothing; two at once take turns at each portion.
    """
    day, kept = on or clock.today(), Kept()
    for ids in _portions(portion):
        with nation_scope(reason="every facility is checked each night"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_LOCK])
            kept = kept.plus(keep(ids, day))
    return kept


def keep(facility_ids: Sequence[int], on: date) -> Kept:
    """Check facilities of the scope and put what is found in the place of what was open. The caller holds the lock."""
    rows = list(_found(facility_ids, on))
    columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(8)]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [*columns, on, on])
        opened, written = cursor.fetchone()
        cursor.execute(_CLEAR, [on, list(facility_ids), *columns[1:5]])
        return Kept(opened, written - opened, cursor.rowcount)


def _found(facility_ids: Collection[int], on: date) -> Iterator[tuple[Any, ...]]:
    for known in known_facilities(facility_ids, on):
        if known.state in FILED_STATES:
            for each in breaches(known.facts, known.law):
                yield known.region_id, known.id, *_columns(each)


def _columns(each: Finding) -> tuple[Any, ...]:
    told = json.dumps({"reasons": each.reasons, **each.numbers})
    return each.rule, each.subject_kind, each.subject_id, each.severity.value, told, each.due_on


def _portions(size: int) -> Iterator[list[int]]:
    last = 0
    while True:
        with nation_scope(reason="every facility is checked each night"):
            rows = Facility.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
            ids = list(rows[:size])
        if not ids:
            return
        yield ids
        last = ids[-1]


_KEEP = """
WITH found (region_id, facility_id, rule, subject_kind, subject_id, severity, facts, due_on) AS (
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::jsonb[], %s::date[])
), kept AS (
    INSERT INTO facilities_breach AS old
           (region_id, facility_id, rule, subject_kind, subject_id, severity, facts, due_on, found_on, seen_on)
    SELECT found.*, %s::date, %s::date FROM found
    ON CONFLICT (facility_id, rule, subject_kind, subject_id) WHERE cleared_on IS NULL
    DO UPDATE SET severity = excluded.severity, facts = excluded.facts, due_on = excluded.due_on, seen_on = excluded.seen_on
     WHERE (old.severity, old.facts, old.due_on, old.seen_on)
        IS DISTINCT FROM (excluded.severity, excluded.facts, excluded.due_on, excluded.seen_on)
    RETURNING xmax = 0 AS fresh
) SELECT count(*) FILTER (WHERE fresh), count(*) FROM kept
"""
_CLEAR = """
UPDATE facilities_breach old SET cleared_on = %s
 WHERE old.facility_id = ANY(%s) AND old.cleared_on IS NULL AND NOT EXISTS (
    SELECT 1 FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[]) AS found (facility_id, rule, kind, number)
     WHERE (found.facility_id, found.rule, found.kind, found.number)
         = (old.facility_id, old.rule, old.subject_kind, old.subject_id))
"""
