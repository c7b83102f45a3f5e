"""Background shell of counting anew."""

from celery import shared_task

from obligations.workflow.recounting import WORK_TASK, Outcome, call_worker, work_on_recounts


@shared_task(name=WORK_TASK, ignore_result=True)
def recount() -> None:
    """Count due dates anew for what was published. Ringing twice, or ten workers at once, does no harm."""
    if work_on_recounts() is Outcome.MORE:
        call_worker()
