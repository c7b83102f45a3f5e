"""Counting anew in the background: every publication of working days is a row, worked off in portions by any worker.

A portion is one transaction that holds the row, so two workers never do the same one, and a worker that is killed
loses nothing but the portion it was at. A pass that began too soon after the publication is followed by another one:
a duty opened in the same moment may still have been counted by the old calendar.
"""

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from enum import Enum

from celery import signature
from django.conf import settings
from django.db import transaction

from accounts.actors import system_actor
from kernel import clock
from obligations.enums import Status
from obligations.models import Obligation, Recount
from obligations.queries.effects import moves
from obligations.workflow.calendar import apply_moves
from policy.models import CalendarVersion
from policy.queries import forget
from regions.scope import nation_scope

WORK_TASK = "obligations.recount"
#: Duties looked at in one transaction.
PORTION = 2000
SLICE_SECONDS = 20.0
_PLATFORM = system_actor("calendar")
logger = logging.getLogger(__name__)


class Outcome(Enum):
    MORE = "more to do"
    LATER = "another pass follows"
    DONE = "nothing left"


def note_recount(fresh: Sequence[CalendarVersion]) -> None:
    """A calendar is being published: the open due dates will be counted anew. Inside its transaction."""
    Recount.objects.create(labels=[version.label for version in fresh], created_at=clock.now())
    transaction.on_commit(call_worker)


def call_worker() -> None:
    """Ring for a worker. A lost ring costs seconds: the beat rings again."""
    try:
        signature(WORK_TASK).apply_async(retry=False)
    except Exception:
        logger.warning("no broker to ring for %s", WORK_TASK, exc_info=True)


def work_on_recounts(*, seconds: float = SLICE_SECONDS, settles_after: int | None = None) -> Outcome:
    """Work for a while on the last publication that waits; those before it are done with it.

    Any number of workers may do this at once. `settles_after`: seconds after the publication from which a pass is the
    last one (RECOUNT_SETTLES_AFTER); 0 where no other process is at work.
    """
    forget()
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        outcome = _portion(settings.RECOUNT_SETTLES_AFTER if settles_after is None else settles_after)
        if outcome is not Outcome.MORE:
            return outcome
    return Outcome.MORE


def _portion(settles_after: int = 0) -> Outcome:
    with nation_scope(reason="a calendar holds for the whole country"):
        job = (
            Recount.objects.select_for_update(skip_locked=True)
            .filter(finished_at=None)
            .order_by("-id")
            .first()
        )
        if job is None:
            return Outcome.DONE
        if job.pass_at is None:
            job.pass_at = clock.now()
        after = Obligation.objects.filter(status=Status.OPEN, id__gt=job.cursor)
        upto = list(after.order_by("id").values_list("id", flat=True)[:PORTION])
        if not upto:
            return _end_of_pass(job, settles_after)
        became = apply_moves(
            _PLATFORM,
            list(moves(after.filter(id__lte=upto[-1]))),
            reason=", ".join(job.labels)[:200],
            label=job.label,
        )
        for name, number in became.items():
            setattr(job, name, getattr(job, name) + number)
        job.cursor = upto[-1]
        job.save()
        return Outcome.MORE


def _end_of_pass(job: Recount, settles_after: int) -> Outcome:
    settled = job.created_at + timedelta(seconds=settles_after)
    if job.pass_at is not None and job.pass_at >= settled:
        job.finished_at = clock.now()
        Recount.objects.filter(finished_at=None, id__lt=job.pk).update(finished_at=job.finished_at)
    else:
        job.cursor, job.pass_at = 0, None
    job.save()
    return Outcome.MORE if job.finished_at else Outcome.LATER
