"""Attendance that is corrected after the money was granted is found by the night, and proposed exactly once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from facilities.rules.attendance import packed
from facilities.workflow.attendance import correct_days
from jobs.queries import schedules
from kernel import clock
from regions.scope import Scope, nation_scope, scoped
from subsidies.enums import BankResult
from subsidies.models import CorrectionProposal, Recovery, SubsidyClaim
from subsidies.queries.corrections import corrected_late
from subsidies.tasks import propose_late_corrections
from subsidies.workflow import check_claims, confirm_facts, correct_claim, make_claims, submit_claim
from subsidies.workflow.proposals import propose_corrections
from tests.cast import NANKANG, Cast
from tests.pages import signed_in, text
from tests.subsidies.build import child, month, operating
from tests.subsidies.money import Office, here

pytestmark = pytest.mark.django_db
MAY = date(2024, 5, 1)


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


@pytest.fixture
def paid(office: Office) -> SubsidyClaim:
    """Three children of May: two who came, one who came on a single day. Paid 400 yuan."""
    claim = office.draft_of(operating(month(child("A"), child("B"), child("C", attended_days=1))))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    with here():
        confirm_facts(by=office.cast.officer, claim_id=claim.pk)
        make_claims(by=office.maker, claim_ids=[claim.pk])
        check_claims(by=office.checker, claim_ids=[claim.pk])
    office.payee()
    office.answered(office.released(), BankResult.PAID)
    return office.again(claim)


def _came(office: Office, name: str, days: int) -> None:
    with scoped(Scope.of_facilities((office.facility.pk,))):
        correct_days(
            by=office.operator, facility_id=office.facility.pk, month=MAY, child_id=office.children[name],
            days=packed(range(1, days + 1)), reason="漏记",
        )  # fmt: skip


def _proposals() -> list[tuple[int, bool]]:
    with nation_scope(reason="a test looks"):
        rows = CorrectionProposal.objects.order_by("id").values_list("difference", "settled_at")
        return [(fen, at is not None) for fen, at in rows]


def _events() -> int:
    with nation_scope(reason="a test looks"):
        return AuditEvent.objects.filter(event="claim.correction_proposed").count()


def test_a_correction_of_a_paid_month_is_proposed_next_morning_exactly_once(
    office: Office, paid: SubsidyClaim
) -> None:
    assert propose_corrections() == 0
    with clock.frozen(date(2026, 5, 11)):
        _came(office, "C", 15)
    with clock.frozen(date(2026, 5, 12)):
        assert [propose_corrections() for _night in range(3)] == [1, 0, 0]
    assert _proposals() == [(20000, False)]
    assert _events() == 1
    with here():
        (row,) = CorrectionProposal.objects.all()
        assert [(ref.partition("/")[2], fen) for ref, _code, fen in row.lines] == [
            (str(office.children["C"]), 20000)
        ]


def test_the_maker_reads_it_with_the_amount_and_settles_it(office: Office, paid: SubsidyClaim) -> None:
    _came(office, "A", 2)
    propose_late_corrections()
    assert _proposals() == [(-20000, False)]
    maker = signed_in(office.maker)
    page = text(maker.get("/budgets/"))
    assert "夜间提出的更正" in page
    assert "200.00" in page.split("夜间提出的更正")[1]
    maker.post(f"/claims/{paid.pk}/correct/", {"explanation": "出勤更正", "working_days": "10"})
    assert _proposals() == [(-20000, True)]
    with here():
        assert Recovery.objects.get().amount == 20000
    assert "夜间提出的更正" not in text(maker.get("/budgets/"))
    assert propose_corrections() == 0


def test_another_correction_afterwards_is_proposed_anew(office: Office, paid: SubsidyClaim) -> None:
    _came(office, "C", 15)
    propose_corrections()
    with here():
        correct_claim(by=office.maker, claim_id=paid.pk, explanation="出勤更正", working_days=10)
    assert _proposals() == [(20000, True)]
    _came(office, "B", 1)
    assert propose_corrections() == 1
    assert _proposals() == [(-20000, False)]


def test_up_and_down_before_the_night_is_looked_at_and_proposes_nothing(
    office: Office, paid: SubsidyClaim
) -> None:
    _came(office, "C", 15)
    _came(office, "C", 1)
    assert propose_corrections() == 0
    assert _proposals() == [(0, False)]
    assert "夜间提出的更正" not in text(signed_in(office.maker).get("/budgets/"))


def test_a_claim_that_is_not_granted_yet_and_a_month_nobody_claimed_are_left_alone(office: Office) -> None:
    claim = office.draft_of(operating(month(child("A"), child("B"))))
    with scoped(Scope.of_facilities((claim.facility_id,))):
        submit_claim(by=office.operator, claim_id=claim.pk)
    _came(office, "A", 2)
    assert propose_corrections() == 0
    assert _proposals() == []


def test_another_district_reads_none_of_it(office: Office, paid: SubsidyClaim) -> None:
    _came(office, "C", 15)
    propose_corrections()
    with scoped(Scope.of_region(NANKANG)):
        assert not CorrectionProposal.objects.exists()


def test_the_night_finds_them_in_one_statement_and_it_stands_among_the_jobs(
    office: Office, paid: SubsidyClaim, cast: Cast
) -> None:
    _came(office, "C", 15)
    with nation_scope(reason="a test counts"), CaptureQueriesContext(connection) as seen:
        assert corrected_late() == [(paid.pk, 1)]
    assert len(seen) == 1
    assert "subsidies.propose_corrections" in schedules()
