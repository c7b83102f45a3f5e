"""The processes that `make run` keeps: how each is started, in which order all are ended."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from config.services import postgres, processes, valkey
from config.services.state import CHECKOUT, State

_TERM, _INT, _QUIT = signal.SIGTERM, signal.SIGINT, signal.SIGQUIT


@dataclass(frozen=True)
class Child:
    """A running process with the signals that end it: politely, and when that did not help."""

    name: str
    process: subprocess.Popen[bytes]
    soft: signal.Signals = _TERM
    hard: signal.Signals = signal.SIGKILL


def servers(state: State) -> list[Child]:
    """PostgreSQL and Valkey as our children, unless DATABASE_URL or REDIS_URL name others."""
    started: list[Child] = []
    if not os.environ.get("DATABASE_URL"):
        process = postgres.start(state, death=_INT)
        started += [Child("postgres", process, _INT, _QUIT)] if process else []
    if not os.environ.get("REDIS_URL"):
        process = valkey.start(state, death=_TERM)
        started += [Child("valkey", process)] if process else []
    return started


def workers(state: State, *, bind: str, env: Mapping[str, str]) -> list[Child]:
    """The web server, the Celery worker and the beat."""
    web = web_line(bind)
    celery = ["celery", "--app", "config", "--quiet"]
    worker = [
        *celery,
        "worker",
        "--concurrency",
        "1",
        "--without-mingle",
        "--without-gossip",
        "--loglevel",
        "INFO",
    ]
    beat = [*celery, "beat", "--loglevel", "WARNING", "--pidfile="]
    # Without us the worker's ground is gone: a task that it would still finish politely could only wait for it.
    commands = (("web", web, _TERM), ("worker", worker, signal.SIGKILL), ("beat", beat, _TERM))
    return [
        Child(
            name,
            processes.spawn(state, name, [sys.executable, "-m", *line], death=death, env=env, cwd=CHECKOUT),
        )
        for name, line, death in commands
    ]


def web_line(bind: str) -> list[str]:
    """What serves the pages, as arguments of `python -m`."""
    web = ["gunicorn", "config.wsgi", "--bind", bind, "--workers", "2", "--graceful-timeout", "10"]
    return [*web, "--no-control-socket"]


def end_all(children: list[Child]) -> None:
    """Worker and beat first, then the web server, Valkey, PostgreSQL: nobody loses the ground under their feet."""
    for group in (("worker", "beat", "prepare"), ("web",), ("valkey",), ("postgres",)):
        members = [child for child in children if child.name in group]
        for child in members:
            if child.process.poll() is None:
                child.process.send_signal(child.soft)
        for child in members:
            processes.end(child.process.pid, soft=child.soft, hard=child.hard, child=child.process)
            processes.end_session(child.process.pid)


def end_leftovers(state: State) -> None:
    """End what an earlier run left behind: after a kill -9, or servers that a manage.py command had started.

    An adopted server would not be our child: we could not wait for it and no death signal would protect it.
    """
    known = processes.remembered(state)
    for name, (pid, alive) in known.items():
        if alive and name not in {"postgres", "valkey"}:
            processes.end(pid)
    for name, (pid, alive) in known.items():
        if name == "valkey" and alive:
            processes.end(pid)
        if name not in {"postgres", "valkey"}:
            processes.end_session(pid, marked=state)
    if not os.environ.get("DATABASE_URL"):
        postgres.end_leftover(state)
    processes.forget_all(state)
