"""Goal 5, the part that exists: 120,000 quotes, one for each facility, with lines, steps and shares."""

from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.measure import Row, at_least, at_most, at_most_count, interleaved
from benchmarks.national import FACILITIES
from kernel.periods import Period
from policy.law import Programme
from policy.loader.parse import parse_pack
from policy.models import PackVersion
from subsidies.enums import Code
from subsidies.queries import programme, quote
from subsidies.rules import Line, Quote, Step
from subsidies.rules.facts import ChildMonthClaim, Month, Standing
from subsidies.rules.presence import PARTS

_GANZHOU, _NAME = 360700000000, "GZ-OPERATING"
_SAMPLE = 60


def rows() -> Iterator[Row]:
    spells = (Period(date(2020, 1, 1)),)
    standing = Standing(spells, spells, 150)
    counts = [20 + n % 130 for n in range(FACILITIES)]
    first, last = date(2024, 5, 1), date(2024, 5, 31)
    claims = [
        ChildMonthClaim(date(2025, 4, 10), standing, (Month(first, last, child_months=number),))
        for number in counts
    ]
    term = programme(_GANZHOU, _NAME)[-1]
    rate = term.number("rate") or 0
    ours, bare = interleaved(
        lambda: _each(claims),
        lambda: _each_bare(counts, term, rate),
        runs=5,
        warm=1,
    )
    naive = interleaved(lambda: [_naive(claim) for claim in claims[:_SAMPLE]], runs=3, warm=1)[0]
    for number, claim in zip(counts[:200], claims, strict=False):
        if quote(_GANZHOU, _NAME, claim) != _bare(number, term, rate):
            raise RuntimeError("the two ways disagree")
    with CaptureQueriesContext(connection) as seen:
        quote(_GANZHOU, _NAME, claims[0])
    built = "a bare loop that builds the same answers"
    yield at_most("5-quotes", "120,000 quotes with line, steps and shares", ours, bare, 8, built)
    naive *= FACILITIES / _SAMPLE
    yield at_least("5-quotes-naive", "120,000 quotes", ours, naive, 40, "reading the law for each quote")
    yield at_most_count("5-quotes-queries", "one quote, the law loaded", len(seen), 1, "statement a second")


def _each(claims: list[ChildMonthClaim]) -> None:
    """One after the other, as a run that writes each away does."""
    for claim in claims:
        quote(_GANZHOU, _NAME, claim)


def _each_bare(counts: list[int], term: Programme, rate: int) -> None:
    for number in counts:
        _bare(number, term, rate)


def _bare(number: int, term: Programme, rate: int) -> Quote:
    """The same answer with nothing asked: the arithmetic, and the objects that carry it."""
    day, end = date(2024, 5, 1), date(2024, 5, 31)
    total = number * rate
    city = (2 * total * 2 + 10) // 20
    steps = (
        Step("in_window", (day, term.valid_from, term.valid_to)),
        Step("standing", (day, end, "WHOLE_MONTH")),
        Step("given_months", (number,)),
        Step("times", (PARTS * number, rate, PARTS * total)),
    )
    line = Line("2024-05", Code.OK, total, steps)
    return Quote(term, Code.OK, total, {"city": city, "county": total - city}, (line,))


def _naive(claim: ChildMonthClaim) -> int:
    """The law read anew for each claim, as a program without a copy of it would."""
    pack = parse_pack(PackVersion.objects.filter(code="360700").latest("id").content, version="")
    found = next(each for each in pack.of("programmes") if each.id == _NAME)
    return sum(month.child_months or 0 for month in claim.months) * (found.number("rate") or 0)
