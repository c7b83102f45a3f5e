"""Who counts on a day: validity of proofs, absences, and the statement in SQL that says the same as the rule."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.scope import nation_scope
from staff.enums import AbsenceKind, CheckResult, ProofKind
from staff.models import Absence, Employment, Proof, StaffMember
from staff.queries import countable, demands, standings, valid_until
from staff.rules.counting import AbsenceFact, reasons_against
from staff.rules.proofs import ProofFact, end_of_validity, gaps
from staff.workflow import withdraw_proof
from tests.cast import JIEFANG_STREET, Cast, as_actor
from tests.staff.people import employed, prove

DAY = date(2026, 3, 10)
HEALTH, RECORD = ProofKind.HEALTH_CERTIFICATE, ProofKind.RECORD_CHECK
days = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@given(days, st.none() | days, st.none() | days, st.none() | st.integers(1, 36))
def test_a_printed_expiry_counts_before_anything_else(
    issued: date, printed: date | None, due: date | None, months: int | None
) -> None:
    end = end_of_validity(issued_on=issued, expires_on=printed, renewal_due=due, months=months)
    if printed is not None:
        assert end == printed
    elif due is not None:
        assert end == due
    elif months is None:
        assert end is None
    else:
        assert end is not None
        assert (end.year * 12 + end.month) - (issued.year * 12 + issued.month) == months
        assert end.day == issued.day or (end + timedelta(days=1)).day == 1


@pytest.mark.django_db
def test_a_proof_of_29_february_ends_on_28_february(today: None) -> None:
    assert end_of_validity(issued_on=date(2024, 2, 29), expires_on=None, renewal_due=None, months=12) == date(
        2025, 2, 28
    )
    assert valid_until(JIEFANG_STREET, HEALTH, date(2024, 2, 29)) == date(2025, 2, 28)


@pytest.mark.django_db
def test_the_law_says_how_long_each_proof_holds() -> None:
    issued = date(2025, 5, 1)
    assert valid_until(JIEFANG_STREET, HEALTH, issued) == date(2026, 5, 1)
    assert valid_until(JIEFANG_STREET, HEALTH, issued, date(2026, 4, 30)) == date(2026, 4, 30)
    assert valid_until(JIEFANG_STREET, RECORD, issued) == date(2026, 5, 6), "the days off at the end move it"
    assert valid_until(JIEFANG_STREET, ProofKind.FOOD_HEALTH_CERTIFICATE, issued) == date(2026, 5, 1)
    assert valid_until(JIEFANG_STREET, ProofKind.CONDUCT, issued) == date(2026, 5, 1)
    assert valid_until(JIEFANG_STREET, ProofKind.CARE_QUALIFICATION, issued) is None


@pytest.mark.django_db
def test_everybody_needs_two_proofs_and_each_role_its_own() -> None:
    kinds = [each.kind for each in demands(JIEFANG_STREET, "CAREGIVER", DAY)]
    assert kinds == [HEALTH, RECORD, ProofKind.CARE_QUALIFICATION]
    assert [each.kind for each in demands(JIEFANG_STREET, "OTHER", DAY)] == [HEALTH, RECORD]
    assert all(str(each.source) for each in demands(JIEFANG_STREET, "FACILITY_HEAD", DAY))


def test_an_earlier_end_does_not_shorten_a_later_one() -> None:
    proofs = [ProofFact(HEALTH, date(2026, 1, 1), DAY), ProofFact(HEALTH, date(2026, 2, 1), date(2026, 2, 2))]
    assert gaps(proofs, [HEALTH], DAY) == []
    assert [gap.code for gap in gaps(proofs, [HEALTH], DAY + timedelta(days=1))] == ["EXPIRED"]


def test_the_newest_record_check_decides() -> None:
    clear = ProofFact(RECORD, date(2026, 1, 1), date(2027, 1, 1), CheckResult.CLEAR, 1)
    hit = ProofFact(RECORD, date(2026, 1, 1), date(2027, 1, 1), CheckResult.HIT, 2)
    assert [gap.code for gap in gaps([clear, hit], [RECORD], DAY)] == ["HIT"]
    assert gaps([hit, ProofFact(RECORD, date(2026, 1, 2), DAY, CheckResult.CLEAR, 3)], [RECORD], DAY) == []


@pytest.fixture
def member(cast: Cast) -> StaffMember:
    facility = cast.facility()
    return employed(cast.operator(facility), facility, proved=False)


around = st.dates(DAY - timedelta(days=3), DAY + timedelta(days=3))
spans = st.tuples(around, st.none() | st.integers(0, 3)).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
)
proof_rows = st.tuples(
    st.sampled_from([HEALTH, RECORD, ProofKind.DEGREE]),
    spans,
    st.sampled_from(list(CheckResult)),
    st.booleans(),
)
absence_rows = st.tuples(st.sampled_from(list(AbsenceKind)), spans, st.none() | around)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(spans, st.lists(proof_rows, max_size=5), st.lists(absence_rows, max_size=3))
def test_the_statement_says_what_the_rule_says(
    member: StaffMember,
    job: tuple[date, date | None],
    proofs: list[tuple[ProofKind, tuple[date, date | None], CheckResult, bool]],
    absences: list[tuple[AbsenceKind, tuple[date, date | None], date | None]],
) -> None:
    at = {"region_id": member.region_id, "facility_id": member.facility_id, "member": member}
    with nation_scope(reason="rows of a test"):
        Employment.objects.filter(member=member).update(starts_on=job[0], ends_on=job[1])
        Proof.objects.filter(member=member).delete()
        Absence.objects.filter(member=member).delete()
        kept = [
            Proof.objects.create(
                kind=kind,
                issued_on=span[0],
                valid_to=span[1],
                result=result if kind == RECORD else "",
                withdrawn_at="2026-01-01T00:00:00Z" if gone else None,
                **at,
            )
            for kind, span, result, gone in proofs
        ]
        for kind, span, lifted in absences:
            Absence.objects.create(kind=kind, starts_on=span[0], ends_on=span[1], lifted_on=lifted, **at)
        found = standings([member.facility_id], DAY)
    expected = reasons_against(
        employed=job[0] <= DAY and (job[1] is None or job[1] >= DAY),
        absences=[AbsenceFact(kind, *span, lifted) for kind, span, lifted in absences],
        proofs=[
            ProofFact(p.kind, p.issued_on, p.valid_to, p.result, p.pk) for p in kept if p.withdrawn_at is None
        ],
        needed=[HEALTH, RECORD],
        on=DAY,
    )
    if any(reason.code == "NOT_EMPLOYED" for reason in expected):
        assert found == []
    else:
        assert [row.reasons for row in found] == [tuple(reason.key for reason in expected)]


def test_u16_an_expired_health_certificate_drops_out_of_the_ratio(cast: Cast) -> None:
    """U16: the certificate ends 2026-03-09, so on 03-10 the person is not countable."""
    facility = cast.facility()
    operator = cast.operator(facility)
    member = employed(operator, facility, proved=False)
    prove(operator, member, on=date(2026, 1, 5), until=date(2026, 3, 9))
    with as_actor(operator):
        assert [s.member_id for s in countable([facility.pk], date(2026, 3, 9))] == [member.pk]
        assert countable([facility.pk], date(2026, 3, 10)) == []
        (standing,) = standings([facility.pk], date(2026, 3, 10))
    assert standing.reasons == ("EXPIRED:HEALTH_CERTIFICATE",)


def test_two_facilities_are_counted_in_one_statement(cast: Cast, django_assert_num_queries: Any) -> None:
    facilities = [cast.facility(), cast.facility()]
    for facility in facilities:
        employed(cast.operator(facility), facility)
    with as_actor(cast.officer), django_assert_num_queries(2):
        assert len(countable([f.pk for f in facilities], DAY)) == 2


def test_a_proof_that_was_withdrawn_counts_no_more(cast: Cast) -> None:
    facility = cast.facility()
    operator = cast.operator(facility)
    member = employed(operator, facility)
    with as_actor(operator):
        proof = Proof.objects.get(member=member, kind=ProofKind.HEALTH_CERTIFICATE)
        withdraw_proof(by=operator, proof_id=proof.pk, reason="示例：录入有误")
        (standing,) = standings([facility.pk], date(2026, 5, 7))
    assert standing.reasons == ("MISSING:HEALTH_CERTIFICATE",)
