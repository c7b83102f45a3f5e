"""Which wording of a programme speaks on a day, and whether money may follow from it then."""

from collections.abc import Sequence
from datetime import date

from policy.enums import Status
from policy.law import Programme
from subsidies.enums import Code
from subsidies.rules.quoting import Step


def term_on(terms: Sequence[Programme], day: date | None) -> Programme:
    """The wording that had started last on a day (the first one before all of them). `terms`: oldest first."""
    if day is None:
        return terms[-1]
    return next((term for term in reversed(terms) if term.started(day)), terms[0])


def unpaid(programme: Programme) -> Code | None:
    """Why a programme is only simulated; None when it can be paid."""
    if programme.status == Status.DRAFT:
        return Code.POLICY_DRAFT
    return None if programme.payable else Code.POLICY_NOT_STARTED


def window(programme: Programme, day: date | None) -> Code:
    """OK inside the window, and where no day is known."""
    if day is None or programme.in_window(day):
        return Code.OK
    return Code.POLICY_EXPIRED if programme.started(day) else Code.POLICY_NOT_STARTED


def day_tested(programme: Programme, first: date, last: date) -> date:
    """Which day of a month must lie in the window (K7: its first)."""
    return last if programme.choice("month_rule") == "LAST_DAY_IN_WINDOW" else first


def window_step(programme: Programme, day: date, code: Code) -> Step:
    key = {Code.OK: "in_window", Code.POLICY_EXPIRED: "after_window"}.get(code, "before_window")
    return Step(key, (day, programme.valid_from, programme.valid_to))
