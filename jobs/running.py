"""The class of every Celery task: a scheduled one is a job with a row, a lease that is renewed while it works, an end."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import Task
from django.db import DatabaseError, connection

from jobs import workflow
from jobs.current import job_name
from jobs.queries import runs_alone, schedules

logger = logging.getLogger("jobs")


class JobTask(Task):
    """Runs its body; for a scheduled task it also keeps the row of the job. Called directly, or for a part
    (with arguments), it is a plain function."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if (
            args
            or kwargs
            or self.name not in schedules()
            or self.request.is_eager
            or self.request.called_directly
        ):
            return self.run(*args, **kwargs)
        lease = workflow.begin(self.name)
        if lease is None:
            logger.info("%s: somebody is at it", self.name)
            return None
        token = job_name.set(self.name)
        try:
            with _renewed(self.name, lease):
                result = self.run(*args, **kwargs)
            workflow.end(self.name, lease)
            return result
        except workflow.Cancelled:
            workflow.end(self.name, lease, "cancelled")
            return None
        except Exception as error:
            workflow.end(self.name, lease, f"{type(error).__name__}: {error}")
            raise
        finally:
            job_name.reset(token)


@contextmanager
def _renewed(name: str, lease: str) -> Iterator[None]:
    """Renew the lease from a thread of this process: when the process is killed, or stopped, nobody renews it."""
    if not runs_alone(name):
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_renew_until, args=(over, name, lease), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew_until(over: threading.Event, name: str, lease: str) -> None:
    while not over.wait(workflow.RENEW_SECONDS):
        try:
            if not workflow.renew(name, lease):
                return
        except DatabaseError:
            logger.warning("%s: the lease could not be renewed", name)
        finally:
            connection.close()
