"""Processes we started: remembered with their start time, found again after a crash, ended in an orderly way."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from config.services.state import State

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def started(pid: int) -> int | None:
    """The kernel's start time of a living process. None for a dead one and for a zombie, which answers kill 0."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else int(fields[19])


def _die_with_parent(parent: int, death: signal.Signals) -> Callable[[], None]:
    """For the child, between fork and exec: the kernel ends it when the forking thread ends."""

    def arrange() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(death), 0, 0, 0)
        if os.getppid() != parent:  # the parent was gone before the signal was arranged
            os._exit(1)

    return arrange


def spawn(
    state: State,
    name: str,
    command: Sequence[str],
    *,
    death: signal.Signals | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a process in its own session, its output in the log `name`, and remember it.

    With `death` the kernel sends it that signal when this process ends, however it ends; call it from the
    main thread then, because the signal belongs to the thread that forked. Without, it outlives us.
    """
    with (state.logs / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=None if env is None else dict(env),
            cwd=cwd or state.root,
            preexec_fn=_die_with_parent(os.getpid(), death) if death else None,
        )
    remember(state, name, process.pid)
    return process


def mentions(pid: int, text: str) -> bool:
    """Whether a living process has `text` in its command line."""
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return os.fsencode(text) in line and started(pid) is not None


def remember(state: State, name: str, pid: int) -> None:
    with state.locked("processes"):
        _write(state, {**_read(state), name: (pid, started(pid) or 0)})


def remembered(state: State) -> dict[str, int]:
    """Name to process id of what we started and what still runs. A reused id is told by its start time."""
    return {name: pid for name, (pid, since) in _read(state).items() if started(pid) == since}


def end(
    pid: int,
    *,
    soft: signal.Signals = signal.SIGTERM,
    hard: signal.Signals = signal.SIGKILL,
    wait: float = 20,
    child: subprocess.Popen[bytes] | None = None,
) -> None:
    """Ask a process to stop, and insist after `wait` seconds. Returns when it is gone."""
    since = started(pid)
    for sign, patience in ((soft, wait), (hard, 5.0), (signal.SIGKILL, 5.0)):
        if started(pid) != since or since is None:
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        _wait_gone(pid, since, patience)
    if child is not None:
        child.wait()


def _wait_gone(pid: int, since: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    while started(pid) == since and time.monotonic() < deadline:
        time.sleep(0.02)


def last_lines(state: State, name: str, count: int = 15) -> str:
    """The end of a process's log."""
    path = state.logs / f"{name}.log"
    if not path.exists():
        return ""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])


def _read(state: State) -> dict[str, tuple[int, int]]:
    path = state.root / "processes.json"
    if not path.exists():
        return {}
    return {name: (pid, since) for name, (pid, since) in json.loads(path.read_text()).items()}


def _write(state: State, processes: Mapping[str, tuple[int, int]]) -> None:
    new = state.root / "processes.json.new"
    new.write_text(json.dumps(processes), encoding="utf-8")
    new.replace(state.root / "processes.json")
