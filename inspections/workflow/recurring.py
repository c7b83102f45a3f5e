"""The night of recurring duties: each period's duty begins with its owner and day; what was not done is missed.

Set-based: what the rows of a duty, a period and a place have in common is worked out once, the rows are one INSERT … SELECT,
their obligations another. A second run, or two at once, adds nothing. One event a district says what happened how often.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from accounts.actors import system_actor
from accounts.enums import DepartmentKind
from accounts.queries import departments_for
from audit.workflow import Happened, record_all
from facilities.enums import FILED_STATES, FacilityState
from inspections.enums import DutyState
from inspections.models import DutyPeriod
from inspections.queries import duty_law
from inspections.queries.duty_law import DutyLaw, Opened
from inspections.tables import DUTY
from jobs.workflow import pause
from kernel import clock
from obligations.enums import FACILITY
from obligations.workflow import Common, miss_set, open_rows, open_set, settle_all
from policy.queries import places_with_law
from regions.codes import contains
from regions.managers import within
from regions.scope import nation_scope

_PLATFORM = system_actor("Recurring duties")
_OWING = sorted({*(state.value for state in FILED_STATES), FacilityState.SUSPENDED.value})
#: An office that is missing leaves its duty to the health authority of the place.
_KINDS = {kind.value for kind in DepartmentKind}
logger = logging.getLogger(__name__)


def keep_duties(on: date | None = None) -> dict[str, int]:
    """Open what begins, mark what is done already, what is missed, and what can no longer be made good.

    Returns how many duties each step concerned. Every step is a transaction of its own.
    """
    day = on or clock.today()
    counts = {"opened": open_due(day)}
    with nation_scope(reason="recurring duties of all places are kept by the night"):
        counts["met"] = _meet()
        counts["missed"] = _miss(day)
        counts["lost"] = _lose(day)
    return counts


def open_due(on: date) -> int:
    """Begin every duty of the period of a day, in all places; how many began.

    Every period since the latest one that began is looked at again: nights that were missed leave nothing out.
    """
    opened, places = 0, places_with_law()
    for number, place in enumerate(places):
        pause(number, len(places))
        inner = [each for each in places if each != place and contains(place, each)]
        for duty in duty_law.duties_of(place, on):
            if duty.off or (duty.of_place and not _own(duty, place)):
                continue
            with nation_scope(reason="recurring duties of all places begin by the night"):
                for span in duty_law.periods_until(duty, _latest(duty, on), on):
                    for each in duty_law.opened_in(place, duty, span):
                        opened += _open(each, place, inner, on)
    return opened


def _own(duty: DutyLaw, place: int) -> bool:
    """A duty of a place begins once, where its text was made."""
    return duty.value.pack == ("CN" if place == 0 else f"{place:012d}"[:6])


def _latest(duty: DutyLaw, on: date) -> date:
    """A day of the latest period that began before the one of a day; that day itself where none ever did."""
    begun = DutyPeriod.objects.filter(duty=duty.id, ends_on__lt=on)
    return begun.order_by("-starts_on").values_list("starts_on", flat=True).first() or on


@transaction.atomic
def _open(each: Opened, place: int, inner: Sequence[int], on: date) -> int:
    step, duty = DUTY.target("open", ""), each.law
    given = {
        "duty": duty.id, "rule": duty.rule.name, "starts": each.span.starts_on, "ends": each.span.ends_on,
        "last": each.last_on, "due": each.due_on, "needed": duty.needed, "late": duty.value.late, "state": step.target,
        "source": connection.ops.adapt_json_value(duty.value.source.as_json(), None), "pack": duty.value.pack,
        "version": duty.value.version, "on": on, "place": place,
    }  # fmt: skip
    if duty.of_place:
        office = _offices([place], duty).get(place)
        rows = _rows(_OPEN_PLACE, {**given, "office": office})
    else:
        rows = _rows(*_of_facilities(each, place, inner, given))
    ids = [number for number, _district in rows]
    _count(ids)
    _tell(step.event, rows, duty.id, starts_on=each.span.starts_on)
    open_set(by=_PLATFORM, subject=DutyPeriod, ids=ids, common=_common(each))
    return len(ids)


def _of_facilities(
    each: Opened, place: int, inner: Sequence[int], given: Mapping[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The statement for the facilities of a place whose law this is, and its values."""
    values: dict[str, Any] = {**given, "owing": _OWING, "joins": each.joins_until, "kinds": list(each.kinds)}
    where = ["true"]
    for number, code in enumerate((place, *inner)):
        column = next(iter(within(code)), "")
        if column:
            values[f"code{number}"] = code
            where.append(f"{'' if code == place else 'NOT '}f.{column} = %(code{number})s")
    districts = _districts(" AND ".join(where), values) if each.law.rule.owner != FACILITY else []
    offices = _offices(districts, each.law)
    values["districts"], values["offices"] = list(offices), list(offices.values())
    return _OPEN_FACILITIES.format(place=" AND ".join(where)), values


def _offices(places: Sequence[int], duty: DutyLaw) -> dict[int, int]:
    """Place → the office that owes it: of the kind that the law names, else the health authority."""
    kind = duty.rule.owner if duty.rule.owner in _KINDS else DepartmentKind.HEALTH.value
    rest = departments_for(places, (DepartmentKind.HEALTH,))
    named = departments_for(places, (DepartmentKind(kind),))
    return {place: office.pk for place, office in {**rest, **named}.items()}


def _districts(where: str, values: Mapping[str, Any]) -> list[int]:
    statement = (
        f"SELECT DISTINCT f.district, 0 FROM facilities_facility f WHERE {where} AND f.state = ANY(%(owing)s)"
    )
    return [district for district, _zero in _rows(statement, values)]


