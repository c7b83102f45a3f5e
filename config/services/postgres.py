"""The embedded PostgreSQL of one state folder: its cluster, its logins, its start and its end."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg2

from config.services import processes
from config.services.errors import PostgresFailed
from config.services.logins import LOGINS
from config.services.privilege import Route, route
from config.services.state import State

SUPERUSER = "cluster"  # used for the logins only; the application never gets it
DATABASE = "tuoyu"


def ready(state: State) -> bool:
    try:
        connect(state, "postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def start(
    state: State,
    *,
    death: signal.Signals | None = None,
    scratch: bool = False,
    tuned: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes] | None:
    """Create what is missing, start the server, return when it answers. None when it already ran.

    `scratch` is for tests: nothing is flushed to disk, and `owner` may create databases. `tuned`: more server settings.
    """
    if ready(state):
        return None
    way = route(state)
    end_leftover(state)
    _create_cluster(state, way)
    settings = {"listen_addresses": "", "unix_socket_permissions": "0700", "max_connections": "60"}
    if scratch:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings["max_connections"] = "500"  # two workers of tests, either with a race of two hundred
    settings |= tuned or {}
    program = [
        *way.command("postgres", dies_with_us=bool(death)),
        "-D",
        str(state.data),
        "-k",
        str(state.sockets),
    ]
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    server = processes.spawn(
        state, "postgres", [*program, *options], death=death, cwd=_quiet_place(way, state)
    )
    _wait_ready(state, server)
    _create_logins(state, scratch=scratch)
    return server


def end_leftover(state: State) -> None:
    """End a server that an earlier run left on our data folder, and remove the lock of a dead one.

    The id in postmaster.pid may long belong to a stranger; only a process that names our data folder is ours.
    """
    lock = state.data / "postmaster.pid"
    if not lock.exists():
        return
    first = lock.read_text(encoding="utf-8").splitlines()[:1]
    pid = int(first[0]) if first and first[0].strip().isdigit() else 0
    if pid and processes.mentions(pid, str(state.data)):
        processes.end(pid, soft=signal.SIGINT, hard=signal.SIGQUIT)
    lock.unlink(missing_ok=True)
    (state.sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _create_cluster(state: State, way: Route) -> None:
    if state.data.exists():
        return
    half = state.data.with_name("pg.new")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700, parents=True)
    way.hand_over(half)
    command = [
        *way.command("initdb"),
        "-D",
        str(half),
        "-U",
        SUPERUSER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    locale = ["--locale-provider=builtin", "--locale=C.UTF-8"]
    done = subprocess.run(
        [*command, *locale], capture_output=True, text=True, cwd=_quiet_place(way, state), check=False
    )
    if done.returncode:
        raise PostgresFailed(f"initdb failed:\n{done.stdout}{done.stderr}")
    half.rename(state.data)


def _quiet_place(way: Route, state: State) -> Path:
    """A working folder that PostgreSQL's user may enter."""
    return Path("/") if way.user else state.root


def _wait_ready(state: State, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not ready(state):
        if server.poll() is not None or time.monotonic() > deadline:
            raise PostgresFailed(f"PostgreSQL did not start:\n{processes.last_lines(state, 'postgres')}")
        time.sleep(0.03)


def _create_logins(state: State, *, scratch: bool) -> None:
    """The logins of the design, and the database that belongs to `owner`. Trust is safe: no TCP, sockets 0700."""
    connection = connect(state, "postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        present = {name for (name,) in cursor.fetchall()}
        for login, rights in LOGINS.items():
            if login not in present:
                cursor.execute(f"CREATE ROLE {login} {rights}")
        cursor.execute("GRANT pg_read_all_data TO backup")
        if scratch:
            cursor.execute("ALTER ROLE owner CREATEDB")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,))
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER owner")
    connection.close()


def connect(state: State, database: str) -> "psycopg2.extensions.connection":
    """A session with the rights of the cluster's superuser: for its logins, never for the application."""
    return psycopg2.connect(
        host=os.fspath(state.sockets), port=5432, user=SUPERUSER, dbname=database, connect_timeout=5
    )
