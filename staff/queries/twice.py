"""The same person employed at two facilities at once (挂靠), found by number and name across all places."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from facilities.models import Facility
from facilities.queries.authority import authorities_of
from regions.codes import level_of
from regions.enums import Level
from regions.keyset import SIZE, Page, cursor_of, cut
from regions.scope import nation_scope
from staff.models import Employment, StaffMember

_COLUMNS = {
    Level.PROVINCE: "province",
    Level.CITY: "city",
    Level.DISTRICT: "district",
    Level.STREET: "region_id",
}


@dataclass(frozen=True)
class Double:
    """Somebody of the place who is employed elsewhere too. `others` are facilities one may see; `hidden` counts the rest."""

    member_id: int
    name: str
    facility_id: int
    facility: str
    others: tuple[tuple[int, str], ...]
    hidden: int


def doubles_page(region_id: int, query: Mapping[str, str], on: date, size: int = SIZE) -> Page:
    """People of a place with overlapping employments at two facilities, by row. Three statements.

    Facilities outside the caller's scope are counted and not named.
    """
    cursor = cursor_of(query, StaffMember, ["id"])
    level = level_of(region_id)
    place = "true" if level == Level.NATION else f"m.{_COLUMNS[level]} = %s"
    values = [] if level == Level.NATION else [region_id]
    side, direction = ("<", "DESC") if cursor.backwards else (">", "ASC")
    begin = cursor.key[0] if cursor else 0
    with nation_scope(reason="one person at two facilities is found across all places"):
        with connection.cursor() as sql:
            statement = _DOUBLES.format(place=place, side=side, direction=direction)
            sql.execute(statement, [on, on, *values, begin, on, on, size + 1])
            found = sql.fetchall()
    return cut(_named(found), cursor=cursor, size=size, key=lambda row: (row.member_id,))


def authorities_elsewhere(member: StaffMember, on: date, *, own: bool) -> list[str]:
    """Whom to ask about a person who is employed at another facility too; empty: nowhere else. Which one is not said.

    `own`: the authority of the member's own place, which is all that a facility learns; else those of the other places.
    """
    with nation_scope(reason="one person at two facilities is found across all places"):
        places = set(
            StaffMember.objects.filter(number_digest=member.number_digest, name_digest=member.name_digest)
            .exclude(facility_id=member.facility_id)
            .filter(Exists(_employed(on)))
            .values_list("region_id", flat=True)
        )
    if not places:
        return []
    return authorities_of([member.region_id] if own else places)


def _employed(on: date) -> QuerySet[Employment]:
    """The employments of a person that run on a day."""
    rows = Employment.objects.filter(member=OuterRef("pk"), starts_on__lte=on)
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _named(found: list[tuple[int, str, int, list[int]]]) -> list[Double]:
    """The names of the facilities that the caller may see."""
    wanted = {facility for _m, _n, own, others in found for facility in (own, *others)}
    names = dict(Facility.objects.filter(pk__in=wanted).values_list("id", "name"))
    rows = defaultdict(list)
    for member_id, _name, _own, others in found:
        rows[member_id] = [(pk, names[pk]) for pk in others if pk in names]
    return [
        Double(
            member_id,
            name,
            own,
            names.get(own, ""),
            tuple(rows[member_id]),
            len(others) - len(rows[member_id]),
        )
        for member_id, name, own, others in found
    ]


_DOUBLES = """
SELECT m.id, m.name, m.facility_id, array_agg(DISTINCT o.facility_id ORDER BY o.facility_id)
FROM staff_staffmember m
JOIN staff_employment e ON e.member_id = m.id AND e.starts_on <= %s AND (e.ends_on IS NULL OR e.ends_on >= %s)
JOIN staff_staffmember o ON o.number_digest = m.number_digest AND o.name_digest = m.name_digest AND o.facility_id <> m.facility_id
JOIN staff_employment f ON f.member_id = o.id
WHERE {place} AND m.id {side} %s AND f.starts_on <= %s AND (f.ends_on IS NULL OR f.ends_on >= %s)
GROUP BY m.id ORDER BY m.id {direction} LIMIT %s
"""
