"""What officers look for across facilities: one child in two places, jumps in headcount."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Abs

from accounts.enums import DepartmentKind
from accounts.models import Department
from accounts.queries import departments_for
from facilities.models import AttendanceMonth, DoubleEnrolment
from facilities.queries.authority import unnamed
from facilities.queries.children import Stay, open_doubles, stays_of_numbers
from facilities.queries.facility import facility_names
from kernel.periods import Period
from regions.keyset import SIZE, Page, cursor_of, page
from regions.scope import nation_scope

_DOUBLES = ("-found_on", "-id")
_JUMPS = ("-month", "-id")
#: From how many children and which share of the headcount on a jump is shown: for looking, no number of the law.
LEAST, SHARE = 5, 5


@dataclass(frozen=True)
class Other:
    """The other side of a double enrolment: a facility of the scope, or only the authority to contact."""

    facility_id: int = 0
    name: str = ""
    authority: str = ""


def double_rows(on: date) -> QuerySet[DoubleEnrolment]:
    """Double enrolments that still run, the latest found first."""
    return open_doubles(on).select_related("facility", "child").order_by(*_DOUBLES)


def double_page(on: date, query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of `double_rows`."""
    cursor = cursor_of(query, DoubleEnrolment, _DOUBLES)
    return page(double_rows(on), order=_DOUBLES, cursor=cursor, size=size)


def other_sides(rows: Collection[DoubleEnrolment]) -> dict[int, Other]:
    """Child → where the same child is enrolled on the same days: a facility of the scope by name, else the authority.

    Three queries. A facility outside the scope of the caller is neither named nor numbered.
    """
    numbers = {bytes(row.child.number_digest) for row in rows}
    with nation_scope(reason="one child, one place: whom to contact about the other place"):
        stays = stays_of_numbers(numbers)
    there = {
        row: [stay for stay in stays[bytes(row.child.number_digest)] if _meets(row, stay)] for row in rows
    }
    found = [stay for each in there.values() for stay in each]
    names = facility_names({stay.facility_id for stay in found})
    offices = departments_for({s.region_id for s in found}, (DepartmentKind.HEALTH,))
    return {row.child_id: _other(each, names, offices) for row, each in there.items()}


def _meets(row: DoubleEnrolment, stay: Stay) -> bool:
    return stay.facility_id != row.facility_id and stay.span.overlaps(Period(row.starts_on, row.ends_on))


def _other(stays: list[Stay], names: Mapping[int, str], offices: Mapping[int, Department]) -> Other:
    for stay in stays:
        if stay.facility_id in names:
            return Other(stay.facility_id, names[stay.facility_id])
    served = sorted({offices[stay.region_id].name for stay in stays if stay.region_id in offices})
    return Other(authority="、".join(served) or unnamed())


def jump_rows() -> QuerySet[Any]:
    """Signed months whose headcount differs much from the month before, the latest month first."""
    rows: QuerySet[Any] = AttendanceMonth.objects.filter(state="SIGNED", children_before__isnull=False)
    rows = rows.annotate(jump=Abs(F("children") - F("children_before")))
    rows = rows.filter(Q(jump__gte=LEAST), jump__gte=F("children_before") / SHARE)
    return rows.select_related("facility").order_by(*_JUMPS)


def jump_page(query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of `jump_rows`."""
    return page(jump_rows(), order=_JUMPS, cursor=cursor_of(query, AttendanceMonth, _JUMPS), size=size)
