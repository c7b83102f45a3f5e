"""Background shell: who was killed at work is followed by another."""

from celery import shared_task

from jobs.workflow import recover


@shared_task(name="jobs.recover", ignore_result=True)
def recover_jobs() -> None:
    """Ring again for jobs whose worker went away. Safe at any time."""
    recover()
