"""Looking at the processes that a test starts, while they live."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Seen:
    """`peak` is the largest resident size in bytes; a child is counted from its exec on."""

    peak: int = 0
    environment: str = ""


@contextmanager
def watched_children() -> Iterator[dict[int, Seen]]:
    """The sandbox processes of this process, looked at every few milliseconds."""
    seen: dict[int, Seen] = {}
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.003):
            for pid in _children():
                with suppress(OSError, ValueError, IndexError):
                    _look(pid, seen)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _children() -> list[int]:
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with suppress(OSError, IndexError, ValueError):
                if int((path / "stat").read_text().rsplit(")", 1)[1].split()[1]) == os.getpid():
                    found.append(int(path.name))
    return found


def _look(pid: int, seen: dict[int, Seen]) -> None:
    folder = Path(f"/proc/{pid}")
    if "documents.sandbox.child" not in (folder / "cmdline").read_text():
        return
    status = (folder / "status").read_text()
    resident = int(status.split("VmRSS:")[1].split()[0]) * 1024
    child = seen.setdefault(pid, Seen())
    child.peak = max(child.peak, resident)
    child.environment = (folder / "environ").read_text().replace("\0", " ").strip() or child.environment
