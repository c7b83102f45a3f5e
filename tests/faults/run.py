"""A real `make run` for the tests: started, watched, killed; and everything that belongs to it counted."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg2

from config.services import postgres
from config.services.processes import MARK, mentions
from config.services.state import CHECKOUT, State

_OURS = {"TUOYU_STATE", "TUOYU_SERVICES", "TUOYU_TEST_RUN", "DATABASE_URL", "REDIS_URL", "MAKELEVEL", MARK}


def until(condition: Callable[[], object], *, seconds: float = 30) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Run:
    """One state folder, and the supervisor that works in it."""

    def __init__(self, root: Path) -> None:
        self.state = State(root)
        self.port = free_port()
        self.output = root.parent / "output"
        self.process: subprocess.Popen[bytes] | None = None

    def environment(self, **changes: str) -> dict[str, str]:
        kept = {
            k: v for k, v in os.environ.items() if k not in _OURS and not k.startswith(("PYTEST", "DJANGO"))
        }
        return {**kept, "TUOYU_STATE": str(self.state.root), "PORT": str(self.port), "DEMO": "0", **changes}

    def call(self, verb: str = "run", **changes: str) -> tuple[int, str]:
        """Run a command of the supervisor to its end: exit code and output."""
        command = [sys.executable, "-m", "config.supervisor", verb]
        environment = self.environment(**changes)
        done = subprocess.run(
            command, env=environment, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False
        )
        return done.returncode, done.stdout + done.stderr

    def up(self, *, by_make: bool = False, within: int = 60) -> None:
        """Start, and return when pages are served, `within` so many seconds."""
        command = ["make", "run"] if by_make else [sys.executable, "-m", "config.supervisor", "run"]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                env=self.environment(),
                cwd=CHECKOUT,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        assert until(lambda: self.serves() or self.ended(), seconds=within) and not self.ended(), (
            self.output.read_text()
        )

    def press_ctrl_c(self) -> None:
        """What a terminal does: the signal goes to the whole foreground group."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGINT)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def finished(self, seconds: float = 30) -> tuple[int, str]:
        """Exit code and output of the supervisor that was started by `up`."""
        assert self.process is not None
        return self.process.wait(seconds), self.output.read_text(encoding="utf-8")

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, env=self.environment(), cwd=CHECKOUT, capture_output=True, text=True, check=False
        )

    def serves(self) -> bool:
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz/", timeout=2).status == 200
        except OSError:
            return False

    def living(self) -> dict[int, str]:
        """Every process that belongs to this state folder, the supervisor not counted."""
        found: dict[int, str] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and self._is_ours(int(entry.name), entry):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return found

    def _is_ours(self, pid: int, entry: Path) -> bool:
        try:
            marked = f"{MARK}={self.state.root}".encode() in (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            return False
        return marked or mentions(pid, str(self.state.root))

    def all_gone(self, seconds: float = 15) -> bool:
        return until(lambda: not self.living(), seconds=seconds)

    def kill_all(self, *names: str) -> None:
        """kill -9, without a chance to tidy up."""
        for pid, line in self.living().items():
            if not names or any(name in line for name in names):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue

    def remember(self, word: str) -> None:
        """Write a row that must survive."""
        with closing(self._database()) as connection, connection.cursor() as cursor:
            cursor.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
            cursor.execute("INSERT INTO kept VALUES (%s)", (word,))
            connection.commit()

    def kept(self) -> list[str]:
        with closing(self._database()) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT word FROM kept ORDER BY word")
            return [word for (word,) in cursor.fetchall()]

    def _database(self) -> "psycopg2.extensions.connection":
        return postgres.connect(self.state, postgres.DATABASE)
