"""A process of its own that delivers, or writes, and is killed at a named point: `python -m tests.faults.worker MODE …`.

    deliver POINT N   deliver until nothing is left; kill -9 itself at the N-th time it comes to POINT ("" never)
    urge POINT ID     an officer urges a duty; killed before or after the commit

The database, the provider and the clock come from the environment (FAULT_…).
"""

import os
import signal
import sys
import time
from datetime import datetime, timedelta
from typing import Any

import django
from django.conf import settings


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    settings.DATABASES["default"]["NAME"] = os.environ["FAULT_DB"]
    settings.SMS_URL = os.environ["FAULT_SMS"]
    settings.MESSAGE_CHANNELS = {"SMS": "messaging.channels.sms.SmsGateway"}
    django.setup()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Fuse:
    """Kills the process at the n-th time; stops it instead, for whoever wants to wake it again."""

    def __init__(self, times: int, number: int = signal.SIGKILL) -> None:
        self.left, self.number = times, number

    def burn(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), self.number)


def wired(point: str, times: int) -> None:
    """Put the fuse at a point of the delivery."""
    from messaging.channels import sms
    from messaging.workflow import delivering

    delivering.LEASE = timedelta(seconds=float(os.environ["FAULT_LEASE"]))
    sms._SECONDS = 1.0
    fuse = Fuse(times, signal.SIGSTOP if point == "stop" else signal.SIGKILL)
    claim, begin, settle, send = (
        delivering._claim,
        delivering._begin,
        delivering._settle,
        sms.SmsGateway.send,
    )

    def after_claim() -> Any:
        found = claim()
        if point == "claimed" and found:
            fuse.burn()
        return found

    def around_begin(head: Any) -> bool:
        begun = begin(head)
        if point in ("begun", "stop"):
            fuse.burn()
        return begun

    def after_send(self: Any, letter: Any) -> str:
        receipt = send(self, letter)
        if point == "sent":
            fuse.burn()
        return receipt

    def around_settle(*args: Any, **kwargs: Any) -> int:
        from django.db import transaction

        if point != "settling":
            done = settle(*args, **kwargs)
            if point == "settled":
                fuse.burn()
            return done
        with transaction.atomic():
            done = settle(*args, **kwargs)
            fuse.burn()  # written, not committed
        return done

    delivering._claim, delivering._begin, delivering._settle = after_claim, around_begin, around_settle
    sms.SmsGateway.send = after_send  # type: ignore[method-assign]


def deliver(point: str, times: int) -> None:
    from kernel import clock
    from messaging.models import Message
    from messaging.workflow import delivering
    from regions.scope import nation_scope

    wired(point, times)
    with clock.frozen(datetime.fromisoformat(os.environ["FAULT_NOW"])):
        while True:
            delivering.deliver(seconds=2)
            with nation_scope(reason="a test of faults"):
                if not Message.objects.filter(state="WAITING").exists():
                    return
            time.sleep(0.2)


def urge(point: str, obligation_id: int) -> None:
    from django.db import transaction

    from accounts.actors import system_actor
    from kernel import clock
    from messaging.workflow import telling
    from obligations.workflow import duties
    from regions.scope import nation_scope

    telling.ring = die if point == "committed" else telling.ring
    with clock.frozen(datetime.fromisoformat(os.environ["FAULT_NOW"])):
        with nation_scope(reason="a test of faults"), transaction.atomic():
            duties.urge(by=system_actor("test"), obligation_id=obligation_id)
            if point == "uncommitted":
                die()


if __name__ == "__main__":
    prepare()
    mode, where, number = sys.argv[1:4]
    {"deliver": deliver, "urge": urge}[mode](where, int(number))
