"""What the setting standards ask about the people of facilities, set-based: one statement for a portion of the country."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import connection

from facilities.rules.standards import Head, Law, People
from facilities.staffing import Staffing
from kernel.arrays import array
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


def staffing(laws: Mapping[int, Law], on: date) -> Mapping[int, Staffing]:
    """Facility of the scope → who works there on a day, from facility → its law. One that never recorded anybody is left out.

    One statement for each set of proofs that everyone needs (all places of today share one).
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, law in laws.items():
        groups[tuple(law.proofs)].append(number)
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
    standing, values = standing_sql(on, kinds=list(kinds), facilities=ids, also=_TRAININGS, hours=["head"])
    high_school, chosen = sorted(HIGH_SCHOOL), array(ids)
    return _STAFFING.format(standing=standing), [
        *values,
        sorted(COLLEGE),
        high_school,
        high_school,
        chosen,
        chosen,
    ]


#: Of two heads the one employed last; -1 stands for what nobody has said.
_STAFFING = """
WITH person AS (
    SELECT s.*, s.reasons = '{{}}' AS counts FROM ({standing}) s
), summed AS (
    SELECT facility_id,
       array_agg(coalesce(class_group_id, 0)) FILTER (WHERE role = 'CAREGIVER' AND counts) AS carers,
       max(ARRAY[employment_id, CASE WHEN education = '' THEN -1 ELSE (education = ANY(%s))::int END,
                 coalesce(managed_years, -1), head::int, coalesce(head_hours, -1)]) FILTER (WHERE role = 'FACILITY_HEAD') AS head,
       count(*) FILTER (WHERE role = 'HEALTH_STAFF' AND counts AND mch AND education = ANY(%s)) AS health,
       count(*) FILTER (WHERE role = 'HEALTH_STAFF' AND counts AND mch AND education = ANY(%s)
                          AND engagement = 'FULL_TIME') AS health_full_time,
       count(*) FILTER (WHERE role = 'SECURITY_GUARD' AND counts AND guard) AS guards,
       count(*) FILTER (WHERE role = 'KITCHEN_STAFF' AND counts) AS cooks,
       array_agg(member_id) FILTER (WHERE role = 'CAREGIVER' AND NOT care) AS unqualified,
       array_agg(member_id || '|' || array_to_string(reasons, ',')) FILTER (WHERE NOT counts) AS uncounted
      FROM person GROUP BY facility_id
)
SELECT known.facility_id, summed.* FROM unnest(%s::bigint[]) AS known (facility_id) LEFT JOIN summed USING (facility_id)
 WHERE summed.facility_id IS NOT NULL
    OR known.facility_id IN (SELECT facility_id FROM staff_staffmember WHERE facility_id = ANY(%s::bigint[]))
 ORDER BY known.facility_id
"""


def _staffing(row: tuple[Any, ...]) -> Staffing:
    _known, _id, carers, head, health, health_full_time, guards, cooks, unqualified, uncounted = row
    by_class: dict[int, int] = {}
    for group in sorted(carers or ()):
        by_class[group] = by_class.get(group, 0) + 1
    people = People(
        carers=len(carers or ()),
        head=_head(*head[1:]) if head else None,
        health=health or 0,
        health_full_time=health_full_time or 0,
        guards=guards or 0,
        cooks=cooks or 0,
        uncounted=_uncounted(uncounted or ()),
        unqualified=tuple(sorted(set(unqualified or ()))),
    )
    return Staffing(people, by_class)


def _head(college: int, years: int, trained: int, hours: int) -> Head:
    return Head(
        None if college < 0 else college == 1,
        None if years < 0 else years,
        trained == 1,
        None if hours < 0 else hours,
    )


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
