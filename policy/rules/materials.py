"""Which filing materials are asked for, and what is wrong with those handed in (domain 3.4)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum

from kernel.periods import add_months, whole_months
from policy.enums import Severity
from policy.law import Applicability, Condition, MaterialCheck, MaterialRule, Problem, Text

Facts = Mapping[str, object]
_MONTH_NAMES = "January February March April May June July August September October November December".split()
MISSING = Text("请填写{field}。", "Enter {field}.")
MISSING_REMEDY = Text("填写后才能提交", "It is needed before you can submit.")
NOT_A_DATE = Text("{field}不是有效日期。", "{field} is not a date.")
NOT_A_DATE_REMEDY = Text("请按年-月-日填写", "Write it as year-month-day.")


def applicable(material: MaterialRule, facts: Facts) -> Applicability:
    """Whether a material is asked for, with the reason. A fact that nobody gave yet makes it UNANSWERED, not asked for."""
    for condition, because in material.replaced_when:
        if holds(condition, facts) is True:
            return Applicability(False, "REPLACED", because)
    if material.when is None:
        return Applicability(True, "ALWAYS")
    answer = holds(material.when, facts)
    if answer is None:
        return Applicability(False, "UNANSWERED", material.question, _unanswered(material.when, facts))
    if answer:
        return Applicability(True, "CONDITION_MET", material.because)
    return Applicability(False, "CONDITION_NOT_MET", material.otherwise)


def material_problems(material: MaterialRule, facts: Facts, on: date) -> list[Problem]:
    """What is wrong with a material on the day of submission. Only severity BLOCK may stop it.

    `facts` are what was entered about this material: valid_to, issued_on, lease_from, lease_to, premises (OWN or
    LEASE), result (QUALIFIED …); dates as dates or ISO text. An absent valid_to means no printed expiry.
    """
    problems: list[Problem] = []
    for check in material.checks:
        for problem in _run(check, facts, on):
            if (problem.code, problem.field) not in {(p.code, p.field) for p in problems}:
                problems.append(problem)
    return problems


def holds(condition: Condition, facts: Facts) -> bool | None:
    """Whether a condition is met; None when a fact that would decide it is missing."""
    if condition.all_of:
        return _all([holds(c, facts) for c in condition.all_of])
    if condition.any_of:
        answer = _all([_opposite(holds(c, facts)) for c in condition.any_of])
        return _opposite(answer)
    value = _plain(facts.get(condition.fact))
    if value is None:
        return None
    if condition.above is not None:
        number = _number(value)
        return None if number is None else number > condition.above
    return value in condition.values


def _number(value: str) -> Decimal | None:
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _all(answers: Sequence[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def _opposite(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _plain(value: object) -> str | None:
    """A fact as the packs write it: yes and no as YES and NO, an enum by its value; blank is no answer."""
    if isinstance(value, bool):
        return "YES" if value else "NO"
    if isinstance(value, Enum):
        return str(value.value)
    return None if value is None or value == "" else str(value)


def _unanswered(condition: Condition, facts: Facts) -> str:
    """The first fact of a condition that nobody gave."""
    for inner in (*condition.all_of, *condition.any_of):
        if fact := _unanswered(inner, facts):
            return fact
    return condition.fact if condition.fact and _plain(facts.get(condition.fact)) is None else ""


class _Bad(Exception):
    """A fact the check needs is missing (`otherwise` would have done as well), or is not a date."""

    def __init__(self, field: str, code: str, otherwise: str = "") -> None:
        super().__init__(field)
        self.field, self.code, self.otherwise = field, code, otherwise

    def named(self, words: Mapping[str, Text]) -> Text:
        """What is missing, in words; where one of two facts would do, both."""
        names = [words.get(name, Text(name, name)) for name in (self.field, self.otherwise) if name]
        return Text("或".join(name.zh for name in names), " or ".join(name.en for name in names))


def _run(check: MaterialCheck, facts: Facts, on: date) -> list[Problem]:
    try:
        if check.when is not None:
            asked = holds(check.when, facts)
            if asked is None:
                raise _Bad(_unanswered(check.when, facts), "MISSING_FACT")
            if not asked:
                return []
        return _CHECKS[check.kind](check, facts, on)
    except _Bad as bad:
        word = bad.named(check.words)
        messages = (
            (MISSING, MISSING_REMEDY) if bad.code == "MISSING_FACT" else (NOT_A_DATE, NOT_A_DATE_REMEDY)
        )
        message = Text(messages[0].zh.format(field=word.zh), messages[0].en.format(field=word.en))
        return [Problem(Severity.BLOCK, bad.code, message, messages[1], check.source, bad.field)]


def _date(facts: Facts, name: str) -> date | None:
    value = facts.get(name)
    if value is None or value == "" or isinstance(value, date):
        return value or None  # type: ignore[return-value]
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _Bad(name, "NOT_A_DATE") from None


def _needed(facts: Facts, name: str) -> date:
    if (value := _date(facts, name)) is None:
        raise _Bad(name, "MISSING_FACT")
    return value


def _in_order(check: MaterialCheck, facts: Facts, on: date) -> list[Problem]:
    start, end = _date(facts, check.facts["from"]), _date(facts, check.facts["to"])
    if start is None or end is None or start <= end:
        return []
    return [_problem(check, check.facts["to"], {"from": start, "to": end})]


def _term(check: MaterialCheck, facts: Facts, on: date) -> list[Problem]:
    """The whole term of a lease, last day included: 2026-04-01..2029-03-31 is 36 months."""
    start, end, least = (
        _needed(facts, check.facts["from"]),
        _needed(facts, check.facts["to"]),
        check.months or 0,
    )
    if end < start or whole_months(start, end) >= least:
        return []
    until = add_months(start, least) - timedelta(1)
    values = {"months": whole_months(start, end), "min": least, "least": _span(least), "until": until}
    return [_problem(check, check.facts["to"], values)]


def _span(months: int) -> Text:
    """Whole years as years: 36 months is 3 years."""
    years, rest = divmod(months, 12)
    return Text(f"{months} 个月", f"{months} months") if rest else Text(f"{years} 年", f"{years} years")


def _remaining(check: MaterialCheck, facts: Facts, on: date) -> list[Problem]:
    end, least = _needed(facts, check.facts["to"]), check.months or 0
    if end < on or whole_months(on, end) >= least:
        return []
    return [_problem(check, check.facts["to"], {"months": whole_months(on, end), "min": least})]


def _not_expired(check: MaterialCheck, facts: Facts, on: date) -> list[Problem]:
    """Valid up to and including the printed day; without one, to the same date so many months after issue [R]."""
    end = _date(facts, check.facts["to"])
    if end is None and "or_from" in check.facts:
        issued = _date(facts, check.facts["or_from"])
        if issued is None:
            raise _Bad(check.facts["to"], "MISSING_FACT", check.facts["or_from"])
        end = add_months(issued, check.months or 0)
    if end is None or on <= end:
        return []
    return [_problem(check, check.facts["to"], {"to": end})]


def _one_of(check: MaterialCheck, facts: Facts, on: date) -> list[Problem]:
    value = _plain(facts.get(check.facts["is"]))
    if value is None:
        raise _Bad(check.facts["is"], "MISSING_FACT")
    return [] if value in check.values else [_problem(check, check.facts["is"], {})]


def _age(check: MaterialCheck, facts: Facts, on: date) -> list[Problem]:
    start = _date(facts, check.facts["from"])
    if start is None or on <= add_months(start, check.months or 0):
        return []
    return [_problem(check, check.facts["from"], {"from": start, "max": check.months})]


_CHECKS: dict[str, Callable[[MaterialCheck, Facts, date], list[Problem]]] = {
    "IN_ORDER": _in_order,
    "TERM_MONTHS": _term,
    "REMAINING_MONTHS": _remaining,
    "NOT_EXPIRED": _not_expired,
    "ONE_OF": _one_of,
    "AGE_MONTHS": _age,
}


def _problem(check: MaterialCheck, field: str, values: Mapping[str, object]) -> Problem:
    return Problem(
        check.severity,
        check.code,
        _said(check.message, values),
        _said(check.remedy, values),
        check.source,
        field,
    )


def _said(text: Text, values: Mapping[str, object]) -> Text:
    """A sentence with its values; dates as people write them in each language."""
    words = {k: _dated(v) if isinstance(v, date) else v for k, v in values.items()}
    zh = {k: v.zh if isinstance(v, Text) else v for k, v in words.items()}
    en = {k: v.en if isinstance(v, Text) else v for k, v in words.items()}
    return Text(text.zh.format_map(zh), text.en.format_map(en))


def _dated(day: date) -> Text:
    return Text(
        f"{day.year} 年 {day.month} 月 {day.day} 日", f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"
    )
