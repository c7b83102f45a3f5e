"""What a child counts in a month: age, one facility for one child, presence."""

from datetime import date
from typing import NamedTuple

from kernel.money import half_up
from kernel.periods import Period, add_months
from policy.law import AgeRule, CareMode, HalfDay, PartialMonth, Programme, TwoFacilities
from subsidies.enums import Code
from subsidies.rules.facts import Child, Month
from subsidies.rules.quoting import Step


class Counts(NamedTuple):
    """`units` of which `PARTS` make a fen, so that half of half a rate stays exact; None where a parameter is missing."""

    code: Code
    units: int | None
    steps: tuple[Step, ...]


#: Half of a half-day child's month is a quarter.
PARTS = 4
_WHOLE, _HALF = PARTS, PARTS // 2


def counted(
    programme: Programme,
    month: Month,
    child: Child,
    mode: PartialMonth,
    rule: AgeRule,
    beside: frozenset[str] = frozenset(),
) -> Counts:
    """The first reason that fails, in the order age, duplicate, presence; else what the month pays.

    `beside`: the programmes that may pay the same child-month.
    """
    rate = programme.number("rate") or programme.number("rate_min")
    if rate is None:
        return Counts(Code.PARAM_MISSING, None, (Step("no_rate"),))
    code, age = _age(programme, month.first, child.born, rule)
    if code != Code.OK:
        return Counts(code, None if code == Code.PARAM_MISSING else 0, (age,))
    code, step = _elsewhere(programme, child, beside)
    if code != Code.OK:
        return Counts(code, 0, (age, step))
    kinds = programme.texts("contract_kinds")
    if kinds and child.care not in kinds:
        return Counts(Code.UNDER_HALF, 0, (age, Step("other_care", (child.care, kinds))))
    if mode == PartialMonth.PRO_RATA_CALENDAR:
        return _by_calendar(programme, month, child, rate, age)
    return _by_attendance(programme, month, child, mode, rate, age)


def _age(programme: Programme, first: date, born: date, rule: AgeRule) -> tuple[Code, Step]:
    """A child grows out on a birthday; born on 29 February, on the 28th in common years (domain 7.15)."""
    years = programme.number("under_years")
    if years is None:
        return Code.PARAM_MISSING, Step("no_age")
    grown = add_months(born, 12 * years)
    until = grown
    if rule == AgeRule.UNTIL_TERM_END:
        ends = _term_ends(programme, grown)
        if not ends:
            return Code.PARAM_MISSING, Step("no_terms")
        until = min(end for end in ends if end >= grown)
    # On the day itself the child is no longer under age; a school term still includes its last day.
    young = first < until if rule == AgeRule.UNDER_3_ON_FIRST_DAY else first <= until
    return (Code.OK if young else Code.AGE_3), Step(
        "young" if young else "grown", (years, grown, first, rule)
    )


def _term_ends(programme: Programme, grown: date) -> list[date]:
    """Every end of a school term in the year a child grows out and in the next. The pack writes them as 07-15."""
    ends = [text.split("-") for text in programme.texts("term_ends")]
    return [date(year, int(month), int(day)) for year in (grown.year, grown.year + 1) for month, day in ends]


def _elsewhere(programme: Programme, child: Child, beside: frozenset[str]) -> tuple[Code, Step]:
    """One child, one month, one programme and one facility: more days win, a tie goes to a person."""
    if child.paid_by and child.paid_by not in beside:
        return Code.DUPLICATE_CHILD, Step("other_programme", (child.paid_by, programme.id))
    here, there = child.attended_days, child.elsewhere_days
    rule = programme.choice("one_facility_per_child_month")
    if not there or rule == TwoFacilities.NOT_TESTED:
        return Code.OK, Step("only_here", (here, there))
    if rule == TwoFacilities.ALWAYS_REVIEW:
        return Code.MANUAL_REVIEW, Step("reviewed", (here, there))
    if here > there:
        return Code.OK, Step("only_here", (here, there))
    if here == there:
        return Code.MANUAL_REVIEW, Step("tie", (here, there))
    return Code.DUPLICATE_CHILD, Step("elsewhere", (here, there))


def _by_attendance(
    programme: Programme, month: Month, child: Child, mode: PartialMonth, rate: int, age: Step
) -> Counts:
    days = child.attended_days
    if child.enrolled is not None and not child.enrolled.overlaps(Period(month.first, month.last)):
        return Counts(Code.UNDER_HALF, 0, (age, Step("not_enrolled", (month.first,))))
    if mode == PartialMonth.ANY_DAY:
        parts, asked = (_WHOLE if days else 0), 1
    else:
        share = programme.number("presence_min_pct")
        if share is None:
            return Counts(Code.PARAM_MISSING, None, (age, Step("no_presence")))
        enough = days > 0 and 100 * days >= share * month.service_days
        parts = _WHOLE if enough else _HALF if mode == PartialMonth.HALF_STEP and days > 0 else 0
        asked = max(1, -(-share * month.service_days // 100))
    seen = Step(
        "present" if parts == _WHOLE else "half_present" if parts else "absent",
        (days, month.service_days, asked, mode),
    )
    if not parts:
        return Counts(Code.UNDER_HALF, 0, (age, seen))
    if _counts_half(programme, child):
        parts, seen = parts // 2, seen._replace(key=f"{seen.key}_half_day")
    return Counts(Code.OK, rate * parts, (age, seen, Step("times", (parts, rate, rate * parts))))


def _counts_half(programme: Programme, child: Child) -> bool:
    return child.care == CareMode.HALF_DAY and programme.choice("half_day_counts") == HalfDay.HALF


def _by_calendar(programme: Programme, month: Month, child: Child, rate: int, age: Step) -> Counts:
    """Enrolled days of the month ÷ its days; the rate is rounded for each child."""
    span = child.enrolled
    start = max(month.first, span.start) if span else month.first
    end = min(month.last, span.end) if span and span.end else month.last
    days, whole = max(0, (end - start).days + 1), (month.last - month.first).days + 1
    if not days:
        return Counts(Code.UNDER_HALF, 0, (age, Step("not_enrolled", (month.first,))))
    if _counts_half(programme, child):
        fen = half_up(rate * days, 2 * whole)
        return Counts(Code.OK, PARTS * fen, (age, Step("pro_rata_half_day", (days, whole, rate, fen))))
    fen = half_up(rate * days, whole)
    return Counts(Code.OK, PARTS * fen, (age, Step("pro_rata", (days, whole, rate, fen))))
