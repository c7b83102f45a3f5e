"""Nothing is lost and nothing is told twice: workers and web processes are killed, stopped, and the provider fails meanwhile.

FAULT_MESSAGES says over how many duties; `make faults` takes 10,000.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from config.services.state import CHECKOUT
from kernel import clock
from messaging.enums import Channel, Mode
from messaging.models import Choice, Message
from obligations.models import Obligation
from obligations.workflow.reminding import remind
from regions.scope import nation_scope
from tests.cast import Cast
from tests.faults.run import until
from tests.messaging import servers
from tests.messaging.servers import Provider
from tests.obligations.rows import duty
from tests.racing import together

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]
DUTIES = int(os.environ.get("FAULT_MESSAGES", "2000"))
POINTS = ("claimed", "begun", "sent", "settling", "settled")
NOW = datetime(2026, 5, 7, 10, tzinfo=clock.ZONE)


_started: "list[subprocess.Popen[bytes]]" = []


@pytest.fixture(autouse=True)
def nobody_stays(world: Cast) -> Iterator[None]:
    """Whatever a test started ends with it: the ground cannot be laid again while somebody stands on it."""
    yield
    for process in _started:
        if process.poll() is None:
            process.kill()
        process.wait()
    _started.clear()


@pytest.fixture
def gateway(world: Cast) -> Iterator[Provider]:
    """A gateway that would send the same key twice if it were asked to: what arrives twice is seen."""
    with servers.http() as provider:
        provider.naive = True
        yield provider


def owed(cast: Cast, number: int) -> None:
    """So many open duties of the county's office, whose officer is told by text message."""
    one = duty(
        cast.facility(),
        owner_kind="HEALTH",
        owner_id=cast.officer.department_id,
        trigger_on=date(2026, 5, 7),
        due_on=date(2026, 5, 12),
    )
    with nation_scope(reason="test set-up"):
        facts = {f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields if not f.generated}
        copies = [Obligation(**facts | {"id": None, "subject_id": 10**6 + n}) for n in range(1, number)]
        Obligation.objects.bulk_create(copies, batch_size=500)
    Choice.objects.create(
        user_id=cast.officer.user_id, channel=Channel.SMS, mode=Mode.AT_ONCE, address="13812345678"
    )


def worker(gateway: Provider, *arguments: str, lease: float = 8) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        "FAULT_DB": str(connection.settings_dict["NAME"]),
        "FAULT_SMS": f"http://127.0.0.1:{gateway.port}/sms",
        "FAULT_NOW": NOW.isoformat(),
        "FAULT_LEASE": str(lease),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    command = [sys.executable, "-m", "tests.faults.worker", *arguments]
    _started.append(subprocess.Popen(command, env=environment, cwd=CHECKOUT))
    return _started[-1]


def states() -> Counter[str]:
    with nation_scope(reason="test"):
        return Counter(Message.objects.filter(channel="SMS").values_list("state", flat=True))


def planned(settings: object) -> None:
    settings.MESSAGE_CHANNELS = {"SMS": "messaging.channels.sms.SmsGateway"}  # type: ignore[attr-defined]


def test_five_beats_and_five_killed_workers_and_a_failing_provider(
    world: Cast, gateway: Provider, settings: object
) -> None:
    planned(settings)
    owed(world, DUTIES)
    assert sorted(run.written for run in together(*[remind] * 5)) == [0, 0, 0, 0, 2 * DUTIES]
    killed = [worker(gateway, "deliver", point, str(7 + 5 * at)) for at, point in enumerate(POINTS)]
    living = [worker(gateway, "deliver", "", "0") for _ in range(2)]
    for fault in ("late", "garbage", "fail", "hang"):
        done = len(gateway.arrived)
        assert until(lambda done=done: len(gateway.arrived) >= min(done + 20, DUTIES), seconds=120)
        gateway.fault = fault
        time.sleep(0.5)
        gateway.fault = ""
    for process in living:
        assert process.wait(400) == 0
    assert [process.wait(30) for process in killed] == [-signal.SIGKILL] * 5  # the fault did strike
    with nation_scope(reason="test"):
        again = Message.objects.filter(channel="SMS", token__gt=1).count()
    assert again >= len(POINTS)  # somebody had to go on where others were killed
    assert states() == {"SENT": DUTIES}
    assert len(gateway.arrived) == DUTIES and set(gateway.arrived.values()) == {1}


def test_a_worker_that_sleeps_past_its_lease_tells_nobody_twice(
    world: Cast, gateway: Provider, settings: object
) -> None:
    gateway.naive = False  # it may wake between its look at the lease and its call: then the key decides
    planned(settings)
    owed(world, 40)
    remind()
    asleep = worker(gateway, "deliver", "stop", "5", lease=2)
    assert until(lambda: stopped(asleep.pid), seconds=60)
    assert worker(gateway, "deliver", "", "0", lease=2).wait(120) == 0
    before = states()
    os.kill(asleep.pid, signal.SIGCONT)
    assert asleep.wait(60) == 0
    assert states() == before == {"SENT": 40}
    assert len(gateway.arrived) == 40 and set(gateway.arrived.values()) == {1}


def stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "T"


@pytest.mark.parametrize(("point", "told"), [("uncommitted", 0), ("committed", 1)])
def test_a_web_process_killed_around_its_commit_leaves_all_or_nothing(
    world: Cast, gateway: Provider, settings: object, point: str, told: int
) -> None:
    facility = world.facility()
    world.operator(facility)
    row = duty(facility)
    assert worker(gateway, "urge", point, str(row.pk)).wait(60) == -signal.SIGKILL
    with nation_scope(reason="test"):
        assert Obligation.objects.get(pk=row.pk).urged_count == told
        assert Message.objects.filter(event="urged").count() == told


def test_thirty_days_without_anything_are_caught_up_with_the_newest_stage_alone(
    world: Cast, gateway: Provider, settings: object
) -> None:
    planned(settings)
    owed(world, DUTIES)
    remind()
    with clock.frozen(NOW + timedelta(days=30)):
        began = time.monotonic()
        caught = remind()
        assert time.monotonic() - began < 300
        with nation_scope(reason="test"):
            told = Message.objects.filter(channel="SMS", state="WAITING")
            assert told.count() == DUTIES and all(told.values_list("late", flat=True))
    assert caught.withdrawn == 2 * DUTIES  # what was never sent of the first stage, and its unread notices
