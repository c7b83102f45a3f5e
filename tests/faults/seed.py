"""Duties whose officer is told by text message, written into the database of a stack: `python -m tests.faults.seed N`.

`python -m tests.faults.seed urge FILE` urges one duty after another until it is killed, and writes the id of each into
the file once its commit has returned; what the database does meanwhile is its affair.
"""

import sys
import time
from datetime import date
from pathlib import Path

import django

django.setup()

from django.db import DatabaseError, connection, transaction  # noqa: E402

from accounts.actors import system_actor  # noqa: E402
from facilities.models import Facility  # noqa: E402
from kernel import clock  # noqa: E402
from messaging.enums import Channel, Mode  # noqa: E402
from messaging.models import Choice  # noqa: E402
from obligations.models import Obligation  # noqa: E402
from obligations.workflow.duties import urge  # noqa: E402
from obligations.workflow.reminding import remind  # noqa: E402
from regions.scope import nation_scope  # noqa: E402
from tests.cast import Cast  # noqa: E402
from tests.obligations.rows import duty  # noqa: E402

FIRST = 10**6


def owed(number: int) -> None:
    """So many open duties of one office, whose officer is reached by text message; reminded of, and none told yet."""
    cast = Cast()
    with nation_scope(reason="test set-up"):
        facility = Facility.objects.first() or cast.facility()
        first = FIRST + Obligation.objects.count() * 10
    one = duty(
        facility,
        subject_id=first,
        owner_kind="HEALTH",
        owner_id=cast.officer.department_id,
        trigger_on=date(2026, 5, 7),
        due_on=date(2026, 5, 29),
    )
    with nation_scope(reason="test set-up"):
        facts = {f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields if not f.generated}
        copies = [Obligation(**facts | {"id": None, "subject_id": first + n}) for n in range(1, number)]
        Obligation.objects.bulk_create(copies, batch_size=500)
    told = {"mode": Mode.AT_ONCE, "address": "13812345678"}
    Choice.objects.get_or_create(user_id=cast.officer.user_id, channel=Channel.SMS, defaults=told)
    remind()


def urge_on(told: Path) -> None:
    with nation_scope(reason="test"):
        waiting = list(
            Obligation.objects.filter(subject_id__gt=FIRST).order_by("id").values_list("id", flat=True)
        )
    with told.open("a", encoding="utf-8") as file:
        for obligation_id in waiting:
            while not _urged(obligation_id):
                connection.close()
                time.sleep(0.2)
            file.write(f"{obligation_id}\n")
            file.flush()


def _urged(obligation_id: int) -> bool:
    try:
        with nation_scope(reason="test"), transaction.atomic():
            urge(by=system_actor("test"), obligation_id=obligation_id)
    except DatabaseError:
        return False
    return True


if __name__ == "__main__":
    if sys.argv[1] == "urge":
        urge_on(Path(sys.argv[2]))
    else:
        with clock.frozen(
            date(2026, 5, 7)
        ):  # the day before the stack's: whatever the hour is, they may be told
            owed(int(sys.argv[1]))