def _common(each: Opened) -> Common:
    source = each.law.value.source
    return Common(
        each.law.rule.name,
        "period_began",
        each.due_on,
        each.due_status,
        source.as_json(),
        each.law.value.pack,
        each.law.value.version,
        each.calendar_version,
        each.missing_years,
    )


def _count(ids: Sequence[int]) -> None:
    """Acts that were entered before the duty began count for it."""
    if ids:
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, {"ids": list(ids)})


@transaction.atomic
def _meet() -> int:
    step = DUTY.target("meet", DutyState.OPEN)
    rows = DutyPeriod.objects.filter(state=DutyState.OPEN, done__gte=F("needed"))
    return _move(rows, DutyState(step.target), step.event, met_on=clock.today())


@transaction.atomic
def _miss(on: date) -> int:
    step = DUTY.target("miss", DutyState.OPEN)
    rows = DutyPeriod.objects.filter(state=DutyState.OPEN, last_on__lt=on, done__lt=F("needed"))
    return _move(rows, DutyState(step.target), step.event)


@transaction.atomic
def _lose(on: date) -> int:
    """What was missed and cannot be entered any more; a report that is owed late stays owed."""
    step = DUTY.target("lose", DutyState.MISSED)
    _free, most = duty_law.late_entry(0, on)
    rows = DutyPeriod.objects.filter(
        state=DutyState.MISSED, late=False, last_on__lt=on - timedelta(days=most), done__lt=F("needed")
    )
    ids = list(rows.values_list("id", "rule").order_by("rule"))
    lost = _move(rows, DutyState(step.target), step.event)
    for rule, group in groupby(ids, key=lambda pair: pair[1]):
        numbers = [number for number, _rule in group]
        miss_set(by=_PLATFORM, subject=DutyPeriod, ids=numbers, rule=rule, event=step.event)
    return lost


def _move(rows: Any, state: DutyState, event: str, **values: Any) -> int:
    """Set the state of rows in one statement and write one event a district and duty. Met ones settle what is owed."""
    found = list(rows.select_for_update(of=("self",)).order_by("duty", "district", "id"))
    DutyPeriod.objects.filter(pk__in=[row.pk for row in found]).update(
        state=state, version=F("version") + 1, **values
    )
    if state == DutyState.MET:
        _settle(found)
    for duty, group in groupby(found, key=lambda row: row.duty):
        _tell(event, [(row.pk, row.district) for row in group], duty)
    return len(found)


def _settle(rows: Sequence[DutyPeriod]) -> None:

    for rule in {row.rule for row in rows}:
        owed = open_rows([row for row in rows if row.rule == rule], rule)
        settle_all(by=_PLATFORM, rows=list(owed.values()), event="duty.met")


def _tell(event: str, rows: Sequence[tuple[int, int]], duty: str, **data: Any) -> None:
    """One event a district: which duty, how many rows."""
    counts: dict[int, int] = {}
    for _number, district in rows:
        counts[district] = counts.get(district, 0) + 1
    said = {name: str(value) for name, value in data.items()}
    record_all(
        by=_PLATFORM,
        happened=[
            Happened(event, district, data={"duty": duty, "count": n, **said})
            for district, n in sorted(counts.items())
        ],
    )


def _rows(statement: str, given: Mapping[str, Any]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


_COLUMNS = """
    region_id, facility_id, duty, rule, office_id, starts_on, ends_on, counts_from, last_on, due_on, needed, done, late, state,
    source, pack, pack_version, opened_on, version"""
_OPEN_FACILITIES = (
    "INSERT INTO inspections_dutyperiod ("
    + _COLUMNS
    + """)
SELECT f.region_id, f.id, %(duty)s, %(rule)s, o.office, %(starts)s, %(ends)s, greatest(%(starts)s::date, f.filed_on),
       %(last)s, %(due)s, %(needed)s, 0, %(late)s, %(state)s, %(source)s, %(pack)s, %(version)s, %(on)s, 1
  FROM facilities_facility f
  LEFT JOIN unnest(%(districts)s::bigint[], %(offices)s::bigint[]) AS o (district, office) ON o.district = f.district
 WHERE {place} AND f.state = ANY(%(owing)s) AND f.filed_on <= %(joins)s
   AND (cardinality(%(kinds)s::text[]) = 0 OR f.entity_kind = ANY(%(kinds)s::text[]))
ON CONFLICT DO NOTHING RETURNING id, district"""
)
_OPEN_PLACE = (
    "INSERT INTO inspections_dutyperiod ("
    + _COLUMNS
    + """)
VALUES (%(place)s, NULL, %(duty)s, %(rule)s, %(office)s, %(starts)s, %(ends)s, %(starts)s, %(last)s, %(due)s, %(needed)s, 0,
        %(late)s, %(state)s, %(source)s, %(pack)s, %(version)s, %(on)s, 1)
ON CONFLICT DO NOTHING RETURNING id, district"""
)
#: Row of a duty → how often it was done: the acts of its period, or those that name it. A failed act does not count.
DONE = """(
    SELECT coalesce(sum(a.times), 0) FROM inspections_dutyact a
     WHERE a.state = 'RECORDED' AND a.result <> 'FAILED' AND a.duty = t.duty
       AND (a.facility_id = t.facility_id OR (t.facility_id IS NULL AND a.facility_id IS NULL AND a.region_id = t.region_id))
       AND CASE WHEN t.late THEN a.period_id = t.id ELSE a.done_on BETWEEN t.counts_from AND t.last_on END)"""
_COUNT = f"UPDATE inspections_dutyperiod t SET done = {DONE} WHERE t.id = ANY(%(ids)s)"
