"""The Celery application. Workers and beat read the same settings as the web processes."""

import os
import signal
from typing import Any

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init, worker_process_init

from config.safety import refuse_unsafe_start
from config.services.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

app = Celery("tuoyu", task_cls="jobs.running:JobTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse(**kwargs: Any) -> None:
    """A worker that could step over the walls does not take a single task."""
    try:
        refuse_unsafe_start()
    except Exception as error:
        raise SystemExit(str(error)) from error  # Celery only logs other exceptions of a receiver


@setup_logging.connect
def log_as_everything_does(**kwargs: Any) -> None:
    """Django has set up the logs, masked; Celery's own handlers would write beside them. A receiver keeps it from that."""


@worker_process_init.connect
def end_with_the_worker(**kwargs: Any) -> None:
    """A pool process whose worker was killed would work on, unseen; what it was at is taken up by its lease."""
    die_with_parent(signal.SIGKILL)
