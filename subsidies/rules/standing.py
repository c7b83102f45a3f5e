"""Whether a facility was filed and universal on the days that count."""

from collections.abc import Iterable
from datetime import date, timedelta

from kernel.periods import Period
from policy.law import FacilityTest, Programme
from subsidies.enums import Code
from subsidies.rules.facts import Standing
from subsidies.rules.quoting import Step

_FAILED = {"filed": Code.NOT_FILED, "universal": Code.NOT_UNIVERSAL}


def tested(
    programme: Programme, standing: Standing, first: date, last: date, test: FacilityTest
) -> tuple[Code, Step]:
    """Filed is asked first, then universal, over the days from `first` to `last`."""
    for quality in programme.requires:
        if not covers(getattr(standing, quality), first, last, test):
            return _FAILED[quality], Step(f"not_{quality}", (first, last, test))
    return Code.OK, Step("standing", (first, last, test))


def covers(spans: Iterable[Period], first: date, last: date, test: FacilityTest) -> bool:
    """WHOLE_MONTH: every day; FIRST_DAY: the first one; ANY_DAY: at least one."""
    if test == FacilityTest.FIRST_DAY:
        return any(first in span for span in spans)
    if test == FacilityTest.ANY_DAY:
        return any(span.overlaps(Period(first, last)) for span in spans)
    return _reaches(spans, first, last)


def _reaches(spans: Iterable[Period], first: date, last: date) -> bool:
    """Spans that touch or overlap count as one."""
    for span in spans:
        if span.start <= first and (span.end is None or span.end >= last):
            return True
    open_from = first
    for span in sorted(spans, key=lambda each: each.start):
        if span.start > open_from:
            return False
        if span.end is None or span.end >= last:
            return True
        open_from = max(open_from, span.end + timedelta(days=1))
    return False
