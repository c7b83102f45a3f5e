"""The facts of each kind of programme, from JSON to what the rules are told."""

import calendar
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from kernel import clock
from kernel.periods import Period
from policy.law import AgeRule, CareMode, FacilityTest, PartialMonth, Programme, ProgrammeKind
from subsidies.rules.facts import (
    BudgetClaim,
    Child,
    ChildMonthClaim,
    Claim,
    ClassClaim,
    CostClaim,
    Month,
    PlaceClaim,
    Standing,
    TableClaim,
)
from subsidies.serializers.reader import (
    YEARS,
    Box,
    Problems,
    Unfit,
    day,
    money,
    one_of,
    period,
    shown,
    span,
    whole,
    words,
)

LOCATIONS = ("urban", "rural")
WORKS = ("new_build", "renovation_expansion")
OPERATORS = ("public", "social_forces")
ACCEPTED_BY = ("health", "town")
_URBAN_CODE = re.compile(r"[12]\d\d", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


def read_claim(programme: Programme, facts: Any) -> Claim:
    """Raises FactsRefused with every path at fault."""
    problems = Problems()
    claim = _READ.get(programme.kind, _table)(facts, problems)
    problems.raise_any()
    return claim


def _standing(box: Box, *more: str) -> tuple[Box, Standing]:
    inner = box.inner("facility", ("filed", "universal", "filed_places", *more))
    spans = {name: tuple(inner.each(name, period)) for name in ("filed", "universal")}
    places = inner.read("filed_places", whole) if more else inner.read("filed_places", whole, None)
    return inner, Standing(spans["filed"], spans["universal"], places)


def _places(facts: Any, problems: Problems) -> PlaceClaim:
    box = Box(facts, "", problems, ("facility", "places_claimed", "places_already_paid", "accepted_on"))
    inner, standing = _standing(box, "location", "works", "urban_rural_code")
    code = inner.read("urban_rural_code", _urban_code, "")
    location = one_of(*LOCATIONS)
    return PlaceClaim(
        standing=standing,
        location=inner.read("location", location, None) if code else inner.read("location", location),
        urban_code=code,
        works=inner.read("works", one_of(*WORKS)),
        places_claimed=box.read("places_claimed", whole),
        places_already_paid=box.read("places_already_paid", whole, 0),
        accepted_on=box.read("accepted_on", day, None),
    )


def _child_months(facts: Any, problems: Problems) -> ChildMonthClaim:
    box = Box(facts, "", problems, ("claimed_on", "facility", "months", "options"))
    _inner, standing = _standing(box)
    known = ("partial_month_mode", "facility_status_rule", "age_rule")
    options = box.inner("options", known, optional=True)
    mode = options.read("partial_month_mode", one_of(*PartialMonth), None)
    test = options.read("facility_status_rule", one_of(*FacilityTest), None)
    rule = options.read("age_rule", one_of(*AgeRule), None)
    return ChildMonthClaim(
        claimed_on=box.read("claimed_on", day, clock.today()),
        standing=standing,
        months=_months(box),
        partial_month=PartialMonth(mode) if mode else None,
        facility_test=FacilityTest(test) if test else None,
        age_rule=AgeRule(rule) if rule else None,
    )


def _months(box: Box) -> tuple[Month, ...]:
    months = box.each("months", partial(_month, box.problems))
    seen: set[date] = set()
    for number, month in enumerate(months):
        if month.first in seen:
            text = _("the month %(month)s stands here a second time.") % {"month": f"{month.first:%Y-%m}"}
            box.problems.note(f"{box.at('months')}[{number}].month", text)
        elif month.first:
            seen.add(month.first)
    return tuple(months)


def _month(problems: Problems, value: Any, path: str) -> Month:
    box = Box(value, path, problems, ("month", "service_days", "children", "child_months"))
    first = box.read("month", _first_day)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1]) if first else date.max
    service = partial(whole, most=last.day)
    if box.has("child_months"):
        if box.has("children"):
            problems.note(box.at("child_months"), _("give children or child_months, not both."))
        days = box.read("service_days", service, 0)
        return Month(first, last, days, child_months=box.read("child_months", whole))
    days = box.read("service_days", service)
    children = box.each("children", partial(_child, problems, last, days))
    _refuse_twins(children, box)
    return Month(first, last, days, tuple(children))


