"""The people of a facility: pages of them, and one of them with everything."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from facilities.models import ClassGroup
from obligations.subjects import Subject
from regions import keyset
from regions.keyset import Page, cursor_of
from staff.models import Absence, Employment, Proof, StaffMember

ORDER = ("name", "id")


def employed_on(on: date) -> Q:
    """Employments that hold on a day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def with_everything(rows: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    """Employments, proofs and absences of people, one query each."""
    return rows.select_related("facility").prefetch_related(
        Prefetch(
            "employments", Employment.objects.select_related("class_group").order_by("-starts_on", "-id")
        ),
        Prefetch("proofs", Proof.objects.select_related("file").order_by("-issued_on", "-id")),
        Prefetch("absences", Absence.objects.order_by("-starts_on", "-id")),
    )


def people_of(facility_id: int, on: date, *, left: bool = False) -> QuerySet[StaffMember]:
    """Who works at a facility on a day or will; `left`: who does no more."""
    here = Employment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), member=OuterRef("pk"))
    rows = StaffMember.objects.filter(facility_id=facility_id)
    return rows.filter(~Exists(here) if left else Exists(here))


def people_page(
    facility_id: int, query: Mapping[str, str], on: date, *, left: bool = False, size: int = keyset.SIZE
) -> Page:
    """One page of the people of a facility by name, with everything about them. Four queries."""
    rows = with_everything(people_of(facility_id, on, left=left))
    return keyset.page(rows, order=ORDER, cursor=cursor_of(query, StaffMember, ORDER), size=size)


def people_at_work(facility_id: int, on: date, most: int | None = None) -> list[StaffMember]:
    """Who works at a facility on a day or will, by name, with everything about them. Four queries."""
    return list(with_everything(people_of(facility_id, on)).order_by(*ORDER)[:most])


def person(member_id: int) -> StaffMember:
    """One person of the scope with everything. Raises StaffMember.DoesNotExist."""
    found: StaffMember = with_everything(StaffMember.objects.all()).get(pk=member_id)
    return found


def open_classes(facility_id: int) -> list[tuple[int, str]]:
    """The classes that a caregiver can belong to, as choices."""
    rows = ClassGroup.objects.filter(facility_id=facility_id, closed_on__isnull=True)
    return list(rows.order_by("name", "id").values_list("id", "name"))


def subjects(numbers: Collection[int]) -> dict[int, Subject]:
    """People of the scope as subjects of duties, in one query."""
    rows = StaffMember.objects.filter(pk__in=numbers).values_list("id", "name")
    return {number: Subject(name) for number, name in rows}
