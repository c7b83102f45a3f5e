"""Goal 10: what the sums cost whoever writes, how old they are at most, and what it takes to count everything anew."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from random import Random
from statistics import median
from threading import Thread
from typing import Any

import psycopg2
from django.db import connection

from accounts.actors import system_actor
from benchmarks.duties import DAY
from benchmarks.figures import fill_figures, forget_touches
from benchmarks.measure import Row, at_most, at_most_count, interleaved, share_of
from benchmarks.national import FACILITIES, gather_statistics
from benchmarks.scopes import scopes
from benchmarks.signed_in import api_client
from facilities.models import Facility
from facilities.workflow.facility import update_facts
from kernel import clock
from regions.owner import as_owner
from regions.scope import nation_scope
from reporting.enums import Measure
from reporting.figures.counting import Subjects, facts_sql
from reporting.figures.workflow.folding import fold, rebuild
from reporting.models import FigureState
from reporting.schedule import SCHEDULE

_BY = system_actor("benchmark")
_TURNS, _BLOCK = 15, 60
_CLIENTS, _SECONDS, _HELD = 8, 2.0, 0.005
_TABLES = ("facilities_facility", "facilities_facilityphase")
_NATION = "SELECT set_config('tuoyu.level', 'nation', true), set_config('tuoyu.code', '0', true), set_config('tuoyu.extra', '', true)"
_WRITE = (
    "UPDATE facilities_facility SET places = 20 + (places + 7) %% 100, version = version + 1 WHERE id = %s"
)
_COLUMNS = [measure.column for measure in Measure]

#: The whole country in one statement, as somebody would write it who keeps nothing of facilities: what happened is summed
#: by division and month first, then carried to the five levels and to the month, the year and all time.
_HAND = f"""
INSERT INTO bench_figure (region_id, period, {", ".join(_COLUMNS)})
SELECT place, period, {", ".join(f"coalesce(sum(amount) FILTER (WHERE measure = {m:d}), 0)" for m in Measure)}
  FROM (SELECT region_id, measure, extract(year FROM day)::int AS year, extract(month FROM day)::int AS month, sum(amount) AS amount
          FROM ({facts_sql(Subjects("true", "true"))}) fact WHERE day <= %(today)s GROUP BY 1, 2, 3, 4) c
 CROSS JOIN LATERAL (SELECT DISTINCT unnest(ARRAY[0::bigint, c.region_id / 10000000000 * 10000000000,
        c.region_id / 100000000 * 100000000, c.region_id / 1000000 * 1000000, c.region_id]) AS place) above
 CROSS JOIN LATERAL (VALUES (0), (c.year), (c.year * 100 + c.month)) span (period)
 GROUP BY place, period
"""
#: What happens between two folds, in a few places of every table.
_LIFE = (
    "UPDATE facilities_facility SET places = places + 3, version = version + 1 WHERE id % 101 = 0",
    "UPDATE facilities_facilityphase SET places = places + 3 WHERE facility_id % 101 = 0 AND state <> 'REGISTERED'",
    "UPDATE facilities_enrolment SET ends_on = date '2026-11-09' WHERE id % 997 = 0",
    "UPDATE facilities_universalrecognition SET withdrawn_from = date '2026-11-05', withdrawal_reason = '示例' WHERE id % 499 = 0",
    "UPDATE staff_employment SET ends_on = date '2026-11-08' WHERE id % 499 = 0",
    "DELETE FROM staff_proof WHERE id % 997 = 0",
    "UPDATE facilities_breach SET cleared_on = date '2026-11-09' WHERE id % 97 = 0",
    "UPDATE inspections_visit SET state = 'CANCELLED' WHERE id % 997 = 0",
    "UPDATE inspections_finding SET state = 'WITHDRAWN' WHERE id % 499 = 0",
    "UPDATE obligations_obligation SET status = 'MET', settled_on = due_on, settled_at = opened_at WHERE status = 'OPEN' AND id % 499 = 0 AND due_on <= date '2026-11-10'",
)


def rows() -> Iterator[Row]:
    fill_figures()
    with clock.frozen(DAY):
        yield from _one_client()
        yield from _eight_clients()
        rebuild()  # what was written without notes
        yield from _stale()
        yield from _rebuilt()


def _one_client() -> Iterator[Row]:
    chosen = Random(7)
    with closing(_client()) as one:
        kept, bare = _in_turn(lambda: _write(one, chosen), _BLOCK)
        yield at_most("10-write", "an UPDATE of a facility, one client", kept, bare, 1.25, "without the sums")
    with nation_scope(reason="benchmark data"):
        numbers = list(Facility.objects.values_list("pk", flat=True))
    kept, bare = _in_turn(lambda: _verb(chosen.choice(numbers)), _BLOCK // 4)
    yield at_most("10-verb", "the verb that changes a facility", kept, bare, 1.25, "without the sums")


def _in_turn(write: Callable[[], None], block: int) -> tuple[float, float]:
    """Milliseconds of a write with and without the notes, in blocks that take turns."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(2 + _TURNS):
        for noted in (True, False):
            _noting(noted)
            start = time.perf_counter()
            for _number in range(block):
                write()
            if turn > 1:
                times[noted].append((time.perf_counter() - start) * 1000 / block)
    _noting(True)
    return median(times[True]), median(times[False])


