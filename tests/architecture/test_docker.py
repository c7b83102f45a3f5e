"""The scripts beside docker-compose.yml do what the embedded servers do: the same logins, no secret twice."""

import base64
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg2
import pytest

from config import health
from config.services import children, postgres
from config.services.binaries import postgres_bin
from config.services.logins import LOGINS
from config.services.state import CHECKOUT, State


def _secrets(folder: Path) -> dict[str, str]:
    (folder / "docker").mkdir(exist_ok=True)
    shutil.copy(CHECKOUT / "docker" / "secrets.sh", folder / "docker")
    subprocess.run([folder / "docker" / "secrets.sh"], check=True, capture_output=True)
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "secrets" / "files").iterdir()}


def test_secrets_are_long_and_different_and_stay(tmp_path: Path) -> None:
    first = _secrets(tmp_path)
    assert len(first) == 8
    assert len(set(first.values())) == 8
    assert all(len(value) >= 44 and value.isprintable() for value in first.values())
    sealing = {first.pop("personal_data_keys"), first.pop("personal_data_index_key")}
    assert all(len(base64.b64decode(value.rpartition(":")[2])) == 32 for value in sealing)
    assert all(len(value) >= 60 for value in first.values())
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    assert _secrets(tmp_path).items() >= first.items()


def test_the_container_gets_the_logins_of_the_design() -> None:
    """The script of the image, run against a server without logins, makes what embedded servers get."""
    state = State(Path(tempfile.mkdtemp(prefix="tuoyu-")))
    state.prepare()
    server = postgres.start(state, scratch=True)
    assert server is not None
    try:
        expected = _logins(state)
        session = postgres.connect(state, "postgres")
        session.autocommit = True
        with session.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {postgres.DATABASE} OWNER TO {postgres.SUPERUSER}")
            for login in LOGINS:
                cursor.execute(f"DROP OWNED BY {login}; DROP ROLE {login}")
        session.close()
        _run_script(state)
        assert _logins(state) == [
            (*login[:-1], False) if login[0] == "owner" else login for login in expected
        ]
    finally:
        children.end_leftovers(state)
        server.wait()
        state.discard()
        shutil.rmtree(state.root)


def _run_script(state: State) -> None:
    passwords = {f"{login.upper()}_PASSWORD": f"pw'{login}" for login in LOGINS}
    environment = {
        "PATH": f"{postgres_bin()}:{os.environ['PATH']}",
        "PGHOST": str(state.sockets),
        "POSTGRES_USER": postgres.SUPERUSER,
        "POSTGRES_DB": postgres.DATABASE,
        **passwords,
    }
    script = CHECKOUT / "docker" / "postgres" / "10-logins.sh"
    done = subprocess.run([script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _logins(state: State) -> list[tuple[object, ...]]:
    session: psycopg2.extensions.connection = postgres.connect(state, postgres.DATABASE)
    with session.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole,"
            " pg_has_role(oid, 'pg_read_all_data', 'MEMBER'),"
            " oid = (SELECT datdba FROM pg_database WHERE datname = current_database()), rolcreatedb"
            " FROM pg_roles WHERE rolname = ANY (%s) ORDER BY rolname",
            (list(LOGINS),),
        )
        found = cursor.fetchall()
    session.close()
    return found


def test_beat_is_healthy_while_it_ticks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeat = tmp_path / "beat"
    monkeypatch.setenv("BEAT_HEARTBEAT", str(heartbeat))
    assert not health.beat()
    heartbeat.touch()
    assert health.beat()
    os.utime(heartbeat, (0, 0))
    assert not health.beat()
