"""Printing what was requested: any number of workers, each paper once, and a killed worker loses nothing."""

import hashlib
import logging
from datetime import timedelta

from django.db import transaction

from accounts.actors import system_actor
from audit.workflow import record
from documents import storage
from documents.enums import PaperKind, PaperState
from documents.models import Paper
from documents.papers.build import Built, build
from documents.papers.snapshots import from_json
from jobs.leases import claim_oldest, held, next_try
from kernel import clock
from regions.scope import nation_scope

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 5
_PRINTER = system_actor("Printing of papers")
_QUEUE = "papers of all places wait in one queue"
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
    with nation_scope(reason=_QUEUE):
        return claim_oldest(Paper.objects.filter(state=PaperState.REQUESTED), LEASE)


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


def _finish(paper: Paper, built: Built, key: str) -> bool:
    digest = hashlib.sha256(built.pdf).hexdigest()
    with nation_scope(reason=_QUEUE):
        done = Paper.objects.filter(held(paper, PaperState.REQUESTED)).update(
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
    with nation_scope(reason=_QUEUE):
        changed = Paper.objects.filter(held(paper, PaperState.REQUESTED)).update(
            state=PaperState.FAILED if last else PaperState.REQUESTED,
            lease_until=None if last else next_try(paper.attempts),
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
