"""What a child counts in a month: age, one facility for one child, presence."""

from datetime import date
from typing import NamedTuple

from kernel.money import half_up
from kernel.periods import Period, add_months
from policy.law import AgeRule, PartialMonth, Programme
from subsidies.enums import Code
from subsidies.rules.facts import Child, Month
from subsidies.rules.quoting import Step


class Counts(NamedTuple):
    """`units` of half a fen, so that half a rate stays exact; None where a parameter is missing."""

    code: Code
    units: int | None
    steps: tuple[Step, ...]


def counted(programme: Programme, month: Month, child: Child, mode: PartialMonth, rule: AgeRule) -> Counts:
    """The first reason that fails, in the order age, duplicate, presence; else what the month pays."""
    rate = programme.number("rate") or programme.number("rate_min")
    if rate is None:
        return Counts(Code.PARAM_MISSING, None, (Step("no_rate"),))
    code, age = _age(programme, month.first, child.born, rule)
    if code != Code.OK:
        return Counts(code, None if code == Code.PARAM_MISSING else 0, (age,))
    code, step = _elsewhere(child)
    if code != Code.OK:
        return Counts(code, 0, (age, step))
    if mode == PartialMonth.PRO_RATA_CALENDAR:
        return _by_calendar(month, child, rate, age)
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


def _elsewhere(child: Child) -> tuple[Code, Step]:
    """One child, one month, one facility: more days win, a tie goes to a person."""
    here, there = child.attended_days, child.elsewhere_days
    if not there or here > there:
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
        halves, asked = (2 if days else 0), 1
    else:
        share = programme.number("presence_min_pct")
        if share is None:
            return Counts(Code.PARAM_MISSING, None, (age, Step("no_presence")))
        enough = days > 0 and 100 * days >= share * month.service_days
        halves = 2 if enough else int(mode == PartialMonth.HALF_STEP and days > 0)
        asked = max(1, -(-share * month.service_days // 100))
    seen = Step(
        "present" if halves == 2 else "half_present" if halves else "absent",
        (days, month.service_days, asked, mode),
    )
    if not halves:
        return Counts(Code.UNDER_HALF, 0, (age, seen))
    return Counts(Code.OK, rate * halves, (age, seen, Step("times", (halves, rate, rate * halves))))


def _by_calendar(month: Month, child: Child, rate: int, age: Step) -> Counts:
    """Enrolled days of the month ÷ its days; the rate is rounded for each child."""
    span = child.enrolled
    start = max(month.first, span.start) if span else month.first
    end = min(month.last, span.end) if span and span.end else month.last
    days, whole = max(0, (end - start).days + 1), (month.last - month.first).days + 1
    if not days:
        return Counts(Code.UNDER_HALF, 0, (age, Step("not_enrolled", (month.first,))))
    fen = half_up(rate * days, whole)
    return Counts(Code.OK, 2 * fen, (age, Step("pro_rata", (days, whole, rate, fen))))
