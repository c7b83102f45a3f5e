"""How urgent a due date is, and how much is left of it, in the units the rule counts in."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["working_day", "day"]
State = Literal[
    "overdue", "today", "near", "normal", "provisional", "prompt", "not_computable", "done", "done_late"
]

#: Days to go from which a date counts as near; a page's habit, not a rule of law.
NEAR: dict[Unit, int] = {"working_day": 2, "day": 30}
#: Beyond this many calendar days the distance is said in months.
MONTHS_BEYOND = 60


@dataclass(frozen=True)
class Due:
    """What the due chip shows. `count` is days left, days late or days waited, by state; `months` when far away."""

    state: State
    on: date | None = None
    count: int = 0
    unit: Unit = "working_day"
    months: int = 0
    missing_years: tuple[int, ...] = ()
    done_on: date | None = None
    reason: object = ""


def due_by(
    on: date,
    *,
    today: date,
    left: int,
    unit: Unit = "working_day",
    near: int | None = None,
    missing_years: tuple[int, ...] = (),
) -> Due:
    """An open duty with a date. `left` counts from today to `on` in `unit`; below zero it is the delay."""
    months = _whole_months(today, on) if (on - today).days > MONTHS_BEYOND else 0
    if on < today:
        state: State = "overdue"
    elif on == today:
        state = "today"
    elif missing_years:
        state = "provisional"
    elif left <= (NEAR[unit] if near is None else near):
        state = "near"
    else:
        state = "normal"
    return Due(state, on, abs(left), unit, months, missing_years)


def due_promptly(*, waited: int, unit: Unit = "working_day") -> Due:
    """The text says "promptly" and gives no number of days; `waited` is how long it has been since the trigger."""
    return Due("prompt", None, waited, unit)


def due_unknown(reason: object) -> Due:
    """A parameter is missing, so there is no date; `reason` names what is missing."""
    return Due("not_computable", reason=reason)


def due_done(on: date | None, *, done_on: date) -> Due:
    """A duty that was met, in time or late."""
    late = on is not None and done_on > on
    return Due("done_late" if late else "done", on, done_on=done_on)


def _whole_months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
