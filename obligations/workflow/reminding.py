"""Planning reminders: set-based over the whole country, at any time, as often as anybody rings."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction

from accounts.actions import Action
from accounts.enums import Role
from accounts.roles import ROLE_GRANTS
from kernel import clock
from messaging.channels import available
from messaging.recipients import operators_sql
from messaging.workflow.delivering import ring
from obligations.reminding.plan import WITHDRAW, plan_sql
from obligations.reminding.stages import Stages, stages
from regions.scope import nation_scope

REMIND_TASK = "obligations.remind"
#: Whoever plans keeps others waiting: a second run at the same time finds nothing left to do.
_LOCK = "obligations.remind"
#: Both statements join whole tables. What the plan has just written is in no statistics: believed to be a few rows, it would
#: be walked once for each duty, which takes hours instead of seconds.
#: And they keep all duties at hand several times: on disk with the memory that one page needs.
_WHOLE_TABLES = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'"
#: The last message before this scan, read once nobody else plans.
_LAST = "SELECT coalesce(max(id), 0) FROM messaging_message"
#: A worker whose clock is this far from the database's would remind on a wrong day.
CLOCK_TOLERANCE = timedelta(seconds=30)


class ClockWrong(RuntimeError):
    """The clock of this machine differs from the database's: nothing is planned by it."""


class Planned(NamedTuple):
    written: int
    withdrawn: int


def remind() -> Planned:
    """Write every reminder that should exist by now and does not, and take back what does not hold any more.

    Raises ClockWrong. Days are counted by the clock of the platform, which a demo may set to another date.
    """
    with nation_scope(reason="reminders of all places are planned in one statement"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0)), now()", [_LOCK])
            _check_clock(cursor.fetchone()[1])
            cursor.execute(f"{_WHOLE_TABLES}; {_LAST}")
            last = cursor.fetchone()[0]
            values = _values(stages())
            cursor.execute(plan_sql(operators_sql()), values)
            written = cursor.rowcount
            cursor.execute(WITHDRAW, {"last": last})
            planned = Planned(written, cursor.rowcount)
        if written:
            transaction.on_commit(ring)
    return planned


def _check_clock(database: datetime) -> None:
    if abs(database.timestamp() - clock.wall_seconds()) > CLOCK_TOLERANCE.total_seconds():
        raise ClockWrong("the clock of this machine differs from the database's")


def _values(rule: Stages) -> dict[str, Any]:
    today = clock.today()
    return {
        "today": today,
        "now": clock.now(),
        "from": datetime.combine(today, rule.outward_from, clock.ZONE),
        "days": [stage.working_days for stage in rule.stages],
        "codes": [stage.code for stage in rule.stages],
        "tiers": [stage.tier for stage in rule.stages],
        "last": rule.stages[-1].working_days,
        "every": rule.every.working_days,
        "every_code": rule.every.code,
        "every_tier": rule.every.tier,
        "half_from": rule.half_way_from,
        "half_tier": rule.half_way,
        "opening_tier": rule.opening,
        "workers": workers(),
        "channels": available(),
    }


def workers() -> list[str]:
    """The roles that do what an office owes: who reads the inbox and is not the head."""
    return sorted(
        role.value
        for role, grants in ROLE_GRANTS.items()
        if role is not Role.HEAD and any(Action.INBOX_VIEW in grant.actions for grant in grants)
    )
