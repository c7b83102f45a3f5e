"""Background shells of staff."""

from celery import shared_task

from staff import workflow


@shared_task(name="staff.meet_bans", ignore_result=True)
def meet_bans() -> None:
    """Compare bans and open cases with all staff of the country."""
    workflow.meet_bans()
