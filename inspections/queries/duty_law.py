"""What the law of a place wants done again and again, as far as the platform counts it. No query once the law is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from inspections.queries import law
from inspections.rules.periods import MONTHS, Span, before, joins_until, spans
from policy.errors import RuleNotInForce, UnknownRule
from policy.law import DeadlineRule, PeriodicDuty, Target, Text
from policy.queries import deadline, deadline_rule, effective_rules, working_calendar

ACTS = "CN-I8"


@dataclass(frozen=True)
class DutyLaw:
    """One recurring duty as it binds in a place. `months`: the length of its period; 0 where no text gives one, and the
    duty is off."""

    id: str
    value: PeriodicDuty
    rule: DeadlineRule
    needed: int
    months: int

    @property
    def off(self) -> bool:
        return self.months == 0

    @property
    def act(self) -> Text:
        return self.value.act

    @property
    def of_place(self) -> bool:
        return self.value.per == "PLACE"


@dataclass(frozen=True)
class Opened:
    """What the rows of one duty and period have in common. `joins_until`: who began later is due in the next period.
    `kinds`: the kinds of entity that owe it; empty for all."""

    law: DutyLaw
    span: Span
    last_on: date
    due_on: date
    due_status: str
    missing_years: tuple[int, ...]
    joins_until: date
    calendar_version: str
    kinds: tuple[str, ...] = ()


def duties_of(region_id: int, on: date) -> list[DutyLaw]:
    """The recurring duties of a place that are counted, by their ids; those that are off among them."""
    found = []
    for each in effective_rules(region_id, on, "periodic_duties"):
        value = cast("PeriodicDuty | None", each.ruling.chosen)
        rule = _rule(region_id, value.deadline, on) if value is not None and value.act else None
        if value is not None and rule is not None:
            found.append(DutyLaw(value.id, value, rule, _needed(region_id, value, on), _months(value, rule)))
    return sorted(found, key=lambda duty: duty.id)


def duty_of(region_id: int, duty: str, on: date) -> DutyLaw | None:
    return next((each for each in duties_of(region_id, on) if each.id == duty), None)


def opened_in(region_id: int, duty: DutyLaw, span: Span) -> list[Opened]:
    """What one period of a duty is in a place: once, or once for each day that a kind of entity has."""
    if not duty.value.terms:
        return [_opened(region_id, duty, span, duty.rule.name, ())]
    days: dict[str, list[str]] = {}
    for kind, name in duty.value.terms.items():
        days.setdefault(name, []).append(kind)
    return [_opened(region_id, duty, span, name, tuple(kinds)) for name, kinds in days.items()]


def periods_until(duty: DutyLaw, first: date, last: date) -> list[Span]:
    """The periods of a duty from the one of a day to that of another; at most the last eight."""
    return list(spans(duty.months, first, last))[-8:]


def late_entry(region_id: int, on: date) -> tuple[int, int]:
    """(days within which an act is entered without a reason, days within which it can be entered at all)."""
    numbers: Mapping[str, int] = law.numbers(region_id, ACTS, on)
    return numbers.get("free_days", 0), numbers.get("most_days", 0)


def _opened(region_id: int, duty: DutyLaw, span: Span, name: str, kinds: tuple[str, ...]) -> Opened:
    answer = deadline(region_id, name, span.starts_on)
    last = answer.legal_on or answer.due_on or span.ends_on
    period = duty.rule.period
    late_start = period.late_start_days if period is not None else 0
    joins = joins_until(span, late_start, working_calendar().between)
    if duty.value.begins == "NEXT":
        joins = before(duty.months, span).ends_on
    return Opened(
        duty,
        span,
        last,
        answer.due_on or last,
        str(answer.status.value),
        answer.missing_years,
        min(joins, last),
        answer.calendar_version or "",
        kinds,
    )


def _rule(region_id: int, name: str, on: date) -> DeadlineRule | None:
    try:
        return deadline_rule(region_id, name, on)
    except (UnknownRule, RuleNotInForce):
        return None


def _months(value: PeriodicDuty, rule: DeadlineRule) -> int:
    if rule.period is not None and rule.period.anchor == "CALENDAR" and rule.period.unit in MONTHS:
        return MONTHS[rule.period.unit] * rule.period.length
    return 12 if rule.month_day is not None or value.terms else 0


def _needed(region_id: int, value: PeriodicDuty, on: date) -> int:
    """How many acts a period wants: the figure of the target that the duty names, else its own."""
    if not value.target:
        return value.least
    for each in effective_rules(region_id, on, "targets"):
        target: Any = each.ruling.chosen
        if each.key == value.target and isinstance(target, Target):
            return int(target.value)
    return value.least
