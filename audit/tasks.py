"""Background shells."""

from celery import shared_task

from audit import checking


@shared_task(name=checking.CHECK_TASK, ignore_result=True)
def check_chains(districts: list[int] | None = None) -> None:
    """Every night, and when an auditor asks about many: the chains are walked."""
    checking.check_chains(districts)
