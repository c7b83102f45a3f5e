"""Printing what was requested: any number of workers, each paper once, and a killed worker loses nothing."""

import hashlib
import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.actors import system_actor
from audit.workflow import record
from documents import storage
from documents.enums import PaperKind, PaperState
from documents.models import Paper
from documents.papers.build import Built, build
from documents.papers.snapshots import from_json
from kernel import clock
from regions.scope import nation_scope

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 5
_PRINTER = system_actor("Printing of papers")
logger = logging.getLogger(__name__)


def render_waiting(*, limit: int = 200) -> int:
    """Print papers until none waits or `limit` is reached; returns how many were printed."""
    printed = 0
    for _turn in range(limit):
        paper = _claim()
        if paper is None:
            break
        printed += render_paper(paper=paper)
    return printed


def _claim() -> Paper | None:
    """The oldest paper that nobody works on, leased to us. The lease follows the database's clock, not the demo's."""
    with nation_scope(reason="papers of all places wait in one queue"):
        free = Q(lease_until=None) | Q(lease_until__lt=Now())
        waiting = Paper.objects.filter(free, state=PaperState.REQUESTED).order_by("id")
        paper: Paper | None = waiting.select_for_update(skip_locked=True, of=("self",)).first()
        if paper is None:
            return None
        Paper.objects.filter(pk=paper.pk).update(attempts=F("attempts") + 1, lease_until=Now() + LEASE)
        paper.attempts += 1
    return paper


def render_paper(*, paper: Paper) -> bool:
    """Print one claimed paper. False when it failed, or when another worker was faster."""
    try:
        snapshot = from_json(PaperKind(paper.kind), paper.snapshot)
        built = build(snapshot, reference=reference(paper.pk))
        key = storage.keep_bytes(built.pdf)
    except Exception as error:
        logger.exception("paper %s could not be printed", paper.pk)
        _put_back(paper, error)
        return False
    if not _finish(paper, built, key):
        storage.discard(key)
        return False
    return True


def reference(paper_id: int) -> str:
    """What the footer prints, to find the row by."""
    return f"TY{paper_id:08d}"


def _mine(paper: Paper) -> "Q":
    """The row as we claimed it: a worker that slept past its lease finds a higher number of attempts."""
    return Q(pk=paper.pk, state=PaperState.REQUESTED, attempts=paper.attempts)


def _finish(paper: Paper, built: Built, key: str) -> bool:
    digest = hashlib.sha256(built.pdf).hexdigest()
    with nation_scope(reason="papers of all places wait in one queue"):
        done = Paper.objects.filter(_mine(paper)).update(
            state=PaperState.READY,
            storage_key=key,
            sha256=digest,
            size=len(built.pdf),
            pages=built.pages,
            missing_glyphs=list(built.missing_glyphs),
            ready_at=clock.now(),
            lease_until=None,
            failure="",
        )
        if done:
            record(
                by=_PRINTER,
                event="paper.ready",
                region=paper.region_id,
                subject=paper,
                facility_id=paper.facility_id,
                data={"sha256": digest, "pages": built.pages, "missing_glyphs": list(built.missing_glyphs)},
            )
    return bool(done)


@transaction.atomic
def _put_back(paper: Paper, error: Exception) -> None:
    """Try again later, each time later; after the last attempt the paper is FAILED and says why."""
    last = paper.attempts >= MAX_ATTEMPTS
    with nation_scope(reason="papers of all places wait in one queue"):
        changed = Paper.objects.filter(_mine(paper)).update(
            state=PaperState.FAILED if last else PaperState.REQUESTED,
            lease_until=None if last else Now() + timedelta(seconds=5 * 2**paper.attempts),
            failure=f"{type(error).__name__}: {error}"[:300],
        )
        if changed and last:
            record(
                by=_PRINTER,
                event="paper.failed",
                region=paper.region_id,
                subject=paper,
                facility_id=paper.facility_id,
            )
