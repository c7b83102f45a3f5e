"""Which days of a month a child can have attended: bits counted, and each refusal under its first reason."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from facilities.rules.attendance import (
    Presence,
    Refusal,
    count,
    enrolled_days,
    open_days,
    packed,
    refused_days,
    span,
    unpacked,
)
from kernel.periods import Period

MAY, TODAY = date(2026, 5, 1), date(2026, 5, 31)
EVERY = span(MAY, MAY, None)
WHOLE = Presence(EVERY, date(2026, 1, 5))


def wrong(days: list[int], child: Presence = WHOLE, **given: object) -> dict[str, list[int]]:
    values = {"service": EVERY, "today": TODAY} | given
    return {r.value: unpacked(bits) for r, bits in refused_days(MAY, packed(days), child=child, **values)}  # type: ignore[arg-type]


@given(st.sets(st.integers(1, 31)))
def test_days_survive_being_packed(days: set[int]) -> None:
    assert unpacked(packed(days)) == sorted(days)
    assert count(packed(days)) == len(days)


def test_a_span_is_cut_to_its_month() -> None:
    assert unpacked(span(MAY, date(2026, 4, 20), date(2026, 5, 2))) == [1, 2]
    assert unpacked(span(MAY, date(2026, 5, 30), None)) == [30, 31]
    assert span(MAY, date(2026, 6, 1), None) == 0
    assert span(MAY, date(2026, 1, 1), date(2026, 4, 30)) == 0


def test_several_spans_join() -> None:
    spans = [Period(date(2026, 4, 1), date(2026, 5, 3)), Period(date(2026, 5, 29))]
    assert unpacked(enrolled_days(MAY, spans)) == [1, 2, 3, 29, 30, 31]


def test_a_day_that_has_not_come_is_refused_first_of_all() -> None:
    child = Presence(0, None)
    assert wrong([8], child, today=date(2026, 5, 7), service=0) == {Refusal.FUTURE: [8]}


def test_days_outside_the_enrolment_the_service_and_the_entry_check_are_refused() -> None:
    child = Presence(packed(range(4, 32)), date(2026, 5, 6))
    assert wrong([1, 4, 5, 6, 9], child, service=packed([4, 6, 7])) == {
        Refusal.NOT_ENROLLED: [1],
        Refusal.NO_SERVICE: [5, 9],
        Refusal.NO_ENTRY_CHECK: [4],
    }


def test_after_three_months_a_child_comes_back_only_after_a_new_check() -> None:
    away = Presence(EVERY, date(2025, 9, 1), date(2026, 2, 10), date(2026, 5, 10))
    assert wrong([11, 12], away) == {Refusal.NO_RETURN_CHECK: [11, 12]}
    checked = Presence(EVERY, date(2025, 9, 1), date(2026, 2, 10), date(2026, 5, 10), (date(2026, 5, 12),))
    assert wrong([11, 12], checked) == {Refusal.NO_RETURN_CHECK: [11]}


def test_who_comes_again_before_the_three_months_are_over_needs_no_check() -> None:
    away = Presence(EVERY, date(2025, 9, 1), date(2026, 2, 10), date(2026, 5, 10))
    assert wrong([9, 12], away) == {}


def test_a_check_before_the_absence_does_not_count() -> None:
    old = Presence(EVERY, date(2025, 9, 1), date(2026, 2, 10), date(2026, 5, 10), (date(2026, 2, 10),))
    assert wrong([11], old) == {Refusal.NO_RETURN_CHECK: [11]}


@given(
    days=st.integers(0, 2**31 - 1),
    service=st.integers(0, 2**31 - 1),
    enrolled=st.integers(0, 2**31 - 1),
    entered=st.one_of(st.none(), st.dates(date(2026, 4, 1), date(2026, 6, 1))),
    until=st.dates(date(2026, 4, 25), date(2026, 6, 5)),
)
def test_what_is_not_refused_lies_inside_service_and_enrolment(
    days: int, service: int, enrolled: int, entered: date | None, until: date
) -> None:
    child = Presence(enrolled, entered)
    refused = 0
    for _reason, bits in refused_days(MAY, days, service=service, child=child, today=until):
        assert bits & refused == 0
        refused |= bits
    kept = days & EVERY & ~refused
    assert kept & ~service == 0 and kept & ~enrolled == 0
    assert count(kept) <= count(service)
    assert kept & ~open_days(MAY, days, service=service, child=child, today=until) == 0


def test_the_grid_offers_exactly_the_days_that_would_not_be_refused() -> None:
    """A child away for three months: no day after them is offered before the new check, every day from it on is."""
    away = Presence(EVERY, date(2025, 9, 1), date(2026, 2, 10), date(2026, 5, 10))
    checked = Presence(EVERY, date(2025, 9, 1), date(2026, 2, 10), date(2026, 5, 10), (date(2026, 5, 12),))
    offered = {
        child: unpacked(open_days(MAY, 0, service=EVERY, child=child, today=TODAY))
        for child in (away, checked)
    }
    assert offered[away] == list(range(1, 10))
    assert offered[checked] == [*range(1, 10), *range(12, 32)]
    for child, days in offered.items():
        assert [day for day in range(1, 32) if day >= 10 and not wrong([day], child)] == [
            day for day in days if day >= 10
        ]


def test_no_day_is_offered_that_is_closed_not_enrolled_not_checked_or_not_come() -> None:
    child = Presence(packed(range(3, 32)), date(2026, 5, 5))
    service = packed([4, 5, 6, 7, 8, 20])
    found = open_days(MAY, 0, service=service, child=child, today=date(2026, 5, 7))
    assert unpacked(found) == [5, 6, 7]
