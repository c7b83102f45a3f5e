"""`make run`: everything one machine needs, under one process that ends all of it.

    python -m config.supervisor [run|reset|stop]

The process has no threads: the kernel's death signal of a child belongs to the thread that forked it.
"""

import contextlib
import os
import signal
import sys
import time
from types import FrameType

from config.services import children, given, processes
from config.services.children import Child
from config.services.errors import ServiceUnavailable
from config.services.ports import Address
from config.services.state import CHECKOUT, State

_HASTE = (
    "-c synchronous_commit=off"  # what is prepared can be prepared again; thousands of commits need not wait
)
_signals: list[int] = []  # received so far: asked to stop


class Ended(Exception):
    """A child ended although nobody asked it to, or we were asked to stop."""


def main(arguments: list[str]) -> int:
    """Returns the exit code: 0 ended as asked, 1 something failed, 2 cannot start here."""
    if os.environ.get("MAKELEVEL"):
        processes.die_with_parent(signal.SIGTERM)  # when make is killed, nobody could stop us any more
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _remember_signal)
    try:
        return _obey(arguments)
    except ServiceUnavailable as unavailable:
        say(str(unavailable), error=True)
        return 1


def _obey(arguments: list[str]) -> int:
    state = State.of_checkout()
    state.prepare()
    verb = {"reset": reset, "stop": stop}.get(arguments[0] if arguments else "run")
    if verb:
        return verb(state)
    with state.locked("supervisor", wait=False) as alone:
        if not alone:
            say(f"Tuoyu already runs: {_note(state)[-1]}")
            return 0
        return run(state, Address.wanted())


def run(state: State, address: Address) -> int:
    """Start everything, wait until asked to stop or until a child ends, end everything."""
    if problem := address.problem():
        say(problem, error=True)
        return 2
    (state.root / "address").write_text(f"{os.getpid()} {address.url}", encoding="utf-8")
    running: list[Child] = []
    try:
        _bring_up(state, running, address)
        _announce(state, address)
        while True:
            _check(running)
            time.sleep(0.25)
    except Ended as ended:
        if _signals:
            return 0
        _explain(state, str(ended))
        return 1
    finally:
        say("\nStopping …")
        children.end_all(running)
        processes.forget_all(state)
        (state.root / "address").unlink(missing_ok=True)


def reset(state: State) -> int:
    """Throw the demo away and make it anew; a running demo is stopped first."""
    if os.environ.get("DATABASE_URL"):
        say("make reset leaves a database that you gave by DATABASE_URL alone.", error=True)
        return 2
    _end_running(state)
    with state.locked("supervisor"):
        with state.locked("services"):
            children.end_leftovers(state)
            state.discard()
        state.prepare()
        running: list[Child] = []
        try:
            _servers(state, running)
            _prepare(state, running)
            _prepare(state, running, "--serving")
        except Ended:
            return 1
        finally:
            children.end_all(running)
            processes.forget_all(state)
    say("The demo stands afresh. Start it with: make run")
    return 0


def stop(state: State) -> int:
    """End a running demo, and the servers that manage.py commands left running."""
    _end_running(state)
    with state.locked("supervisor"), state.locked("services"):
        children.end_leftovers(state)
    return 0


def _bring_up(state: State, running: list[Child], address: Address) -> None:
    _servers(state, running)
    _prepare(state, running)
    running += children.workers(state, bind=address.bind, env=_serving(address))
    while not address.answers():
        _check(running)
        time.sleep(0.1)
    say(f"Pages are served at {address.url}")
    _prepare(state, running, "--serving")


def _servers(state: State, running: list[Child]) -> None:
    if os.environ.get("DATABASE_URL"):
        given.set_environment()
    with state.locked("services"):  # manage.py commands wait here, and then find ours
        children.end_leftovers(state)
        running += children.servers(state)


def _prepare(state: State, running: list[Child], *options: str) -> None:
    """Schema and law, or with --serving the demo: in a process that shows its progress. Raises Ended if it fails."""
    process = processes.spawn(
        state,
        "prepare",
        [sys.executable, "manage.py", "prepare", *options],
        death=signal.SIGTERM,
        env={**os.environ, "TUOYU_SERVICES": "running", "PGOPTIONS": _HASTE},
        cwd=CHECKOUT,
        shown=True,
    )
    running.append(Child("prepare", process))
    while process.poll() is None:
        _check(running[:-1])
        time.sleep(0.05)
    if process.returncode:
        raise Ended("prepare")
    running.pop()


def _serving(address: Address) -> dict[str, str]:
    """The environment of what serves requests: it does not know the owner's login."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("OWNER_DATABASE_")}
    settings = kept.get("DJANGO_SETTINGS_MODULE", "config.settings.development")
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": settings,
        "TUOYU_SERVICES": "running",
        "TUOYU_WITHOUT_OWNER": "1",
    }


def _check(running: list[Child]) -> None:
    """Raises Ended when a child is gone or when we were asked to stop."""
    for child in running:
        if child.process.poll() is not None:
            raise Ended(child.name)
    if _signals:
        raise Ended("supervisor")


def _end_running(state: State) -> None:
    with state.locked("supervisor", wait=False) as alone:
        if not alone and (note := _note(state))[0].isdigit():
            processes.end(int(note[0]), wait=60)


def _announce(state: State, address: Address) -> None:
    accounts = state.root / "accounts.txt"
    if accounts.exists():
        say(accounts.read_text(encoding="utf-8"))
    say(f"Tuoyu runs at {address.url}   (Ctrl-C ends it; logs in {state.logs})")


def _explain(state: State, name: str) -> None:
    if name == "prepare":
        say("\nThe preparation failed; see above.", error=True)
    else:
        say(f"\n{name} ended by itself. The end of {state.logs / name}.log:", error=True)
        say(processes.last_lines(state, name), error=True)


def _note(state: State) -> list[str]:
    """Process id and address of the supervisor that runs."""
    note = state.root / "address"
    return note.read_text(encoding="utf-8").split() if note.exists() else ["", "it is just starting"]


def _remember_signal(number: int, frame: FrameType | None) -> None:
    _signals.append(number)


def say(text: str, *, error: bool = False) -> None:
    """Print; a terminal that has gone away is no reason to leave processes behind."""
    with contextlib.suppress(OSError, ValueError):
        print(text, file=sys.stderr if error else sys.stdout, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
