"""What facilities could claim for a month, set-based: the rules of `rules.child_months` as one statement a programme.

The calculator is the truth; `tests/subsidies/test_runs.py` holds every amount of this statement against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from facilities.models import AttendanceMonth
from facilities.rules.attendance import last_day
from kernel.periods import add_months
from policy.law import AgeRule, FacilityTest, HalfDay, PartialMonth, Programme, Rounding, TwoFacilities
from policy.queries import programme, programmes
from regions.managers import within
from subsidies.enums import GRANTED, PAYING, ClaimState, Code, Payer
from subsidies.queries.away import Away, days_away
from subsidies.queries.quoting import stacking_here
from subsidies.queries.subjects import BY_MONTH
from subsidies.rules import windows
from subsidies.rules.child_months import term_for
from subsidies.rules.presence import PARTS


@dataclass
class Terms:
    """One wording of a programme and the districts of a part where it speaks for a month."""

    term: Programme
    beside: frozenset[str]
    districts: list[int]


def terms_of(part: int, month: date) -> list[Terms]:
    """The programmes by which signed attendance of a month is paid in a division; those that cannot be paid are left out.

    One statement; the law is in memory.
    """
    rows = AttendanceMonth.objects.filter(month=month, state="SIGNED", **within(part))
    found: dict[tuple[int, frozenset[str]], Terms] = {}
    for district in rows.order_by("district").values_list("district", flat=True).distinct():
        for each in programmes(district):
            if each.kind not in BY_MONTH:
                continue
            term = term_for(programme(district, each.id), month, last_day(month))
            if pays(term, month):
                names = (other.id for other in programmes(district) if other.id != term.id)
                beside = stacking_here(district, term, names)
                found.setdefault((id(term), beside), Terms(term, beside, [])).districts.append(district)
    return list(found.values())


def pays(term: Programme, month: date) -> bool:
    """Whether a wording can be paid for a month, and everything that the amount asks for is stated."""
    if windows.unpaid(term):
        return False
    if windows.window(term, windows.day_tested(term, month, last_day(month))) != Code.OK:
        return False
    mode = term.choice("partial_month_mode")
    needs_share = mode in (PartialMonth.MIN_HALF, PartialMonth.HALF_STEP)
    return bool(
        _rate(term)
        and term.number("under_years") is not None
        and (term.choice("age_rule") != AgeRule.UNTIL_TERM_END or term.texts("term_ends"))
        and (not needs_share or term.number("presence_min_pct") is not None)
    )


def claimable(term: Programme, month: date, on: date) -> bool:
    """Whether a month can still be claimed on a day: some texts give a number of months."""
    months = term.number("claim_within_months")
    return months is None or on <= add_months(last_day(month), months)


def _rate(term: Programme) -> int | None:
    return term.number("rate") or term.number("rate_min")


_SHEETS = """
SELECT COALESCE(array_agg(id), '{{}}'), COALESCE(array_agg(facility_id), '{{}}') FROM (
    SELECT s.id, s.facility_id
    FROM facilities_attendancemonth s
    JOIN facilities_facility f ON f.id = s.facility_id AND f.district = ANY(%(districts)s)
    {recognitions}
    WHERE s.month = %(first)s AND s.state = 'SIGNED' AND s.district = ANY(%(districts)s) AND {filed}
      AND NOT EXISTS (SELECT FROM subsidies_proposedclaim p
          WHERE p.facility_id = s.facility_id AND p.programme = %(programme)s AND p.month = s.month)
      AND NOT EXISTS (SELECT FROM subsidies_subsidyclaim k
          WHERE k.facility_id = s.facility_id AND k.programme = %(programme)s AND k.corrects_id IS NULL
            AND k.state <> ALL(%(dead)s) AND strpos(k.subject, %(name)s) > 0)
    GROUP BY s.id, s.facility_id
    HAVING {universal}
) found
"""
_RECOGNITIONS = """JOIN facilities_universalrecognition u
       ON u.facility_id = s.facility_id AND u.district = ANY(%(districts)s)
      AND LEAST(u.valid_to, u.withdrawn_from - 1) >= u.valid_from"""

# What is read of the sheets comes in bulk by their keys and meets in hash joins, each row judged once (OFFSET 0 keeps
# the planner from judging it anew wherever it is named).
_PROPOSE = """
WITH sheet AS (
    SELECT id, facility_id, region_id, bit_count(service_days::bit(32)) AS service
    FROM facilities_attendancemonth WHERE id = ANY(%(sheets)s)
), stay AS (
    SELECT e.child_id, e.facility_id{spans}
    FROM facilities_enrolment e
    WHERE e.facility_id = ANY(%(facilities)s) AND e.starts_on <= %(last)s AND (e.ends_on IS NULL OR e.ends_on >= %(first)s)
    GROUP BY e.child_id, e.facility_id{counted}
), came AS MATERIALIZED (
    SELECT child_id, sheet_id, bit_count(days::bit(32)) AS days
    FROM facilities_attendancerow WHERE sheet_id = ANY(%(sheets)s)
), child AS (
    SELECT t.*, s.region_id, s.service, COALESCE(r.days, 0) AS days, COALESCE(a.days, 0) AS there,
        ({young}) AND NOT EXISTS (SELECT FROM subsidies_claimline l
            JOIN subsidies_subsidyclaim k ON k.id = l.claim_id
            WHERE l.child_digest = c.number_digest AND l.month = %(first)s AND l.code = ANY(%(paying)s)
              AND k.state = ANY(%(granted)s) AND k.programme <> %(programme)s
              AND k.programme <> ALL(%(beside)s)) AS eligible
    FROM stay t
    JOIN facilities_child c ON c.id = t.child_id AND c.facility_id = ANY(%(facilities)s)
    JOIN sheet s ON s.facility_id = t.facility_id
    LEFT JOIN came r ON r.child_id = t.child_id AND r.sheet_id = s.id
    LEFT JOIN unnest(%(away)s::bigint[], %(away_days)s::int[]) AS a (child_id, days) ON a.child_id = t.child_id
    OFFSET 0
), judged AS (
    SELECT facility_id, region_id, ({review}) AS review,
        CASE WHEN eligible AND ({here}) THEN {units} ELSE 0 END AS units
    FROM child OFFSET 0
), facility AS (
    SELECT facility_id, min(region_id) AS region_id, count(*) AS children,
        count(*) FILTER (WHERE units > 0) AS child_months, count(*) FILTER (WHERE review) AS to_review, {amount} AS amount
    FROM judged GROUP BY facility_id
), made AS (
    INSERT INTO subsidies_proposedclaim (region_id, facility_id, run_id, programme, month, children, child_months,
        to_review, amount, city_part, county_part, proposed_at)
    SELECT region_id, facility_id, %(run)s, %(programme)s, %(first)s, children, child_months, to_review, amount,
        {city}, amount - ({city}), %(now)s
    FROM facility WHERE child_months + to_review > 0
    ON CONFLICT (facility_id, programme, month) DO NOTHING
    RETURNING child_months, amount
)
SELECT count(*), COALESCE(sum(child_months), 0), COALESCE(sum(amount), 0) FROM made
"""


def statement(terms: Terms, month: date, away: Away | None = None) -> tuple[str, dict[str, Any]]:
    """The INSERT … SELECT of a wording for a month and its parameters; `run` and `now` are the caller's.

    Reads which sheets it is about. `away`: days at other facilities, where they are read already for the whole country.
    """
    term, mode = terms.term, PartialMonth(terms.term.choice("partial_month_mode"))
    kinds = term.texts("contract_kinds")
    parts = {
        "spans": _spans(term, mode),
        "counted": " HAVING bool_or(e.care_mode = ANY(%(kinds)s))" if kinds else "",
        "young": _young(term),
        "units": _units(term, mode),
        "amount": _amount(term),
        "city": _city(term),
        **_two_facilities(term),
    }
    values = _values(terms, month)
    sheets, facilities = _sheets(term, values)
    if away is None:
        away = days_away(month, facilities)
    known = {"sheets": sheets, "facilities": facilities, "away": list(away), "away_days": list(away.values())}
    return _PROPOSE.format(**parts), values | known


def plan_in_bulk(cursor: CursorWrapper) -> None:
    """Until the transaction ends, statements are planned for the thousands of rows that `statement` reads.

    Under row-level security the planner expects a handful, and would compare every row with every other.
    """
    settings = {"enable_nestloop": "off", "jit": "off", "work_mem": "32MB"}
    cursor.execute(
        "SELECT set_config(name, value, true) FROM unnest(%s, %s) AS wanted (name, value)",
        [list(settings), list(settings.values())],
    )


def _values(terms: Terms, month: date) -> dict[str, Any]:
    term = terms.term
    return {
        "districts": terms.districts,
        "programme": term.id,
        "first": month,
        "last": last_day(month),
        "name": f"{month:%Y-%m}",
        "dead": [ClaimState.REJECTED.value, ClaimState.WITHDRAWN.value],
        "paying": [code.value for code in PAYING],
        "granted": [state.value for state in GRANTED],
        "beside": sorted(terms.beside),
        "kinds": list(term.texts("contract_kinds")),
        "rate": _rate(term),
        "years": term.number("under_years"),
        "pct": term.number("presence_min_pct"),
        "whole": last_day(month).day,
    }


def _sheets(term: Programme, values: Mapping[str, Any]) -> tuple[list[int], list[int]]:
    """The signed sheets that may be proposed for and are not, and their facilities."""
    universal = "universal" in term.requires
    text = _SHEETS.format(
        recognitions=_RECOGNITIONS if universal else "",
        filed=_filed(term) if "filed" in term.requires else "true",
        universal=_universal(term) if universal else "true",
    )
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        sheets, facilities = cursor.fetchone()
    return sheets, facilities


def _test(term: Programme) -> FacilityTest:
    return FacilityTest(term.choice("facility_status_rule"))


def _universal(term: Programme) -> str:
    span = "daterange(u.valid_from, LEAST(u.valid_to, u.withdrawn_from - 1), '[]')"
    match _test(term):
        case FacilityTest.FIRST_DAY:
            return f"bool_or({span} @> %(first)s::date)"
        case FacilityTest.ANY_DAY:
            return f"bool_or({span} && daterange(%(first)s, %(last)s, '[]'))"
    return f"range_agg({span}) @> daterange(%(first)s, %(last)s, '[]')"


def _filed(term: Programme) -> str:
    begun, ended = {
        FacilityTest.FIRST_DAY: ("first", "first"),
        FacilityTest.ANY_DAY: ("last", "first"),
        FacilityTest.WHOLE_MONTH: ("first", "last"),
    }[_test(term)]
    return f"f.filed_on <= %({begun})s AND (f.ended_on IS NULL OR f.ended_on >= %({ended})s)"


def _spans(term: Programme, mode: PartialMonth) -> str:
    """What is asked of the enrolments of a child beside that they touch the month."""
    found = ""
    if mode == PartialMonth.PRO_RATA_CALENDAR:
        found += ", min(e.starts_on) AS since"
        found += ", CASE WHEN bool_or(e.ends_on IS NULL) THEN NULL ELSE max(e.ends_on) END AS until"
    if term.choice("half_day_counts") == HalfDay.HALF:
        counts = " AND e.care_mode = ANY(%(kinds)s)" if term.texts("contract_kinds") else ""
        found += f", bool_or(e.care_mode = 'HALF_DAY'{counts})"
        found += f" AND NOT bool_or(e.care_mode = 'FULL_DAY'{counts}) AS half"
    return found


def _young(term: Programme) -> str:
    grown = "(c.born_on + make_interval(years => %(years)s))::date"
    if term.choice("age_rule") != AgeRule.UNTIL_TERM_END:
        return f"{grown} > %(first)s"
    ends = []
    for text in term.texts("term_ends"):
        number, day = (int(part) for part in text.split("-"))
        this = f"make_date(extract(year FROM {grown})::int, {number}, {day})"
        following = f"make_date(extract(year FROM {grown})::int + 1, {number}, {day})"
        ends.append(f"CASE WHEN {this} >= {grown} THEN {this} ELSE {following} END")
    return f"LEAST({', '.join(ends)}) >= %(first)s"


def _two_facilities(term: Programme) -> Mapping[str, str]:
    """`here`: the child is this facility's; `review`: a person must decide."""
    match term.choice("one_facility_per_child_month"):
        case TwoFacilities.NOT_TESTED:
            return {"here": "true", "review": "false"}
        case TwoFacilities.ALWAYS_REVIEW:
            return {"here": "there = 0", "review": "eligible AND there > 0"}
    return {"here": "there = 0 OR days > there", "review": "eligible AND there > 0 AND days = there"}


