"""Goals 3 and 13: the nightly scan of 150,000 open duties beside one hand-written SQL, and what it costs to ring for it."""

import resource
import time
from collections.abc import Callable, Iterator
from typing import Any

from celery.signals import before_task_publish
from django.db import connection, transaction
from django.db.models import Max

from benchmarks.duties import DAY as _DAY
from benchmarks.duties import fill_duties
from benchmarks.measure import Row, at_least, at_most, at_most_count, interleaved
from benchmarks.national import OPEN_DUTIES, gather_statistics
from config.celery import app
from kernel import clock
from messaging.models import Message
from messaging.workflow.delivering import ring
from messaging.workflow.telling import tell
from obligations.models import Obligation
from obligations.reminding.stages import stages
from obligations.workflow.reminding import remind
from policy.queries import working_days_between
from regions.owner import as_owner
from regions.scope import nation_scope

_NAIVE = 300
_REASON = "benchmark data"
_TOLD = 'subject_id, user_id, channel, key, "on", late'

#: What somebody would write who knows that every duty has an office, every office one officer and nobody a channel.
_HAND = """
INSERT INTO bench_message (region_id, facility_id, user_id, channel, event, subject_type, subject_id, key, facts, "on", late, digest,
       created_at, not_before, state, token, tries, receipt, failure)
SELECT o.region_id, o.facility_id, a.user_id, 'NOTICE', 'duty', 'obligations.obligation', o.id,
       s.code || ':' || s.turn || ':' || o.due_on, jsonb_build_object('stage', s.code, 'due', o.due_on),
       greatest(o.opened_at::date, coalesce(x.day, o.opened_at::date)),
       greatest(o.opened_at::date, coalesce(x.day, o.opened_at::date)) < date '{day}', false, now(), now(), 'SHOWN', 0, 0, '', ''
  FROM obligations_obligation o
  JOIN policy_calendarday t ON t.day = date '{day}'
  JOIN policy_calendarday e ON e.day = o.due_on
  JOIN policy_calendarday b ON b.day = o.trigger_on
  JOIN accounts_appointment a ON a.department_id = o.owner_id
 CROSS JOIN LATERAL (SELECT t.ordinal - e.ordinal AS passed) p
 CROSS JOIN LATERAL (
    SELECT CASE WHEN passed >= 10 THEN 'EVERY' WHEN passed >= 5 THEN 'AFTER_5' WHEN passed >= 3 THEN 'AFTER_3'
                WHEN passed >= 1 THEN 'AFTER_1' WHEN passed >= 0 THEN 'DUE' WHEN passed >= -1 THEN 'BEFORE_1'
                WHEN passed >= -3 THEN 'BEFORE_3' WHEN t.ordinal >= (b.ordinal + e.ordinal) / 2 THEN 'HALF_WAY' ELSE 'OPENED' END,
           CASE WHEN passed >= 10 THEN (passed - 5) / 5 ELSE 0 END,
           CASE WHEN passed >= 10 THEN e.ordinal + 5 + (passed - 5) / 5 * 5 WHEN passed >= 5 THEN e.ordinal + 5
                WHEN passed >= 3 THEN e.ordinal + 3 WHEN passed >= 1 THEN e.ordinal + 1 WHEN passed >= 0 THEN e.ordinal
                WHEN passed >= -1 THEN e.ordinal - 1 WHEN passed >= -3 THEN e.ordinal - 3
                WHEN t.ordinal >= (b.ordinal + e.ordinal) / 2 THEN (b.ordinal + e.ordinal) / 2 END) s(code, turn, at)
  LEFT JOIN policy_calendarday x ON x.ordinal = s.at AND x.working
 WHERE o.status = 'OPEN'
ON CONFLICT DO NOTHING
"""


