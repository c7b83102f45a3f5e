"""How punctual each office of a division was: straight from its duties, for the pages of a district."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Count, Q

from obligations.enums import DueStatus, Status
from obligations.models import Obligation
from regions.managers import within
from reporting.figures.counting import ON_TIME
from reporting.figures.queries.behind import Days, fell_due


class Office(NamedTuple):
    """One office and one duty: how many fell due, how many of these were done in time, how many run on."""

    rule: str
    owner_kind: str
    owner: str | None
    due: int
    on_time: int
    running: int


def offices_of(place: int, days: Days) -> list[Office]:
    """By duty and office, in the order of the duties. One query."""
    due = fell_due(days)
    rows = Obligation.objects.filter(rule__in=ON_TIME, due_status=DueStatus.FIRM, **within(place))
    told = (
        rows.values("rule", "owner_kind", "owner__name")
        .annotate(
            due=Count("pk", filter=due),
            on_time=Count("pk", filter=due & Q(status=Status.MET)),
            running=Count("pk", filter=Q(status=Status.OPEN, due_on__gte=days.last)),
        )
        .order_by()
    )
    found = [
        Office(row["rule"], row["owner_kind"], row["owner__name"], row["due"], row["on_time"], row["running"])
        for row in told
    ]
    order: Mapping[str, int] = {rule: number for number, rule in enumerate(ON_TIME)}
    return sorted(
        (each for each in found if each.due or each.running),
        key=lambda each: (order[each.rule], -each.due, each.owner or ""),
    )
