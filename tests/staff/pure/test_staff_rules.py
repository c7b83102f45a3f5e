"""How long a proof holds, which proofs are lacking, and who counts on a day (domain 6, U16)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staff.rules.counting import AbsenceFact, Reason, reasons_against
from staff.rules.proofs import Gap, ProofFact, end_of_validity, gaps, runs_out

DAY = date(2026, 5, 7)
HEALTH, RECORD = "HEALTH_CERTIFICATE", "RECORD_CHECK"


@pytest.mark.parametrize(
    ("issued", "printed", "renewal", "months", "ends"),
    [
        ("2025-03-09", "2026-01-31", "2026-03-09", 12, "2026-01-31"),
        ("2025-03-09", None, "2026-03-09", 12, "2026-03-09"),
        ("2025-03-09", None, None, 12, "2026-03-09"),
        ("2024-02-29", None, None, 12, "2025-02-28"),
        ("2025-03-09", None, None, None, None),
    ],
    ids=["printed expiry wins", "the law's renewal", "a year after issue", "29 February", "never"],
)
def test_the_last_day_of_a_proof(
    issued: str, printed: str | None, renewal: str | None, months: int | None, ends: str | None
) -> None:
    found = end_of_validity(
        issued_on=date.fromisoformat(issued),
        expires_on=date.fromisoformat(printed) if printed else None,
        renewal_due=date.fromisoformat(renewal) if renewal else None,
        months=months,
    )
    assert found == (date.fromisoformat(ends) if ends else None)


def _health(ends: date | None, issued: date = date(2025, 3, 9)) -> ProofFact:
    return ProofFact(HEALTH, issued, ends)


def test_u16_a_certificate_counts_on_its_last_day_and_not_on_the_next() -> None:
    held = [_health(date(2026, 3, 9))]
    assert gaps(held, [HEALTH], date(2026, 3, 9)) == []
    assert gaps(held, [HEALTH], date(2026, 3, 10)) == [Gap("EXPIRED", HEALTH, date(2026, 3, 9))]


def test_what_is_issued_later_does_not_count_yet() -> None:
    assert gaps([_health(None, issued=DAY + timedelta(1))], [HEALTH], DAY) == [Gap("MISSING", HEALTH)]


def test_the_newest_record_check_decides_a_hit() -> None:
    clear = ProofFact(RECORD, date(2026, 1, 1), date(2027, 1, 1), "CLEAR", 1)
    hit = ProofFact(RECORD, date(2026, 1, 1), date(2027, 1, 1), "HIT", 2)
    assert gaps([clear, hit], [RECORD], DAY) == [Gap("HIT", RECORD)]
    assert gaps([hit, ProofFact(RECORD, date(2026, 2, 1), None, "CLEAR", 3)], [RECORD], DAY) == []


def test_when_the_longest_proof_runs_out() -> None:
    held = [_health(date(2026, 3, 9)), _health(date(2026, 9, 9), issued=date(2025, 9, 9))]
    assert runs_out(held, HEALTH, DAY) == date(2026, 9, 9)
    assert runs_out([*held, _health(None)], HEALTH, DAY) is None
    assert runs_out(held, RECORD, DAY) is None


def test_whoever_is_employed_present_and_proven_counts() -> None:
    assert reasons_against(employed=True, absences=[], proofs=[_health(None)], needed=[HEALTH], on=DAY) == []


def test_every_reason_against_is_told() -> None:
    away = [
        AbsenceFact("LEAVE", DAY, DAY),
        AbsenceFact("ILLNESS", DAY - timedelta(9), DAY - timedelta(1)),
        AbsenceFact("SUSPENSION", DAY - timedelta(9), None, lifted_on=DAY),
        AbsenceFact("SUSPENSION", DAY - timedelta(3)),
    ]
    found = reasons_against(employed=False, absences=away, proofs=[], needed=[HEALTH], on=DAY)
    assert [each.key for each in found] == [
        "NOT_EMPLOYED",
        "LEAVE",
        "SUSPENSION",
        "MISSING:HEALTH_CERTIFICATE",
    ]
    assert found[0] == Reason("NOT_EMPLOYED")


def test_an_absence_holds_on_its_first_and_last_day_and_not_on_the_day_it_was_lifted() -> None:
    day = timedelta(1)
    leave = AbsenceFact("LEAVE", DAY, DAY + day)
    assert [leave.covers(DAY + day * n) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    lifted = AbsenceFact("SUSPENSION", DAY - day, None, lifted_on=DAY + day)
    assert [lifted.covers(DAY + day * n) for n in (-2, -1, 0, 1)] == [False, True, True, False]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_a_proof_of_more_months_never_ends_earlier(issued: date, months: int) -> None:
    def ends(number: int) -> date:
        found = end_of_validity(issued_on=issued, expires_on=None, renewal_due=None, months=number)
        assert found is not None
        return found

    assert issued < ends(months) <= ends(months + 1)
