"""Reading the schedule and what became of each job."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from celery.schedules import schedule as interval
from django.conf import settings
from django.db.models.functions import Now

from jobs.models import Job

#: A job that comes at longer intervals runs once at a time; the others share their rows among any number of workers.
ALONE_FROM = timedelta(hours=1)
#: A run that is later than this was missed. The beat counts a day anew whenever it is started.
GRACE = timedelta(minutes=10)


def schedules() -> dict[str, Any]:
    """Task name → its schedule: seconds, or a crontab."""
    return {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def runs_alone(name: str) -> bool:
    when = schedules().get(name)
    seconds = (
        when.run_every.total_seconds() if isinstance(when, interval) and hasattr(when, "run_every") else when
    )
    return when is not None and (
        not isinstance(seconds, int | float) or seconds >= ALONE_FROM.total_seconds()
    )


def jobs() -> Mapping[str, Job]:
    """Every scheduled job by name; one that never ran is an empty row. One query."""
    known = Job.objects.in_bulk()
    return {name: known.get(name) or Job(name=name) for name in sorted(schedules())}


def abandoned() -> list[str]:
    """Jobs whose worker went away in the middle: their lease ran out."""
    rows = Job.objects.filter(lease_until__lt=Now()).exclude(lease="")
    return list(rows.values_list("name", flat=True))


def missed(now: datetime) -> list[str]:
    """Jobs that should have run alone by `now` and did not: the beat was away, or its ring was lost."""
    known = Job.objects.in_bulk()
    return [name for name in schedules() if runs_alone(name) and _is_missed(name, known.get(name), now)]


def _is_missed(name: str, job: Job | None, now: datetime) -> bool:
    when = schedules()[name]
    if job is None or job.succeeded_at is None:
        return isinstance(when, int | float)  # what has a day of its own waits for it the first time
    period = when if isinstance(when, int | float) else None
    if period is not None:
        return now > job.succeeded_at + timedelta(seconds=period) + GRACE
    return bool(now + when.remaining_estimate(job.succeeded_at) + GRACE < now)
