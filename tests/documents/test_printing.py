"""Papers are printed once each, by any number of workers, and survive workers that die."""

import os
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models.functions import Now

from audit.models import AuditEvent
from documents import storage
from documents.enums import PaperKind, PaperState
from documents.errors import SnapshotInvalid
from documents.models import Paper
from documents.papers.snapshots import to_json
from documents.queries import paper_bytes, paper_of
from documents.workflow import render_waiting, request_paper
from documents.workflow.rendering import MAX_ATTEMPTS, _claim, render_paper
from kernel import clock
from regions.models import Region
from regions.scope import nation_scope
from tests.cast import ZHANGGONG, Cast, as_actor
from tests.documents import papers

CHECKOUT = Path(__file__).parents[2]


def waiting(count: int) -> None:
    """Papers of a region without a facility: the queue does not look at more."""
    Region.objects.get_or_create(pk=ZHANGGONG, defaults={"name": "章贡区", "level": "district"})
    with nation_scope(reason="papers for the queue"):
        for number in range(count):
            snapshot = papers.receipt(number=f"章贡托备〔2026〕{number}号")
            Paper.objects.create(
                region_id=ZHANGGONG,
                kind=PaperKind.RECEIPT,
                number=snapshot.number,
                subject_type="regions.region",
                subject_id=ZHANGGONG,
                snapshot=to_json(snapshot),
                requested_at=clock.now(),
            )


def all_papers() -> list[Paper]:
    with nation_scope(reason="look at the queue"):
        return list(Paper.objects.order_by("id"))


def events(name: str) -> int:
    with nation_scope(reason="look at the trail"):
        return AuditEvent.objects.filter(event=name).count()


def let_leases_run_out() -> None:
    with nation_scope(reason="time passes"):
        Paper.objects.filter(lease_until__isnull=False).update(lease_until=Now() - timedelta(seconds=1))


def stored_files(store: Path) -> int:
    return sum(path.is_file() for path in (store / "store").rglob("*"))


def test_a_paper_is_requested_with_the_act_and_printed_after_it(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    facility = cast.facility()
    snapshot = papers.receipt()

    with django_capture_on_commit_callbacks(execute=True), as_actor(cast.officer):  # type: ignore[operator]
        paper = request_paper(
            by=cast.officer,
            facility=facility,
            kind=PaperKind.RECEIPT,
            number=snapshot.number,
            subject=facility,
            snapshot=snapshot,
        )
        assert paper.state == PaperState.REQUESTED

    with as_actor(cast.officer):
        ready = paper_of(facility, PaperKind.RECEIPT)
        assert ready is not None
        assert (ready.pk, ready.state, ready.pages, ready.missing_glyphs) == (
            paper.pk,
            PaperState.READY,
            1,
            [],
        )
        assert paper_bytes(ready).startswith(b"%PDF-")
    assert (events("paper.requested"), events("paper.ready")) == (1, 1)


def test_facts_that_do_not_fit_are_refused_before_anything_is_written(cast: Cast) -> None:
    facility = cast.facility()

    with as_actor(cast.officer), pytest.raises(SnapshotInvalid):
        request_paper(
            by=cast.officer,
            facility=facility,
            kind=PaperKind.REMOVAL,
            number="1",
            subject=facility,
            snapshot=papers.receipt(),
        )


@pytest.mark.django_db
def test_missing_letters_are_written_on_the_row() -> None:
    waiting(1)
    with nation_scope(reason="a rare name"):
        Paper.objects.update(snapshot=to_json(papers.receipt(facility_name="𡈼氏托育园")))

    render_waiting()

    assert [p.missing_glyphs for p in all_papers()] == [["𡈼"]]


@pytest.mark.django_db
def test_a_paper_that_cannot_be_printed_is_tried_again_and_then_says_why() -> None:
    waiting(2)
    with nation_scope(reason="a broken snapshot"):
        Paper.objects.filter(pk=all_papers()[0].pk).update(snapshot={"number": "1"})

    for _turn in range(MAX_ATTEMPTS + 1):
        render_waiting()
        let_leases_run_out()

    broken, good = all_papers()
    assert (good.state, good.attempts) == (PaperState.READY, 1)
    assert (broken.state, broken.attempts) == (PaperState.FAILED, MAX_ATTEMPTS)
    assert "SnapshotInvalid" in broken.failure
    assert events("paper.failed") == 1


@pytest.mark.django_db
def test_a_worker_that_slept_past_its_lease_changes_nothing(store: Path) -> None:
    waiting(1)
    sleeper = _claim()
    assert sleeper is not None
    let_leases_run_out()
    assert render_waiting() == 1
    (printed,) = all_papers()

    assert render_paper(paper=sleeper) is False

    (after,) = all_papers()
    assert (after.storage_key, after.attempts) == (printed.storage_key, 2)
    assert stored_files(store) == 1
    assert events("paper.ready") == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_print_every_paper_once(store: Path) -> None:
    waiting(24)
    counts: list[int] = []

    def work() -> None:
        counts.append(render_waiting())
        connection.close()

    workers = [threading.Thread(target=work) for _n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(counts) == 24
    assert min(counts) > 0
    assert {(p.state, p.attempts) for p in all_papers()} == {(PaperState.READY, 1)}
    assert stored_files(store) == events("paper.ready") == 24


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_no_paper(store: Path) -> None:
    """kill -9 in the middle of the work; another worker finishes when the lease has run out."""
    waiting(60)

    with a_worker(store) as process:
        wait_until_printed(8)
        process.kill()
        process.wait()
    done = sum(p.state == PaperState.READY for p in all_papers())
    assert 8 <= done < 60
    render_waiting()
    let_leases_run_out()
    render_waiting()

    rows = all_papers()
    assert {p.state for p in rows} == {PaperState.READY}
    assert max(p.attempts for p in rows) <= 2
    assert events("paper.ready") == 60
    assert all(storage.read(p.storage_key, sha256=p.sha256) for p in rows)


def a_worker(store: Path) -> "subprocess.Popen[bytes]":
    """A process of its own that prints what waits in this test's database."""
    code = (
        "import sys; from django.conf import settings;"
        f"settings.DATABASES['default']['NAME'] = {connection.settings_dict['NAME']!r};"
        f"settings.MEDIA_ROOT = {str(store)!r};"
        "import django; django.setup();"
        "from documents.workflow import render_waiting; render_waiting()"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return subprocess.Popen([sys.executable, "-c", code], cwd=CHECKOUT, env=environment)


def wait_until_printed(count: int) -> None:
    until = time.monotonic() + 20
    while sum(p.state == PaperState.READY for p in all_papers()) < count:
        assert time.monotonic() < until, "the worker prints nothing"
        time.sleep(0.05)
