"""An amount opened to its steps, in the fixed order: claimed, cut, rate, amount, shares, check."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.money import capital, plain_yuan
from kernel.presentation import Badge, Clause
from policy.law import Parameter, Programme
from policy.queries import presented
from subsidies.enums import PAYING, Code
from subsidies.presentation.states import badge_of, badge_of_code
from subsidies.presentation.steps import CHOICES, said
from subsidies.rules import Line, Quote
from subsidies.rules.facts import (
    BudgetClaim,
    ChildMonthClaim,
    Claim,
    ClassClaim,
    CostClaim,
    PlaceClaim,
    TableClaim,
)

#: What a programme's parameters are called on a page.
PARAMETERS = {
    "partial_month_mode": gettext_lazy("A month not attended every day"),
    "presence_min_pct": gettext_lazy("Enough of a month (per cent)"),
    "age_rule": gettext_lazy("Age"),
    "facility_status_rule": gettext_lazy("Filed and universal"),
    "month_rule": gettext_lazy("Which day of a month lies in the window"),
    "contract_kinds": gettext_lazy("Care that counts"),
    "one_facility_per_child_month": gettext_lazy("A child claimed by two facilities"),
    "rounding": gettext_lazy("Rounding"),
    "share_rest_to": gettext_lazy("Who gets what rounding leaves"),
    "window_from": gettext_lazy("Where the window begins"),
    "window_reading": gettext_lazy("Which window holds"),
    "day_tested": gettext_lazy("Day that is tested"),
    "location_rule": gettext_lazy("Town or countryside"),
    "place_rules": gettext_lazy("Places that are paid"),
    "class_choice": gettext_lazy("Which classes are measured"),
    "months_of_year": gettext_lazy("A month's part of a year"),
}
#: What the choices of the parameters say.
VALUES = {
    **CHOICES,
    "ISSUED_ON": gettext_lazy("on the day of issue"),
    "FIRST_DAY_IN_WINDOW": gettext_lazy("the first"),
    "LAST_DAY_IN_WINDOW": gettext_lazy("the last"),
    "ACCEPTED_ELSE_FILED": gettext_lazy("of acceptance, else of filing or change filing"),
    "STATISTICAL_CODE_AT_FILING": gettext_lazy("by the statistical urban-rural code at filing"),
    "ONCE_PER_PLACE": gettext_lazy("each once, ever"),
    "ADDED_PLACES_ONLY": gettext_lazy("of an expansion the added ones"),
    "AT_MOST_FILED_PLACES": gettext_lazy("at most as many as filed"),
    "FULL_DAY": gettext_lazy("full day"),
    "HALF_DAY": gettext_lazy("half day (counts whole)"),
    "MORE_DAYS_ELSE_REVIEW": gettext_lazy("the one with more days; a tie goes to a person"),
    "HALF_UP_ONCE_PER_CLAIM": gettext_lazy("half up to the fen, once for the claim"),
    "PILOT_YEAR": gettext_lazy("the year of the pilot; later works need an extension"),
    "FIRST_LISTED": gettext_lazy("the first ones named"),
}


@dataclass(frozen=True)
class Row:
    """`value` is written out; `clause` says where it comes from; `default`: a reading of ours; `main`: the amount."""

    name: object
    how: object
    value: str
    unit: object = ""
    clause: Clause | None = None
    default: bool = False
    main: bool = False


@dataclass(frozen=True)
class LineShown:
    ref: str
    badge: Badge
    code: str
    reason: str
    steps: list[str]
    amount: int | None


@dataclass(frozen=True)
class Explanation:
    programme: Programme
    badge: Badge
    result: Badge
    amount: int | None
    words: str
    shares: list[tuple[str, int]]
    rows: list[Row]
    check: str
    readings: list[tuple[object, str, Clause]]
    clause: Clause
    lines: list[LineShown]
    simulated: bool


def explained(quote: Quote, claim: Claim) -> Explanation:
    """Everything a page says about a quote, in the language of the moment."""
    programme = quote.programme
    lines = sorted(quote.lines, key=lambda line: line.code in PAYING)
    return Explanation(
        programme=programme,
        badge=badge_of(programme),
        result=badge_of_code(quote.code),
        amount=quote.amount,
        words=capital(quote.amount) if quote.amount is not None else "",
        shares=[(_share_name(party), part) for party, part in quote.shares.items()],
        rows=[*_COUNTED[type(claim)](quote, claim), *_settled(quote)],
        check=_check(quote),
        readings=[
            (PARAMETERS.get(p.name, p.name), _written(p), presented(p.source))
            for p in programme.parameters
            if p.is_reading
        ],
        clause=presented(programme.source),
        lines=[_line(line) for line in lines],
        simulated=quote.simulated,
    )


def _line(line: Line) -> LineShown:
    steps = [said(step) for step in line.steps]
    return LineShown(
        line.ref,
        badge_of_code(line.code),
        str(line.code.value),
        steps[-1] if steps else "",
        steps,
        line.amount,
    )


def _settled(quote: Quote) -> Iterator[Row]:
    """The amount, then who pays which part of it."""
    if quote.amount is None:
        yield Row(_("Amount"), quote.lines[-1].code.label if quote.lines else "", "—", main=True)
        return
    total = plain_yuan(quote.amount)
    yield Row(_("Amount"), _sum(quote), total, _("yuan"), main=True)
    weights, rest = quote.programme.weights, quote.programme.choice("share_rest_to")
    before = ""
    for party, part in quote.shares.items():
        given = {"total": total, "weight": weights[party], "all": sum(weights.values()), "before": before}
        how = (
            _("%(total)s − %(before)s, the rest") % given
            if party == rest
            else _("%(total)s × %(weight)s ÷ %(all)s, half up") % given
        )
        before = plain_yuan(part)
        found = quote.programme.parameter("share", party=party)
        yield Row(_share_name(party), how, before, _("yuan"), _of(found))


def _share_name(party: str) -> str:
    return _("Share: %(party)s") % {"party": CHOICES.get(party, party)}


def _sum(quote: Quote) -> str:
    """119 × 200.00, where every line that counts has the same amount; else how many were added."""
    paid = Counter(line.amount for line in quote.lines if line.amount)
    if len(paid) == 1:
        ((amount, number),) = paid.items()
        return f"{number} × {plain_yuan(amount or 0)}"
    return _("%(number)s lines added") % {"number": sum(paid.values())} if paid else ""


def _check(quote: Quote) -> str:
    if quote.amount is None or not quote.shares:
        return ""
    parts = " + ".join(plain_yuan(part) for part in quote.shares.values())
    return f"{parts} = {plain_yuan(quote.amount)}"


def _of(found: Parameter | None) -> Clause | None:
    return presented(found.source) if found else None


def _written(parameter: Parameter) -> str:
    if isinstance(parameter.value, tuple):
        return " · ".join(str(VALUES.get(each, each)) for each in parameter.value)
    return str(VALUES.get(str(parameter.value), parameter.value))


def _rate(quote: Quote, name: str, words: object, unit: object, **when: str) -> Iterator[Row]:
    found = quote.programme.parameter(name, **when)
    if found is not None and isinstance(found.value, int):
        value = plain_yuan(found.value) if found.unit == "fen" else str(found.value)
        yield Row(words, "", value, unit, presented(found.source), found.is_reading)


def _cuts(quote: Quote, unit: object) -> Iterator[Row]:
    cut = Counter(line.code for line in quote.lines if line.code not in PAYING and not quote.simulated)
    if cut:
        reasons = " · ".join(f"{Code(code).label} {number}" for code, number in cut.items())
        yield Row(_("Cut"), reasons, f"−{sum(cut.values())}", unit)


def _child_months(quote: Quote, claim: ChildMonthClaim) -> Iterator[Row]:
    sizes = [
        (f"{m.first:%Y-%m}", len(m.children) if m.child_months is None else m.child_months)
        for m in claim.months
    ]
    how = " + ".join(f"{name} {number}" for name, number in sizes)
    yield Row(_("Child-months claimed"), how, str(sum(number for _n, number in sizes)), _("child-months"))
    yield from _cuts(quote, _("lines"))
    yield from _rate(quote, "rate", _("Rate"), _("yuan a child and month"))
    yield from _rate(quote, "rate_min", _("Rate, at least"), _("yuan a child and month"))


def _places(quote: Quote, claim: PlaceClaim) -> Iterator[Row]:
    given = {"filed": claim.filed_places, "paid": claim.places_already_paid}
    how = _("%(filed)s filed, %(paid)s paid before") % given
    yield Row(_("Places claimed"), how, str(claim.places_claimed), _("places"))
    yield from _cuts(quote, _("lines"))
    kind = f"{CHOICES[claim.location]} · {CHOICES[claim.works]}"
    for row in _rate(quote, "rate", _("Rate"), _("yuan a place"), location=claim.location, works=claim.works):
        yield Row(row.name, kind, row.value, row.unit, row.clause)


def _budget(quote: Quote, claim: BudgetClaim) -> Iterator[Row]:
    yield Row(_("Child-months claimed"), "", str(claim.child_months), _("child-months"))
    known = "—" if claim.per_student_budget is None else plain_yuan(claim.per_student_budget)
    yield Row(_("Last year's budget per student"), "", known, _("yuan a child and year"))
    yield from _rate(quote, "pct", _("Rate"), "%")
    yield from _rate(quote, "months_of_year", _("Months of a year"), _("months"))


def _classes(quote: Quote, claim: ClassClaim) -> Iterator[Row]:
    how = " + ".join(plain_yuan(cost) for cost in claim.class_costs)
    yield Row(_("Classes"), how, str(len(claim.class_costs)), _("classes"))
    yield from _rate(quote, "classes_measured", _("Classes measured, at most"), _("classes"))
    yield from _rate(quote, "pct", _("Rate"), "%", operator=claim.operator)
    yield from _rate(quote, "cap_per_class", _("Limit of a class"), _("yuan"), operator=claim.operator)


def _cost(quote: Quote, claim: CostClaim) -> Iterator[Row]:
    yield Row(_("Cost"), "", plain_yuan(claim.cost), _("yuan"))
    yield from _rate(quote, "cap", _("Limit"), _("yuan"))


def _table(quote: Quote, claim: TableClaim) -> Iterator[Row]:
    for row, count in claim.quantities.items():
        yield Row(row, "", str(count))


_COUNTED: dict[type, Callable[[Quote, Any], Iterator[Row]]] = {
    ChildMonthClaim: _child_months,
    PlaceClaim: _places,
    BudgetClaim: _budget,
    ClassClaim: _classes,
    CostClaim: _cost,
    TableClaim: _table,
}
