"""What was typed about the premises becomes facts that can be kept, or a fault beside its question."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilities.rules.standards import site_of
from facilities.rules.standards.asks import ASKS
from facilities.rules.standards.stating import take

TODAY = date(2026, 5, 7)
TYPED = st.dictionaries(
    st.sampled_from([ask.name for ask in ASKS]),
    st.text(max_size=12) | st.sampled_from(["YES", "LEASE", "12", "2026-01-01"]),
)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("video_days", " ９０ ", 90),
        ("floor_area", "1,200.50", 1200.5),
        ("floor_area", "1200.00", 1200),
        ("outdoor_hours", "1.999", 2),
        ("insured", "YES", "YES"),
        ("air", "NOT_TESTED", "NOT_TESTED"),
        ("last_drill_on", "2026-05-07", "2026-05-07"),
        ("last_drill_on", "", None),
        ("air", "", None),
        ("floor_area", "  ", None),
        ("health_beds", "", None),
    ],
)
def test_an_answer_is_read_as_it_is_meant(name: str, typed: str, kept: Any) -> None:
    facts, faults = take(ASKS, {name: typed}, today=TODAY)
    assert (facts.get(name), faults) == (kept, {})


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("video_days", "ninety"),
        ("video_days", "1.5"),
        ("video_days", "-1"),
        ("video_days", "99999"),
        ("floor_area", "Infinity"),
        ("air", "GOOD"),
        ("last_drill_on", "2026-05-08"),
        ("last_drill_on", "7 May"),
        ("last_drill_on", "0026-05-07"),
    ],
)
def test_what_cannot_be_understood_is_a_fault_beside_its_question(name: str, typed: str) -> None:
    assert list(take(ASKS, {name: typed}, today=TODAY)[1]) == [name]


def test_what_is_not_asked_then_is_left_out() -> None:
    lease = {"lease_from": "2026-01-01", "lease_to": "rubbish"}
    assert take(ASKS, {"tenure": "OWN", **lease}, today=TODAY) == ({"tenure": "OWN"}, {})
    assert list(take(ASKS, {"tenure": "LEASE", **lease}, today=TODAY)[1]) == ["lease_to"]


def test_an_end_before_its_start_is_a_fault() -> None:
    lease = {"tenure": "LEASE", "lease_from": "2026-05-01", "lease_to": "2026-04-30"}
    assert list(take(ASKS, lease, today=TODAY)[1]) == ["lease_to"]


@given(TYPED)
def test_what_is_kept_reads_as_itself(typed: dict[str, str]) -> None:
    facts, _faults = take(ASKS, typed, today=TODAY)
    again, faults = take(ASKS, facts, today=date(2200, 1, 1))
    assert again == facts and not set(faults) - {"lease_to"}
    site = site_of(facts)
    assert all(getattr(site, name) is not None for name in facts)