def _noting(on: bool) -> None:
    verb = "ENABLE" if on else "DISABLE"
    with as_owner() as owner, owner.cursor() as cursor:
        for table in _TABLES:
            for kind in ("in", "out", "both"):
                cursor.execute(f"ALTER TABLE {table} {verb} TRIGGER {table}_touched_{kind}")
        cursor.execute("TRUNCATE reporting_figuretouch")


def _client() -> Any:
    return psycopg2.connect(
        **{
            k: v
            for k, v in connection.get_connection_params().items()
            if k in ("dbname", "user", "host", "port")
        }
    )


def _write(client: Any, chosen: Random, held: float = 0) -> None:
    with client, client.cursor() as cursor:
        cursor.execute(_NATION)
        cursor.execute(_WRITE, [1 + chosen.randrange(FACILITIES)])
        if held:
            time.sleep(held)


def _verb(number: int) -> None:
    with nation_scope(reason="benchmark data"):
        facility = Facility.objects.get(pk=number)
        update_facts(
            by=_BY, facility=facility, event="facility.changed", places=20 + (facility.places + 7) % 100
        )


def _eight_clients() -> Iterator[Row]:
    done: dict[bool, list[float]] = {True: [], False: []}
    for _turn in range(5):
        for noted in (True, False):
            _noting(noted)
            done[noted].append(_at_once())
    _noting(True)
    kept, bare = median(done[True]), median(done[False])
    what = f"writes a second of {_CLIENTS} clients, each holding its transaction {_HELD * 1000:g} ms"
    yield share_of("10-clients", what, kept, bare, 0.9, "as many as without the sums")


def _at_once() -> float:
    """Writes a second of all clients together."""
    written, until = [0] * _CLIENTS, time.perf_counter() + _SECONDS

    def work(number: int) -> None:
        client, chosen = _client(), Random(number)
        while time.perf_counter() < until:
            _write(client, chosen, _HELD)
            written[number] += 1
        client.close()

    threads = [Thread(target=work, args=[number]) for number in range(_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(written) / _SECONDS


def _stale() -> Iterator[Row]:
    """The notes of many writes are folded; the dashboard says when."""
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        for statement in _LIFE:
            cursor.execute(statement)
    start = time.perf_counter()
    taken = fold()
    took = time.perf_counter() - start
    every = float(SCHEDULE["reporting.fold_figures"]["schedule"])  # type: ignore[arg-type]
    what = f"age of the sums: folded every {every:g} s, {taken:,} notes in {took:.1f} s"
    yield at_most_count("10-staleness", what, round(every + took), 60, "seconds")
    state = FigureState.objects.get()
    page = api_client(scopes()["district"]).get("/dashboard/").content.decode()
    assert state.folded_at is not None and f"{clock.now():%Y-%m-%d %H:%M}" in page, (
        "the page does not say how old its sums are"
    )


def _rebuilt() -> Iterator[Row]:
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_figure (LIKE reporting_regionfigure INCLUDING ALL)")
        cursor.execute("GRANT ALL ON bench_figure TO app")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app")
    gather_statistics()
    _by_hand()
    _same("what was folded step by step")
    if differed := rebuild():
        raise RuntimeError(f"the rebuild put {differed} sums right")
    ours, hand = interleaved(rebuild, _by_hand, runs=3, warm=0)
    _same("what was rebuilt")
    yield at_most(
        "10-rebuild",
        f"comparing all sums of {FACILITIES:,} facilities",
        ours,
        hand,
        1.5,
        "one hand-written SQL",
    )
    first, hand = interleaved(_from_nothing, _by_hand, runs=1, warm=0)
    yield at_most(
        "10-rebuild-empty", "the same where nothing is kept yet", first, hand, 1.5, "one hand-written SQL"
    )
    _same("what was counted from nothing")


def _by_hand() -> None:
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE bench_figure")
        cursor.execute(_HAND, {"today": DAY})


def _from_nothing() -> None:
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute("TRUNCATE reporting_figuresheet, reporting_regionfigure")
    forget_touches()
    rebuild()


def _same(what: str) -> None:
    """The sums against those of the hand-written statement; a row of zeros is as good as none."""
    told = f"SELECT region_id, period, {', '.join(_COLUMNS)} FROM {{table}} WHERE ({', '.join(_COLUMNS)}) <> ({', '.join('0' for _c in _COLUMNS)})"
    tables = ("reporting_regionfigure", "bench_figure")
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        for one, other in (tables, tables[::-1]):
            cursor.execute(f"{told.format(table=one)} EXCEPT {told.format(table=other)} LIMIT 1")
            if differing := cursor.fetchall():
                raise RuntimeError(f"{what} differs: {one} has {differing}")
        cursor.execute("SELECT count(*) FROM reporting_regionfigure")
        print(f"{what}: {cursor.fetchone()[0]:,} rows of sums equal")
