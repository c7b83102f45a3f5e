"""Goal 8: the list of facilities and the rows behind a number taken out, beside COPY of the same rows by the server."""

import gc
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median

from django.db import connection
from django.test import Client

from benchmarks.duties import DAY
from benchmarks.figures import fill_figures
from benchmarks.measure import Row, at_most, at_most_count
from benchmarks.national import FACILITIES
from benchmarks.scopes import scopes
from benchmarks.signed_in import api_client, statements
from kernel import clock
from regions.scope import nation_scope

_TURNS = 7
_LIST, _ROWS = "/facilities/export/?form=csv", "/dashboard/rows/places/export/?form=csv"
#: Registrations spread evenly over so many days before this one (benchmarks.national).
_DAYS, _LAST = 2500, DAY - timedelta(days=9)
#: The trail takes three statements an export, who asks is looked up by one; they are not part of reading the list.
_BESIDE = 3 + 1
_COPY = {
    "list": "SELECT name, uscc, entity_kind, state, region_id, address, places, registered_on, filed_on, receipt_number"
    " FROM facilities_facility ORDER BY registered_on DESC, id DESC",
    "rows": f"""
SELECT f.name, p.region_id, f.filed_on, p.places FROM facilities_facilityphase p JOIN facilities_facility f ON f.id = p.facility_id
 WHERE p.since <= date '{DAY}' AND p.state IN ('FILED', 'FILED_VERIFIED') AND p.places > 0 AND NOT EXISTS (
    SELECT FROM facilities_facilityphase l WHERE l.facility_id = p.facility_id AND l.since > p.since AND l.since <= date '{DAY}')
 ORDER BY p.id DESC""",
}


class _Sink:
    """What COPY writes to."""

    def write(self, piece: bytes) -> int:
        return len(piece)


def rows() -> Iterator[Row]:
    fill_figures()
    with clock.frozen(DAY):
        client = api_client(scopes()["nation"])
        for name, address in (("list", _LIST), ("rows", _ROWS)):
            yield from _csv(client, name, address)
        yield from _memory(client)
        count = statements(client, _LIST) - _BESIDE
        yield at_most_count(
            "8-statements",
            "statements of a CSV beside those of the trail and of the session",
            count,
            4,
            "statements",
        )
        count = statements(client, _ROWS) - _BESIDE
        yield at_most_count(
            "8-rows-statements", "the same of the rows behind a number", count, 4, "statements"
        )


def _csv(client: Client, name: str, address: str) -> Iterator[Row]:
    whole, first, copied = [], [], []
    for turn in range(1 + _TURNS):
        one, begun, number = _taken(client, address)
        copy = _copied(name)
        if turn:
            whole.append(one)
            first.append(begun)
            copied.append(copy)
    what = {"list": "CSV of facilities", "rows": "CSV of the rows behind the places"}[name]
    yield at_most(
        f"8-csv-{name}", f"{what}, {number:,} lines", median(whole), median(copied), 3, "COPY of the server"
    )
    yield at_most(f"8-first-{name}", f"{what}: first byte", median(first), median(whole), 0.25, "the whole")


def _taken(client: Client, address: str) -> tuple[float, float, int]:
    """Milliseconds of the whole and until the first byte, and the number of lines."""
    start = time.perf_counter()
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    begun, number = 0.0, 0
    for piece in answer.streaming_content:
        begun = begun or time.perf_counter() - start
        number += piece.count(b"\n")
    return (time.perf_counter() - start) * 1000, begun * 1000, number


def _copied(name: str) -> float:
    start = time.perf_counter()
    with nation_scope(reason="benchmark data"), connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY ({_COPY[name]}) TO STDOUT WITH CSV HEADER", _Sink())
    return (time.perf_counter() - start) * 1000


def _memory(client: Client) -> Iterator[Row]:
    since = _LAST - timedelta(days=_DAYS * 10_000 // FACILITIES)
    few = _grown(lambda: _taken(client, f"{_LIST}&registered_from={since}"))
    many = _grown(lambda: _taken(client, _LIST))
    yield at_most_count("8-memory", f"memory of {FACILITIES:,} lines (MB; {few} of 10,000)", many, 10, "MB")
    since = _LAST - timedelta(days=_DAYS * 30_000 // FACILITIES)
    book = _grown(lambda: _taken(client, f"{_LIST.replace('form=csv', '')}registered_from={since}"))
    yield at_most_count("8-memory-xlsx", "memory of a workbook of 30,000 lines (MB)", book, 40, "MB")


def _grown(work: Callable[[], object]) -> int:
    """By how many MB the process grew at most while it worked."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the highest mark begins anew
    before = _kept("VmRSS")
    work()
    return (_kept("VmHWM") - before) // 1024


def _kept(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1])
