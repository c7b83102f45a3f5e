"""Reading the schedule and what became of each job."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from celery.schedules import schedule as interval
from django.conf import settings
from django.db.models.functions import Now

from jobs.models import Job

#: A job that comes at longer intervals runs once at a time; the others share their rows among any number of workers.
ALONE_FROM = timedelta(hours=1)


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
