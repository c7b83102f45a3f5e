"""Complaints as the office lists and counts them. Everything runs inside the caller's scope."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from accounts.actors import Actor
from facilities.models import Facility
from inspections.enums import WAITING, ComplaintCategory, ComplaintResult, ComplaintState
from inspections.filters import ComplaintFilters
from inspections.models import Complaint, ComplaintFile, ComplaintStep, Finding
from kernel import clock
from obligations.subjects import Subject
from regions.keyset import SIZE, Page, capped_counts, cursor_of, page
from regions.managers import within
from staff.models import AbuseCase, StaffMember
from staff.queries.cases import open_case
from staff.queries.people import people_of

OPEN_ORDER, ALL_ORDER = ("due_on", "id"), ("-received_on", "-id")
CAP = 1000


def filtered(filters: ComplaintFilters) -> QuerySet[Complaint]:
    """The complaints of the scope that the filters leave, whatever the tab."""
    rows = Complaint.objects.all()
    if filters.place:
        rows = rows.filter(**within(int(filters.place)))
    if filters.category:
        rows = rows.filter(category=filters.category)
    if filters.facility:
        rows = rows.filter(facility_id=filters.facility)
    if filters.start:
        rows = rows.filter(received_on__gte=filters.start)
    if filters.end:
        rows = rows.filter(received_on__lte=filters.end)
    return rows


def of_tab(rows: QuerySet[Complaint], tab: str, actor: Actor) -> QuerySet[Complaint]:
    """waiting (for the office), abuse, overdue, mine, answered, closed, all."""
    waiting = Q(state__in=WAITING)
    conditions = {
        "waiting": waiting,
        "abuse": waiting & Q(urgent=True),
        "overdue": waiting & Q(due_on__lt=clock.today()),
        "mine": waiting & Q(assignee_id=actor.user_id),
        "answered": Q(state=ComplaintState.ANSWERED),
        "closed": Q(state__in=(ComplaintState.CLOSED, ComplaintState.DECLINED)),
        "all": Q(),
    }
    return rows.filter(conditions[tab])


def tab_counts(filters: ComplaintFilters, actor: Actor) -> dict[str, int]:
    """How many each tab holds, up to the cap, in one statement."""
    rows = filtered(filters)
    tabs = ("waiting", "abuse", "overdue", "mine", "answered", "closed")
    return capped_counts({tab: of_tab(rows, tab, actor) for tab in tabs}, CAP)


def complaints_page(
    filters: ComplaintFilters, query: Mapping[str, str], actor: Actor, *, size: int = SIZE
) -> Page:
    """One page of a tab: what waits by its day, reports that a child was hurt carrying the same day they came in; the
    others by the day they came in, the newest first. One query."""
    rows = of_tab(filtered(filters), filters.tab, actor).select_related("office", "assignee")
    order = OPEN_ORDER if filters.tab in ("waiting", "abuse", "overdue", "mine") else ALL_ORDER
    return page(rows, order=order, cursor=cursor_of(query, Complaint, order), size=size)


def export_rows(filters: ComplaintFilters, actor: Actor) -> Iterator[Complaint]:
    rows = of_tab(filtered(filters), filters.tab, actor).select_related("office", "assignee")
    return rows.order_by(*ALL_ORDER).iterator(chunk_size=1000)


def complaint(complaint_id: int) -> Complaint:
    """One complaint with its office. Raises Complaint.DoesNotExist."""
    found: Complaint = Complaint.objects.select_related("office", "assignee", "answered_by").get(
        pk=complaint_id
    )
    return found


def steps_of(complaint_id: int) -> list[ComplaintStep]:
    return list(ComplaintStep.objects.filter(complaint_id=complaint_id).order_by("id"))


def files_of(complaint_id: int) -> list[ComplaintFile]:
    rows = ComplaintFile.objects.filter(complaint_id=complaint_id).select_related("file")
    return list(rows.order_by("id"))


def findings_of(numbers: Collection[int | None]) -> dict[int, Finding]:
    """The findings that were ordered from a complaint, by number."""
    wanted = [number for number in numbers if number]
    return Finding.objects.in_bulk(wanted) if wanted else {}


def case_of(row: Complaint) -> AbuseCase | None:
    """The case that the report led to."""
    return AbuseCase.objects.filter(pk=row.case_id).first() if row.case_id else None


def case_open_at(row: Complaint) -> AbuseCase | None:
    """A case about the facility that is open already."""
    return open_case(row.facility_id) if row.facility_id else None


def people_at(facility_id: int) -> list[StaffMember]:
    """Who works at the facility today, by name."""
    return list(people_of(facility_id, clock.today()).order_by("name", "id"))


def waiting_complaints(actor: Actor) -> QuerySet[Complaint]:
    """Complaints of the scope that wait for the authority."""
    return Complaint.objects.filter(state__in=WAITING)


def subjects(numbers: Collection[int]) -> dict[int, Subject]:
    """Complaints of the scope as subjects of duties and events, in one query."""
    rows = Complaint.objects.filter(pk__in=numbers).values_list("id", "facility_name", "category")
    return {
        number: Subject(f"{name} · {ComplaintCategory(category).label}" if name else str(ComplaintCategory(category).label))
        for number, name, category in rows
    }  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """One category between two days: how many came in, wait, were answered, in time, and what they came to."""

    category: str
    received: int
    waiting: int
    declined: int
    answered: int
    in_time: int
    confirmed: int
    unfounded: int


def statistics(place: str, start: date, end: date) -> list[Counted]:
    """By category, those received between two days, both included. One statement over the scope."""
    rows = Complaint.objects.filter(received_on__gte=start, received_on__lte=end)
    if place:
        rows = rows.filter(**within(int(place)))
    answered = Q(answered_on__isnull=False)
    so = (ComplaintResult.CONFIRMED, ComplaintResult.PARTLY)
    found = rows.values_list("category").annotate(
        received=Count("id"),
        waiting=Count("id", filter=Q(state__in=WAITING)),
        declined=Count("id", filter=Q(state=ComplaintState.DECLINED)),
        answered=Count("id", filter=answered),
        in_time=Count("id", filter=answered & (Q(answer_by=None) | Q(answered_on__lte=F("answer_by")))),
        confirmed=Count("id", filter=answered & Q(result__in=so)),
        unfounded=Count("id", filter=answered & Q(result=ComplaintResult.UNFOUNDED)),
    )
    known = {row[0]: Counted(*row) for row in found.order_by()}
    return [known.get(each, Counted(each, 0, 0, 0, 0, 0, 0, 0)) for each in ComplaintCategory.values]


def summed(rows: Collection[Counted]) -> Counted:
    """All categories together."""
    figures = ("received", "waiting", "declined", "answered", "in_time", "confirmed", "unfounded")
    return Counted("", *(sum(getattr(row, each) for row in rows) for each in figures))


def complaints_in(numbers: Collection[int]) -> dict[int, Complaint]:
    """Complaints of the scope by number, in one query."""
    return Complaint.objects.in_bulk(list(numbers))


def facility_of(row: Complaint) -> Facility | None:
    """The facility meant, where it lies in the scope."""
    return Facility.objects.filter(pk=row.facility_id).first() if row.facility_id else None
