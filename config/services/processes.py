"""Processes we started: remembered with their start time, found again after a crash, ended in an orderly way."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from config.services.state import State

MARK = "TUOYU_RUN"  # in the environment of everything we start: the state folder it belongs to
_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def started(pid: int) -> int | None:
    """The kernel's start time of a living process. None for a dead one and for a zombie, which answers kill 0."""
    fields = _stat(pid)
    return None if not fields or fields[0] in "ZX" else int(fields[19])


def mentions(pid: int, text: str) -> bool:
    """Whether a living process has `text` in its command line."""
    try:
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return os.fsencode(text) in line and started(pid) is not None


def die_with_parent(death: signal.Signals, parent: int | None = None) -> None:
    """The kernel sends this process `death` when the thread that forked it ends, however it ends."""
    _libc.prctl(_PR_SET_PDEATHSIG, int(death), 0, 0, 0)
    if parent is not None and os.getppid() != parent:  # it was gone before the signal was arranged
        os._exit(1)


def spawn(
    state: State,
    name: str,
    command: Sequence[str],
    *,
    death: signal.Signals | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    shown: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a process in its own session, its output in the log `name` (or `shown`), and remember it.

    With `death` the kernel sends it that signal when this process ends, however it ends; call it from the
    main thread then, because the signal belongs to the thread that forked. Without, it outlives us.
    """
    with (state.logs / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=None if shown else log,
            stderr=None if shown else subprocess.STDOUT,
            start_new_session=True,
            env={**(os.environ if env is None else env), MARK: str(state.root)},
            cwd=cwd or state.root,
            preexec_fn=_arrange(death, os.getpid()) if death else None,
        )
    with state.locked("processes"):
        _write(state, {**_read(state), name: (process.pid, started(process.pid) or 0)})
    return process


def _arrange(death: signal.Signals, parent: int) -> Callable[[], None]:
    return lambda: die_with_parent(death, parent)


def remembered(state: State) -> dict[str, tuple[int, bool]]:
    """What was started by name: process id, and whether it still runs. A reused id is told by its start time."""
    return {name: (pid, started(pid) == since) for name, (pid, since) in _read(state).items()}


def forget_all(state: State) -> None:
    with state.locked("processes"):
        _write(state, {})


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
        if since is None or started(pid) != since:
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        deadline = time.monotonic() + patience
        while started(pid) == since and time.monotonic() < deadline:
            time.sleep(0.02)
    if child is not None:
        child.wait()


def end_session(leader: int, *, marked: State | None = None) -> None:
    """End what is left of a session whose leader is gone: pool processes that outlived their master.

    With `marked` only processes that carry our mark are touched: the leader's id may belong to a stranger by now.
    """
    for pid in _members(leader):
        if marked is None or _carries(pid, f"{MARK}={marked.root}"):
            end(pid, wait=2)


def _members(session: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields and fields[0] not in "ZX" and int(fields[3]) == session:
                yield int(entry.name)


def _carries(pid: int, mark: str) -> bool:
    try:
        return os.fsencode(mark) in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the state on: 0 state, 1 parent, 3 session, 19 start time."""
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
    except OSError:
        return []


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
