"""How punctual each office of a division was: straight from its duties, for the pages of a district."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet

from obligations.enums import DueStatus, Status
from obligations.models import Obligation
from regions.managers import within
from regions.remembered import Part
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


def offices_part(place: int, days: Days) -> Part:
    """One reading of a page: by duty and office.

    A duty that counts is open, or was settled since the first day; so two indexes find it.
    """
    open_or_since = Q(status=Status.OPEN) | (~Q(status=Status.OPEN) & Q(settled_on__gte=days.first))

    def build() -> QuerySet[Obligation, Any]:
        due = fell_due(days)
        rows = Obligation.objects.filter(
            open_or_since, rule__in=ON_TIME, due_status=DueStatus.FIRM, **within(place)
        )
        return (
            rows.values("rule", "owner_kind", owner_name=F("owner__name"))
            .annotate(
                due=Count("pk", filter=due),
                on_time=Count("pk", filter=due & Q(status=Status.MET)),
                running=Count("pk", filter=Q(status=Status.OPEN, due_on__gte=days.last)),
            )
            .order_by()
        )

    before = timedelta(days=1)
    fell = [
        *(days.first, days.last, Status.MET),
        *(days.first - before, days.last - before, Status.OPEN, Status.MET_LATE),
    ]
    counts = [*fell, *fell, Status.MET, days.last, Status.OPEN]
    chosen = [Status.OPEN, Status.OPEN, days.first, *within(place).values(), DueStatus.FIRM, *ON_TIME]
    return Part([*counts, *chosen], build)


def in_order(told: Iterable[Mapping[str, Any]]) -> list[Office]:
    """The offices in the order of the duties, those with most of a duty first."""
    found = [
        Office(row["rule"], row["owner_kind"], row["owner_name"], row["due"], row["on_time"], row["running"])
        for row in told
    ]
    order: Mapping[str, int] = {rule: number for number, rule in enumerate(ON_TIME)}
    return sorted(
        (each for each in found if each.due or each.running),
        key=lambda each: (order[each.rule], -each.due, each.owner or ""),
    )
