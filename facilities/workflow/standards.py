"""Keeping breaches of the setting standards: opened when found, seen when found anew, cleared when they pass.

What a check finds of a facility replaces what was open: for one facility soon after it was written to, for all of
them each night. A night reads what is on record of everybody and judges those of whom the last check no longer speaks:
a fact, the law or the rules differ, or a day has passed that may turn the answer. Of the others it writes nothing. It leaves one event in each district
where breaches opened or cleared; what a single check changes follows from the act that rang for it, which has its own.
"""

import json
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from celery import signature
from django.db import connection, transaction

from accounts.actors import system_actor
from audit.workflow import Happened, record_all
from facilities.enums import FILED_STATES
from facilities.models import Facility
from facilities.queries.standards import Known, known_facilities
from facilities.rules.standards import Finding, judge
from jobs.workflow import pause
from kernel import clock
from kernel.arrays import array
from regions.scope import nation_scope

REFRESH_TASK = "facilities.refresh_standards"
PORTION = 4000
#: Whoever checks a portion keeps those away who check one facility: older facts must not overwrite newer ones.
_LOCK = "facilities.standards"
#: What is written about a facility, a child or its staff may change what it meets.
_AFFECTING = (
    "absence.", "ban.", "case.", "child.", "class.", "facility.", "filing.", "premises.", "proof.", "staff.",
)  # fmt: skip
#: The planner cannot know that the people, the classes and the findings of a portion belong together, so it expects far
#: fewer rows than come; and a second process would do most of the first one's work again.
_PORTIONS = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'; SET LOCAL max_parallel_workers_per_gather = 0"
_PLATFORM = system_actor("standards")
logger = logging.getLogger(__name__)


class Kept(NamedTuple):
    """What became of the rows: newly opened, found anew (changed or on another day), cleared."""

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
    """Check every facility of the country, some districts at a time, each time in a transaction of its own.

    A second run on a day changes nothing; two at once take turns.
    """
    day, kept, checked = on or clock.today(), Kept(), 0
    for ids in _portions(portion):
        pause(checked := checked + len(ids))
        with nation_scope(reason="every facility is checked each night"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_LOCK])
                cursor.execute(_PORTIONS)
            found = _check(ids, day)
            _on_trail(found, day)
        kept = _sum([kept, *found.values()])
    return kept


def keep(facility_ids: Sequence[int], on: date) -> Kept:
    """Check facilities of the scope and put what is found in the place of what was open. The caller holds the lock."""
    return _sum(_check(facility_ids, on).values())


def _check(facility_ids: Sequence[int], on: date) -> dict[int, Kept]:
    """District → what became of its rows."""
    judged, found, checks = set(facility_ids), [], []
    for each in known_facilities(facility_ids, on):
        if not each.changed:
            judged.discard(each.id)
            continue
        rows, until = _judged(each)
        found += rows
        checks.append((each.row.region_id, each.id, each.fresh_mark, until))
    if checks:
        _rows(_STORE, _turned(checks, 4))
    kept: dict[int, Kept] = {}
    for district, *counts in _replaced(judged, found, on):
        kept[district] = kept.get(district, Kept()).plus(Kept(*counts))
    return kept


def _replaced(judged: Collection[int], found: Sequence[tuple[Any, ...]], on: date) -> list[tuple[int, ...]]:
    """The findings of facilities in the place of those that were open: counts by district."""
    return _rows(_REPLACE, [*_turned(found, 8), on, on, on, array(judged)]) if judged else []


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _turned(rows: Sequence[tuple[Any, ...]], width: int) -> list[str]:
    """Rows as columns, each an array."""
    return [array(column) for column in zip(*rows, strict=True)] or ["{}"] * width


def _sum(kept: Iterable[Kept]) -> Kept:
    return reduce(Kept.plus, kept, Kept())


def _on_trail(found: Mapping[int, Kept], on: date) -> None:
    """One event for each district where something changed: three statements for all of them."""
    happened = [
        Happened(
            "standards.checked",
            district,
            data={"day": str(on), "opened": kept.opened, "cleared": kept.cleared},
        )
        for district, kept in sorted(found.items())
        if kept.opened or kept.cleared
    ]
    record_all(by=_PLATFORM, happened=happened)


def _judged(known: Known) -> tuple[list[tuple[Any, ...]], date | None]:
    if known.row.state not in FILED_STATES:
        return [], None
    found, until = judge(known.facts, known.law)
    return [(known.row.region_id, known.id, *_columns(each)) for each in found], until


def _columns(each: Finding) -> tuple[Any, ...]:
    told = json.dumps({"reasons": each.reasons, **each.numbers})
    return each.rule, each.subject_kind, each.subject_id, each.severity.value, told, each.due_on


def _portions(size: int) -> Iterator[list[int]]:
    """All facilities, a district whole, in portions of at least `size` (the last one aside)."""
    with nation_scope(reason="every facility is checked each night"):
        rows = list(Facility.objects.order_by("district", "pk").values_list("district", "pk"))
    ids: list[int] = []
    for _district, group in groupby(rows, key=itemgetter(0)):
        ids += [number for _place, number in group]
        if len(ids) >= size:
            yield ids
            ids = []
    if ids:
        yield ids


_REPLACE = """
WITH found (region_id, facility_id, rule, subject_kind, subject_id, severity, facts, due_on) AS MATERIALIZED (
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::jsonb[], %s::date[])
), kept AS (
    INSERT INTO facilities_breach AS old
           (region_id, facility_id, rule, subject_kind, subject_id, severity, facts, due_on, found_on, seen_on)
    SELECT found.*, %s::date, %s::date FROM found
    ON CONFLICT (facility_id, rule, subject_kind, subject_id) WHERE cleared_on IS NULL
    DO UPDATE SET severity = excluded.severity, facts = excluded.facts, due_on = excluded.due_on, seen_on = excluded.seen_on
     WHERE (old.severity, old.facts, old.due_on, old.seen_on)
        IS DISTINCT FROM (excluded.severity, excluded.facts, excluded.due_on, excluded.seen_on)
    RETURNING district, xmax = 0 AS fresh
), cleared AS (
    UPDATE facilities_breach old SET cleared_on = %s
     WHERE old.facility_id = ANY(%s::bigint[]) AND old.cleared_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM found WHERE (found.facility_id, found.rule, found.subject_kind, found.subject_id)
                                = (old.facility_id, old.rule, old.subject_kind, old.subject_id))
    RETURNING district
)
SELECT district, count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh), 0 FROM kept GROUP BY district
 UNION ALL SELECT district, 0, 0, count(*) FROM cleared GROUP BY district
"""
_STORE = """
INSERT INTO facilities_standardscheck AS old (region_id, facility_id, mark, holds_until)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[], %s::date[])
ON CONFLICT (facility_id) DO UPDATE SET mark = excluded.mark, holds_until = excluded.holds_until
 WHERE (old.mark, old.holds_until) IS DISTINCT FROM (excluded.mark, excluded.holds_until)
"""
