"""Background shells."""

from celery import shared_task

from accounts.workflow.tidying import tidy as tidy_accounts


@shared_task(name="accounts.tidy", ignore_result=True)
def tidy() -> None:
    """Once a day: what was kept of requests, sessions and sign-ins beyond its time is removed."""
    tidy_accounts()
