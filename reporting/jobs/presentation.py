"""The jobs page as its template draws it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actions import Action
from accounts.actors import Actor
from accounts.permissions import decide
from jobs.models import Job
from jobs.queries import jobs, schedules
from kernel.clock import wall_seconds
from kernel.presentation import Badge
from reporting.jobs.backlogs import Backlog, numbers
from reporting.jobs.wording import JobWords, words_of
from reporting.jobs.workflow import PLATFORM

_RUNS = Badge(gettext_lazy("Running now"), "loader-2", "accent")
_WELL = Badge(gettext_lazy("In order"), "check", "ok")
_FAILED = Badge(gettext_lazy("Last run failed"), "alert-circle", "danger")
_NEVER = Badge(gettext_lazy("Not run yet"), "clock", "mute")


@dataclass(frozen=True)
class JobLine:
    job: Job
    words: JobWords
    badge: Badge
    every: str
    next_at: datetime | None
    backlog: Backlog | None
    waits: str

    @property
    def runs(self) -> bool:
        return self.badge is _RUNS


def jobs_context(actor: Actor) -> dict[str, Any]:
    """Every job with how it stands. Four queries."""
    now, known = datetime.fromtimestamp(wall_seconds(), UTC), numbers()
    lines = [_line(name, job, now, known.queues.get(name)) for name, job in jobs().items()]
    order = {id(_FAILED): 0, id(_RUNS): 1}
    return {
        "lines": sorted(lines, key=lambda line: (order.get(id(line.badge), 2), str(line.words.title))),
        "troubles": known.troubles,
        "may_run": bool(decide(actor, Action.JOB_RUN, PLATFORM)),
    }


def _line(name: str, job: Job, now: datetime, backlog: Backlog | None) -> JobLine:
    when = schedules()[name]
    return JobLine(
        job=job,
        words=words_of(name),
        badge=_badge(job, now),
        every=_every(when),
        next_at=_next(when, job, now),
        backlog=backlog,
        waits=_waits(backlog) if backlog and backlog.waiting else "",
    )


def _badge(job: Job, now: datetime) -> Badge:
    if job.lease_until and job.lease_until > now:
        return _RUNS
    if job.failed_at and (job.succeeded_at is None or job.failed_at > job.succeeded_at):
        return _FAILED
    return _WELL if job.succeeded_at else _NEVER


def _every(when: Any) -> str:
    if not isinstance(when, int | float):
        at = {"time": f"{min(when.hour):02d}:{min(when.minute):02d}", "day": min(when.day_of_month)}
        if len(when.day_of_month) == 1:
            return _("monthly on day %(day)s at %(time)s") % at
        return _("daily at %(time)s") % at
    seconds = int(when)
    if seconds >= 86400:
        return _("once a day")
    if seconds >= 60:
        return ngettext("every minute", "every %(n)s minutes", seconds // 60) % {"n": seconds // 60}
    return _("every %(n)s seconds") % {"n": seconds}


def _next(when: Any, job: Job, now: datetime) -> datetime | None:
    """When the beat rings next, counted from the last start; None while it has never rung."""
    if not isinstance(when, int | float):
        return now + when.remaining_estimate(job.started_at or now)
    return job.started_at + timedelta(seconds=when) if job.started_at and when >= 60 else None


def _waits(backlog: Backlog) -> str:
    minutes = int(backlog.oldest // 60)
    if minutes < 1:
        return _("oldest less than a minute")
    if minutes < 120:
        return ngettext("oldest %(n)s minute", "oldest %(n)s minutes", minutes) % {"n": minutes}
    return ngettext("oldest %(n)s hour", "oldest %(n)s hours", minutes // 60) % {"n": minutes // 60}
