"""The state folder of a checkout: data, sockets, logs, locks and the list of processes."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.services.errors import StateOfSomebodyElse

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
        return self._place("pg")

    @property
    def sockets(self) -> Path:
        return self._place("sockets")

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def valkey_data(self) -> Path:
        return self.root / "valkey"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    def prepare(self) -> None:
        """Create the folders. Only their owner may enter the root: the sockets ask for no password.

        Raises StateOfSomebodyElse.
        """
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.root.stat().st_uid != os.geteuid():
            raise StateOfSomebodyElse(f"{self.root} belongs to another user: run as that user, or remove it.")
        self.root.chmod(0o700)
        for folder in (self.logs, self.valkey_data):
            folder.mkdir(mode=0o700, exist_ok=True)
        if _too_long(self.sockets) or not self.sockets.parent.is_dir():
            short = tempfile.mkdtemp(prefix="tuoyu-", dir=os.environ.get("XDG_RUNTIME_DIR") or None)
            self.move("sockets", Path(short) / "s")
        self.sockets.mkdir(mode=0o700, exist_ok=True)

    def move(self, name: str, place: Path) -> None:
        """Note that the folder `name` lies elsewhere."""
        if self._place(name) != place:
            (self.root / f"{name}.path").write_text(str(place), encoding="utf-8")

    def discard(self) -> None:
        """Remove everything, also what lies elsewhere. The servers must be down."""
        for name in ("pg", "sockets"):
            if (place := self._place(name)).parent != self.root:
                shutil.rmtree(place.parent, ignore_errors=True)
        for entry in self.root.iterdir():
            if entry.suffix != ".lock":  # somebody may hold it
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

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

    def _place(self, name: str) -> Path:
        """The folder `name`, or the one that a note names: a short one for sockets, one that nobody may enter."""
        note = self.root / f"{name}.path"
        return Path(note.read_text(encoding="utf-8")) if note.exists() else self.root / name


def _too_long(folder: Path) -> bool:
    return len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER
