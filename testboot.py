"""Loaded by pytest before anything else (`-p testboot`): starts the servers that the tests use.

Each run has a state folder of its own, so two runs never meet. With DATABASE_URL the given server is used.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from config.services import postgres, processes, valkey
from config.services.state import CHECKOUT, State

_servers: list[subprocess.Popen[bytes]] = []


def _boot() -> None:
    """xdist's workers inherit the environment and find the servers running."""
    state = State(CHECKOUT / f".state-test-{os.getpid()}")
    os.environ["TUOYU_STATE"] = str(state.root)
    os.environ["TUOYU_SERVICES"] = "running"
    state.prepare()
    for server in (
        postgres.start(state, death=signal.SIGINT, scratch=True),
        None if os.environ.get("REDIS_URL") else valkey.start(state, death=signal.SIGTERM, scratch=True),
    ):
        if server is not None:
            _servers.append(server)


if not os.environ.get("PYTEST_XDIST_WORKER") and not os.environ.get("DATABASE_URL"):
    _boot()


def pytest_unconfigure(config: pytest.Config) -> None:
    if os.environ.get("PYTEST_XDIST_WORKER") or not _servers:
        return
    for server, soft in zip(_servers, (signal.SIGINT, signal.SIGTERM), strict=False):
        processes.end(server.pid, soft=soft, child=server)
    shutil.rmtree(Path(os.environ["TUOYU_STATE"]), ignore_errors=True)
