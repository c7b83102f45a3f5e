"""Who is enrolled where: classes with their children on a day, set-based for one facility or for the whole scope."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from facilities.models import ClassGroup, Enrolment
from facilities.rules.ages import Band
from policy.enums import ClassKind
from policy.queries import class_kinds

_ORDER = {kind: place for place, kind in enumerate(ClassKind.values)}


@dataclass(frozen=True)
class ClassRoll:
    """One class on a day. `oldest` and `youngest` are days of birth; None in a class without children."""

    id: int
    facility_id: int
    kind: str
    name: str
    care_mode: str
    places: int
    children: int
    oldest: date | None
    youngest: date | None


def running(on: date, prefix: str = "") -> Q:
    """The condition of rows with starts_on and ends_on that include a day."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": on})
    )


def open_classes(on: date) -> QuerySet[ClassGroup]:
    """The classes of the scope that are open on a day."""
    closed = Q(closed_on__isnull=True) | Q(closed_on__gte=on)
    rows: QuerySet[ClassGroup] = ClassGroup.objects.filter(closed, opened_on__lte=on)
    return rows


def groups_to_choose(facility_id: int, on: date) -> list[ClassGroup]:
    """The classes a child can be put into, by name: open on a day, with no day on which they close."""
    rows = open_classes(on).filter(facility_id=facility_id, closed_on=None)
    return list(rows.order_by("name", "id"))


def class_names(class_ids: Collection[int]) -> dict[int, str]:
    """Class → its name. One query, none without classes."""
    if not class_ids:
        return {}
    return dict(ClassGroup.objects.filter(pk__in=list(class_ids)).values_list("id", "name"))


def rolls(on: date, facility_ids: Sequence[int] | None = None) -> QuerySet[Any]:
    """Every open class of the scope with its children of a day, as dictionaries with the names of ClassRoll.

    One statement; `query.sql_with_params()` of it is a relation to join for many facilities at once.
    """
    rows = open_classes(on)
    if facility_ids is not None:
        rows = rows.filter(facility_id__in=facility_ids)
    here = running(on, "enrolments__")
    return rows.values("id", "facility_id", "kind", "name", "care_mode", "places").annotate(
        children=Count("enrolments", filter=here),
        oldest=Min("enrolments__child__born_on", filter=here, output_field=DateField()),
        youngest=Max("enrolments__child__born_on", filter=here, output_field=DateField()),
    )


def class_rolls(facility_id: int, on: date) -> list[ClassRoll]:
    """The open classes of a facility with their children, the youngest kind first."""
    found = [ClassRoll(**row) for row in rolls(on, [facility_id])]
    return sorted(found, key=lambda each: (_ORDER[each.kind], each.name, each.id))


def headcount(facility_id: int, on: date) -> int:
    """Children enrolled on a day."""
    return Enrolment.objects.filter(running(on), facility_id=facility_id).count()


def still_enrolled(facility_id: int, on: date) -> int:
    """Children who will be cared for on a day or later: what a cancellation has to provide for (U13)."""
    rows = Enrolment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), facility_id=facility_id)
    return rows.values("child_id").distinct().count()


def places_of_classes(facility_id: int, on: date) -> int:
    """The places of all open classes together."""
    total: int = open_classes(on).filter(facility_id=facility_id).aggregate(n=Coalesce(Sum("places"), 0))["n"]
    return total


def bands(region_id: int, on: date) -> dict[str, Band]:
    """The ages of each kind of class by the law of a place. No query."""
    return {
        kind.value: Band(rule.from_months, rule.to_months)
        for kind, rule in class_kinds(region_id, on).items()
    }


def register_ends_at(region_id: int, on: date) -> int | None:
    """The age in months that no class of a place admits any more; None where no text says one."""
    return max((band.to_months for band in bands(region_id, on).values()), default=None)
