"""Background shells of inspections."""

from celery import shared_task

from inspections import workflow


@shared_task(name="inspections.escalate_overdue", ignore_result=True)
def escalate_overdue() -> None:
    """Tell the level above of what is overdue."""
    workflow.escalate_overdue()


@shared_task(name="inspections.close_complaints", ignore_result=True)
def close_complaints() -> None:
    """Close answered complaints to which nobody objected in time."""
    workflow.close_unobjected()
