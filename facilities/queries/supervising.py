"""What officers look for across facilities: one child in two places, jumps in headcount."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Abs

from facilities.models import AttendanceMonth, Child, DoubleEnrolment
from facilities.queries.children import open_doubles
from regions.keyset import SIZE, Page, cursor_of, page

_DOUBLES = ("-found_on", "-id")
_JUMPS = ("-month", "-id")
#: From how many children and which share of the headcount on a jump is shown: for looking, no number of the law.
LEAST, SHARE = 5, 5


@dataclass(frozen=True)
class Other:
    """The other side of a double enrolment, as far as the scope reaches."""

    facility_id: int
    name: str


def double_rows(on: date) -> QuerySet[DoubleEnrolment]:
    """Double enrolments that still run, the latest found first."""
    return open_doubles(on).select_related("facility", "child").order_by(*_DOUBLES)


def double_page(on: date, query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of `double_rows`."""
    cursor = cursor_of(query, DoubleEnrolment, _DOUBLES)
    return page(double_rows(on), order=_DOUBLES, cursor=cursor, size=size)


def other_sides(rows: Collection[DoubleEnrolment]) -> dict[int, Other]:
    """Child → the facility of the scope where the same child is enrolled too. One query; elsewhere stays unsaid."""
    digests = {bytes(row.child.number_digest): row for row in rows}
    found = Child.objects.filter(number_digest__in=list(digests)).select_related("facility")
    by_digest: dict[bytes, list[Child]] = {}
    for child in found:
        by_digest.setdefault(bytes(child.number_digest), []).append(child)
    sides: dict[int, Other] = {}
    for row in rows:
        for child in by_digest.get(bytes(row.child.number_digest), []):
            if child.facility_id != row.facility_id:
                sides[row.child_id] = Other(child.facility_id, child.facility.name)
    return sides


def jump_rows() -> QuerySet[Any]:
    """Signed months whose headcount differs much from the month before, the latest month first."""
    rows: QuerySet[Any] = AttendanceMonth.objects.filter(state="SIGNED", children_before__isnull=False)
    rows = rows.annotate(jump=Abs(F("children") - F("children_before")))
    rows = rows.filter(Q(jump__gte=LEAST), jump__gte=F("children_before") / SHARE)
    return rows.select_related("facility").order_by(*_JUMPS)


def jump_page(query: Mapping[str, str], *, size: int = SIZE) -> Page:
    """One page of `jump_rows`."""
    return page(jump_rows(), order=_JUMPS, cursor=cursor_of(query, AttendanceMonth, _JUMPS), size=size)