def _units(term: Programme, mode: PartialMonth) -> str:
    """Parts of a fen of which `PARTS` make a whole one, as the calculator counts them."""
    halves = term.choice("half_day_counts") == HalfDay.HALF
    if mode == PartialMonth.PRO_RATA_CALENDAR:
        days = (
            "(LEAST(%(last)s::date, COALESCE(until, %(last)s::date)) - GREATEST(%(first)s::date, since) + 1)"
        )
        whole = "(CASE WHEN half THEN 2 ELSE 1 END * %(whole)s)" if halves else "%(whole)s"
        return f"{PARTS} * ((2 * %(rate)s::bigint * {days} + {whole}) / (2 * {whole}))"
    enough = "days > 0" if mode == PartialMonth.ANY_DAY else "days > 0 AND 100 * days >= %(pct)s * service"
    some = PARTS // 2 if mode == PartialMonth.HALF_STEP else 0
    parts = f"CASE WHEN {enough} THEN {PARTS} WHEN days > 0 THEN {some} ELSE 0 END"
    if halves:
        parts = f"({parts}) / CASE WHEN half THEN 2 ELSE 1 END"
    return f"%(rate)s::bigint * ({parts})"


def _amount(term: Programme) -> str:
    match term.choice("rounding"):
        case Rounding.HALF_UP_PER_LINE:
            return f"sum((2 * units + {PARTS}) / {2 * PARTS})::bigint"
        case Rounding.DOWN_ONCE_PER_CLAIM:
            return f"(sum(units)::bigint / {PARTS})"
    return f"((2 * sum(units)::bigint + {PARTS}) / {2 * PARTS})"


def _city(term: Programme) -> str:
    """The city's part of `amount`; the county has the rest. A programme that names nobody is paid by the county."""
    weights = term.weights
    if set(weights) - {Payer.CITY, Payer.COUNTY}:
        raise ValueError(f"{term.id} is shared by somebody else than city and county")
    city, county = weights.get(Payer.CITY, 0), weights.get(Payer.COUNTY, 0)
    if not city or not county:
        return "amount" if city else "0"
    whole = city + county
    rest = term.choice("share_rest_to")
    if rest == Payer.COUNTY:
        return f"(2 * amount * {city} + {whole}) / {2 * whole}"
    if rest == Payer.CITY:
        return f"amount - (2 * amount * {county} + {whole}) / {2 * whole}"
    first = ">=" if next(iter(weights)) == Payer.CITY else ">"
    left = f"amount - amount * {city} / {whole} - amount * {county} / {whole}"
    larger = f"(amount * {city} %% {whole} {first} amount * {county} %% {whole})::int"
    return f"amount * {city} / {whole} + ({left}) * {larger}"