def rows() -> Iterator[Row]:
    _fill()
    with clock.frozen(_DAY):
        ours, hand = interleaved(lambda: undone(remind), lambda: undone(_hand), runs=5, warm=1)
        yield at_most("3-scan", f"{OPEN_DUTIES:,} open duties", ours, hand, 1.5, "one hand-written SQL")
        naive = interleaved(lambda: undone(_naive), runs=3, warm=1)[0] * OPEN_DUTIES / _NAIVE
        yield at_least("3-naive", "the same, duty by duty", ours, naive, 100, "a loop over the duties")
        before, statements = _memory(), _counted(remind)
        yield at_most_count("3-memory", "the scan's memory", max(0, _memory() - before) // 1024, 30, "MiB")
        yield at_most_count("3-statements", "statements of the scan", statements, 5, "statements")
        _hand()
        _same()
        started = time.perf_counter()
        assert remind().written == 0
        again = (time.perf_counter() - started) * 1000
        yield at_most("3-again", "the scan a second time, 0 rows", again, ours, 0.4, "the scan that writes")
        yield from _rung(ours)


def _fill(count: int = OPEN_DUTIES) -> None:
    fill_duties(count)
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_message (LIKE messaging_message INCLUDING ALL)")
        cursor.execute("GRANT ALL ON bench_message TO app")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app")
    gather_statistics()


def _hand() -> None:
    with nation_scope(reason=_REASON), connection.cursor() as cursor:
        cursor.execute(_HAND.format(day=_DAY))


def _naive() -> None:
    """One duty after another, each asking for its days, its people and its messages so far."""
    rule = stages()
    with nation_scope(reason=_REASON):
        first = Obligation.objects.aggregate(first=Max("id"))["first"] - _NAIVE
        for row in Obligation.objects.filter(id__gt=first):
            left = working_days_between(_DAY, row.due_on) if row.due_on else 0
            code = next((s.code for s in reversed(rule.stages) if -left >= s.working_days), "OPENED")
            people = row.owner.appointments.filter(ended_at=None).values_list("user_id", flat=True)
            tell(
                event="duty",
                subject=row,
                key=f"{code}:0:{row.due_on}",
                to=set(people),
                facility_id=row.facility_id,
                facts={"stage": code, "due": str(row.due_on)},
            )


def undone(work: Callable[[], Any]) -> None:
    with transaction.atomic():
        work()
        transaction.set_rollback(True)


def _same() -> None:
    with nation_scope(reason=_REASON), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bench_message")
        print(f"messages: {cursor.fetchone()[0]}, {Message.objects.count()}")
        for one, other in (("messaging_message", "bench_message"), ("bench_message", "messaging_message")):
            cursor.execute(f"SELECT {_TOLD} FROM {one} EXCEPT SELECT {_TOLD} FROM {other} LIMIT 3")
            if differing := cursor.fetchall():
                raise RuntimeError(f"the two ways disagree: {one} has {differing}")


def _counted(work: Callable[[], Any]) -> int:
    count = 0

    def counting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counting):
        work()
    return count


def _memory() -> int:
    """The most that this process ever held, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _rung(scan: float) -> Iterator[Row]:
    """The tasks of a night's scan, and what the broker takes for one of them."""
    published: list[str] = []

    def seen(sender: str | None = None, **kwargs: Any) -> None:
        published.append(str(sender))

    eager, app.conf.task_always_eager = app.conf.task_always_eager, False
    before_task_publish.connect(seen)
    try:
        with nation_scope(reason=_REASON):
            Message.objects.all().delete()
        remind()
        yield at_most_count(
            "13-tasks",
            f"tasks that a scan of {OPEN_DUTIES:,} duties starts",
            len(published),
            OPEN_DUTIES // 1000,
            "tasks",
        )
        ringing = interleaved(ring, runs=50, warm=5)[0]
        yield at_most(
            "13-broker", "one ring at the broker", ringing * max(1, len(published)), scan, 0.05, "the scan"
        )
    finally:
        before_task_publish.disconnect(seen)
        app.conf.task_always_eager = eager
    yield at_most_count("13-memory", "the job's process", _memory() // 1024, 200, "MiB")
