"""Guards that stand one behind the other: each is asked alone, so that none may go unnoticed."""

from dataclasses import replace

import pytest

from accounts.enums import DepartmentKind, Role
from accounts.errors import DomainError
from kernel import clock
from regions.scope import nation_scope
from subsidies.enums import BankResult, ClaimState
from subsidies.errors import BudgetBound, WrongState
from subsidies.models import BatchLine, ClaimLine, PaymentBatch, ProposedClaim, SubsidyClaim
from subsidies.workflow import build_batch, check_claims, freeze_batch, reissue, release_batch
from subsidies.workflow.runs import propose
from tests.authenticator import code_of
from tests.cast import ZHANGGONG, Cast
from tests.subsidies.money import PROGRAMME, Office, here
from tests.subsidies.runs_world import MAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


@pytest.fixture
def frozen(office: Office) -> PaymentBatch:
    office.approved()
    office.payee()
    return office.frozen()


def test_whoever_only_built_the_batch_does_not_release_it(office: Office) -> None:
    office.approved()
    office.payee()
    builder = replace(office.maker, user_id=office.cast.head.user_id)
    with here():
        batch = build_batch(by=builder, region=ZHANGGONG, programme=PROGRAMME)
        freeze_batch(by=office.maker, batch_id=batch.pk)
        with pytest.raises(DomainError) as refused:
            release_batch(by=replace(office.payer, user_id=builder.user_id), batch_id=batch.pk, code="000000")
    assert refused.value.code == "SAME_PERSON"


def test_what_is_approved_but_not_paid_is_bound_too(cast: Cast) -> None:
    office = Office(cast, city=1_000_00, county=600_00)
    first = office.made("2024-05")
    with here():
        check_claims(by=office.checker, claim_ids=[first.pk])
    assert (office.budget("county").reserved, office.budget("county").approved) == (0, 48000)
    second = office.made("2024-06")
    assert second.state == ClaimState.QUEUED
    assert office.budget("county").rest == 12000


def test_a_claim_that_fits_does_not_pass_one_before_it_when_money_comes(cast: Cast) -> None:
    office = Office(cast, city=12000, county=100_000_00)
    office.made("2024-05")
    large, small = office.made("2024-06"), office.made("2024-07", children=1)
    office.city_money(16000)
    assert [office.again(each).state for each in (large, small)] == [ClaimState.QUEUED] * 2
    office.city_money(28000)
    assert [office.again(each).state for each in (large, small)] == [ClaimState.CHECKING] * 2


@pytest.mark.parametrize(
    "changed",
    [
        {"account_number": "6222000000009999"},
        {"holder": "示例·他人"},
        {"bank": "示例·他行"},
        {"offsets": {"city": 1}},
        {"shares": {"city": 48000, "county": 12000}},
        {"claim_id": 10**9},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_whatever_is_changed_in_a_frozen_line_stops_the_release(
    office: Office, frozen: PaymentBatch, changed: dict[str, object]
) -> None:
    with here():
        row = BatchLine.objects.get(batch_id=frozen.pk)
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
        with pytest.raises(WrongState):
            release_batch(by=office.payer, batch_id=frozen.pk, code=code_of(office.payer))


def test_the_payers_office_is_still_needed(office: Office, frozen: PaymentBatch, cast: Cast) -> None:
    stranger = cast.official(ZHANGGONG, DepartmentKind.FINANCE, Role.FINANCE_CHECKER)
    with here(), pytest.raises(DomainError):
        release_batch(by=stranger, batch_id=frozen.pk, code="000000")


def test_a_line_that_was_paid_is_not_issued_anew(office: Office) -> None:
    office.approved()
    office.payee()
    batch = office.answered(office.released(), BankResult.PAID)
    with here():
        line = BatchLine.objects.get(batch_id=batch.pk)
        with pytest.raises(WrongState):
            reissue(by=office.payer, line_id=line.pk)


def test_a_budget_does_not_fall_below_what_is_bound(office: Office) -> None:
    office.made()
    with pytest.raises(BudgetBound):
        office.city_money(11999)
    assert office.city_money(12000).rest == 0


def test_a_run_writes_no_proposal_for_a_month_that_is_claimed(office: Office) -> None:
    office.submitted("2024-05")
    with nation_scope(reason="a test runs a part"):
        assert propose(ZHANGGONG, MAY, run_id=1) == [0, 0, 0]
        assert not ProposedClaim.objects.exists()


def test_the_bank_has_no_answer_for_a_batch_it_never_got(office: Office, frozen: PaymentBatch) -> None:
    with pytest.raises(WrongState):
        office.answered(frozen, BankResult.PAID)
    with here():
        assert BatchLine.objects.get(batch_id=frozen.pk).result == ""


def test_a_child_that_another_facility_is_granted_meanwhile_stops_the_second_review(
    office: Office, cast: Cast
) -> None:
    claim, other = office.made(), cast.facility(name="示例·别家")
    with nation_scope(reason="test set-up"):
        rival = SubsidyClaim.objects.create(
            region_id=other.region_id, facility_id=other.pk, facility_name="示例", programme=PROGRAMME,
            subject="2024-05", facts={}, state="CHECKING", created_at=clock.now(),
        )  # fmt: skip
        line = claim.lines.get(position=1)
        ClaimLine.objects.create(
            region_id=other.region_id, facility_id=other.pk, claim=rival, position=1, ref="x",
            month=MAY, child_digest=line.child_digest, code="OK", amount=1,
        )  # fmt: skip
    with here(), pytest.raises(WrongState) as refused:
        check_claims(by=office.checker, claim_ids=[claim.pk])
    assert line.ref in str(refused.value.message)
    assert office.again(claim).state == ClaimState.CHECKING
