"""Beat as Celery knows it, with a heartbeat that a health check can read and a schedule that is never half there."""

import logging
import os
import time
from pathlib import Path
from typing import Any

from django.db import DatabaseError, close_old_connections
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import DatabaseScheduler

_PAUSE_SECONDS = 1.0
logger = logging.getLogger(__name__)


class HeartbeatScheduler(DatabaseScheduler):
    def setup_schedule(self) -> None:
        """Write every entry of the settings into its table; wait for the database as long as it is away.

        The library logs an entry that it could not write and goes on without it until somebody starts the beat again.
        """
        super().setup_schedule()
        while lost := self._lost():
            logger.warning("not in the schedule yet: %s", ", ".join(sorted(lost)))
            time.sleep(_PAUSE_SECONDS)
            close_old_connections()
            super().setup_schedule()

    def _lost(self) -> set[str]:
        wanted = set(self.app.conf.beat_schedule)
        try:
            return wanted - set(PeriodicTask.objects.filter(name__in=wanted).values_list("name", flat=True))
        except DatabaseError:
            return wanted

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        """Called every few seconds; BEAT_HEARTBEAT names the file that is touched."""
        if path := os.environ.get("BEAT_HEARTBEAT"):
            Path(path).touch()
        return super().tick(*args, **kwargs)
