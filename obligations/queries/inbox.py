"""The inbox: what is due, in the order of its due date, promptly-duties between this week and later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from accounts.actors import Actor
from accounts.enums import DepartmentKind
from kernel import clock
from obligations.enums import FACILITY, DueStatus, Status
from obligations.filters import InboxFilters
from obligations.models import Obligation
from obligations.queries.ahead import at_hand
from obligations.queries.segments import segmented_page
from obligations.queries.spoken import spoken
from regions.keyset import SIZE, Page, capped_counts
from regions.managers import within

#: Counts beside the tabs stop here: nobody works through more, and a province must not count for ever.
CAP = 1000
#: Offices that follow what everybody in their division owes; the others see what they owe themselves.
WATCHERS = frozenset(
    {DepartmentKind.HEALTH, DepartmentKind.STREET, DepartmentKind.MCH, DepartmentKind.GUIDANCE_CENTRE}
)
SEGMENTS = ("soon", "prompt", "later")


class InboxRow(NamedTuple):
    """One duty with what its line shows."""

    id: int
    rule: str
    subject_type: str
    subject_id: int
    region_id: int
    facility_id: int | None
    facility_name: str | None
    facility_region: int | None
    entity_kind: str | None
    owner_id: int | None
    owner_kind: str
    owner_name: str | None
    assignee_name: str | None
    trigger_event: str
    trigger_on: date
    days: int | None
    due_on: date | None
    due_status: str
    missing_years: list[int]
    source: dict[str, Any]
    urged_at: datetime | None
    receipt_open: bool
    segment: int


_COLUMNS = (
    "id", "rule", "subject_type", "subject_id", "region_id", "facility_id", "facility__name",
    "facility__region_id", "facility__entity_kind", "owner_id", "owner_kind", "owner__name", "assignee__name",
    "trigger_event", "trigger_on", "days", "due_on", "due_status", "missing_years", "source", "urged_at",
    "receipt_open", "segment",
)  # fmt: skip


@dataclass(frozen=True)
class Horizon:
    """The days that cut the list into groups. A week ends on Sunday: a make-up Saturday belongs to it."""

    today: date

    @property
    def week_end(self) -> date:
        return self.today + timedelta(days=6 - self.today.weekday())

    def tab(self, name: str) -> Q:
        """The condition of a tab or of a segment of the whole list."""
        return {
            "all": Q(),
            "overdue": Q(due_on__lt=self.today),
            "today": Q(due_on=self.today),
            "week": Q(due_on__gt=self.today, due_on__lte=self.week_end),
            "soon": Q(due_on__lte=self.week_end),
            "prompt": Q(due_on__isnull=True),
            "later": Q(due_on__gt=self.week_end),
        }[name]

    def group_of(self, row: InboxRow) -> str:
        if row.due_on is None:
            return "prompt"
        if row.due_on < self.today:
            return "overdue"
        if row.due_on == self.today:
            return "today"
        return "week" if row.due_on <= self.week_end else "later"


def visible_to(actor: Actor) -> Q:
    """Which duties of the scope concern this office."""
    if actor.post is None or actor.post.kind in WATCHERS:
        return Q()
    return Q(owner_id=actor.post.department_id)


def open_rows(actor: Actor, filters: InboxFilters) -> QuerySet[Obligation]:
    """The open duties of the scope that the filters leave, whatever the tab."""
    rows = Obligation.objects.filter(visible_to(actor), at_hand(clock.today()), status=Status.OPEN)
    if filters.rule:
        rows = rows.filter(rule=filters.rule)
    if filters.owner == "mine":
        rows = rows.filter(assignee_id=actor.user_id)
    elif filters.owner == "office":
        rows = rows.filter(owner_id=actor.department_id)
    elif filters.owner == "facility":
        rows = rows.filter(owner_kind=FACILITY)
    if filters.place:
        rows = rows.filter(**within(int(filters.place)))
    if filters.source:
        rows = rows.filter(source__code=filters.source)
    if filters.office:
        rows = rows.filter(owner_kind=filters.office)
    if filters.provisional:
        rows = rows.filter(due_status=DueStatus.PROVISIONAL)
    return rows


def tab_counts(actor: Actor, filters: InboxFilters) -> dict[str, int]:
    """How many each tab holds, up to the cap, in one statement."""
    horizon, rows = Horizon(clock.today()), open_rows(actor, filters)
    parts = {name: rows.filter(horizon.tab(name)) for name in ("overdue", "today", "week", "prompt", "later")}
    counts = capped_counts(parts, CAP)
    return {"all": min(sum(counts.values()), CAP), **counts}


def inbox_page(
    actor: Actor, filters: InboxFilters, query: Mapping[str, str] | None = None, size: int = SIZE
) -> Page:
    """One page of a tab in one statement; the whole list has three segments."""
    horizon, rows = Horizon(clock.today()), open_rows(actor, filters).annotate(receipt_open=_receipt_open())
    names = SEGMENTS if filters.tab == "all" else (filters.tab,)
    segments = [rows.filter(horizon.tab(name)) for name in names]
    return segmented_page(segments, spoken(_COLUMNS), InboxRow._make, query or {}, size)


def export_rows(actor: Actor, filters: InboxFilters, portion: int = 2000) -> Iterator[list[InboxRow]]:
    """All filtered duties in portions, those without a date at the end. Iterate inside the scope."""
    horizon, rows = Horizon(clock.today()), open_rows(actor, filters).annotate(receipt_open=_receipt_open())
    ordered = rows.filter(horizon.tab(filters.tab)).order_by(F("due_on").asc(nulls_last=True), "id")
    found = ordered.annotate(segment=Value(0)).values_list(*spoken(_COLUMNS)).iterator(chunk_size=portion)
    while batch := [InboxRow._make(row) for row in islice(found, portion)]:
        yield batch


def _receipt_open() -> Exists:
    """Whether the filing behind a notice clock still waits for its receipt, which tells what has to be done."""
    return Exists(
        Obligation.objects.filter(
            region_id=OuterRef("region_id"),
            subject_type=OuterRef("subject_type"),
            subject_id=OuterRef("subject_id"),
            rule="filing_receipt",
            status=Status.OPEN,
        )
    )
