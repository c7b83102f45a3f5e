"""The pure rules of inspections: what an answer comes to, how a lot is drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.rules.answers import Judged, Unfit, advises, is_finding, judge, outcome
from inspections.rules.lots import drawn, mark, pool_digest, teams

LAW, STANDARD = {"kind": "law"}, {"kind": "standard"}
YES_NO = {"answer": "YES_NO", "severity": "BLOCK", "source": LAW, "code": "A"}
VIDEO = {"answer": "NUMBER", "severity": "BLOCK", "source": LAW, "code": "B", "least": 90, "most": None}
OUTDOORS = {
    "answer": "CHOICE",
    "severity": "WARN",
    "source": LAW,
    "code": "C",
    "choices": [{"code": "ENOUGH"}, {"code": "SHORT", "breach": True}],
}


@given(st.integers(0, 9_999_999))
def test_a_number_meets_exactly_from_its_minimum_on(number: int) -> None:
    assert judge(VIDEO, "", str(number)) == Judged("YES" if number >= 90 else "NO", str(number))


def test_a_number_above_its_maximum_does_not_meet() -> None:
    assert judge({**VIDEO, "least": None, "most": 15}, "", "16").answer == "NO"


@pytest.mark.parametrize("typed", ["", "-1", "1.5", "九十", "９０", "1e3", "99999999"])
def test_what_is_no_number_is_refused_and_never_guessed(typed: str) -> None:
    with pytest.raises(Unfit, match="NOT_A_NUMBER"):
        judge(VIDEO, "YES", typed)


def test_choices_and_answers_outside_the_list_are_refused() -> None:
    assert judge(OUTDOORS, "", "SHORT") == Judged("NO", "SHORT")
    assert judge(OUTDOORS, "", "ENOUGH") == Judged("YES", "ENOUGH")
    with pytest.raises(Unfit, match="NOT_A_CHOICE"):
        judge(OUTDOORS, "YES", "OTHER")
    with pytest.raises(Unfit, match="NOT_AN_ANSWER"):
        judge(YES_NO, "MAYBE", "x")
    assert judge(YES_NO, "YES", "") == Judged("YES") and judge(YES_NO, "NO", "") == Judged("NO")
    assert judge(YES_NO, "", "") == Judged("") and judge(VIDEO, "NA", "") == Judged("NA")


@pytest.mark.parametrize(("severity", "source"), [("ADVICE", LAW), ("BLOCK", STANDARD), ("WARN", STANDARD)])
def test_what_only_advises_is_never_a_finding(severity: str, source: dict[str, str]) -> None:
    asked = {**YES_NO, "severity": severity, "source": source}
    assert advises(asked) and not is_finding(asked, "NO")
    assert is_finding(YES_NO, "NO") and not is_finding(YES_NO, "NA")


def test_a_visit_counts_advice_apart_and_names_the_vetoes_that_fail() -> None:
    advice = {**YES_NO, "source": STANDARD}
    rows = [(YES_NO, "YES"), ({**YES_NO, "veto": True}, "NO"), (advice, "NO"), (VIDEO, "NA"), (VIDEO, "")]
    assert outcome(rows) == {"yes": 1, "no": 1, "na": 1, "advice": 1, "open": 1, "vetoed": ["A"]}


@given(st.sets(st.integers(1, 10**6), max_size=40), st.text(max_size=10))
def test_the_same_seed_draws_the_same_order_whatever_the_order_of_the_pool(pool: set[int], seed: str) -> None:
    assert drawn(seed, "facility", sorted(pool)) == drawn(seed, "facility", sorted(pool, reverse=True))
    assert sorted(drawn(seed, "facility", pool)) == sorted(pool)
    assert pool_digest(pool) == pool_digest(sorted(pool, reverse=True))


def test_another_seed_draws_another_order() -> None:
    assert len({tuple(drawn(str(seed), "facility", range(30))) for seed in range(20)}) == 20
    assert len(mark("a", "facility", 1)) == 32


@given(st.integers(1, 9), st.integers(0, 40), st.integers(1, 4))
def test_nobody_has_two_visits_more_than_another(people: int, visits: int, size: int) -> None:
    dealt = teams(list(range(people)), list(range(visits)), size)
    counts = [sum(person in team for team in dealt) for person in range(people)]
    assert len(dealt) == visits and max(counts) - min(counts) <= 1
    assert all(len(set(team)) == len(team) == min(size, people) for team in dealt)
