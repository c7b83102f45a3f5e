"""The platform's Celery with long work: `celery --app tests.faults.slow worker` rests FAULT_PAUSE seconds at each pause."""

import os
import time
from typing import Any

from celery.signals import worker_process_init

from config.celery import app as app


@worker_process_init.connect
def rest_at_every_pause(**kwargs: Any) -> None:
    from audit import checking  # noqa: PLC0415 - its models may be read once Django is set up

    noted = checking.pause

    def pause(done: int, total: int = 0) -> None:
        noted(done, total)
        time.sleep(float(os.environ["FAULT_PAUSE"]))

    checking.pause = pause
