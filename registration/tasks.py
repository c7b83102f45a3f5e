"""Background shells of sheets and of the look at papers that end soon."""

from celery import shared_task

from registration.workflow.ending import TELL_TASK, tell_ending
from registration.workflow.sheet_work import waiting_sheets, work_on
from registration.workflow.sheets import WORK_TASK, call_worker


@shared_task(name=WORK_TASK, ignore_result=True)
def work_on_sheet(sheet_id: int) -> None:
    """Check or push one sheet. Ringing twice, or ten workers at once, does no harm."""
    if work_on(sheet_id):
        call_worker(sheet_id)


@shared_task(name="registration.wake_sheets", ignore_result=True)
def wake_sheets() -> None:
    """Take up every sheet that nobody works on: a lost ring, a worker that was killed."""
    for sheet_id in waiting_sheets():
        call_worker(sheet_id)


@shared_task(name=TELL_TASK, ignore_result=True)
def tell_ending_papers() -> None:
    """Tell facilities which of their filed papers end soon or have ended. Any number of runs tells once."""
    tell_ending()
