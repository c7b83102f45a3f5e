"""`make run` under fire: whatever is killed, nothing is left behind, nothing is lost, and the next start works."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.run import Run

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("supervisor")]


@pytest.fixture(scope="module")
def ground() -> Iterator[Run]:
    """A state folder that the tests of this file share: making one takes longer than starting from it."""
    folder = Path(tempfile.mkdtemp(prefix="tuoyu-run-"))
    run = Run(folder / "state")
    yield run
    run.call("stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def run(ground: Run) -> Iterator[Run]:
    yield ground
    if ground.process is not None and not ground.ended():
        ground.process.terminate()
        ground.process.wait(60)
    assert ground.all_gone(), ground.living()


def test_ctrl_c_ends_every_process(run: Run) -> None:
    run.up()
    assert len(run.living()) >= 7  # PostgreSQL, Valkey, gunicorn with two workers, worker with its pool, beat
    run.press_ctrl_c()  # what a terminal does
    code, output = run.finished()
    assert code == 0
    assert f"http://127.0.0.1:{run.port}/" in output
    assert run.living() == {}


def test_after_kill_9_nothing_stays_and_the_next_start_has_the_data(run: Run) -> None:
    run.up()
    run.remember("before the kill")
    run.kill()
    assert run.all_gone(), run.living()
    run.up()
    assert "before the kill" in run.kept()


def test_the_next_start_ends_what_a_kill_of_everything_left(run: Run) -> None:
    run.up()
    run.remember("before the massacre")
    run.kill()
    run.kill_all("gunicorn", "postgres", "valkey")  # lock files, sockets and pool processes stay behind
    run.up()
    assert "before the massacre" in run.kept()


def test_a_killed_make_takes_everything_with_it(run: Run) -> None:
    run.up(by_make=True)
    run.kill()
    assert run.all_gone(), run.living()


@pytest.mark.parametrize("victim", ["postgres", "worker"])
def test_a_child_that_dies_stops_all_and_shows_its_log(run: Run, victim: str) -> None:
    run.up()
    run.kill_all(*{"postgres": ["bin/postgres"], "worker": ["config --quiet worker"]}[victim])
    code, output = run.finished()
    assert code == 1
    assert f"{victim} ended by itself" in output
    assert run.living() == {}


def test_a_second_start_tells_where_the_first_one_is(run: Run) -> None:
    run.up()
    code, output = run.call()
    assert code == 0
    assert f"already runs: http://127.0.0.1:{run.port}/" in output
    assert run.serves()


def test_a_taken_port_is_told_before_anything_starts(run: Run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        code, output = run.call(PORT=str(taken))
    assert code == 2
    assert f"Port {taken} on 127.0.0.1 cannot be used" in output
    assert f"make run PORT={taken + 1}" in output


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_none_is_told(run: Run, port: str) -> None:
    code, output = run.call(PORT=port)
    assert code == 1
    assert "PORT is a number" in output


def test_manage_py_starts_the_servers_and_make_run_takes_over(run: Run) -> None:
    asked = run.manage("migrate", "--check")
    assert asked.returncode in (0, 1), asked.stderr  # 1: a fresh folder is not migrated yet
    assert any("postgres" in line for line in run.living().values())
    run.kill_all("bin/postgres")
    assert run.manage("check", "--database", "default").returncode == 0  # started again
    run.up()
    assert run.manage("check", "--database", "default").returncode == 0  # uses the supervisor's


def test_stop_ends_a_run_in_another_terminal(run: Run) -> None:
    run.up()
    assert run.call("stop")[0] == 0
    assert run.finished()[0] == 0


def test_reset_leaves_a_given_database_alone(run: Run) -> None:
    code, output = run.call("reset", DATABASE_URL="postgresql://app@localhost/tuoyu")
    assert code == 2
    assert "alone" in output
