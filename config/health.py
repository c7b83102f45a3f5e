"""Health checks of the containers: python -m config.health web|worker|beat. Exit code 0 is healthy."""

import http.client
import os
import sys
import time
from pathlib import Path

from config.celery import app
from config.environment import read_list

LONGEST_SILENCE = 120  # seconds without a tick of beat


def web() -> bool:
    """The web server answers a page under a name that it serves."""
    host = (read_list("ALLOWED_HOSTS") or ["localhost"])[0].lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=8)
    try:
        connection.request("GET", "/healthz/", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker() -> bool:
    """The worker of this container answers through the broker."""
    return bool(app.control.ping(destination=[f"celery@{os.uname().nodename}"], timeout=10))


def beat() -> bool:
    """Beat ticked not long ago (config.beat writes the file)."""
    heartbeat = Path(os.environ.get("BEAT_HEARTBEAT", ""))
    return heartbeat.is_file() and time.time() - heartbeat.stat().st_mtime < LONGEST_SILENCE


if __name__ == "__main__":
    checks = {"web": web, "worker": worker, "beat": beat}
    sys.exit(not checks[sys.argv[1]]())
