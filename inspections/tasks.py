"""Background shells of inspections."""

from celery import shared_task

from inspections import workflow
from inspections.workflow.publishing import TASK


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


@shared_task(name=TASK, ignore_result=True)
def publish_facility(facility_id: int) -> None:
    """Renew what the public reads of one facility. Ringing twice does no harm."""
    workflow.publish_facility(facility_id)


@shared_task(name="inspections.publish_facilities", ignore_result=True)
def publish_facilities() -> None:
    """Renew what the public reads of every facility: what no write announces is found here."""
    workflow.publish_facilities()
