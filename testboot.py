"""Loaded by pytest before anything else (`-p testboot`): starts the servers that the tests use.

Each run has a state folder of its own, so two runs never meet; what a killed run left behind, the next one
clears away. With DATABASE_URL the given server is used.
"""

import fcntl
import os
import shutil
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest

from config import messages
from config.services import children, given, postgres, valkey
from config.services.children import Child
from config.services.state import CHECKOUT, State
from tests import ground

_running: list[Child] = []
_alone = ExitStack()  # holds the lock that tells other runs that this one lives


def boot() -> State:
    """Private servers for this process and its children; they end when it ends, however it ends."""
    state = State(CHECKOUT / f".state-test-{os.getpid()}")
    with Path(__file__).open("rb") as door:
        fcntl.flock(door, fcntl.LOCK_EX)  # no other run sweeps between our folder and its lock
        _sweep()
        state.prepare()
        _alone.enter_context(state.locked("run"))
    os.environ["TUOYU_STATE"] = str(state.root)
    os.environ["TUOYU_SERVICES"] = "running"
    os.environ["TUOYU_TEST_RUN"] = str(os.getpid())
    messages.compile_all()
    if not os.environ.get("REDIS_URL"):
        if server := valkey.start(state, death=signal.SIGTERM, scratch=True):
            _running.append(Child("valkey", server))
    if os.environ.get("DATABASE_URL"):
        given.set_environment(tests=True)
    else:
        _start_postgres(state)
    return state


def _start_postgres(state: State) -> None:
    """With the ground in its database, from which every worker copies its own (settings.TEST)."""
    restored = ground.restore(state)
    _running.append(_postgres(state))
    if not restored:
        ground.make(state)
        children.end_all([_running.pop()])
        ground.keep(state)
        _running.append(_postgres(state))
    os.environ["TUOYU_TEST_TEMPLATE"] = postgres.DATABASE


def _postgres(state: State) -> Child:
    server = postgres.start(state, death=signal.SIGINT, scratch=True)
    assert server is not None
    return Child("postgres", server, signal.SIGINT, signal.SIGQUIT)


def shut_down(state: State) -> None:
    children.end_all(_running)
    _alone.close()
    state.discard()
    shutil.rmtree(state.root, ignore_errors=True)


def _sweep() -> None:
    """Clear the folders of runs that were killed: their lock is free."""
    for folder in CHECKOUT.glob(".state-test-*"):
        state = State(folder)
        with state.locked("run", wait=False) as free:
            if free:
                children.end_leftovers(state)
                state.discard()
                shutil.rmtree(folder, ignore_errors=True)


class Boot:
    def __init__(self) -> None:
        self.state = boot()

    def pytest_unconfigure(self, config: pytest.Config) -> None:
        shut_down(self.state)


def pytest_configure(config: pytest.Config) -> None:
    if _boot is not None:
        config.pluginmanager.register(_boot, "tuoyu-servers")


# At import: pytest-django reads the settings before any hook of ours. xdist's workers inherit the environment.
_boot = None if os.environ.get("PYTEST_XDIST_WORKER") else Boot()
