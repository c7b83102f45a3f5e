"""The officer's list of filings: one statement a page, with the next due date of each."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from accounts.actors import Actor
from facilities.models import Facility
from facilities.queries.search import found_by, meaning
from obligations.enums import Status
from obligations.models import Obligation
from regions.keyset import SIZE, Cursor, Page, capped_counts, cursor_of, cut, sliced
from regions.managers import within
from registration.enums import FilingState
from registration.filters import FILING_TABS, FilingFilters
from registration.models import Filing

#: Work is listed in the order it came in, which is the order it is due; everything else with the newest first.
QUEUE, NEWEST = ("submitted_at", "id"), ("-created_at", "-id")
CAP = 1000
CLOCKS = ("filing_receipt", "noncompliance_notice", "rectification")


class FilingRow(NamedTuple):
    """One filing as a list shows it. `due_on` is the nearest open clock's."""

    id: int
    number: str
    kind: str
    state: str
    region_id: int
    facility_id: int
    facility_name: str
    entity_kind: str
    round: int
    submitted_at: datetime | None
    created_at: datetime
    decided_at: datetime | None
    reviewer: str | None
    due_id: int | None
    due_on: date | None
    due_status: str | None
    trigger_on: date | None
    missing_years: list[int] | None


_COLUMNS = (
    "id", "number", "kind", "state", "region_id", "facility_id", "facility__name", "facility__entity_kind", "round",
    "submitted_at", "created_at", "decided_at", "reviewer__name", "due_id", "due_on", "due_status", "trigger_on",
    "missing_years",
)  # fmt: skip


def order_of(filters: FilingFilters) -> tuple[str, str]:
    return NEWEST if filters.tab == "all" else QUEUE


def filtered(actor: Actor, filters: FilingFilters) -> QuerySet[Filing]:
    """The filings of the scope that the filters leave, drafts aside."""
    rows = Filing.objects.filter(state__in=FILING_TABS[filters.tab], submitted_at__isnull=False)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.place:
        rows = rows.filter(**within(int(filters.place)))
    if filters.mine:
        rows = rows.filter(reviewer_id=actor.user_id)
    if filters.q:
        facilities = found_by(Facility.objects.all(), meaning(filters.q)).order_by().values("id")
        rows = rows.filter(Q(number=filters.q) | Q(facility_id__in=facilities))
    return rows


def filing_page(
    actor: Actor, filters: FilingFilters, query: Mapping[str, str] | None = None, size: int = SIZE
) -> Page:
    """One page of a tab; `query` holds its cursor (`after` or `before`)."""
    order = order_of(filters)
    cursor = cursor_of(query or {}, Filing, order)
    rows = sliced(_with_clock(filtered(actor, filters)), order, cursor, size).values_list(*_COLUMNS)
    found = list(map(FilingRow._make, rows))
    if filters.tab == "all":
        return cut(found, cursor=cursor, size=size, key=lambda row: (row.created_at, row.id))
    return cut(found, cursor=cursor, size=size, key=lambda row: (row.submitted_at, row.id))


def _with_clock(rows: QuerySet[Filing]) -> QuerySet[Filing]:
    clock = Obligation.objects.filter(
        region_id=OuterRef("region_id"),
        subject_type="registration.filing",
        subject_id=OuterRef("id"),
        rule__in=CLOCKS,
        status=Status.OPEN,
    ).order_by(F("due_on").asc(nulls_last=True))
    names = {"due_id": "id", "due_on": "due_on", "due_status": "due_status", "trigger_on": "trigger_on",
             "missing_years": "missing_years"}  # fmt: skip
    return rows.annotate(**{name: Subquery(clock.values(column)[:1]) for name, column in names.items()})


def filing_counts(actor: Actor, filters: FilingFilters) -> dict[str, int]:
    """How many each tab of work holds under the other filters, up to the cap, in one statement."""
    tabs = [name for name in FILING_TABS if name != "all"]
    parts = {name: filtered(actor, _tab(filters, name)) for name in tabs}
    return capped_counts(parts, CAP)


def _tab(filters: FilingFilters, name: str) -> FilingFilters:
    return FilingFilters(name, filters.q, filters.kind, filters.place, filters.mine)


def waiting_filings(actor: Actor) -> QuerySet[Filing]:
    """Filings that wait for an officer: to be reviewed or rechecked. How many is the number in the navigation."""
    return Filing.objects.filter(state__in=(FilingState.SUBMITTED, FilingState.RECHECK))


def under_review(facility_id: int) -> int:
    """How many filings of a facility an officer has to decide on."""
    return int(
        Filing.objects.filter(
            facility_id=facility_id,
            state__in=(FilingState.SUBMITTED, FilingState.RECEIPT_ISSUED, FilingState.RECHECK),
        ).count()
    )


def export_rows(actor: Actor, filters: FilingFilters) -> Iterator[FilingRow]:
    """Every filtered filing, read in portions. Iterate inside the scope."""
    rows = _with_clock(filtered(actor, filters)).order_by(*order_of(filters)).values_list(*_COLUMNS)
    return map(FilingRow._make, rows.iterator(chunk_size=2000))


def neighbours(filing: Filing) -> tuple[int | None, int | None]:
    """The filings before and after one in the queue to be reviewed, as (previous, next)."""
    if filing.submitted_at is None:
        return None, None
    queue = Filing.objects.filter(state=FilingState.SUBMITTED, submitted_at__isnull=False).exclude(
        pk=filing.pk
    )
    key = (filing.submitted_at, filing.pk)
    later: Any = sliced(queue, QUEUE, Cursor(key), 0).values_list("pk", flat=True)
    earlier: Any = sliced(queue, QUEUE, Cursor(key, backwards=True), 0).values_list("pk", flat=True)
    return next(iter(earlier), None), next(iter(later), None)
