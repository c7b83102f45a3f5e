"""`make run`: everything one machine needs, under one process that ends all of it.

    python -m config.supervisor [run|reset]

The process has no threads: the kernel's death signal of a child belongs to the thread that forked it.
"""

import http.client
import os
import shutil
import signal
import socket
import sys
import time
from types import FrameType

from config.services import children, processes
from config.services.children import Child
from config.services.state import CHECKOUT, State

_stop: list[int] = []  # signals received


class Ended(Exception):
    """A child ended although nobody asked it to."""


def main(arguments: list[str]) -> int:
    if os.environ.get("MAKELEVEL"):
        processes.die_with_parent(signal.SIGTERM)  # make was killed: nobody could stop us any more
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _remember_signal)
    state = State.of_checkout()
    state.prepare()
    if arguments[:1] == ["reset"]:
        return reset(state)
    with state.locked("supervisor", wait=False) as alone:
        if not alone:
            print(f"Tuoyu already runs: {_noted_address(state)}")
            return 0
        return run(state, host=os.environ.get("TUOYU_HOST") or "127.0.0.1", port=_wanted_port())


def run(state: State, *, host: str, port: int) -> int:
    """Start everything, wait, end everything. Returns the exit code."""
    if problem := _port_problem(host, port):
        print(problem, file=sys.stderr)
        return 2
    (state.root / "address").write_text(f"{os.getpid()} {_address(host, port)}", encoding="utf-8")
    running: list[Child] = []
    try:
        _bring_up(state, running, host=host, port=port)
        _announce(state, host, port)
        while not _stop:
            _check(running)
            time.sleep(0.25)
    except Ended as ended:
        if not _stop:
            name = str(ended)
            print(f"\n{name} ended by itself. The end of {state.logs / name}.log:", file=sys.stderr)
            print(processes.last_lines(state, name), file=sys.stderr) if name != "prepare" else None
            return 1
    finally:
        print("\nStopping …", flush=True)
        children.end_all(running)
        processes.forget_all(state)
        (state.root / "address").unlink(missing_ok=True)
    return 0


def _bring_up(state: State, running: list[Child], *, host: str, port: int) -> None:
    with state.locked("services"):
        children.end_leftovers(state)
        running += children.servers(state)
    environment = {"TUOYU_SERVICES": "running", "DJANGO_SETTINGS_MODULE": "config.settings.development"}
    env = {**environment, **os.environ, "TUOYU_SERVICES": "running"}
    _prepare(state, running, env)
    serving = {key: value for key, value in env.items() if not key.startswith("OWNER_DATABASE_URL")}
    running += children.workers(state, host=host, port=port, env={**serving, "TUOYU_WITHOUT_OWNER": "1"})
    while not _answers(host, port):
        _check(running)
        time.sleep(0.1)


def _prepare(state: State, running: list[Child], env: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "prepare"]
    process = processes.spawn(
        state, "prepare", command, death=signal.SIGTERM, env=env, cwd=CHECKOUT, shown=True
    )
    running.append(Child("prepare", process))
    while process.poll() is None:
        _check(running)
        time.sleep(0.05)
    if process.returncode:
        raise Ended("prepare")
    running.pop()


def reset(state: State) -> int:
    """Throw the demo away and make it anew; a running demo is stopped first."""
    if os.environ.get("DATABASE_URL"):
        print("make reset leaves a database that you gave by DATABASE_URL alone.", file=sys.stderr)
        return 2
    with state.locked("supervisor", wait=False) as alone:
        if not alone:
            processes.end(int((state.root / "address").read_text(encoding="utf-8").split()[0]), wait=60)
    with state.locked("supervisor"), state.locked("services"):
        children.end_leftovers(state)
        for entry in state.root.iterdir():
            if entry.suffix != ".lock":
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    state.prepare()
    running: list[Child] = []
    try:
        with state.locked("services"):
            running += children.servers(state)
        _prepare(state, running, {**os.environ, "TUOYU_SERVICES": "running"})
    except Ended:
        return 1
    finally:
        children.end_all(running)
        processes.forget_all(state)
    print("The demo stands afresh. Start it with: make run")
    return 0


def _remember_signal(number: int, frame: FrameType | None) -> None:
    _stop.append(number)


def _check(running: list[Child]) -> None:
    """Raises Ended when a child is gone or when we were asked to stop."""
    for child in running:
        if child.name != "prepare" and child.process.poll() is not None:
            raise Ended(child.name)
    if _stop:
        raise Ended("supervisor")


def _port_problem(host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return f"Port {port} on {host} is taken or not allowed ({error.strerror}). Another one: make run PORT={port + 1}"
    return ""


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(_local(host), port, timeout=5)
    try:
        connection.request("GET", "/healthz/", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _announce(state: State, host: str, port: int) -> None:
    accounts = state.root / "accounts.txt"
    if accounts.exists():
        print(accounts.read_text(encoding="utf-8"))
    print(f"Tuoyu runs at {_address(host, port)}   (Ctrl-C ends it; logs in {state.logs})", flush=True)


def _noted_address(state: State) -> str:
    note = state.root / "address"
    return note.read_text(encoding="utf-8").split()[-1] if note.exists() else "starting"


def _local(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _wanted_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        sys.exit(f"PORT is a number between 1 and 65535, not {text!r}")
    return int(text)


def _address(host: str, port: int) -> str:
    shown = _local(host)
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
