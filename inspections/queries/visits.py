"""Visits: lists of an office and of an inspector, one visit with its items, and the check before it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.actors import Actor
from accounts.models import Department
from inspections.enums import InspectionKind, VisitState
from inspections.filters import VisitFilters
from inspections.models import Visit, VisitInspector, VisitItem, VisitParty, VisitPhoto
from obligations.subjects import Subject
from regions.keyset import SIZE, Page, cursor_of, page

ORDER = ("-planned_on", "-id")
AHEAD = ("planned_on", "id")
_STATES = {
    "ahead": (VisitState.PLANNED,),
    "under_way": (VisitState.UNDER_WAY, VisitState.TO_SIGN),
    "done": (VisitState.DONE, VisitState.CANCELLED),
}


def visible_to(actor: Actor) -> QuerySet[Visit]:
    """The visits of the scope that concern this person; those of facilities opened to them only where they take part."""
    rows = Visit.objects.all()
    if actor.opened and actor.post is not None:
        party = VisitParty.objects.filter(visit=OuterRef("pk"), department_id=actor.department_id)
        rows = rows.filter(Exists(party), facility_id__in=actor.opened)
    return rows


def visits_page(actor: Actor, filters: VisitFilters, query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of visits that authorities carry out, with facility and inspectors. Three queries."""
    rows = visible_to(actor).exclude(kind=InspectionKind.SELF_CHECK).filter(state__in=_STATES[filters.tab])
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.plan:
        rows = rows.filter(plan_id=filters.plan)
    if filters.who:
        user = actor.user_id if filters.who == "me" else int(filters.who)
        rows = rows.filter(Exists(VisitInspector.objects.filter(visit=OuterRef("pk"), user_id=user)))
    rows = rows.select_related("facility", "office").prefetch_related(
        Prefetch("inspectors", VisitInspector.objects.select_related("user").order_by("id"))
    )
    order = AHEAD if filters.tab == "ahead" else ORDER
    return page(rows, order=order, cursor=cursor_of(query, Visit, order), size=size)


def visit(visit_id: int) -> Visit:
    """One visit with its facility and office. Raises Visit.DoesNotExist."""
    related = ("facility", "office", "paper", "started_by", "finished_by", "acknowledged_by")
    found: Visit = Visit.objects.select_related(*related).get(pk=visit_id)
    return found


def items_of(visit_id: int) -> list[VisitItem]:
    """The items in the order of walking through, with their pictures. Two queries."""
    rows = VisitItem.objects.filter(visit_id=visit_id).select_related("answered_by")
    photos = VisitPhoto.objects.select_related("file").order_by("taken_at", "id")
    return list(rows.prefetch_related(Prefetch("photos", photos)).order_by("position"))


def parties_of(visit_id: int) -> list[VisitParty]:
    rows = VisitParty.objects.filter(visit_id=visit_id).select_related("department", "signed_by")
    return list(rows.order_by("id"))


def inspectors_of(visit_id: int) -> list[VisitInspector]:
    rows = VisitInspector.objects.filter(visit_id=visit_id).select_related("user", "department")
    return list(rows.order_by("id"))


def visits_of(facility_id: int, limit: int = 50) -> list[Visit]:
    """The visits of one facility and its own checks, the latest first."""
    rows = Visit.objects.filter(facility_id=facility_id).select_related("office")
    return list(rows.order_by("-planned_on", "-id")[:limit])


def self_check_before(row: Visit) -> Visit | None:
    """The facility's own latest check before a visit, to compare with."""
    rows = Visit.objects.filter(
        facility_id=row.facility_id, kind=InspectionKind.SELF_CHECK, state=VisitState.DONE
    ).exclude(pk=row.pk)
    if row.visited_on is not None:
        rows = rows.filter(visited_on__lte=row.visited_on)
    return rows.order_by("-visited_on", "-id").first()


def answers_by_code(visit_id: int) -> dict[str, str]:
    """Item code → answer of one visit. One query."""
    return dict(VisitItem.objects.filter(visit_id=visit_id).values_list("code", "answer"))


def calendar_of(actor: Actor, first: date, last: date) -> dict[date, list[Visit]]:
    """Day → the visits of a period with their inspectors, for a calendar. Two queries."""
    rows = visible_to(actor).exclude(kind=InspectionKind.SELF_CHECK).exclude(state=VisitState.CANCELLED)
    rows = rows.filter(planned_on__gte=first, planned_on__lte=last).select_related("facility")
    found: dict[date, list[Visit]] = defaultdict(list)
    shown = Prefetch("inspectors", VisitInspector.objects.select_related("user").order_by("id"))
    for row in rows.prefetch_related(shown).order_by("planned_on", "id")[:1000]:
        found[row.planned_on].append(row)
    return dict(found)


def office_of(department_id: int | None) -> Department | None:
    return Department.objects.filter(pk=department_id).first() if department_id else None


def subjects(numbers: Collection[int]) -> dict[int, Subject]:
    """Visits of the scope as subjects of events, in one query."""
    rows = Visit.objects.filter(pk__in=numbers).select_related("facility").only("kind", "facility__name")
    return {row.pk: Subject(row.facility.name) for row in rows}
