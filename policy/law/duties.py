"""Duties with a term, and the dates that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policy.enums import DueStatus, RuleKind
from policy.law.base import NO_TEXT, Provision, Source, Text


@dataclass(frozen=True)
class PeriodTerm:
    """A length in calendar units. CALENDAR periods are the quarters of the year, TRIGGER periods run from the trigger.

    `late_start_days`: a trigger in the last so many working days of a calendar period belongs to the next one.
    `report_day`: the duty falls on this day of the month after the period. `day_off`: STAYS or NEXT (CC art. 203).
    """

    length: int
    unit: str
    anchor: str
    late_start_days: int = 0
    report_day: int = 0
    day_off: str = "NEXT"


@dataclass(frozen=True)
class DeadlineRule(Provision):
    """A duty and its term. `days` only with kind WORKING_DAYS; `owner` FACILITY, REGISTRAR or a department kind.

    `sense`: DUE_BY (do it until), KEEP_UNTIL (keep it until) or REQUIRED_FROM (needed from that day on).
    """

    name: str = ""
    id: str = ""
    kind: RuleKind = RuleKind.PROMPT
    days: int | None = None
    unit: str | None = None
    trigger: str = ""
    owner: str = ""
    action: Text = NO_TEXT
    consequence: Text = NO_TEXT
    note: Text = NO_TEXT
    service_target_days: int | None = None
    month_day: tuple[int, int] | None = None
    period: PeriodTerm | None = None
    sense: str = "DUE_BY"
    parallel_to: str = ""

    def says(self) -> object:
        return (self.kind, self.days, self.month_day, self.period)


@dataclass(frozen=True)
class Deadline:
    """A due date with everything that explains it. `legal_on` differs from `due_on` where the text fixes a date
    that is a day off and we ask for it on the working day before."""

    region: str
    rule: str
    trigger_on: date
    due_on: date | None
    status: DueStatus
    missing_years: tuple[int, ...]
    counted_days: tuple[date, ...]
    calendar_version: str
    policy: Mapping[str, str]
    days: int | None
    source: Source
    legal_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        """The fixed form that other systems rely on."""
        return {
            "region": self.region,
            "rule": self.rule,
            "trigger_on": self.trigger_on.isoformat(),
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "status": str(self.status.value),
            "missing_years": list(self.missing_years),
            "counted_days": [day.isoformat() for day in self.counted_days],
            "calendar_version": self.calendar_version,
            "policy": dict(self.policy),
        }
