"""So much a child and month: the operating subsidy of Ganzhou and the floor of Jiangxi."""

from collections.abc import Iterator, Sequence
from datetime import date

from kernel.periods import add_months
from policy.law import AgeRule, ClaimFrom, FacilityTest, PartialMonth, Programme
from subsidies.enums import Code
from subsidies.rules import windows
from subsidies.rules.facts import ChildMonthClaim, Month
from subsidies.rules.presence import PARTS, Counts, counted
from subsidies.rules.quoting import Counted, Quote, Step, settle
from subsidies.rules.standing import tested


def quote(terms: Sequence[Programme], claim: ChildMonthClaim, beside: frozenset[str] = frozenset()) -> Quote:
    """One line a child and month. A month is judged by the wording in force on the day the month rule names.

    `beside`: the programmes that may pay the same child-month (NO_STACK, domain 8.2).
    """
    lines: list[Counted] = []
    empty: Code | None = None
    for month in claim.months:
        judged = _Judged(term_for(terms, month.first, month.last), claim, month, beside)
        lines += judged.lines()
        empty = empty if empty not in (None, Code.OK) else judged.code
    fallback = terms[-1]
    if claim.months:
        fallback = term_for(terms, claim.months[-1].first, claim.months[-1].last)
    empty = empty or windows.unpaid(fallback) or Code.OK
    return settle(lines, per_fen=PARTS, fallback=fallback, empty=empty)


class _Judged:
    """A month with what holds for all its children: the window, whether it has ended, the facility."""

    def __init__(self, term: Programme, claim: ChildMonthClaim, month: Month, beside: frozenset[str]) -> None:
        self.term, self.month, self.claim, self.beside = term, month, claim, beside
        self.unpaid = windows.unpaid(term)
        self.gate, self.steps = _gate(term, claim, month)

    @property
    def code(self) -> Code:
        return self.unpaid or self.gate

    def lines(self) -> Iterator[Counted]:
        name = self.month.first.isoformat()[:7]
        if self.month.child_months is not None:
            yield self._line(name, self._given(self.month.child_months))
        if not self.month.children:
            return
        mode = self.claim.partial_month or PartialMonth(self.term.choice("partial_month_mode"))
        rule = self.claim.age_rule or AgeRule(self.term.choice("age_rule"))
        for child in self.month.children:
            counts = None
            if self.gate == Code.OK:
                counts = counted(self.term, self.month, child, mode, rule, self.beside)
            yield self._line(f"{name}/{child.ref}", counts)

    def _given(self, number: int) -> Counts | None:
        """Child-months that were counted before: only the rate is left to be applied."""
        rate = self.term.number("rate") or self.term.number("rate_min")
        if self.gate != Code.OK:
            return None
        if rate is None:
            return Counts(Code.PARAM_MISSING, None, (Step("no_rate"),))
        units = number * rate * PARTS
        steps = (Step("given_months", (number,)), Step("times", (number * PARTS, rate, units)))
        return Counts(Code.OK, units, steps)

    def _line(self, ref: str, counts: Counts | None) -> Counted:
        """A programme that cannot be paid says so first; its amount is what it would be."""
        code, units, steps = counts or Counts(self.gate, 0, ())
        if self.unpaid and units is not None:
            code, steps = self.unpaid, (Step("simulated", (self.unpaid,)), *self.steps, *steps)
        else:
            steps = (*self.steps, *steps)
        return Counted(ref, code, units, steps, self.term)


def _gate(term: Programme, claim: ChildMonthClaim, month: Month) -> tuple[Code, tuple[Step, ...]]:
    """Policy window, the end of the month, filed, universal: the first that fails."""
    day = windows.day_tested(term, month.first, month.last)
    code = windows.window(term, day)
    inside = windows.window_step(term, day, code)
    if code != Code.OK:
        return code, (inside,)
    if claim.claimed_on <= month.last and term.choice("claim_from") != ClaimFrom.ANY_TIME:
        return Code.MONTH_NOT_ENDED, (inside, Step("not_ended", (month.last, claim.claimed_on)))
    if (until := _claimed_until(term, month)) is not None and claim.claimed_on > until:
        return Code.POLICY_EXPIRED, (inside, Step("too_late", (month.last, until, claim.claimed_on)))
    test = claim.facility_test or FacilityTest(term.choice("facility_status_rule"))
    code, standing = tested(term, claim.standing, month.first, month.last, test)
    return code, (inside, standing)


def _claimed_until(term: Programme, month: Month) -> date | None:
    """The last day on which a month can be claimed; None where nothing says so: late claims are taken."""
    months = term.number("claim_within_months")
    return None if months is None else add_months(month.last, months)


def term_for(terms: Sequence[Programme], first: date, last: date) -> Programme:
    """The wording that speaks for a month, by the day that its month rule names."""
    if len(terms) == 1:
        return terms[0]
    return next((t for t in reversed(terms) if t.started(windows.day_tested(t, first, last))), terms[0])
