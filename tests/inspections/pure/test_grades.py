"""From a panel's scores to points, and from points to a grade."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.rules.grades import grade_of, mean_points

LINES = {"A": 90, "B": 80, "C": 70, "D": 60}


@pytest.mark.parametrize(
    ("panel", "points"), [([[3, 4]], 7), ([[3], [4]], 4), ([[1], [1], [2]], 1), ([[0], [0], [2]], 1)]
)
def test_the_mean_is_rounded_half_up_once(panel: list[list[int]], points: int) -> None:
    assert mean_points(panel) == points


def test_without_a_panel_there_are_no_points() -> None:
    with pytest.raises(ValueError, match="panel"):
        mean_points([])


@pytest.mark.parametrize(
    ("points", "grade"),
    [(1000, "A"), (900, "A"), (899, "B"), (800, "B"), (799, "C"), (700, "C"), (600, "D"), (599, ""), (0, "")],
)
def test_a_grade_begins_on_its_line(points: int, grade: str) -> None:
    assert grade_of(points, 1000, LINES) == grade


@given(points=st.integers(0, 1000))
def test_a_veto_gives_none(points: int) -> None:
    assert grade_of(points, 1000, LINES, vetoed=True) == ""


@given(fewer=st.integers(0, 1000), more=st.integers(0, 1000))
def test_more_points_never_give_a_lower_grade(fewer: int, more: int) -> None:
    order = ["", "D", "C", "B", "A"]
    low, high = sorted((fewer, more))
    assert order.index(grade_of(low, 1000, LINES)) <= order.index(grade_of(high, 1000, LINES))
