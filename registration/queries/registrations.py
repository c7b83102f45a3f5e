"""Registrations as the health authority reads them: what was pushed, and who has not filed yet (U21)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value

from kernel import clock
from obligations.enums import Status
from obligations.models import Obligation
from obligations.queries.segments import segmented_page
from obligations.subjects import Subject
from regions.keyset import SIZE, Page, capped_counts, cursor_of, cut, sliced
from regions.managers import within
from registration.enums import RegistrationState
from registration.filters import RegistrationFilters
from registration.models import Registration

FILING_RULES = ("filing", "family_home_filing")
CAP = 1000
NEWEST = ("-created_at", "-id")


class UnfiledRow(NamedTuple):
    """One facility that is registered and has not filed: the duty with what was pushed."""

    id: int
    rule: str
    registration_id: int
    facility_id: int
    name: str
    uscc: str
    entity_kind: str
    region_id: int
    registrar: str | None
    approved_on: date
    due_on: date | None
    due_status: str
    missing_years: list[int]
    days: int | None
    source: dict[str, Any]
    urged_at: datetime | None
    urged_count: int
    segment: int


_UNFILED = (
    "id", "rule", "subject_id", "facility_id", "facility__name", "facility__uscc", "facility__entity_kind",
    "facility__region_id", "facility__registrar__name", "trigger_on", "due_on", "due_status", "missing_years", "days",
    "source", "urged_at", "urged_count", "segment",
)  # fmt: skip


def unfiled(filters: RegistrationFilters) -> QuerySet[Obligation]:
    """Open duties to file of facilities in the scope."""
    rows = Obligation.objects.filter(status=Status.OPEN, rule__in=FILING_RULES)
    if filters.entity:
        rows = rows.filter(facility__entity_kind=filters.entity)
    if filters.place:
        rows = rows.filter(**within(int(filters.place)))
    if filters.q:
        rows = rows.filter(
            Q(facility__name__contains=filters.q) | Q(facility__uscc__startswith=filters.q.upper())
        )
    return rows


def unfiled_page(
    filters: RegistrationFilters, query: Mapping[str, str] | None = None, size: int = SIZE
) -> Page:
    """Registered, not filed: the longest overdue first, those without a fixed day at the end. One statement."""
    rows = unfiled(filters)
    segments = [rows.filter(due_on__isnull=False), rows.filter(due_on__isnull=True)]
    return segmented_page(segments, _UNFILED, UnfiledRow._make, query or {}, size)


def unfiled_rows(filters: RegistrationFilters) -> Iterator[UnfiledRow]:
    """Every filtered one, read in portions. Iterate inside the scope."""
    rows = unfiled(filters).annotate(segment=Value(0)).order_by(F("due_on").asc(nulls_last=True), "id")
    return map(UnfiledRow._make, rows.values_list(*_UNFILED).iterator(chunk_size=2000))


def unfiled_counts(filters: RegistrationFilters) -> dict[str, int]:
    """How many are owed, and how many of them overdue, up to the cap, in one statement."""
    rows = unfiled(filters)
    return capped_counts({"unfiled": rows, "overdue": rows.filter(due_on__lt=clock.today())}, CAP)


class PushRow(NamedTuple):
    """One registration as the list shows it."""

    id: int
    kind: str
    state: str
    name: str
    uscc: str
    entity_kind: str
    region_id: int
    registrar: str | None
    approved_on: date
    pushed_at: datetime | None
    created_at: datetime
    facility_id: int | None
    facility_state: str | None
    channel: str
    matched_at: datetime | None


_PUSHES = (
    "id", "kind", "state", "name", "uscc", "entity_kind", "region_id", "registrar__name", "approved_on", "pushed_at",
    "created_at", "facility_id", "facility__state", "channel", "matched_at",
)  # fmt: skip


def pushes_page(
    filters: RegistrationFilters, query: Mapping[str, str] | None = None, size: int = SIZE
) -> Page:
    """Every registration that reached the health authority, the newest first."""
    rows = Registration.objects.exclude(state__in=(RegistrationState.WAITING, RegistrationState.WITHDRAWN))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.entity:
        rows = rows.filter(entity_kind=filters.entity)
    if filters.place:
        rows = rows.filter(**within(int(filters.place)))
    if filters.q:
        rows = rows.filter(Q(name__contains=filters.q) | Q(uscc__startswith=filters.q.upper()))
    cursor = cursor_of(query or {}, Registration, NEWEST)
    found = list(map(PushRow._make, sliced(rows, NEWEST, cursor, size).values_list(*_PUSHES)))
    return cut(found, cursor=cursor, size=size, key=lambda row: (row.created_at, row.id))


def visible(registration_id: int) -> Registration:
    """A registration of the scope with its office. Raises Registration.DoesNotExist."""
    found: Registration = Registration.objects.select_related(
        "registrar", "facility", "corrects", "pushed_by", "created_by"
    ).get(pk=registration_id)
    return found


def correction_of(row: Registration) -> Registration | None:
    """The newest registration that replaced this one."""
    return Registration.objects.filter(corrects=row).order_by("-id").first()


def subjects(numbers: Collection[int]) -> dict[int, Subject]:
    """Registrations as subjects of duties, for those whose facility is not known yet."""
    rows = Registration.objects.filter(pk__in=numbers).values_list("id", "name")
    return {number: Subject(name) for number, name in rows}
