"""Servers, workers and a beat of one test's own, so that any of them can be killed while they work."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from config.services import children, postgres, processes, valkey
from config.services.children import Child
from config.services.state import CHECKOUT, State
from tests import ground

TODAY = "2026-05-08"
_OURS = ("PYTEST", "DJANGO", "TUOYU", "DATABASE_URL", "REDIS_URL", "OWNER_DATABASE_URL", processes.MARK)


class Stack:
    """PostgreSQL with the ground of the tests, Valkey that keeps nothing, and whatever is started beside them."""

    def __init__(self, root: Path, sms: str) -> None:
        self.state, self.sms = State(root), sms
        self.state.prepare()
        assert ground.restore(self.state)
        self.running: dict[str, Child] = {}
        self.workers = 0  # that are known to listen
        self.start_postgres()
        self.start_valkey()

    def environment(self, **changes: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        ours = {
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "TUOYU_STATE": str(self.state.root),
            "TUOYU_SERVICES": "running",
            "TUOYU_TODAY": TODAY,
            "SMS_URL": self.sms,
            "DEMO": "0",
        }
        return {**kept, **ours, **changes}

    def start_postgres(self) -> None:
        server = postgres.start(self.state, death=signal.SIGINT)
        assert server is not None
        self.running["postgres"] = Child("postgres", server, signal.SIGINT, signal.SIGQUIT)

    def start_valkey(self) -> None:
        server = valkey.start(self.state, death=signal.SIGTERM, scratch=True)
        assert server is not None
        self.running["valkey"] = Child("valkey", server)

    def python(self, name: str, *line: str, **changes: str) -> "subprocess.Popen[bytes]":
        """Start `python -m …` beside the servers; its output goes into the log `name`."""
        process = processes.spawn(
            self.state,
            name,
            [sys.executable, "-m", *line],
            death=signal.SIGKILL,
            env=self.environment(**changes),
            cwd=CHECKOUT,
        )
        self.running[name] = Child(name, process, signal.SIGKILL)
        return process

    def celery(
        self, name: str, kind: str, *, app: str = "config", **changes: str
    ) -> "subprocess.Popen[bytes]":
        """A Celery worker, or a beat."""
        rest = {
            "worker": ["--concurrency", "1", "--without-mingle", "--without-gossip", "--loglevel", "INFO"],
            "beat": ["--loglevel", "WARNING", "--pidfile="],
        }[kind]
        node = ["--hostname", f"{name}@test"] if kind == "worker" else []
        return self.python(name, "celery", "--app", app, "--quiet", kind, *node, *rest, **changes)

    def call(self, *line: str) -> None:
        """Run `python -m …` to its end; fails with what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *line],
            env=self.environment(),
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def kill(self, name: str) -> None:
        """kill -9, and nothing is tidied up."""
        process = self.running.pop(name).process
        process.kill()
        assert process.wait(10) == -signal.SIGKILL

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the cluster's superuser reads: past every wall."""
        with closing(postgres.connect(self.state, postgres.DATABASE)) as connection:
            with connection.cursor() as cursor:
                cursor.execute(query)
                return list(cursor.fetchall())

    def number(self, query: str) -> int:
        return int(self.rows(query)[0][0])

    def log(self, name: str) -> str:
        return (self.state.logs / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def end(self) -> None:
        children.end_all(list(self.running.values()))
        for child in self.running.values():
            processes.end(child.process.pid, soft=child.soft, hard=child.hard, child=child.process)
        self.state.discard()
