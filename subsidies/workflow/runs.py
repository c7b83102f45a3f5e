"""Monthly runs: begun for a region and a month, worked on part by part, watched, cancelled.

A part is one statement a programme and its mark on the run, in one transaction: a worker that is killed leaves the part
as if it had never begun. What a part proposes has unique keys, so that a run again, or two at once, adds nothing.
"""

import logging
import secrets
import time
from datetime import date, timedelta
from typing import Any

from celery import signature
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.actions import Action
from accounts.actors import Actor, system_actor
from accounts.errors import DomainError
from accounts.workflow import allow
from accounts.workflow.rights import Place
from audit.workflow import record
from facilities.rules.attendance import last_day
from jobs.leases import FREE
from kernel import clock
from kernel.periods import add_months
from messaging.workflow import tell
from regions.codes import NATION
from regions.scope import nation_scope
from subsidies.enums import RunState
from subsidies.models import MonthlyRun
from subsidies.queries.away import Away, days_away
from subsidies.queries.proposing import claimable, plan_in_bulk, statement, terms_of
from subsidies.queries.runs import parts_of
from subsidies.tables import RUN

WORK_TASK = "subsidies.work_on_run"
EVENT = "run_through"
LEASE = timedelta(seconds=120)
#: A task works so long on a run, then lets others have their turn.
SLICE_SECONDS = 120
#: The run of each month looks so many ended months back: attendance is often signed late.
MONTHS_BACK = 3
_PLATFORM = system_actor("Monthly run")
_QUEUE = "monthly runs of all regions wait in one queue"
logger = logging.getLogger(__name__)


@transaction.atomic
def start_run(*, by: Actor, region: int, month: date) -> MonthlyRun:
    """Propose what the facilities of a region can claim for a month that has ended; in the background.

    One that is under way for the same region and month is returned: twice starts nothing twice. Raises DomainError for a
    month that has not ended, NotAllowed.
    """
    allow(by, Action.CLAIM_PROPOSE, Place(region))
    return _begin(by, region, _ended(month))


def start_system_run(*, by: Actor, region: int, month: date) -> MonthlyRun:
    """The same by the platform itself: a command of whoever runs the server."""
    with nation_scope(reason=_QUEUE):
        return _begin(by, region, _ended(month))


def _ended(month: date) -> date:
    if month.day != 1 or clock.today() <= last_day(month):
        raise DomainError(_("Choose a month that has ended."), field="month")
    return month


