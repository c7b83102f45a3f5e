"""What was settled, the latest first."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from accounts.actors import Actor
from obligations.enums import Status
from obligations.models import Obligation
from obligations.queries.inbox import visible_to
from obligations.queries.spoken import spoken
from regions.keyset import SIZE, Page, cursor_of, cut, sliced

ORDER = ("-settled_on", "-id")
SETTLED = (Status.MET, Status.MET_LATE, Status.SUPERSEDED, Status.CANCELLED, Status.MISSED)


class FinishedRow(NamedTuple):
    """One settled duty as its line shows it."""

    id: int
    rule: str
    status: str
    subject_type: str
    subject_id: int
    region_id: int
    facility_id: int | None
    facility_name: str | None
    owner_id: int | None
    owner_kind: str
    owner_name: str | None
    settled_by: str | None
    trigger_on: date
    days: int | None
    due_on: date | None
    due_status: str
    missing_years: list[int]
    source: dict[str, Any]
    settled_on: date
    settled_event: str


_COLUMNS = (
    "id", "rule", "status", "subject_type", "subject_id", "region_id", "facility_id", "facility__name", "owner_id",
    "owner_kind", "owner__name", "settled_by__name", "trigger_on", "days", "due_on", "due_status", "missing_years",
    "source", "settled_on", "settled_event",
)  # fmt: skip


def finished_page(actor: Actor, query: Mapping[str, str], size: int = SIZE) -> Page:
    """One page in one statement; `query` may hold `status`, `rule` and a cursor."""
    status = query.get("status", "")
    rows = Obligation.objects.filter(visible_to(actor), ~Q(status=Status.OPEN))
    if status in SETTLED:
        rows = rows.filter(status=status)
    if rule := query.get("rule", "")[:40]:
        rows = rows.filter(rule=rule)
    cursor = cursor_of(query, Obligation, ORDER)
    found = sliced(rows, ORDER, cursor, size).values_list(*spoken(_COLUMNS))
    drawn = list(map(FinishedRow._make, found))
    return cut(drawn, cursor=cursor, size=size, key=lambda row: (row.settled_on, row.id))
