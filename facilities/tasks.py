"""Background shells of the setting standards."""

from celery import shared_task

from facilities.workflow.standards import REFRESH_TASK, check_all, refresh


@shared_task(name=REFRESH_TASK, ignore_result=True)
def refresh_standards(facility_id: int) -> None:
    """Check one facility. Ringing twice, or ten workers at once, does no harm."""
    refresh(facility_id)


@shared_task(name="facilities.check_standards", ignore_result=True)
def check_standards() -> None:
    """Check every facility: what no write announces (a proof runs out, a month ends) is found here."""
    check_all()
