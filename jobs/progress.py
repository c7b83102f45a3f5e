"""What a long job tells while it works, and how it learns that it is to stop."""

from jobs.current import job_name
from jobs.models import Job


class Cancelled(Exception):
    """Somebody asked the job to stop. What it has done so far stays; the next run goes on from the rows."""


def pause(done: int, total: int = 0) -> None:
    """Between two portions, outside a transaction: note how far the work is. Raises Cancelled when asked to stop."""
    if not (name := job_name.get()):
        return
    Job.objects.filter(name=name).update(done=done, total=total)
    if Job.objects.filter(name=name, cancel_asked=True).exists():
        raise Cancelled
