"""An amount opened to its steps, in the fixed order: claimed, cut, rate, amount, shares, check."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kernel.money import capital
from kernel.periods import add_months
from kernel.presentation import Badge, Clause
from policy.law import Parameter, Programme
from policy.presentation.choices import CHOICES, PARAMETERS, VALUES
from policy.queries import clause, presented
from subsidies.enums import PAYING, Code
from subsidies.presentation.states import badge_of, badge_of_code
from subsidies.presentation.steps import said
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
from subsidies.rules.places import location_of
from subsidies.rules.presence import PARTS


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
    readings: list[tuple[object, str]]
    quotes: list[tuple[str, Clause]]
    months: str
    lines: list[LineShown]
    simulated: bool

    @property
    def cuts(self) -> list[LineShown]:
        """The lines that do not count."""
        return [line for line in self.lines if not line.amount]


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
        rows=[*_COUNTED[type(claim)](quote, claim), *_settled(quote, claim)],
        check=_check(quote),
        readings=[
            (PARAMETERS.get(p.name, p.name), _written(p)) for p in programme.parameters if p.is_reading
        ],
        quotes=_quotes(programme),
        months=_months_of(programme),
        lines=[_line(line) for line in lines],
        simulated=quote.simulated,
    )


def _quotes(programme: Programme) -> list[tuple[str, Clause]]:
    """The words of the document behind the programme and its numbers, each sentence once."""
    sources = {each.clause: each for each in (programme.source, *(p.source for p in programme.parameters))}
    found = [(clause(key), source) for key, source in sources.items() if key]
    return [(each.text, presented(source)) for each, source in found if each is not None]


def _months_of(programme: Programme) -> str:
    """The months whose first day lies in the window."""
    if programme.choice("month_rule") != "FIRST_DAY_IN_WINDOW" or programme.valid_to is None:
        return ""
    start = add_months(programme.valid_from.replace(day=1), int(programme.valid_from.day > 1))
    end = programme.valid_to
    number = (end.year - start.year) * 12 + end.month - start.month + 1
    given = {"first": f"{start:%Y-%m}", "last": f"{end:%Y-%m}", "number": number}
    return _("months %(first)s to %(last)s, %(number)s in all") % given


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


def _settled(quote: Quote, claim: Claim) -> Iterator[Row]:
    """The amount, then who pays which part of it."""
    name = _("Simulated amount") if quote.simulated else _("Amount")
    if quote.amount is None:
        yield Row(name, quote.code.label, "—", main=True)
        return
    total = yuan(quote.amount)
    yield Row(name, _HOW.get(type(claim), _added)(quote, claim), total, _("yuan"), main=True)
    weights, rest = quote.programme.weights, quote.programme.choice("share_rest_to")
    before = ""
    for party, part in quote.shares.items():
        given = {"total": total, "weight": weights[party], "all": sum(weights.values()), "before": before}
        how = (
            _("%(total)s − %(before)s, the rest") % given
            if party == rest
            else _("%(total)s × %(weight)s ÷ %(all)s, half up") % given
        )
        before = yuan(part)
        found = quote.programme.parameter("share", party=party)
        yield Row(_share_name(party), how, before, _("yuan"), _of(found))


def _share_name(party: str) -> str:
    return _("Share: %(party)s") % {"party": CHOICES.get(party, party)}


def yuan(fen: int) -> str:
    """An amount for people: 23,800.00; what is owed stands as −200.00."""
    sign, rest = ("−", -fen) if fen < 0 else ("", fen)
    return f"{sign}{rest // 100:,}.{rest % 100:02d}"


def _short(fen: int) -> str:
    """A rate inside a sentence: 200, not 200.00."""
    return yuan(fen).removesuffix(".00")


def _added(quote: Quote, claim: Claim) -> str:
    return " + ".join(yuan(line.amount) for line in quote.lines if line.amount)


def _months_times_rate(quote: Quote, claim: ChildMonthClaim) -> str:
    """119 child-months × 200.00 yuan; where amounts are of parts of a month, how many lines were added."""
    paid = _paid_months(quote)
    if paid is None:
        return _("%(number)s lines added") % {"number": sum(1 for line in quote.lines if line.amount)}
    given = {"number": f"{paid:g}", "rate": _short(_month_rate(quote))}
    return _("%(number)s child-months × %(rate)s yuan") % given


def _paid_months(quote: Quote) -> float | None:
    """Child-months in the amount, in the parts a month can count; None where the amount is no multiple of such a part."""
    rate, amount = _month_rate(quote), quote.amount or 0
    return None if not rate or PARTS * amount % rate else PARTS * amount // rate / PARTS


def _month_rate(quote: Quote) -> int:
    return quote.programme.number("rate") or quote.programme.number("rate_min") or 0


def _places_times_rate(quote: Quote, claim: PlaceClaim) -> str:
    location = location_of(quote.programme, claim)[0] or ""
    rate = quote.programme.number("rate", location=location, works=claim.works) or 0
    number = (quote.amount or 0) // rate if rate else 0
    return _("%(number)s places × %(rate)s yuan") % {"number": number, "rate": _short(rate)}


def _budget_share(quote: Quote, claim: BudgetClaim) -> str:
    return said(quote.lines[-1].steps[-1])


_HOW: dict[type, Callable[[Quote, Any], str]] = {
    ChildMonthClaim: _months_times_rate,
    PlaceClaim: _places_times_rate,
    BudgetClaim: _budget_share,
}


def _check(quote: Quote) -> str:
    if quote.amount is None or not quote.shares:
        return ""
    return f"{' + '.join(yuan(part) for part in quote.shares.values())} = {yuan(quote.amount)}"


def _of(found: Parameter | None) -> Clause | None:
    return presented(found.source) if found else None


def _written(parameter: Parameter) -> str:
    if isinstance(parameter.value, tuple):
        return " · ".join(str(VALUES.get(each, each)) for each in parameter.value)
    return str(VALUES.get(str(parameter.value), parameter.value))


def _rate(quote: Quote, name: str, words: object, unit: object, **when: str) -> Iterator[Row]:
    found = quote.programme.parameter(name, **when)
    if found is not None and isinstance(found.value, int):
        value = yuan(found.value) if found.unit == "fen" else str(found.value)
        yield Row(words, "", value, unit, presented(found.source), found.is_reading)


def _reasons(quote: Quote, weight: Callable[[Line], int]) -> str:
    """Why lines were cut, each reason with how much it cut: 出勤不足半 2 · 满三周岁 1."""
    cut: Counter[Code] = Counter()
    for line in quote.lines:
        if line.code not in PAYING and not quote.simulated:
            cut[line.code] += weight(line)
    return " · ".join(f"{Code(code).label} {number}" for code, number in cut.items())


def _child_months(quote: Quote, claim: ChildMonthClaim) -> Iterator[Row]:
    sizes = {
        f"{m.first:%Y-%m}": len(m.children) if m.child_months is None else m.child_months
        for m in claim.months
    }
    claimed, paid = sum(sizes.values()), _paid_months(quote)
    how = " + ".join(f"{name} ({number})" for name, number in sizes.items())
    yield Row(_("Child-months claimed"), how, str(claimed), _("child-months"))
    if reasons := _reasons(quote, lambda line: sizes.get(line.ref, 1)):
        cut = "" if paid is None or quote.amount is None else f"−{claimed - paid:g}"
        yield Row(_("Cut"), reasons, cut, _("child-months") if cut else "")
    yield from _rate(quote, "rate", _("Rate"), _("yuan a child and month"))
    yield from _rate(quote, "rate_min", _("Rate, at least"), _("yuan a child and month"))


def _places(quote: Quote, claim: PlaceClaim) -> Iterator[Row]:
    given = {"filed": claim.filed_places, "paid": claim.places_already_paid}
    how = _("%(filed)s filed, %(paid)s paid before") % given
    yield Row(_("Places claimed"), how, str(claim.places_claimed), _("places"))
    if reasons := _reasons(quote, lambda line: _cut_places(line, claim)):
        yield Row(_("Cut"), reasons, "", "")
    location = location_of(quote.programme, claim)[0] or ""
    kind = f"{CHOICES.get(location, '—')} · {CHOICES[claim.works]}"
    for row in _rate(quote, "rate", _("Rate"), _("yuan a place"), location=location, works=claim.works):
        yield Row(row.name, kind, row.value, row.unit, row.clause)


def _cut_places(line: Line, claim: PlaceClaim) -> int:
    """How many places a line was about: those paid before, or all that were claimed."""
    return int(str(line.steps[-1].values[0])) if line.steps[-1].key == "paid_before" else claim.places_claimed


def _budget(quote: Quote, claim: BudgetClaim) -> Iterator[Row]:
    yield Row(_("Child-months claimed"), "", str(claim.child_months), _("child-months"))
    known = "—" if claim.per_student_budget is None else yuan(claim.per_student_budget)
    yield Row(_("Last year's budget per student"), "", known, _("yuan a child and year"))
    yield from _rate(quote, "pct", _("Rate"), "%")
    yield from _rate(quote, "months_of_year", _("Months of a year"), _("months a year"))


def _classes(quote: Quote, claim: ClassClaim) -> Iterator[Row]:
    how = " + ".join(yuan(cost) for cost in claim.class_costs)
    yield Row(_("Classes"), how, str(len(claim.class_costs)), _("classes"))
    yield from _rate(quote, "classes_measured", _("Classes measured, at most"), _("classes"))
    yield from _rate(quote, "pct", _("Rate"), "%", operator=claim.operator)
    yield from _rate(quote, "cap_per_class", _("Limit of a class"), _("yuan"), operator=claim.operator)


def _cost(quote: Quote, claim: CostClaim) -> Iterator[Row]:
    yield Row(_("Cost"), "", yuan(claim.cost), _("yuan"))
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
