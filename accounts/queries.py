"""Reading people and departments. These tables are read before a scope exists."""

from datetime import date

from django.db.models import Q

from accounts.actors import Post
from accounts.enums import DepartmentKind, Role
from accounts.models import Appointment, Department
from kernel import clock
from regions.codes import lineage


def in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def posts_of(user_id: int) -> list[Post]:
    """The appointments a person may act in today, the oldest first."""
    today = clock.today()
    rows = (
        Appointment.objects.filter(in_force(today), user_id=user_id)
        .filter(Q(department__valid_to__isnull=True) | Q(department__valid_to__gte=today))
        .select_related("department__region")
        .order_by("id")
    )
    return [post_of(row) for row in rows]


def post_of(row: Appointment) -> Post:
    office = row.department
    return Post(
        id=row.pk,
        role=Role(row.role),
        department_id=office.pk,
        department=office.name,
        department_en=office.name_en,
        kind=DepartmentKind(office.kind),
        region_id=office.region_id,
        region=office.region.name,
        until=row.valid_to,
    )


def department_for(region_id: int, kinds: tuple[str, ...]) -> Department | None:
    """The office of a kind that serves a region: in the region itself, else the nearest above it."""
    rows = Department.objects.filter(
        in_force(clock.today()), region_id__in=lineage(region_id), kind__in=kinds
    )
    return max(rows, key=lambda d: (len(lineage(d.region_id)), -d.pk), default=None)
