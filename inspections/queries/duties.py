"""Recurring duties: the lists of missed, open and met ones, one period with its acts, those of a facility."""

from collections.abc import Collection, Iterator, Mapping

from django.db.models import Q, QuerySet

from inspections.enums import DutyState
from inspections.filters import DutyFilters
from inspections.models import DutyAct, DutyPeriod
from obligations.subjects import Subject
from regions.keyset import SIZE, Page, capped_counts, cursor_of, page
from regions.managers import within

CAP = 1000
ORDER = ("last_on", "id")
LATEST = ("-last_on", "-id")
STATES = {
    "missed": (DutyState.MISSED, DutyState.LOST),
    "open": (DutyState.OPEN,),
    "met": (DutyState.MET,),
}


def filtered(filters: DutyFilters) -> QuerySet[DutyPeriod]:
    """The duties of the scope that the filters leave, whatever the tab."""
    rows = DutyPeriod.objects.all()
    if filters.place:
        rows = rows.filter(**within(int(filters.place)))
    if filters.duty:
        rows = rows.filter(duty=filters.duty)
    if filters.year:
        rows = rows.filter(starts_on__year=filters.year)
    if filters.facility:
        rows = rows.filter(facility_id=filters.facility)
    return rows


def tab_counts(filters: DutyFilters) -> dict[str, int]:
    """How many each tab holds, up to the cap, in one statement."""
    rows = filtered(filters)
    return capped_counts({tab: rows.filter(state__in=states) for tab, states in STATES.items()}, CAP)


def duties_page(filters: DutyFilters, query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of a tab: open ones by their day, the others with the latest first. One query."""
    order = ORDER if filters.tab == "open" else LATEST
    return page(_shown(filters), order=order, cursor=cursor_of(query, DutyPeriod, order), size=size)


def export_rows(filters: DutyFilters) -> Iterator[DutyPeriod]:
    """Every duty of a tab, for a spreadsheet."""
    return _shown(filters).order_by("last_on", "id").iterator(chunk_size=2000)


def duty(duty_id: int) -> DutyPeriod:
    """One duty of a period with its facility. Raises DutyPeriod.DoesNotExist."""
    found: DutyPeriod = DutyPeriod.objects.select_related("facility", "office", "finding").get(pk=duty_id)
    return found


def act(act_id: int) -> DutyAct:
    """Raises DutyAct.DoesNotExist."""
    found: DutyAct = DutyAct.objects.select_related("facility").get(pk=act_id)
    return found


def acts_of(row: DutyPeriod, limit: int = 300) -> list[DutyAct]:
    """What was done for a duty in its period, the latest first; what was withdrawn too."""
    rows = DutyAct.objects.filter(duty=row.duty, facility_id=row.facility_id)
    rows = rows.filter(region_id=row.region_id) if row.facility_id is None else rows
    rows = rows.filter(period=row) if row.late else rows.filter(
        done_on__gte=row.starts_on, done_on__lte=max(row.ends_on, row.last_on)
    )  # fmt: skip
    return list(rows.select_related("recorded_by", "department", "file").order_by("-done_on", "-id")[:limit])


def duties_of(facility_id: int, limit: int = 200) -> list[DutyPeriod]:
    """The duties that concern one facility, the latest period first, with who owes them."""
    rows = DutyPeriod.objects.filter(facility_id=facility_id).exclude(state=DutyState.FELL_AWAY)
    return list(rows.select_related("office").order_by("-starts_on", "duty", "-id")[:limit])


def next_of(row: DutyPeriod) -> DutyPeriod | None:
    """The same duty in the next period, where it has begun."""
    rows = DutyPeriod.objects.filter(
        duty=row.duty, facility_id=row.facility_id, region_id=row.region_id, starts_on__gt=row.starts_on
    )
    return rows.order_by("starts_on").first()


def subjects(numbers: Collection[int]) -> dict[int, Subject]:
    """Recurring duties of the scope as subjects of obligations and events, in one query."""
    rows = DutyPeriod.objects.filter(pk__in=numbers).select_related("facility", "region")
    return {
        row.pk: Subject(
            f"{row.facility.name if row.facility else row.region.name} {row.starts_on}–{row.last_on}"
        )
        for row in rows
    }


def _shown(filters: DutyFilters) -> QuerySet[DutyPeriod]:
    rows = filtered(filters).filter(Q(state__in=STATES[filters.tab]))
    return rows.select_related("facility", "office", "region")
