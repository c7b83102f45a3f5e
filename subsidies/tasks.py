"""Background shells of monthly runs and of the night's look at late corrections."""

from celery import shared_task

from subsidies.workflow.proposals import propose_corrections
from subsidies.workflow.runs import WORK_TASK, call_worker, start_due_runs, waiting_runs, work_on


@shared_task(name=WORK_TASK, ignore_result=True)
def work_on_run(run_id: int) -> None:
    """Work on one run. Ringing twice, or ten workers at once, does no harm."""
    if work_on(run_id):
        call_worker(run_id)


@shared_task(name="subsidies.wake_runs", ignore_result=True)
def wake_runs() -> None:
    """Take up every run that nobody works on: a lost ring, a worker that was killed."""
    for run_id in waiting_runs():
        call_worker(run_id)


@shared_task(name="subsidies.start_due_runs", ignore_result=True)
def start_runs() -> None:
    """Begin the runs of the month."""
    start_due_runs()


@shared_task(name="subsidies.propose_corrections", ignore_result=True)
def propose_late_corrections() -> None:
    """Compare granted claims with attendance that was corrected since."""
    propose_corrections()
