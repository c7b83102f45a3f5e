"""Beginning, renewing and ending the work on a job. A worker that is killed stops renewing; another one goes on."""

import logging
import secrets
from datetime import UTC, datetime, timedelta

from celery import signature
from django.db.models import F, Q, Value
from django.db.models.functions import Now

from jobs.current import job_name
from jobs.leases import FREE
from jobs.models import Job
from jobs.queries import GRACE, abandoned, missed, runs_alone, schedules
from kernel.clock import wall_seconds

LEASE = timedelta(seconds=15)
RENEW_SECONDS = 4.0
logger = logging.getLogger(__name__)


class Cancelled(Exception):
    """Somebody asked the job to stop. What it has done so far stays; the next run goes on from the rows."""


def begin(name: str) -> str | None:
    """A lease on the job, or None when somebody is at it who must be alone."""
    lease = secrets.token_hex(12)
    Job.objects.get_or_create(name=name)
    row = Job.objects.filter(name=name)
    if runs_alone(name):
        row = row.filter(FREE)
    begun = row.update(
        lease=lease if runs_alone(name) else Value(""),
        lease_until=Now() + LEASE if runs_alone(name) else None,
        started_at=Now(),
        runs=F("runs") + 1,
        done=0,
        total=0,
        cancel_asked=False,
    )
    return lease if begun else None


def renew(name: str, lease: str) -> bool:
    """Keep the lease; False when it is not ours any more."""
    return bool(Job.objects.filter(name=name, lease=lease).update(lease_until=Now() + LEASE))


def end(name: str, lease: str, failure: str = "") -> None:
    """The work is over, well or not. Who lost the lease meanwhile writes nothing."""
    row = Job.objects.filter(name=name)
    if runs_alone(name):
        row = row.filter(lease=lease)
    ended = {"finished_at": Now(), "lease": "", "lease_until": None}
    if failure:
        row.update(**ended, failed_at=Now(), failure=failure[:200], failures=F("failures") + 1)
    else:
        row.update(**ended, succeeded_at=Now(), failure="")


def pause(done: int, total: int = 0) -> None:
    """Between two portions, outside a transaction: note how far the work is. Raises Cancelled when asked to stop.

    Outside a scheduled job it does nothing.
    """
    if not (name := job_name.get()):
        return
    Job.objects.filter(name=name).update(done=done, total=total)
    if Job.objects.filter(name=name, cancel_asked=True).exists():
        raise Cancelled


def ring(name: str) -> bool:
    """Wake a worker for a job now; False without a broker. Raises KeyError for what is no job."""
    if name not in schedules():
        raise KeyError(name)
    try:
        signature(name).apply_async(retry=False)
    except Exception:
        logger.warning("no broker to ring for %s", name, exc_info=True)
        return False
    return True


def ask_to_stop(name: str) -> bool:
    """The job ends at its next `pause`; False when nobody is at it."""
    return bool(Job.objects.filter(name=name, lease_until__gte=Now()).update(cancel_asked=True))


def recover() -> list[str]:
    """Ring for every job whose worker went away, and for every run that was missed; returns their names.

    Of several processes that look, one rings.
    """
    rung = []
    for name in abandoned():
        taken = Job.objects.filter(name=name, lease_until__lt=Now()).exclude(lease="")
        if taken.update(lease="", lease_until=None, failure="worker lost", failed_at=Now()) and ring(name):
            rung.append(name)
    for name in missed(datetime.fromtimestamp(wall_seconds(), UTC)):
        Job.objects.get_or_create(name=name)
        quiet = Q(rung_at=None) | Q(rung_at__lt=Now() - GRACE)
        if Job.objects.filter(quiet, FREE, name=name).update(rung_at=Now()) and ring(name):
            rung.append(name)
    return rung
