"""Beat as Celery knows it, with a heartbeat that a health check can read."""

import os
from pathlib import Path
from typing import Any

from django_celery_beat.schedulers import DatabaseScheduler


class HeartbeatScheduler(DatabaseScheduler):
    def tick(self, *args: Any, **kwargs: Any) -> Any:
        """Called every few seconds; BEAT_HEARTBEAT names the file that is touched."""
        if path := os.environ.get("BEAT_HEARTBEAT"):
            Path(path).touch()
        return super().tick(*args, **kwargs)