def _child(problems: Problems, month_end: date, service_days: int | None, value: Any, path: str) -> Child:
    box = Box(value, path, problems, _OF_CHILD)
    most = month_end.day
    ref, born = box.read("ref", words), box.read("born", day)
    attended = box.read("attended_days", partial(whole, most=most))
    elsewhere = box.read("elsewhere_attended_days", partial(whole, most=most), 0)
    if born is not None and born > month_end:
        problems.note(box.at("born"), _("%(day)s is after the month.") % {"day": born})
    if attended is not None and service_days is not None and attended > service_days:
        given = {"days": attended, "service": service_days}
        problems.note(box.at("attended_days"), _("%(days)s days of %(service)s service days.") % given)
    care = CareMode(box.read("care_mode", one_of(*CareMode), CareMode.FULL_DAY))
    return Child(ref, born, attended, elsewhere, _enrolled(box), care, box.read("paid_by", words, ""))


_OF_CHILD = (
    "ref",
    "born",
    "attended_days",
    "elsewhere_attended_days",
    "enrolled_from",
    "enrolled_to",
    "care_mode",
    "paid_by",
)


def _enrolled(box: Box) -> Period | None:
    """Without a first day, enrolled as long as anybody remembers."""
    start, end = box.read("enrolled_from", day, None), box.read("enrolled_to", day, None)
    if start is None and end is None:
        return None
    try:
        return span(start or date(YEARS.start, 1, 1), end)
    except Unfit as error:
        box.problems.note(box.at("enrolled_to"), str(error))
        return None


def _refuse_twins(children: list[Child], box: Box) -> None:
    seen: set[str] = set()
    for number, child in enumerate(children):
        if child.ref in seen:
            text = _("“%(ref)s” stands here a second time.") % {"ref": shown(child.ref)}
            box.problems.note(f"{box.at('children')}[{number}].ref", text)
        elif child.ref:
            seen.add(child.ref)


def _urban_code(value: Any) -> str:
    """A code of the statistical urban-rural classification, three digits that begin with 1 (town) or 2."""
    if isinstance(value, str) and _URBAN_CODE.fullmatch(value):
        return value
    raise Unfit(
        _("“%(value)s” is no statistical urban-rural code: three digits such as 111 or 220.")
        % {"value": shown(value)}
    )


def _first_day(value: Any) -> date:
    if isinstance(value, str) and _MONTH.fullmatch(value) and int(value[:4]) in YEARS:
        return date(int(value[:4]), int(value[5:]), 1)
    raise Unfit(_("“%(value)s” is no month: write 2024-05.") % {"value": shown(value)})


def _budget(facts: Any, problems: Problems) -> BudgetClaim:
    box = Box(facts, "", problems, ("child_months", "per_student_budget_yuan"))
    return BudgetClaim(box.read("child_months", whole), box.read("per_student_budget_yuan", money, None))


def _classes(facts: Any, problems: Problems) -> ClassClaim:
    box = Box(facts, "", problems, ("operator", "class_costs_yuan", "assessment_passed_on"))
    return ClassClaim(
        operator=box.read("operator", one_of(*OPERATORS)),
        class_costs=tuple(box.each("class_costs_yuan", lambda value, _path: money(value))),
        assessment_passed_on=box.read("assessment_passed_on", day, None),
    )


def _cost(facts: Any, problems: Problems) -> CostClaim:
    box = Box(facts, "", problems, ("cost_yuan", "accepted_on", "accepted_by"))
    by = one_of(*ACCEPTED_BY)
    return CostClaim(
        cost=box.read("cost_yuan", money),
        accepted_on=box.read("accepted_on", day, None),
        accepted_by=frozenset(box.each("accepted_by", lambda value, _path: by(value), [])),
    )


def _table(facts: Any, problems: Problems) -> TableClaim:
    box = Box(facts, "", problems, ("quantities",))
    given = box.values.get("quantities")
    counted = box.inner("quantities", list(given) if isinstance(given, dict) else [], optional=True)
    return TableClaim({name: counted.read(name, whole) for name in counted.values if _named(counted, name)})


def _named(box: Box, name: str) -> bool:
    try:
        return words(name) == name
    except Unfit as error:
        box.problems.note(box.path, str(error))
        return False


_READ: dict[ProgrammeKind, Callable[[Any, Problems], Claim]] = {
    ProgrammeKind.ONE_OFF_PER_PLACE: _places,
    ProgrammeKind.PER_CHILD_MONTH: _child_months,
    ProgrammeKind.PER_CHILD_MONTH_FLOOR: _child_months,
    ProgrammeKind.PRIOR_YEAR_BUDGET: _budget,
    ProgrammeKind.COST_PER_CLASS: _classes,
    ProgrammeKind.CAPPED_COST: _cost,
}
