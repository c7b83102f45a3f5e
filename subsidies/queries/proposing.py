"""What facilities could claim for a month, set-based: the rules of `rules.child_months` as one statement a programme.

The calculator is the truth; `tests/subsidies/test_runs.py` holds every amount of this statement against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from facilities.models import AttendanceMonth
from facilities.rules.attendance import last_day
from kernel.periods import add_months
from policy.law import AgeRule, FacilityTest, HalfDay, PartialMonth, Programme, Rounding, TwoFacilities
from policy.queries import programme, programmes
from regions.managers import within
from subsidies.enums import GRANTED, PAYING, ClaimState, Code, Payer
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


_PROPOSE = """
WITH universal AS (
    SELECT facility_id FROM facilities_universalrecognition
    WHERE district = ANY(%(districts)s) AND LEAST(valid_to, withdrawn_from - 1) >= valid_from
    GROUP BY facility_id
    HAVING {universal}
), sheet AS (
    SELECT s.id, s.facility_id, f.region_id, bit_count(s.service_days::bit(32)) AS service
    FROM facilities_attendancemonth s JOIN facilities_facility f ON f.id = s.facility_id
    WHERE s.month = %(first)s AND s.state = 'SIGNED' AND s.district = ANY(%(districts)s) AND {standing}
      AND NOT EXISTS (SELECT FROM subsidies_proposedclaim p
          WHERE p.facility_id = s.facility_id AND p.programme = %(programme)s AND p.month = s.month)
      AND NOT EXISTS (SELECT FROM subsidies_subsidyclaim k
          WHERE k.facility_id = s.facility_id AND k.programme = %(programme)s AND k.corrects_id IS NULL
            AND k.state <> ALL(%(dead)s) AND strpos(k.subject, %(name)s) > 0)
), stay AS (
    SELECT e.child_id, s.id AS sheet_id, s.facility_id, s.region_id, s.service{spans}
    FROM sheet s JOIN facilities_enrolment e ON e.facility_id = s.facility_id
    WHERE e.starts_on <= %(last)s AND (e.ends_on IS NULL OR e.ends_on >= %(first)s)
    GROUP BY e.child_id, s.id, s.facility_id, s.region_id, s.service{counted}
), child AS (
    SELECT t.*, COALESCE(bit_count(r.days::bit(32)), 0) AS days, COALESCE(a.days, 0) AS there,
        ({young}) AND NOT EXISTS (SELECT FROM subsidies_claimline l
            JOIN subsidies_subsidyclaim k ON k.id = l.claim_id
            WHERE l.child_digest = c.number_digest AND l.month = %(first)s AND l.code = ANY(%(paying)s)
              AND k.state = ANY(%(granted)s) AND k.programme <> %(programme)s
              AND k.programme <> ALL(%(beside)s)) AS eligible
    FROM stay t JOIN facilities_child c ON c.id = t.child_id
    LEFT JOIN facilities_attendancerow r ON r.sheet_id = t.sheet_id AND r.child_id = t.child_id
    LEFT JOIN LATERAL (
        SELECT max(bit_count(o.days::bit(32))) AS days FROM facilities_child other
        JOIN facilities_attendancerow o ON o.child_id = other.id
        JOIN facilities_attendancemonth s ON s.id = o.sheet_id AND s.month = %(first)s
        WHERE other.number_digest = c.number_digest AND other.id <> c.id
    ) a ON true
), judged AS (
    SELECT facility_id, region_id, ({review}) AS review,
        CASE WHEN eligible AND ({here}) THEN {units} ELSE 0 END AS units
    FROM child
), facility AS (
    SELECT facility_id, region_id, count(*) AS children, count(*) FILTER (WHERE units > 0) AS child_months,
        count(*) FILTER (WHERE review) AS to_review, {amount} AS amount
    FROM judged GROUP BY facility_id, region_id
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


def statement(terms: Terms, month: date) -> tuple[str, dict[str, Any]]:
    """The INSERT … SELECT of a wording for a month and its parameters; `run` and `now` are the caller's."""
    term, mode = terms.term, PartialMonth(terms.term.choice("partial_month_mode"))
    kinds = term.texts("contract_kinds")
    parts = {
        "universal": _universal(term),
        "standing": _standing(term),
        "spans": _spans(term, mode),
        "counted": " HAVING bool_or(e.care_mode = ANY(%(kinds)s))" if kinds else "",
        "young": _young(term),
        "units": _units(term, mode),
        "amount": _amount(term),
        "city": _city(term),
        **_two_facilities(term),
    }
    values = {
        "districts": terms.districts,
        "programme": term.id,
        "first": month,
        "last": last_day(month),
        "name": f"{month:%Y-%m}",
        "dead": [ClaimState.REJECTED.value, ClaimState.WITHDRAWN.value],
        "paying": [code.value for code in PAYING],
        "granted": [state.value for state in GRANTED],
        "beside": sorted(terms.beside),
        "kinds": list(kinds),
        "rate": _rate(term),
        "years": term.number("under_years"),
        "pct": term.number("presence_min_pct"),
        "whole": last_day(month).day,
    }
    return _PROPOSE.format(**parts), values


def _test(term: Programme) -> FacilityTest:
    return FacilityTest(term.choice("facility_status_rule"))


def _universal(term: Programme) -> str:
    span = "daterange(valid_from, LEAST(valid_to, withdrawn_from - 1), '[]')"
    match _test(term):
        case FacilityTest.FIRST_DAY:
            return f"bool_or({span} @> %(first)s::date)"
        case FacilityTest.ANY_DAY:
            return f"bool_or({span} && daterange(%(first)s, %(last)s, '[]'))"
    return f"range_agg({span}) @> daterange(%(first)s, %(last)s, '[]')"


def _standing(term: Programme) -> str:
    """Filed, then universal, as far as the programme asks for them."""
    begun, ended = {
        FacilityTest.FIRST_DAY: ("first", "first"),
        FacilityTest.ANY_DAY: ("last", "first"),
        FacilityTest.WHOLE_MONTH: ("first", "last"),
    }[_test(term)]
    filed = f"f.filed_on <= %({begun})s AND (f.ended_on IS NULL OR f.ended_on >= %({ended})s)"
    universal = "s.facility_id IN (SELECT facility_id FROM universal)"
    asked = [text for name, text in (("filed", filed), ("universal", universal)) if name in term.requires]
    return " AND ".join(asked) or "true"


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
