"""Background shell of the outbox."""

from celery import shared_task

from messaging.workflow.delivering import DELIVER_TASK, deliver
from messaging.workflow.tidying import tidy


@shared_task(name=DELIVER_TASK, ignore_result=True)
def deliver_messages() -> None:
    """Send what waits. Ringing twice, or ten workers at once, does no harm."""
    deliver()


@shared_task(name="messaging.tidy", ignore_result=True)
def tidy_messages() -> None:
    """Once a day: what was settled long ago is removed."""
    tidy()
