"""Goal 5, the part that exists: 120,000 quotes, one for each facility, with lines, steps and shares."""

from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.measure import Row, at_least, at_most, at_most_count, interleaved
from benchmarks.national import FACILITIES
from kernel.periods import Period
from policy.loader.parse import parse_pack
from policy.models import PackVersion
from subsidies.queries import programme, quote
from subsidies.rules.facts import ChildMonthClaim, Month, Standing

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
    rate = programme(_GANZHOU, _NAME)[-1].number("rate") or 0
    ours, bare = interleaved(
        lambda: [quote(_GANZHOU, _NAME, claim) for claim in claims],
        lambda: [_bare(number, rate) for number in counts],
        runs=5,
        warm=1,
    )
    naive = interleaved(lambda: [_naive(claim) for claim in claims[:_SAMPLE]], runs=3, warm=1)[0]
    for number, claim in zip(counts[:200], claims, strict=False):
        found = quote(_GANZHOU, _NAME, claim)
        if (found.amount, *found.shares.values()) != _bare(number, rate):
            raise RuntimeError("the two ways disagree")
    with CaptureQueriesContext(connection) as seen:
        quote(_GANZHOU, _NAME, claims[0])
    yield at_most(
        "5-quotes",
        "120,000 quotes with line, steps and shares",
        ours,
        bare,
        150,
        "a bare loop of the arithmetic",
    )
    naive *= FACILITIES / _SAMPLE
    yield at_least("5-quotes-naive", "120,000 quotes", ours, naive, 100, "reading the law for each quote")
    yield at_most_count("5-quotes-queries", "one quote, the law loaded", len(seen), 1, "statement a second")


def _bare(number: int, rate: int) -> tuple[int, int, int]:
    total = number * rate
    city = (2 * total * 2 + 10) // 20
    return total, city, total - city


def _naive(claim: ChildMonthClaim) -> int:
    """The law read anew for each claim, as a program without a copy of it would."""
    pack = parse_pack(PackVersion.objects.filter(code="360700").latest("id").content, version="")
    found = next(each for each in pack.programmes if each.id == _NAME)
    return sum(month.child_months or 0 for month in claim.months) * (found.number("rate") or 0)
