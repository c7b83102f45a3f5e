"""Valkey, PostgreSQL and workers are killed under a real Celery: what was promised is done, once."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from celery import Celery

from tests.faults.run import until
from tests.faults.stack import Stack
from tests.messaging import servers
from tests.messaging.servers import Provider

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]
DUTIES = 120
SENT = "SELECT count(*) FROM messaging_message WHERE channel = 'SMS' AND state = 'SENT'"
JOB = "SELECT lease, succeeded_at IS NOT NULL, runs FROM jobs_job WHERE name = 'audit.check_chains'"


@pytest.fixture
def gateway() -> Iterator[Provider]:
    """It would send the same key twice if it were asked to: what arrives twice is seen."""
    with servers.http() as provider:
        provider.naive = True
        yield provider


@pytest.fixture
def stack(gateway: Provider, tmp_path: Path) -> Iterator[Stack]:
    made = Stack(tmp_path / "state", f"http://127.0.0.1:{gateway.port}/sms")
    try:
        yield made
    finally:
        made.end()


def each_once(stack: Stack, gateway: Provider, number: int, *, seconds: float = 90) -> None:
    assert until(lambda: stack.number(SENT) >= number, seconds=seconds), stack.log("worker")[-3000:]
    assert len(gateway.arrived) == number and set(gateway.arrived.values()) == {1}
    assert stack.number(SENT) == number


def valkey(stack: Stack, *words: str) -> str:
    """One command, as the protocol has it."""
    with redis.Redis(unix_socket_path=str(stack.state.valkey_socket)) as client:
        return str(client.execute_command(*words))


def listening(stack: Stack, name: str) -> None:
    """Wait until a worker hears what is rung."""
    before = stack.workers
    assert until(lambda: valkey(stack, "CLIENT", "LIST").count("cmd=brpop") > before, seconds=60), stack.log(
        name
    )
    stack.workers += 1


def test_valkey_is_flushed_killed_and_away_under_five_beats_and_no_message_is_lost(
    stack: Stack, gateway: Provider
) -> None:
    stack.celery("worker", "worker")
    for number in range(5):
        stack.celery(f"beat{number}", "beat")
    listening(stack, "worker")
    stack.call("tests.faults.seed", str(DUTIES))
    for _ in range(20):
        valkey(stack, "FLUSHALL")
        time.sleep(0.1)
    each_once(stack, gateway, DUTIES)
    stack.kill("valkey")
    stack.start_valkey()
    assert valkey(stack, "KEYS", "unacked*") == "[]"  # the fault did strike: nothing was kept
    stack.call("tests.faults.seed", str(DUTIES))
    each_once(stack, gateway, 2 * DUTIES)
    stack.kill("valkey")
    stack.call("tests.faults.seed", str(DUTIES))
    time.sleep(3)
    assert stack.number(SENT) == 2 * DUTIES  # nobody could ring
    stack.start_valkey()
    each_once(stack, gateway, 3 * DUTIES)


def test_the_same_ring_heard_many_times_does_its_work_once(stack: Stack, gateway: Provider) -> None:
    stack.call("tests.faults.seed", str(DUTIES))
    for name in ("worker", "second"):
        stack.celery(name, "worker")
        listening(stack, name)
    rings = ["obligations.remind", "messaging.deliver", "obligations.remind", "messaging.deliver"]
    for task in rings * 5:
        ring(stack, task)
    heard = "SELECT sum(runs) FROM jobs_job WHERE name IN ('obligations.remind', 'messaging.deliver')"
    assert until(lambda: stack.number(heard) > len(rings) * 5, seconds=90)  # it was heard again each time
    each_once(stack, gateway, DUTIES)


def ring(stack: Stack, task: str) -> None:
    """Put one task into the broker's queue, with the id of the one before: as a broker delivers twice."""
    with Celery(broker=f"redis+socket://{stack.state.valkey_socket}?virtual_host=0") as app:
        app.send_task(task, task_id=f"the-same-{task}", ignore_result=True)


def test_postgresql_is_killed_under_load_and_keeps_what_it_confirmed(
    stack: Stack, gateway: Provider, tmp_path: Path
) -> None:
    stack.call("tests.faults.seed", str(DUTIES))
    stack.celery("worker", "worker")
    stack.celery("beat", "beat")
    listening(stack, "worker")
    told = tmp_path / "told"
    told.touch()
    writer = stack.python("writer", "tests.faults.seed", "urge", str(told))
    for at in (10, 40):
        assert until(lambda at=at: len(told.read_text().split()) >= at), stack.log("writer")
        stack.kill("postgres")
        assert writer.poll() is None
        stack.start_postgres()
    assert writer.wait(90) == 0, stack.log("writer")
    confirmed = told.read_text().split()
    lost = stack.number(
        f"SELECT count(*) FROM obligations_obligation WHERE urged_count = 0 AND id IN ({','.join(confirmed)})"
    )
    assert len(confirmed) == DUTIES - 1 and lost == 0
    urged = stack.number("SELECT sum(urged_count) FROM obligations_obligation")
    each_once(stack, gateway, DUTIES + urged, seconds=150)


def test_a_job_whose_worker_is_killed_goes_on_elsewhere_within_half_a_minute(stack: Stack) -> None:
    stack.call("tests.faults.seed", "1")
    slow = stack.celery("slow", "worker", app="tests.faults.slow", FAULT_PAUSE="600")
    beat = stack.celery("beat", "beat")
    assert until(lambda: [row for row in stack.rows(JOB) if row[0]], seconds=60), stack.log("slow")
    ((lease, succeeded, runs),) = stack.rows(JOB)
    assert lease and not succeeded and runs == 1
    stack.celery("worker", "worker")
    assert until(lambda: "worker@test ready" in stack.log("worker"), seconds=120)
    stack.kill("slow")  # half a minute from now on: the other worker lives
    assert slow.returncode == -signal.SIGKILL and beat.poll() is None
    assert until(lambda: stack.rows(JOB)[0][1], seconds=30), stack.log("worker")[-3000:]
    assert stack.rows(JOB)[0][2] == 2
