"""Background shell of counting anew."""

from celery import shared_task

from obligations.workflow.recounting import WORK_TASK, Outcome, call_worker, work_on_recounts
from obligations.workflow.reminding import REMIND_TASK, remind


@shared_task(name=WORK_TASK, ignore_result=True)
def recount() -> None:
    """Count due dates anew for what was published. Ringing twice, or ten workers at once, does no harm."""
    if work_on_recounts() is Outcome.MORE:
        call_worker()


@shared_task(name=REMIND_TASK, ignore_result=True)
def plan_reminders() -> None:
    """Plan what is to be told by now. Ringing twice, missing nights or ten workers at once change nothing."""
    remind()
