"""What an officer watches: proofs that run out, and facilities whose number of staff jumped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from facilities.models import Facility
from regions import keyset
from regions.keyset import SIZE, Page, cursor_of, cut
from staff.models import Employment, Proof
from staff.queries.law import number

ORDER = ("valid_to", "id")
JUMP_RULE = "CN-S10"


def running_out(on: date, *, days: int, kind: str = "") -> QuerySet[Proof]:
    """Proofs of people at work that run out within so many days (0: ran out already), without a longer one beside."""
    longer = Proof.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to")),
        member=OuterRef("member"),
        kind=OuterRef("kind"),
        withdrawn_at__isnull=True,
    )
    working = Employment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), member=OuterRef("member")
    )
    until = Q(valid_to__lt=on) if days == 0 else Q(valid_to__gte=on, valid_to__lte=on + timedelta(days=days))
    rows = Proof.objects.filter(until, Exists(working), ~Exists(longer), withdrawn_at__isnull=True)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("member", "facility")


def running_out_page(
    query: Mapping[str, str], on: date, *, days: int, kind: str = "", size: int = SIZE
) -> Page:
    """One page of them in the scope, the nearest first. One query."""
    rows = running_out(on, days=days, kind=kind)
    return keyset.page(rows, order=ORDER, cursor=cursor_of(query, Proof, ORDER), size=size)


@dataclass(frozen=True)
class Jump:
    """How many people a facility had, and has."""

    facility_id: int
    facility: str
    before: int
    after: int

    @property
    def percent(self) -> int:
        return round((self.after - self.before) * 100 / self.before)


@dataclass(frozen=True)
class JumpRule:
    """From which change on it is worth a look (CN-S10): `percent` within `days`, by at least `people`."""

    percent: int
    days: int
    people: int


def jump_rule(region_id: int, on: date) -> JumpRule | None:
    values = [number(region_id, JUMP_RULE, name, on) for name in ("jump_percent", "jump_days", "jump_people")]
    return None if None in values else JumpRule(*(value or 0 for value in values))


def jumps_page(query: Mapping[str, str], on: date, rule: JumpRule, size: int = SIZE) -> Page:
    """Facilities of the scope whose headcount changed by more than the rule says. Two statements."""
    cursor = cursor_of(query, Facility, ["id"])
    side, direction = ("<", "DESC") if cursor.backwards else (">", "ASC")
    was = on - timedelta(days=rule.days)
    values = [was, was, on, on, on, was, cursor.key[0] if cursor else 0, rule.percent, rule.people, size + 1]
    with connection.cursor() as sql:
        sql.execute(_JUMPS.format(side=side, direction=direction), values)
        found = sql.fetchall()
    names = dict(Facility.objects.filter(pk__in=[row[0] for row in found]).values_list("id", "name"))
    rows = [Jump(pk, names.get(pk, ""), before, after) for pk, before, after in found]
    return cut(rows, cursor=cursor, size=size, key=lambda row: (row.facility_id,))


_JUMPS = """
SELECT facility_id, before, after FROM (
    SELECT facility_id,
        count(DISTINCT member_id) FILTER (WHERE starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)) AS before,
        count(DISTINCT member_id) FILTER (WHERE starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)) AS after
    FROM staff_employment WHERE starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s) AND facility_id {side} %s
    GROUP BY facility_id
) counted WHERE before > 0 AND abs(after - before) * 100 > %s * before AND abs(after - before) >= %s
ORDER BY facility_id {direction} LIMIT %s
"""
