"""What the setting standards ask about the people of facilities, set-based: one statement for a portion of the country."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import connection

from facilities.models import Facility
from facilities.queries.standards import law_of
from facilities.rules.standards import Head, People
from facilities.staffing import Staffing
from staff.enums import AbsenceKind, Education, ProofKind
from staff.models import StaffMember
from staff.queries.standing import standing_sql

#: What R-STAFF-1 counts as a college degree, and R-STAFF-3 as high school.
COLLEGE = frozenset({Education.COLLEGE.value, Education.BACHELOR.value, Education.MASTER.value})
HIGH_SCHOOL = COLLEGE | {Education.HIGH_SCHOOL.value}
_TRAININGS = {
    "head": ProofKind.HEAD_TRAINING,
    "mch": ProofKind.MCH_TRAINING,
    "guard": ProofKind.GUARD_CERTIFICATE,
    "care": ProofKind.CARE_QUALIFICATION,
}


def staffing(facility_ids: Collection[int], on: date) -> Mapping[int, Staffing]:
    """Facility of the scope → who works there on a day. One that has never recorded anybody is left out."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, region_id in Facility.objects.filter(pk__in=list(facility_ids)).values_list(
        "id", "region_id"
    ):
        groups[tuple(law_of(region_id, on).proofs)].append(number)
    found: dict[int, Staffing] = {}
    for kinds, ids in groups.items():
        statement, values = staffing_sql(ids, on, kinds)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            found |= {row[0]: _staffing(row) for row in cursor.fetchall()}
    return found


def names(people: Collection[int]) -> Mapping[int, str]:
    """Person of the scope → name."""
    return dict(StaffMember.objects.filter(pk__in=list(people)).values_list("id", "name"))


def staffing_sql(ids: list[int], on: date, kinds: Collection[str]) -> tuple[str, list[Any]]:
    """One row a facility that has recorded staff: counts by role of those who count, the head, who does not count."""
    standing, values = standing_sql(on, kinds=list(kinds), facilities=ids)
    given: list[Any] = [*values, list(_TRAININGS.values()), on, on, ids]
    given += [_TRAININGS["head"], _TRAININGS["mch"], _TRAININGS["guard"], _TRAININGS["care"]]
    return _STAFFING.format(standing=standing), [*given, sorted(HIGH_SCHOOL), sorted(HIGH_SCHOOL), ids]


_STAFFING = """
WITH standing AS ({standing}), trained AS (
    SELECT member_id, kind, max(hours) AS hours FROM staff_proof
     WHERE kind = ANY(%s) AND withdrawn_at IS NULL AND issued_on <= %s AND (valid_to IS NULL OR valid_to >= %s)
       AND facility_id = ANY(%s)
     GROUP BY member_id, kind
), person AS (
    SELECT s.*, s.reasons = '{{}}' AS counts, head.hours, head.member_id IS NOT NULL AS head_trained,
           mch.member_id IS NOT NULL AS mch, guard.member_id IS NOT NULL AS guard, care.member_id IS NOT NULL AS care
      FROM standing s
      LEFT JOIN trained head ON head.member_id = s.member_id AND head.kind = %s
      LEFT JOIN trained mch ON mch.member_id = s.member_id AND mch.kind = %s
      LEFT JOIN trained guard ON guard.member_id = s.member_id AND guard.kind = %s
      LEFT JOIN trained care ON care.member_id = s.member_id AND care.kind = %s
), summed AS (
    SELECT facility_id,
       array_agg(coalesce(class_group_id, 0)) FILTER (WHERE role = 'CAREGIVER' AND counts) AS carers,
       (array_agg(education ORDER BY employment_id DESC) FILTER (WHERE role = 'FACILITY_HEAD'))[1] AS education,
       (array_agg(coalesce(managed_years, -1) ORDER BY employment_id DESC) FILTER (WHERE role = 'FACILITY_HEAD'))[1] AS years,
       (array_agg(head_trained ORDER BY employment_id DESC) FILTER (WHERE role = 'FACILITY_HEAD'))[1] AS head_trained,
       (array_agg(coalesce(hours, -1) ORDER BY employment_id DESC) FILTER (WHERE role = 'FACILITY_HEAD'))[1] AS hours,
       count(*) FILTER (WHERE role = 'HEALTH_STAFF' AND counts AND mch AND education = ANY(%s)) AS health,
       count(*) FILTER (WHERE role = 'HEALTH_STAFF' AND counts AND mch AND education = ANY(%s)
                          AND engagement = 'FULL_TIME') AS health_full_time,
       count(*) FILTER (WHERE role = 'SECURITY_GUARD' AND counts AND guard) AS guards,
       count(*) FILTER (WHERE role = 'KITCHEN_STAFF' AND counts) AS cooks,
       array_agg(member_id) FILTER (WHERE role = 'CAREGIVER' AND NOT care) AS unqualified,
       array_agg(member_id || '|' || array_to_string(reasons, ',')) FILTER (WHERE NOT counts) AS uncounted
      FROM person GROUP BY facility_id
)
SELECT known.facility_id, summed.* FROM (
    SELECT DISTINCT facility_id FROM staff_staffmember WHERE facility_id = ANY(%s)
) known LEFT JOIN summed USING (facility_id) ORDER BY known.facility_id
"""


def _staffing(row: tuple[Any, ...]) -> Staffing:
    _known, _id, carers, education, years, trained, hours, *rest = row
    health, health_full_time, guards, cooks, unqualified, uncounted = rest
    by_class = Counter(carers or ())
    head = None if years is None else _head(education, years, trained, hours)
    people = People(
        carers=by_class.total(),
        head=head,
        health=health or 0,
        health_full_time=health_full_time or 0,
        guards=guards or 0,
        cooks=cooks or 0,
        uncounted=_uncounted(uncounted or ()),
        unqualified=tuple(sorted(set(unqualified or ()))),
    )
    return Staffing(people, by_class)


def _head(education: str, years: int, trained: bool, hours: int) -> Head:
    college = education in COLLEGE if education else None
    return Head(college, None if years < 0 else years, trained, None if hours < 0 else hours)


def _uncounted(rows: Collection[str]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """(person, why) of those who may not be at work at all: a proof is missing, or an authority forbids it.

    Leave, illness and suspension keep somebody from counting and are no breach: the person is not at work.
    """
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        number, _mark, reasons = row.partition("|")
        kept = tuple(r for r in reasons.split(",") if ":" in r or r == AbsenceKind.BLOCKED)
        if kept and not _AWAY & set(reasons.split(",")):
            found[int(number)] = kept
    return tuple(sorted(found.items()))


#: Whoever is away with such a reason is not at work, whatever proofs they lack.
_AWAY = frozenset({AbsenceKind.LEAVE.value, AbsenceKind.ILLNESS.value, AbsenceKind.SUSPENSION.value})
