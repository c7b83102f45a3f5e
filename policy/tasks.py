"""Background shell: the trail learns that a version took effect."""

from celery import shared_task

from accounts.actors import system_actor
from policy.workflow import note_effects
from policy.workflow.watching import WATCH_TASK, watch_calendar


@shared_task(name="policy.note_effects", ignore_result=True)
def tell_effects() -> None:
    """Safe to ring at any time; the law itself changes at midnight without this."""
    note_effects(by=system_actor("calendar day"))


@shared_task(name=WATCH_TASK, ignore_result=True)
def watch() -> None:
    """Warn while the working calendar of the next year is missing. Safe to ring at any time."""
    watch_calendar()
