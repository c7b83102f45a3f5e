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


@shared_task(name="inspections.keep_duties", ignore_result=True)
def keep_duties() -> None:
    """Begin the recurring duties of the period, and mark those that were missed."""
    workflow.keep_duties()


@shared_task(name="inspections.expire_ratings", ignore_result=True)
def expire_ratings() -> None:
    """End the results of ratings whose last day has passed."""
    workflow.expire_ratings()