def _begin(by: Actor, region: int, month: date) -> MonthlyRun:
    step = RUN.target("start", "")
    running = MonthlyRun.objects.filter(region_id=region, month=month, state=RunState.RUNNING)
    found: MonthlyRun | None = running.first()
    if found is not None:
        return found
    row = MonthlyRun(
        region_id=region,
        month=month,
        state=step.target,
        parts=parts_of(region),
        started_at=clock.now(),
        started_by_id=by.user_id,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # somebody began it this very moment
        return running.get()
    _told(by, row, step.event)
    ring(row.pk)
    return row


@transaction.atomic
def cancel_run(*, by: Actor, run_id: int) -> MonthlyRun:
    """Stop after the part under way; what was proposed stays. A run that is through already stays so."""
    run: MonthlyRun = MonthlyRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    allow(by, Action.CLAIM_PROPOSE, run)
    return run if run.state != RunState.RUNNING else _move(run, by, "cancel")


def start_due_runs() -> list[int]:
    """Begin the runs of the nation for the months that ended last, as each month does; ids of the runs."""
    first = clock.today().replace(day=1)
    with nation_scope(reason=_QUEUE):
        runs = [_begin(_PLATFORM, NATION, add_months(first, -back)) for back in range(1, MONTHS_BACK + 1)]
    return [run.pk for run in runs]


def waiting_runs() -> list[int]:
    """Runs that nobody works on."""
    with nation_scope(reason=_QUEUE):
        return list(_free().order_by("id").values_list("id", flat=True)[:100])


def work_on(run_id: int, *, seconds: float = SLICE_SECONDS) -> bool:
    """Work on a run until it is through, its time is up, or somebody else has it; whether more is to be done."""
    lease = _claim(run_id)
    if lease is None:
        return False
    began = time.monotonic()
    try:
        away = _away(run_id)
        while _next_part(run_id, lease, away):
            if time.monotonic() - began > seconds:
                return True
        return False
    finally:
        with nation_scope(reason=_QUEUE):
            MonthlyRun.objects.filter(pk=run_id, lease=lease).update(lease="", lease_until=None)


def _free() -> QuerySet[MonthlyRun]:
    return MonthlyRun.objects.filter(FREE, state=RunState.RUNNING)


def _claim(run_id: int) -> str | None:
    lease = secrets.token_hex(12)
    with nation_scope(reason=_QUEUE):
        row = _free().filter(pk=run_id).select_for_update(skip_locked=True, of=("self",)).first()
        if row is None:
            return None
        MonthlyRun.objects.filter(pk=run_id).update(lease=lease, lease_until=Now() + LEASE)
    return lease


def _away(run_id: int) -> Away | None:
    """A run of the whole country reads days at other facilities in one pass; a part of any other asks for its own children."""
    with nation_scope(reason="one child, one month, one facility: how many days elsewhere"):
        run: MonthlyRun = MonthlyRun.objects.get(pk=run_id)
        return days_away(run.month) if run.region_id == NATION else None


def _next_part(run_id: int, lease: str, away: Away | None) -> bool:
    """Propose for the next part and mark it, together; False when nothing is left or the run is not ours any more.

    The run is locked meanwhile, so that cancelling it waits for this part, and for this part only.
    """
    with nation_scope(
        reason="a part of a monthly run: one child, one month, one facility in the whole country"
    ):
        rows = MonthlyRun.objects.select_for_update(of=("self",), no_key=True)
        run = rows.filter(pk=run_id, lease=lease, state=RunState.RUNNING).first()
        if run is None:
            return False
        if run.done < len(run.parts):
            part = run.parts[run.done]
            run.counts[str(part)] = propose(part, run.month, run_id=run.pk, away=away)
            run.done += 1
            mark = {"counts": run.counts, "done": run.done, "lease_until": Now() + LEASE}
            MonthlyRun.objects.filter(pk=run.pk).update(**mark)
        if run.done < len(run.parts):
            return True
        _move(run, _PLATFORM, "finish")
        _tell_its_owner(run)
        return False


def propose(part: int, month: date, *, run_id: int, away: Away | None = None) -> list[int]:
    """Write what the facilities of a division can claim for a month: [claims, child-months, fen] that are new.

    `away`: as `queries.proposing.statement` takes it. The caller is in the nation scope.
    """
    total, today = [0, 0, 0], clock.today()
    wordings = [each for each in terms_of(part, month) if claimable(each.term, month, today)]
    statements = [statement(each, month, away) for each in wordings]
    with connection.cursor() as cursor:
        plan_in_bulk(cursor)
        for text, values in statements:
            cursor.execute(text, values | {"run": run_id, "now": clock.now()})
            total = [before + int(more) for before, more in zip(total, cursor.fetchone(), strict=True)]
    return total


def _move(run: MonthlyRun, by: Actor, action: str) -> MonthlyRun:
    step = RUN.target(action, run.state)
    run.state, run.finished_at, run.lease, run.lease_until = RunState(step.target), clock.now(), "", None
    run.save(update_fields=["state", "finished_at", "lease", "lease_until"])
    _told(by, run, step.event)
    return run


def _tell_its_owner(run: MonthlyRun) -> None:
    """Whoever waits for a run may have left the page; the platform's own runs have no owner."""
    tell(
        event=EVENT,
        subject=run,
        key=str(run.pk),
        to={run.started_by_id} if run.started_by_id else set(),
        facility_id=None,
        facts={"month": f"{run.month:%Y-%m}"},
    )


def _told(by: Actor, run: MonthlyRun, event: str) -> None:
    data: dict[str, Any] = {"month": run.month.isoformat(), "done": run.done, "parts": len(run.parts)}
    record(by=by, event=event, region=run.region_id, subject=run, data=data)


def ring(run_id: int) -> None:
    """Wake a worker once this is committed. A lost ring costs seconds: the beat rings again."""
    transaction.on_commit(lambda: call_worker(run_id))


def call_worker(run_id: int) -> None:
    try:
        signature(WORK_TASK, args=(run_id,)).apply_async(retry=False)
    except Exception:
        logger.warning("no broker to ring for %s", WORK_TASK, exc_info=True)
