"""The embedded servers: found, started by two routes, kept apart, and told what is wrong when they cannot start."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from config.services import addresses, children, given, postgres, processes, valkey
from config.services.binaries import postgres_bin
from config.services.errors import GivenServerUnfit, ServerMissing, StateOfSomebodyElse
from config.services.privilege import route
from config.services.state import LONGEST_SOCKET_FOLDER, State

# The servers outlive the objects that started them here; end_leftovers ends them by their id.
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="a normal user has one route only")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder: pytest's own is too long for sockets on some machines."""
    path = Path(tempfile.mkdtemp(prefix="tuoyu-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def state(folder: Path) -> Iterator[State]:
    state = State(folder / "state")
    state.prepare()
    yield state
    children.end_leftovers(state)
    state.discard()


def _one(state: State, query: str) -> object:
    """The first value that the login `app` reads."""
    parameters = {"host": str(state.sockets), "user": "app", "dbname": postgres.DATABASE}
    with closing(psycopg2.connect(**parameters)) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def test_a_fresh_folder_gets_a_database_that_belongs_to_the_owner(state: State) -> None:
    assert postgres.start(state, scratch=True) is not None
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    assert _one(state, owner) == "owner"
    ours = "('owner', 'app', 'portal', 'backup')"
    assert _one(state, f"SELECT count(*) FROM pg_roles WHERE rolsuper AND rolname IN {ours}") == 0


def test_nothing_listens_on_the_network(state: State) -> None:
    postgres.start(state, scratch=True)
    assert _one(state, "SHOW listen_addresses") == ""
    assert state.sockets.stat().st_mode & 0o077 == 0
    assert state.root.stat().st_mode & 0o077 == 0


def test_starting_twice_starts_once(state: State) -> None:
    assert postgres.start(state, scratch=True) is not None
    assert postgres.start(state, scratch=True) is None
    assert valkey.start(state, scratch=True) is not None
    assert valkey.start(state, scratch=True) is None


def test_killed_servers_start_again(state: State) -> None:
    for server in (postgres.start(state, scratch=True), valkey.start(state, scratch=True)):
        assert server is not None
        server.send_signal(signal.SIGKILL)
        server.wait()
    assert not postgres.ready(state) and not valkey.ready(state)
    assert postgres.start(state, scratch=True) is not None
    assert valkey.start(state, scratch=True) is not None


def test_a_lock_file_with_the_id_of_a_stranger_does_not_stop_the_start(state: State) -> None:
    """After a restart of the machine the old process id may belong to anybody: here to the test itself."""
    server = postgres.start(state, scratch=True)
    assert server is not None
    lock = (state.data / "postmaster.pid").read_text()
    processes.end(server.pid, soft=signal.SIGINT, child=server)
    (state.data / "postmaster.pid").write_text(lock.replace(str(server.pid), str(os.getpid()), 1))
    assert postgres.start(state, scratch=True) is not None


def test_a_start_that_was_interrupted_in_the_middle_of_creating_is_repeated(state: State) -> None:
    half = state.data.with_name("pg.new")
    half.mkdir(mode=0o700)
    (half / "PG_VERSION").write_text("18")
    assert postgres.start(state, scratch=True) is not None


def test_a_long_path_moves_the_sockets_to_a_short_private_folder(folder: Path) -> None:
    deep = folder / ("d" * LONGEST_SOCKET_FOLDER) / "state"
    state = State(deep)
    state.prepare()
    try:
        assert len(os.fsencode(state.sockets)) <= LONGEST_SOCKET_FOLDER
        assert state.sockets.stat().st_mode & 0o077 == 0
        assert State(deep).sockets == state.sockets  # found again by the next process
        assert postgres.start(state, scratch=True) is not None
        assert valkey.start(state, scratch=True) is not None
    finally:
        moved = state.sockets
        children.end_leftovers(state)
        state.discard()
    assert not moved.exists()


def test_two_state_folders_do_not_meet(folder: Path) -> None:
    both = [State(folder / name) for name in ("one", "two")]
    try:
        for state in both:
            state.prepare()
            assert postgres.start(state, scratch=True) is not None
        children.end_leftovers(both[0])
        assert not postgres.ready(both[0])
        assert postgres.ready(both[1])
    finally:
        for state in both:
            children.end_leftovers(state)


@needs_root
@pytest.mark.parametrize("way", ["namespace", "nobody"])
def test_root_has_two_ways_down(state: State, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setenv("TUOYU_ROOT_ROUTE", way)
    assert postgres.start(state, scratch=True, death=signal.SIGINT) is not None
    assert _one(state, "SELECT current_user") == "app"
    monkeypatch.delenv("TUOYU_ROOT_ROUTE")
    assert bool(route(state).user) == (way == "nobody")  # the way is remembered


@needs_root
def test_the_state_of_another_user_is_refused(folder: Path) -> None:
    shutil.chown(folder, "nobody")
    with pytest.raises(StateOfSomebodyElse, match="belongs to another user"):
        State(folder).prepare()


def test_a_missing_server_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ServerMissing, match="requirements"):
        postgres_bin()


def test_a_given_server_gets_our_logins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The administrator's URL is exchanged for those of `app` and `owner`; the database is made."""
    server = addresses.database()
    if not server["HOST"].startswith("/"):
        pytest.skip("needs the embedded server's superuser")
    monkeypatch.setenv("OWNER_DATABASE_URL", "")  # and gone again afterwards, whatever the call sets
    name = f"given_{os.getpid()}"
    monkeypatch.setenv("DATABASE_URL", f"postgresql://cluster@/{name}?host={server['HOST']}")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.development")
    try:
        given.set_environment()
        assert addresses.database()["USER"] == "app"
        assert addresses.owner_login()["USER"] == "owner"
        assert addresses.database()["NAME"] == name
        with (
            closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "SELECT pg_get_userbyid(datdba), current_user FROM pg_database WHERE datname = %s", (name,)
            )
            assert cursor.fetchone() == ("owner", "app")
    finally:
        _drop(name)


def test_a_given_database_with_tables_of_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    server = addresses.database()
    if not server["HOST"].startswith("/"):
        pytest.skip("needs the embedded server's superuser")
    monkeypatch.setenv("OWNER_DATABASE_URL", "")  # and gone again afterwards, whatever the call sets
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.development")
    name = f"strange_{os.getpid()}"
    url = f"postgresql://cluster@/{name}?host={server['HOST']}"
    _as_cluster(f"CREATE DATABASE {name}")
    try:
        connection = psycopg2.connect(url)
        connection.autocommit = True
        connection.cursor().execute("CREATE TABLE somebodys (id int)")
        connection.close()
        monkeypatch.setenv("DATABASE_URL", url)
        with pytest.raises(GivenServerUnfit, match="tables of somebody else"):
            given.set_environment()
    finally:
        _drop(name)


def test_production_never_makes_logins(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql://postgres@nowhere.invalid/tuoyu"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.production")
    given.set_environment()
    assert os.environ["DATABASE_URL"] == url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://app:p%40ss@db:6432/tuoyu",
            {"USER": "app", "PASSWORD": "p@ss", "HOST": "db", "PORT": "6432"},
        ),
        ("postgres://app@/tuoyu?host=/run/sockets", {"HOST": "/run/sockets", "PORT": ""}),
        ("postgresql://app@db/tuoyu?sslmode=require", {"OPTIONS": {"sslmode": "require"}}),
    ],
)
def test_a_database_url_is_read(url: str, expected: dict[str, object]) -> None:
    found = addresses.parsed(url)
    assert found["NAME"] == "tuoyu"
    assert {key: found[key] for key in expected} == expected


def test_a_url_of_another_database_is_refused() -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        addresses.parsed("mysql://app@db/tuoyu")


def test_a_given_redis_is_numbered_from_its_own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:secret@cache:6379/4")
    assert addresses.broker(0) == "redis://:secret@cache:6379/4"
    assert addresses.broker(1) == "redis://:secret@cache:6379/5"
    assert addresses.redis(2) == "redis://:secret@cache:6379/6"


def _as_cluster(statement: str) -> None:
    session = postgres.connect(State.of_checkout(), "postgres")
    session.autocommit = True
    session.cursor().execute(statement)
    session.close()


def _drop(name: str) -> None:
    _as_cluster(f"DROP DATABASE IF EXISTS {name}")
