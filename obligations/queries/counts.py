"""How much is open, and how well it was kept: the numbers beside the inbox."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.actors import Actor
from kernel import clock
from obligations.enums import DueStatus, Status
from obligations.filters import InboxFilters
from obligations.models import Obligation
from obligations.queries.inbox import CAP, open_rows, visible_to
from obligations.queries.spoken import owner_name
from regions.keyset import capped_counts

#: The span of the on-time rate, in days.
RATE_DAYS = 30


def open_duties(actor: Actor) -> QuerySet[Obligation]:
    """Everything open that concerns this office: how many is the number beside the inbox in the navigation."""
    return open_rows(actor, InboxFilters())


def provisional_count(actor: Actor) -> int:
    """Open due dates that a newly published calendar may move, up to the cap."""
    rows = open_rows(actor, InboxFilters(provisional=True))
    return capped_counts({"open": rows}, CAP)["open"]


@dataclass(frozen=True)
class OfficeRate:
    """How an office kept its due dates: `met` of `due`, which are those settled in the span and those overdue now.

    `owner_id` None stands for the facilities themselves. Provisional and prompt duties are not counted.
    """

    owner_id: int | None
    name: str
    met: int
    due: int
    overdue: int


def on_time_rates(actor: Actor) -> list[OfficeRate]:
    """Who had duties settled in the last 30 days or has some overdue now: one's own office first, then the latest.

    Push duties count for the registrar, filing duties for the facilities, receipts and notices for the health
    authority: a delay is charged to the office that caused it.
    """
    today = clock.today()
    firm = Obligation.objects.filter(visible_to(actor), due_status=DueStatus.FIRM).order_by()
    settled = firm.filter(
        ~Q(status=Status.OPEN),  # said apart, for the partial index
        status__in=(Status.MET, Status.MET_LATE, Status.MISSED),
        settled_on__gte=today - timedelta(days=RATE_DAYS),
    )
    overdue = firm.filter(status=Status.OPEN, due_on__lt=today)
    found: dict[int | None, Counter[str]] = defaultdict(Counter)
    names: dict[int | None, str] = {}
    for owner, name, status, count in _by_owner(settled).union(_by_owner(overdue), all=True):
        found[owner][status] += count
        names[owner] = name or ""
    rates = [_rate(owner, names[owner], counted) for owner, counted in found.items()]
    return sorted(rates, key=lambda r: (r.owner_id != actor.department_id, -r.overdue, r.met - r.due, r.name))


def _by_owner(rows: QuerySet[Obligation]) -> QuerySet[Any]:
    return rows.values_list("owner_id", owner_name(), "status").annotate(number=Count("id"))


def _rate(owner: int | None, name: str, counted: Mapping[str, int]) -> OfficeRate:
    met, overdue = counted.get(Status.MET, 0), counted.get(Status.OPEN, 0)
    return OfficeRate(owner, name, met, sum(counted.values()), overdue)
