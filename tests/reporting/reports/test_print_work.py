"""Files of reports are made once each, by any number of workers, and survive workers that die; they can be watched and stopped."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from documents import storage
from kernel import clock
from regions.models import Region
from regions.scope import nation_scope
from reporting.enums import PrintState
from reporting.models import Report, ReportPrint
from reporting.reports.content import Content
from reporting.reports.workflow import print_waiting, stop_print
from reporting.reports.workflow.print_work import MAX_ATTEMPTS, claim, make
from tests.cast import GANZHOU, ZHANGGONG, Cast, as_actor
from tests.reporting.papers import reports
from tests.reporting.reports.prints import (
    asked,
    change,
    events,
    let_leases_run_out,
    now,
    stored_files,
    told,
)

CHECKOUT = Path(__file__).parents[3]
#: More files than a worker makes before somebody who looks now and then sees one under way.
_MANY = 36


def test_a_file_that_nobody_works_on_stops_at_once(cast: Cast, report: Report, store: Path) -> None:
    row = asked(cast, report)
    with as_actor(cast.officer):
        stop_print(by=cast.officer, print_id=row.pk)
        stop_print(by=cast.officer, print_id=row.pk)

    assert now(row).state == PrintState.STOPPED
    assert (print_waiting(), stored_files(store), events("print_stopped"), told()) == (0, 0, 1, [])


def test_a_worker_hears_that_it_shall_stop_at_its_next_step(cast: Cast, report: Report, store: Path) -> None:
    row = asked(cast, report)
    claimed = claim()
    assert claimed is not None
    with as_actor(cast.officer):
        assert stop_print(by=cast.officer, print_id=row.pk).state == PrintState.WAITING

    assert make(claimed) is False

    assert (now(row).state, stored_files(store)) == (PrintState.STOPPED, 0)


def test_a_file_that_is_made_stays_when_it_is_stopped_too_late(cast: Cast, report: Report) -> None:
    row = asked(cast, report)
    print_waiting()
    with as_actor(cast.officer):
        assert stop_print(by=cast.officer, print_id=row.pk).state == PrintState.READY


def test_what_cannot_be_made_is_tried_again_later_and_then_says_why(cast: Cast, report: Report) -> None:
    bad, good = asked(cast, report), asked(cast, report, "DOCX")
    change(bad, content={**bad.content, "parts": [{"code": "a"}]})

    assert print_waiting() == 1
    assert (now(bad).state, now(bad).attempts) == (PrintState.WAITING, 1)
    for _turn in range(MAX_ATTEMPTS + 1):
        let_leases_run_out()
        print_waiting()

    failed = now(bad)
    assert (failed.state, failed.attempts, now(good).state) == (
        PrintState.FAILED,
        MAX_ATTEMPTS,
        PrintState.READY,
    )
    assert failed.failure.startswith("KeyError")
    assert events("print_failed") == 1
    assert told() == [(cast.officer.user_id, "READY"), (cast.officer.user_id, "FAILED")]


def test_a_file_that_kills_every_worker_is_given_up(cast: Cast, report: Report) -> None:
    row = asked(cast, report)
    for _turn in range(MAX_ATTEMPTS):
        assert claim() is not None
        let_leases_run_out()

    assert print_waiting() == 0

    assert (now(row).state, "lost" in now(row).failure) == (PrintState.FAILED, True)


def test_a_worker_that_slept_past_its_lease_changes_nothing(cast: Cast, report: Report, store: Path) -> None:
    row = asked(cast, report)
    sleeper = claim()
    assert sleeper is not None
    let_leases_run_out()
    assert print_waiting() == 1
    made = now(row)

    assert make(sleeper) is False

    assert (now(row).storage_key, now(row).state, stored_files(store)) == (
        made.storage_key,
        PrintState.READY,
        1,
    )
    assert len(told()) == 1


def test_a_leased_file_is_left_to_its_worker(cast: Cast, report: Report) -> None:
    asked(cast, report)
    assert claim() is not None

    assert claim() is None


def prints_that_wait(count: int) -> list[ReportPrint]:
    """Files of a report in a database that keeps what is committed."""
    Region.objects.get_or_create(pk=GANZHOU, defaults={"name": "赣州市", "level": "city"})
    Region.objects.get_or_create(
        pk=ZHANGGONG, defaults={"name": "章贡区", "level": "district", "parent_id": GANZHOU}
    )
    content: Content = reports.annual()
    with nation_scope(reason="files for the queue"):
        report = Report.objects.create(
            region_id=ZHANGGONG, form="TEST", period=2025, counts_from="2025-01-01", began_at=clock.now()
        )
        return [
            ReportPrint.objects.create(
                region_id=ZHANGGONG,
                report=report,
                form=("XLSX", "PDF", "DOCX")[n % 3],
                content=content.as_json(),
                asked_at=clock.now(),
            )
            for n in range(count)
        ]


def all_prints() -> list[ReportPrint]:
    with nation_scope(reason="look at the queue"):
        return list(ReportPrint.objects.order_by("id"))


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_every_file_once(store: Path) -> None:
    prints_that_wait(9)
    counts: list[int] = []

    def work() -> None:
        counts.append(print_waiting())
        connection.close()

    workers = [threading.Thread(target=work) for _n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == 9
    assert min(counts) > 0
    assert {(row.state, row.attempts) for row in all_prints()} == {(PrintState.READY, 1)}
    assert stored_files(store) == events("print_ready") == 9


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_no_file_and_its_progress_was_seen(store: Path) -> None:
    """kill -9 in the middle of the work; another worker goes on when the lease has run out."""
    prints_that_wait(_MANY)
    seen: set[tuple[int, int]] = set()

    with a_worker(store) as process:
        until = time.monotonic() + 60
        while sum(row.state == PrintState.READY for row in all_prints()) < 2 or not under_way(seen):
            assert time.monotonic() < until, "the worker makes nothing, or nobody sees how far it is"
            seen |= {
                (row.done, row.steps) for row in all_prints() if row.state == PrintState.WAITING and row.steps
            }
        process.kill()
        process.wait()
    done = sum(row.state == PrintState.READY for row in all_prints())
    assert 2 <= done < _MANY
    print_waiting()
    let_leases_run_out()
    print_waiting()

    rows = all_prints()
    assert {row.state for row in rows} == {PrintState.READY}
    assert max(row.attempts for row in rows) <= 2
    assert events("print_ready") == _MANY
    assert all(storage.read(row.storage_key, sha256=row.sha256) for row in rows)


def under_way(seen: set[tuple[int, int]]) -> bool:
    return any(0 < part < whole for part, whole in seen)


def a_worker(store: Path) -> "subprocess.Popen[bytes]":
    """A process of its own that makes what waits in this test's database."""
    code = (
        "import sys; from django.conf import settings;"
        f"settings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r};"
        f"settings.MEDIA_ROOT = {str(store)!r};"
        "import django; django.setup();"
        "from reporting.reports.workflow import print_waiting; print_waiting()"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return subprocess.Popen([sys.executable, "-c", code], cwd=CHECKOUT, env=environment)
