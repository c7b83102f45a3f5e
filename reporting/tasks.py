"""Background shells of the figures and reports."""

from celery import shared_task

from reporting.figures.workflow.closing import close_ended
from reporting.figures.workflow.folding import fold, rebuild
from reporting.reports.workflow import open_reports, print_waiting, tidy_prints
from reporting.reports.workflow.printing import PRINT_TASK


@shared_task(name="reporting.fold_figures", ignore_result=True)
def fold_figures() -> None:
    """Bring the sums up to what was written. Any number of workers is harmless: one folds, the others wait."""
    fold()


@shared_task(name="reporting.rebuild_figures", ignore_result=True)
def rebuild_figures() -> None:
    """Count everything from the rows themselves and compare; what differs is put right and told."""
    rebuild()


@shared_task(name="reporting.close_periods", ignore_result=True)
def close_periods() -> None:
    """Keep the figures of every quarter that has ended since."""
    close_ended()


@shared_task(name="reporting.open_reports", ignore_result=True)
def begin_owed_reports() -> None:
    """Begin the written reports whose writing starts today, with their duties."""
    open_reports()


@shared_task(name=PRINT_TASK, ignore_result=True)
def print_reports() -> None:
    """Make every file of a report that waits. Ringing twice, or ten workers at once, does no harm."""
    print_waiting()


@shared_task(name="reporting.tidy_prints", ignore_result=True)
def forget_old_prints() -> None:
    """Remove files of drafts that are a month old, and what never became a file."""
    tidy_prints()
