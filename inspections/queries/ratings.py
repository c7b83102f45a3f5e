"""Ratings: lists, one with its items, and the published result of facilities that other apps ask for."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.db.models import Prefetch, QuerySet

from accounts.actors import Actor
from facilities.rating import Published
from inspections.enums import RUNNING, RatingState
from inspections.filters import RatingFilters
from inspections.models import Rating, RatingAssessor, RatingFile, RatingItem, RatingScore
from obligations.subjects import Subject
from regions.keyset import SIZE, Page, capped_counts, cursor_of, page
from regions.managers import within

CAP = 1000
ORDER = ("-id",)
STATES = {
    "running": RUNNING,
    "published": (RatingState.PUBLISHED,),
    "ended": (RatingState.EXPIRED, RatingState.REPLACED, RatingState.WITHDRAWN, RatingState.REVOKED),
}


def published_ratings(facility_ids: Collection[int], on: date) -> dict[int, Published]:
    """Facility of the scope → its published rating that is valid on a day. One query.

    Of several schemes the latest publication counts; schemes are never added up or compared.
    """
    rows = Rating.objects.filter(
        facility_id__in=list(facility_ids),
        state=RatingState.PUBLISHED,
        published_on__lte=on,
        valid_to__gte=on,
    )
    return {
        row.facility_id: Published(
            row.pk, row.scheme, row.facts.get("name", {}), row.grade, row.published_on, row.valid_to
        )
        for row in rows.order_by("published_on", "id")
        if row.published_on is not None and row.valid_to is not None
    }


def filtered(filters: RatingFilters) -> QuerySet[Rating]:
    rows = Rating.objects.all()
    if filters.place:
        rows = rows.filter(**within(int(filters.place)))
    if filters.grade:
        rows = rows.filter(grade=filters.grade)
    return rows


def tab_counts(filters: RatingFilters) -> dict[str, int]:
    """How many each tab holds, up to the cap, in one statement."""
    rows = filtered(filters)
    return capped_counts({tab: rows.filter(state__in=states) for tab, states in STATES.items()}, CAP)


def ratings_page(filters: RatingFilters, query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of a tab, the latest first. One query."""
    rows = filtered(filters).filter(state__in=STATES[filters.tab]).select_related("facility")
    return page(rows, order=ORDER, cursor=cursor_of(query, Rating, ORDER), size=size)


def export_rows(filters: RatingFilters) -> Iterator[Rating]:
    rows = filtered(filters).filter(state__in=STATES[filters.tab]).select_related("facility")
    return rows.order_by("-id").iterator(chunk_size=2000)


def rating(rating_id: int) -> Rating:
    """Raises Rating.DoesNotExist."""
    found: Rating = Rating.objects.select_related("facility", "office", "decided_by").get(pk=rating_id)
    return found


def items_of(rating_id: int) -> list[RatingItem]:
    """The items in their order with proofs and scores. Three queries."""
    files = RatingFile.objects.select_related("file").order_by("id")
    scores = RatingScore.objects.select_related("assessor").order_by("id")
    rows = RatingItem.objects.filter(rating_id=rating_id).order_by("position")
    return list(rows.prefetch_related(Prefetch("files", files), Prefetch("scores", scores)))


def panel_of(rating_id: int) -> list[RatingAssessor]:
    rows = RatingAssessor.objects.filter(rating_id=rating_id).select_related("user", "department")
    return list(rows.order_by("id"))


def ratings_of(facility_id: int) -> list[Rating]:
    """The ratings of one facility, the latest first."""
    return list(Rating.objects.filter(facility_id=facility_id).order_by("-id")[:50])


def waiting(actor: Actor) -> QuerySet[Rating]:
    """Ratings of the scope that wait for an office: to name a panel, to be decided, to be published."""
    states = (RatingState.SUBMITTED, RatingState.SCORED, RatingState.DECIDED)
    return Rating.objects.filter(state__in=states)


def subjects(numbers: Collection[int]) -> dict[int, Subject]:
    """Ratings of the scope as subjects of events, in one query."""
    rows = Rating.objects.filter(pk__in=numbers).select_related("facility")
    return {row.pk: Subject(row.facility.name) for row in rows}
