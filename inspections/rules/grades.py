"""From the scores of a panel to points, and from points to a grade."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction


def mean_points(by_assessor: Sequence[Iterable[int]]) -> int:
    """The mean of the panel's totals, rounded half up once. Raises ValueError without a panel."""
    totals = [sum(points) for points in by_assessor]
    if not totals:
        raise ValueError("no panel")
    return int(Fraction(sum(totals), len(totals)) + Fraction(1, 2))


def grade_of(points: int, out_of: int, lines: Mapping[str, int], *, vetoed: bool = False) -> str:
    """The highest grade whose line, in percent of all points, is reached; '' for none. A veto counts as no points."""
    reached = 0 if vetoed else points
    for grade, percent in sorted(lines.items(), key=lambda pair: -pair[1]):
        if reached * 100 >= percent * out_of:
            return grade
    return ""
