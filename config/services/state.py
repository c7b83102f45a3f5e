"""The state folder of a checkout: data, sockets, logs, locks and the list of processes."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_FOLDER = 93  # bytes: a unix socket path has at most 107, PostgreSQL adds "/.s.PGSQL.5432"


@dataclass(frozen=True)
class State:
    """Where the servers of one checkout (or of one test run) keep everything."""

    root: Path

    @classmethod
    def of_checkout(cls) -> "State":
        """`TUOYU_STATE` names another folder than `.state` in the checkout."""
        return cls(Path(os.environ.get("TUOYU_STATE") or CHECKOUT / ".state").absolute())

    @property
    def data(self) -> Path:
        return self.root / "pg"

    @property
    def valkey_data(self) -> Path:
        return self.root / "valkey"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def sockets(self) -> Path:
        """The socket folder; a short private one where the path of the state folder is too long."""
        note = self.root / "sockets.path"
        if note.exists():
            return Path(note.read_text(encoding="utf-8").strip())
        return self.root / "sockets"

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def prepare(self) -> None:
        """Create the folders. Only their owner may enter the root: the sockets ask for no password."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.root.chmod(0o700)
        for folder in (self.logs, self.valkey_data):
            folder.mkdir(mode=0o700, exist_ok=True)
        if too_long(self.root / "sockets") and not self.sockets.is_dir():
            short = tempfile.mkdtemp(prefix="tuoyu-", dir=os.environ.get("XDG_RUNTIME_DIR") or None)
            (self.root / "sockets.path").write_text(short, encoding="utf-8")
        self.sockets.mkdir(mode=0o700, exist_ok=True)

    @contextmanager
    def locked(self, name: str, *, wait: bool = True) -> Iterator[bool]:
        """Hold the lock file `name`; yields False when it is taken and `wait` is off."""
        with (self.root / f"{name}.lock").open(
            "a+"
        ) as file:  # closed on exec: children do not inherit the lock
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True


def too_long(folder: Path) -> bool:
    return len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER
