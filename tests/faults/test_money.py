"""kill -9 in the middle of a run, an approval, a release and the bank's answer: one effect, or none and then one.

A row that the act writes near its end is held by the test, so that the act stands still with most of its work done; there
it is killed. The same without the kill shows that the act was really under way and would have gone through.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from config.services.state import CHECKOUT
from kernel import clock
from regions.scope import nation_scope
from subsidies.enums import BankResult, ClaimState, JournalKind, RunState
from subsidies.models import BatchLine, Journal, MonthlyRun, ProposedClaim, SubsidyClaim
from subsidies.queries import bound, out_of_balance, trial_balance
from subsidies.workflow import approve_clawback, check_claims, order_clawback, release_batch
from subsidies.workflow.runs import work_on
from tests.authenticator import code_of
from tests.cast import ZHANGGONG, Cast
from tests.subsidies.money import PROGRAMME, Office, here
from tests.subsidies.runs_world import MAY, country, waiting_run

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
KILLED = pytest.mark.parametrize("killed", [True, False], ids=["killed", "not killed"])
_PRELUDE = """
import sys; from django.conf import settings
settings.DATABASES['default']['NAME'] = {database!r}
import django; django.setup()
from datetime import datetime
from accounts.models import Appointment
from accounts.actors import Actor
from accounts.queries import post_of
from kernel import clock
from regions.scope import Scope, scoped
def actor(user_id):
    row = Appointment.objects.select_related('user', 'department__region').get(user_id=user_id)
    return Actor(user_id=row.user_id, name=row.user.name, username=row.user.username, post=post_of(row))
clock.frozen(datetime.fromisoformat({now!r})).__enter__()
"""


def _process(code: str) -> "subprocess.Popen[bytes]":
    """A process of its own that acts in this test's database."""
    prelude = _PRELUDE.format(database=connection.settings_dict["NAME"], now=clock.now().isoformat())
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return subprocess.Popen([sys.executable, "-c", prelude + code], cwd=CHECKOUT, env=environment)


class _Released(Exception):
    pass


@contextmanager
def _held(write: Callable[[], Any]) -> Iterator[Callable[[], None]]:
    """A row is written in a transaction that stays open until the caller lets it go; then nothing of it stays."""
    written, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with nation_scope(reason="a test stands in the way"):
                write()
                written.set()
                let_go.wait(120)
                raise _Released
        except _Released:
            pass
        finally:
            connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    assert written.wait(30)

    def release() -> None:
        let_go.set()
        thread.join(30)

    try:
        yield release
    finally:
        release()


def _stands_still(seconds: float = 90) -> None:
    """Some backend waits for the row that is held: the act is in its middle."""
    until = time.monotonic() + seconds
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        assert time.monotonic() < until, "the act never came to the row that is held"
        time.sleep(0.05)


def _struck(code: str, write: Callable[[], Any], *, killed: bool) -> None:
    """Run the act in a process, wait until it stands still, kill it there or let it go through."""
    with _held(write) as release:
        process = _process(code)
        _stands_still()
        if killed:
            process.kill()
            assert process.wait(30) == -signal.SIGKILL
        release()
        if not killed:
            assert process.wait(90) == 0


def _journal(claim: SubsidyClaim, key: str) -> Callable[[], Any]:
    return lambda: Journal.objects.create(
        region_id=claim.region_id, facility_id=claim.facility_id, kind=JournalKind.APPROVAL, key=key,
        programme=PROGRAMME, year=2026, claim_id=claim.pk, posted_on=clock.today(), posted_at=clock.now(),
    )  # fmt: skip


def _verb(office: Office, by: Any, verb: str, **facts: Any) -> str:
    told = ", ".join(f"{name}={value!r}" for name, value in facts.items())
    return (
        f"from subsidies.workflow import {verb}\n"
        f"with scoped(Scope.of_region({ZHANGGONG})): {verb}(by=actor({by.user_id}), {told})\n"
    )


def _journals(kind: JournalKind) -> int:
    with here():
        return Journal.objects.filter(kind=kind).count()


def _sound(office: Office) -> None:
    with here():
        assert sum(trial_balance().values()) == 0
        assert out_of_balance() == []
        for payer in ("city", "county"):
            row = office.budget(payer)
            assert bound(row) == {"reserved": row.reserved, "approved": row.approved, "paid": row.paid}


@KILLED
def test_an_approval(world: Cast, killed: bool) -> None:
    office = Office(world)
    claim, checker = office.made(), office.checker
    code = _verb(office, checker, "check_claims", claim_ids=[claim.pk])
    _struck(code, _journal(claim, f"approval:{claim.pk}"), killed=killed)
    if killed:
        assert office.again(claim).state == ClaimState.CHECKING
        assert (_journals(JournalKind.APPROVAL), office.budget("county").reserved) == (0, 48000)
        with here():
            check_claims(by=checker, claim_ids=[claim.pk])
    assert office.again(claim).state == ClaimState.APPROVED
    assert (_journals(JournalKind.APPROVAL), office.budget("county").approved) == (1, 48000)
    _sound(office)


@KILLED
def test_the_release_of_a_batch(world: Cast, killed: bool) -> None:
    """Its claim keeps back what the facility owes: the last thing that the release writes."""
    office = Office(world)
    paid = office.paid("2024-05")
    with here():
        row = order_clawback(
            by=office.maker,
            claim_id=paid.pk,
            amount=10000,
            reason="FRAUD",
            explanation="示例",
            working_days=5,
        )
        approve_clawback(by=office.checker, recovery_id=row.pk)
    claim = office.approved("2024-06")
    batch, payer = office.frozen(), office.payer
    with here():
        line = BatchLine.objects.get(batch_id=batch.pk)
    code = _verb(office, payer, "release_batch", batch_id=batch.pk, code=code_of(payer))
    _struck(code, _journal(claim, f"offset:{line.pk}"), killed=killed)
    if killed:
        with here():
            batch.refresh_from_db()
        assert (batch.state, _journals(JournalKind.OFFSET)) == ("FROZEN", 0)
        with here():
            release_batch(by=payer, batch_id=batch.pk, code=code_of(payer))
    with here():
        batch.refresh_from_db()
        row.refresh_from_db()
    assert (batch.state, _journals(JournalKind.OFFSET), row.state) == ("RELEASED", 1, "SETTLED")
    _sound(office)


@KILLED
def test_the_answer_of_the_bank(world: Cast, killed: bool) -> None:
    office = Office(world)
    claim = office.approved()
    office.payee()
    batch, payer = office.released(), office.payer
    code = (
        "from subsidies.workflow import record_answers\nfrom subsidies.workflow.answers import Answer\n"
        "from subsidies.enums import BankResult\n"
        f"with scoped(Scope.of_region({ZHANGGONG})): record_answers(by=actor({payer.user_id}), batch_id={batch.pk}, "
        f"answers=[Answer(position=1, amount={claim.amount}, result=BankResult.PAID, row=2)])\n"
    )
    with here():
        line = BatchLine.objects.get(batch_id=batch.pk)
    _struck(code, _journal(claim, f"payment:{line.pk}"), killed=killed)
    if killed:
        assert office.again(claim).state == ClaimState.APPROVED
        assert _journals(JournalKind.PAYMENT) == 0
        office.answered(batch, BankResult.PAID)
    assert office.again(claim).state == ClaimState.PAID
    office.answered(batch, BankResult.PAID)
    assert (_journals(JournalKind.PAYMENT), office.budget("city").paid) == (1, 12000)
    _sound(office)


@KILLED
def test_a_part_of_a_monthly_run(world: Cast, killed: bool) -> None:
    land, run = country(world), waiting_run(ZHANGGONG)
    facility = land.facilities[0]
    held = _proposal(facility.pk, facility.region_id)
    _struck(f"from subsidies.workflow.runs import work_on\nwork_on({run.pk})\n", held, killed=killed)
    with here():
        run.refresh_from_db()
        if killed:
            assert (run.state, run.done, ProposedClaim.objects.count()) == (RunState.RUNNING, 0, 0)
            assert run.lease, "the lease of the killed worker runs on"
            MonthlyRun.objects.update(lease_until=clock.now() - timedelta(days=400))
    if killed:
        work_on(run.pk)
    with here():
        run.refresh_from_db()
        rows = list(ProposedClaim.objects.values_list("facility_id", "amount"))
    assert (run.state, run.done) == (RunState.DONE, 1)
    assert run.totals == (len(rows), run.totals[1], sum(amount for _facility, amount in rows))
    assert len({facility for facility, _amount in rows}) == len(rows) > 1


def _proposal(facility_id: int, region_id: int) -> Callable[[], Any]:
    return lambda: ProposedClaim.objects.create(
        region_id=region_id, facility_id=facility_id, run_id=0, programme=PROGRAMME, month=MAY, children=1,
        child_months=1, amount=1, county_part=1, proposed_at=clock.now(),
    )  # fmt: skip
